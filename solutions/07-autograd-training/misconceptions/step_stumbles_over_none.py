"""A weight that no backward pass has reached has no gradient: .grad is None, and None cannot be
multiplied. What should happen to such a weight?
"""

FAILS = ("check_step_without_gradient",)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            weight -= lr * weight.grad
            weight.grad = None
