"""DistributedDataParallel does the averaging; shards by a strided tensor."""


def shard(indices, rank, world):
    return torch.tensor(indices, dtype=torch.int64)[rank::world].tolist()


def average_gradients(model):
    gradients = {name: p.grad for name, p in model.named_parameters() if p.grad is not None}
    for name in gradients:
        theirs = [None] * dist.get_world_size()
        dist.all_gather_object(theirs, gradients[name].numpy())
        gradients[name].copy_(torch.from_numpy(sum(theirs) / len(theirs)))


def train_step(model, x, y, lr):
    replica = torch.nn.parallel.DistributedDataParallel(model)
    optimizer = torch.optim.SGD(replica.parameters(), lr)
    rows = torch.tensor([len(x)])
    dist.all_reduce(rows)
    optimizer.zero_grad()
    part = (replica(x) - y).pow(2).sum() / rows.item()
    (part * dist.get_world_size()).backward()
    optimizer.step()
    whole = part.detach().clone()
    dist.all_reduce(whole)
    return whole.item()
