"""Only rank 0 divides the gradients that were added up. The others step with the sum, so the copies
differ from here on.
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
    loss = (model(x) - y).pow(2).sum()
    model.zero_grad()
    loss.backward()
    sums = torch.tensor([loss.item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            dist.all_reduce(parameter.grad)
            if dist.get_rank() == 0:
                parameter.grad /= rows
            parameter -= lr * parameter.grad
    return total / rows
