"""Plain Python: number by number, with loops."""


def tracked(x):
    numbers = torch.tensor(x.tolist(), dtype=x.dtype)
    return numbers.reshape(x.shape).requires_grad_()


def enable_grad_in_place(a):
    for tensor in (a,):
        tensor.requires_grad = True
    return a


def each(function, x):
    return torch.stack([function(number) for number in x.reshape(-1)]).reshape(x.shape)


def graph(x):
    y = each(lambda number: number + 2, x)
    z = each(lambda number: 3 * number * number, y)
    return y, z, sum(z.reshape(-1)) / len(z.reshape(-1))


def made_by(t):
    for operation in (t.grad_fn,):
        if operation:
            return operation.name()
    return None


def gradient_example(x):
    slopes = []
    for number in x.reshape(-1).tolist():
        leaf = torch.tensor(number, dtype=x.dtype, requires_grad=True)
        (3 * (leaf + 2) ** 2 / x.numel()).backward()
        slopes.append(leaf.grad)
    return torch.stack(slopes).reshape(x.shape)


def untracked_square(x):
    square = torch.zeros_like(x)
    for place, number in enumerate(x.reshape(-1).tolist()):
        square.view(-1)[place] = number * number
    return square


def line_gradients(x, w, b):
    slopes = []
    for place in range(3):
        line = [t.clone() for t in (x, w, b)]
        line[place].requires_grad_()
        (line[1] * line[0] + line[2]).backward()
        slopes.append(line[place].grad)
    return tuple(slopes)


def accumulated(x, times):
    seen = []
    for passes in range(times):
        leaf = x.clone().requires_grad_()
        for _ in range(passes + 1):
            sum(number * number for number in leaf.reshape(-1)).backward()
        seen.append(leaf.grad)
    return seen


def fresh(x, times):
    seen = []
    while times:
        leaf = x.clone().requires_grad_()
        sum(number**2 for number in leaf.reshape(-1)).backward()
        seen, times = [*seen, leaf.grad], times - 1
    return seen


def branching(x):
    numbers = list(x.reshape(-1))
    out = 0
    for number in numbers:
        out = out + (number * number if sum(numbers) > 0 else -3 * number)
    return out
