"""Your step turns the gradient into a NumPy array. NumPy can't see what lies on a GPU, and PyTorch
can subtract by itself.
"""

FAILS = ("check_step_on_meta",)


def step(weights, lr):
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= lr * torch.from_numpy(weight.grad.numpy())
            weight.grad = None
