"""You computed out once and walk back from it several times. A graph can be walked back only once:
backward() throws it away behind itself. What has to be made anew for each pass?
"""

FAILS = ("check_accumulated_grows",)


def accumulated(x, times):
    leaf = x.detach().clone().requires_grad_()
    out = (leaf * leaf).sum()
    seen = []
    for _ in range(times):
        out.backward()
        seen.append(leaf.grad.clone())
    return seen
