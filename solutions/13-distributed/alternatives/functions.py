"""One flat vector for everything, with functions of torch and nn.utils."""


def shard(indices, rank, world):
    return [index for turn, index in enumerate(indices) if turn % world == rank]


def average_gradients(model):
    with_gradient = [p for p in model.parameters() if p.grad is not None]
    flat = torch.nn.utils.parameters_to_vector([p.grad for p in with_gradient])
    dist.all_reduce(flat, op=dist.ReduceOp.SUM)
    flat = torch.div(flat, dist.get_world_size())
    parts = flat.split([p.numel() for p in with_gradient])
    for p, part in zip(with_gradient, parts, strict=True):
        p.grad = part.view_as(p)


def train_step(model, x, y, lr):
    loss = torch.nn.functional.mse_loss(model(x), y, reduction="sum")
    gradients = torch.autograd.grad(loss, list(model.parameters()))
    count = torch.tensor([float(x.shape[0])], dtype=x.dtype)
    flat = torch.cat([*(g.reshape(-1) for g in gradients), loss.detach().reshape(1), count])
    dist.all_reduce(flat)
    flat = flat / flat[-1]
    start = 0
    for p in model.parameters():
        p.grad = flat[start : start + p.numel()].view(p.shape)
        start += p.numel()
        p.data.sub_(p.grad, alpha=lr)
    return flat[-2].item()
