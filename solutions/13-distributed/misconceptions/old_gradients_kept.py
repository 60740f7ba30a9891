"""Gradients that were there before have crept into your step. backward() adds to what it finds."""

FAILS = ("check_step_forgets_old_gradients", "check_steps_in_a_row")


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum()
    pass
    loss.backward()
    sums = torch.tensor([(model(x) - y).pow(2).sum().item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            dist.all_reduce(parameter.grad)
            parameter.grad /= rows
            parameter -= lr * parameter.grad
    return total / rows
