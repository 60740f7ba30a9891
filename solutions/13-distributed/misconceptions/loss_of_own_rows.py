"""Each of your processes returns the loss of its own rows. It should be that of all rows, and the
same on every process.
"""

FAILS = ("check_step_of_three_rows", "check_step_returns_the_loss")


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum()
    model.zero_grad()
    loss.backward()
    sums = torch.tensor([(model(x) - y).pow(2).sum().item(), len(x)])
    dist.all_reduce(sums)
    _, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            dist.all_reduce(parameter.grad)
            parameter.grad /= rows
            parameter -= lr * parameter.grad
    return loss.item() / max(len(x), 1)
