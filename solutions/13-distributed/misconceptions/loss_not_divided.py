"""What you return is the sum of the squared errors. Divide it as you divided the gradient."""

FAILS = ("check_step_of_three_rows", "check_step_returns_the_loss")


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum()
    model.zero_grad()
    loss.backward()
    sums = torch.tensor([(model(x) - y).pow(2).sum().item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            dist.all_reduce(parameter.grad)
            parameter.grad /= rows
            parameter -= lr * parameter.grad
    return total
