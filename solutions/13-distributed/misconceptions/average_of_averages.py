"""Each of your processes has one vote, however many rows it holds. Every *row* should have one:
what must be added up, and what must it be divided by, in the end?
"""

FAILS = (
    "check_step_of_three_rows",
    "check_step_with_unequal_shards",
    "check_step_of_three_processes",
    "check_step_with_an_empty_shard",
)


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum() / len(x)
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
