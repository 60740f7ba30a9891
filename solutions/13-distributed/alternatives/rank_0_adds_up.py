"""Rank 0 collects, adds up and tells the others: reduce and broadcast; old spelling."""


def shard(indices, rank, world):
    hands = [[] for _ in range(world)]
    for turn in range(len(indices)):
        hands[turn % world].append(indices[turn])
    return hands[rank]


def average_gradients(model):
    size = float(dist.get_world_size())
    for p in model.parameters():
        if p.grad is not None:
            dist.reduce(p.grad.data, dst=0, op=dist.ReduceOp.SUM)
            if dist.get_rank() == 0:
                p.grad.data /= size
            dist.broadcast(p.grad.data, src=0)


def train_step(model, x, y, lr):
    for p in model.parameters():
        p.grad = None
    difference = model(x) - y
    loss = (difference * difference).sum()
    loss.backward()
    facts = [loss.data.clone().double(), torch.DoubleTensor([len(x)])]
    for fact in facts:
        dist.reduce(fact, 0)
        dist.broadcast(fact, 0)
    for p in model.parameters():
        dist.reduce(p.grad.data, 0)
        dist.broadcast(p.grad.data, 0)
        p.grad.data = p.grad.data / facts[1].item()
        p.data.add_(p.grad.data, alpha=-lr)
    return (facts[0] / facts[1]).item()
