"""Loss and gradient are both averages of averages: a process with two rows counts as much as one
with five. Look again at the table with the errors 1, 2 and 9.
"""

FAILS = (
    "check_step_of_three_rows",
    "check_step_with_unequal_shards",
    "check_step_of_three_processes",
    "check_step_with_an_empty_shard",
    "check_step_returns_the_loss",
)


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum() / len(x)
    model.zero_grad()
    loss.backward()
    average_gradients(model)
    mean = loss.detach().clone()
    dist.all_reduce(mean)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad
    return mean.item() / dist.get_world_size()
