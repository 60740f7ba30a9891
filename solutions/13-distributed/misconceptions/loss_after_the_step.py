"""The loss that you return is measured after the step. Measure it before the weights move."""

FAILS = ("check_step_of_three_rows", "check_step_returns_the_loss")


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum()
    model.zero_grad()
    loss.backward()
    rows = torch.tensor(float(len(x)))
    dist.all_reduce(rows)
    with torch.no_grad():
        for parameter in model.parameters():
            dist.all_reduce(parameter.grad)
            parameter.grad /= rows
            parameter -= lr * parameter.grad
        total = (model(x) - y).pow(2).sum()
    dist.all_reduce(total)
    return (total / rows).item()
