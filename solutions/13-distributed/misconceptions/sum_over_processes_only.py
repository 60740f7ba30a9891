"""You add up the squared errors of all rows and divide by the number of processes. How many *rows*
are there?
"""

FAILS = (
    "check_step_of_three_rows",
    "check_step_with_unequal_shards",
    "check_step_of_three_processes",
    "check_step_with_an_empty_shard",
    "check_step_forgets_old_gradients",
    "check_steps_in_a_row",
    "check_step_of_one_process",
)


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
            parameter.grad /= dist.get_world_size()
            parameter -= lr * parameter.grad
    return total / rows
