"""Each process takes the step of its own rows. Nobody has told the others what it found, so after
one step the copies differ.
"""

FAILS = (
    "check_step_of_three_rows",
    "check_step_with_unequal_shards",
    "check_step_of_three_processes",
    "check_step_with_an_empty_shard",
    "check_step_forgets_old_gradients",
    "check_steps_in_a_row",
)


def train_step(model, x, y, lr):
    loss = (model(x) - y).pow(2).sum() / max(len(x), 1)
    model.zero_grad()
    loss.backward()
    sums = torch.tensor([(model(x) - y).pow(2).sum().item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= lr * parameter.grad
    return total / rows
