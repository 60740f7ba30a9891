"""Everybody hears everything and adds up alone: all_gather and all_gather_object."""


def shard(indices, rank, world):
    return [indices[turn] for turn in range(rank, len(indices), world)]


def average_gradients(model):
    world = dist.get_world_size()
    for p in model.parameters():
        if p.grad is None:
            continue
        heard = [torch.empty_like(p.grad) for _ in range(world)]
        dist.all_gather(heard, p.grad)
        p.grad = torch.stack(heard).mean(dim=0)


def train_step(model, x, y, lr):
    heard = [None] * dist.get_world_size()
    dist.all_gather_object(heard, (x, y))
    x = torch.cat([theirs[0] for theirs in heard])
    y = torch.cat([theirs[1] for theirs in heard])
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = (model(x) - y).square().sum(dim=1).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.detach()
