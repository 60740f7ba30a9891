"""The loss that you return is right, the gradients are not. You divide by 2, however many processes
there are, and in your train_step a process with two rows counts as much as one with five.
"""

FAILS = (
    "check_average_of_three",
    "check_average_of_one",
    "check_step_of_three_rows",
    "check_step_with_unequal_shards",
    "check_step_of_three_processes",
    "check_step_with_an_empty_shard",
    "check_step_of_one_process",
)


def average_gradients(model):
    for parameter in model.parameters():
        if parameter.grad is not None:
            dist.all_reduce(parameter.grad)
            parameter.grad /= 2


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum() / len(x)
    model.zero_grad()
    loss.backward()
    average_gradients(model)
    sums = torch.tensor([(model(x) - y).pow(2).sum().item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad
    return total / rows
