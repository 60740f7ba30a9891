"""Your gradients are right, but the caller's three tensors are tracked now. They were only lent to
you: whose requires_grad may you change?
"""

FAILS = ("check_line_inputs_stay_plain",)


def line_gradients(x, w, b):
    for t in (x, w, b):
        t.requires_grad_()
    (w * x + b).backward()
    return x.grad, w.grad, b.grad
