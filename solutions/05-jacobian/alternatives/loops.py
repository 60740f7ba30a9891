"""Plain Python loops over entries, numbers put into place one by one."""


def double_until(x, limit=1000.0):
    y = x.clone()
    y = y * 2
    while sum(entry.item() ** 2 for entry in y.flatten()) < limit**2:
        y = y.clone()
        y *= 2
    return y


def weighted_backward(x, v):
    copy = torch.tensor(x.tolist(), dtype=x.dtype, requires_grad=True)
    total = 0
    for weight, entry in zip(v.flatten(), double_until(copy).flatten(), strict=True):
        total = total + weight * entry
    total.backward()
    return copy.grad


def vjp(f, x, v):
    table = jacobian(f, x)
    result = torch.zeros_like(x, requires_grad=False)
    for j in range(len(x)):
        for i in range(len(v)):
            result[j] += table[i, j] * v[i]
    return result


def jacobian(f, x):
    table = torch.empty(f(x.detach()).numel(), x.numel(), dtype=x.dtype)
    for i in range(table.size(0)):
        leaf = x.clone().detach().requires_grad_(True)
        f(leaf)[i].backward()
        for j in range(table.size(1)):
            table[i, j] = leaf.grad[j].item()
    return table


def jvp(f, x, u):
    rows = jacobian(f, x).tolist()
    sums = [sum(slope * step for slope, step in zip(row, u.tolist(), strict=True)) for row in rows]
    return torch.tensor(sums, dtype=x.dtype)
