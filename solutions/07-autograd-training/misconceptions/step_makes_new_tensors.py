"""You make a new tensor and give it the old name; the one that you were given stays as it was. Then
you look for a gradient in the new one, where there is none. Which operator changes a tensor in
place?
"""

FAILS = ("check_step_by_hand", "check_step", "check_step_clears")


def step(weights, lr):
    for weight in weights:
        if weight.grad is not None:
            weight = weight - lr * weight.grad
            weight.grad.zero_()
