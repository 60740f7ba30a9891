"""You computed out once and walk back from it several times. A graph can be walked back only once:
backward() throws it away behind itself. Besides the gradient, what must be new in each pass?
"""

FAILS = ("check_fresh_stays",)


def fresh(x, times):
    leaf = x.detach().clone().requires_grad_()
    out = (leaf * leaf).sum()
    seen = []
    for _ in range(times):
        leaf.grad = None
        out.backward()
        seen.append(leaf.grad.clone())
    return seen
