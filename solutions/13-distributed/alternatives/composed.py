"""The step is built on average_gradients, with the loss scaled to undo its average."""

import itertools


def shard(indices, rank, world):
    return list(itertools.islice(indices, rank, None, world))


def average_gradients(model):
    waiting = [
        dist.all_reduce(p.grad.div_(dist.get_world_size()), async_op=True)
        for p in model.parameters()
        if p.grad is not None
    ]
    for work in waiting:
        work.wait()


def train_step(model, x, y, lr):
    world = dist.get_world_size()
    rows = torch.tensor(len(x))
    dist.all_reduce(rows)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    optimizer.zero_grad(set_to_none=False)
    loss = ((model(x) - y) ** 2).sum() * world / rows
    loss.backward()
    average_gradients(model)
    optimizer.step()
    mean = loss.detach() / world
    dist.all_reduce(mean)
    return float(mean)
