"""Your average is right for two processes and for no other number, and your train_step relies on
it. Who knows how many there are?
"""

FAILS = (
    "check_average_of_three",
    "check_average_of_one",
    "check_step_of_three_processes",
    "check_step_of_one_process",
)


def average_gradients(model):
    for parameter in model.parameters():
        if parameter.grad is not None:
            dist.all_reduce(parameter.grad)
            parameter.grad /= 2


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum()
    sums = torch.tensor([loss.item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    model.zero_grad()
    (loss * dist.get_world_size() / rows).backward()
    average_gradients(model)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad
    return total / rows
