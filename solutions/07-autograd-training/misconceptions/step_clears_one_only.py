"""One weight starts each round with a clean gradient, the others do not. Where in your loop do
you clean up?
"""

FAILS = ("check_step_clears",)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= lr * weight.grad
        weights[0].grad = None
