"""You compute the velocity in NumPy and write it back. NumPy works on the CPU and nowhere else.
`mul_` and `add_` change a tensor in place, wherever it is.
"""

FAILS = ("check_momentum_on_meta",)


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    with torch.no_grad():
        for i, p in enumerate(params):
            new = momentum * velocity[i].numpy() + grads[i].numpy()
            velocity[i].copy_(torch.as_tensor(new))
            p.sub_(lr * velocity[i])
