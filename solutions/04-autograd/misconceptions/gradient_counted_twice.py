"""Your gradient is exactly twice what it should be. backward() adds to .grad and never overwrites
it. How often does it run in your function?
"""

FAILS = ("check_gradient_of_the_notes", "check_gradient_of_any_shape")


def gradient_example(x):
    leaf = x.detach().clone().requires_grad_()
    out = (3 * (leaf + 2) ** 2).mean()
    out.backward(retain_graph=True)
    out.backward()
    return leaf.grad
