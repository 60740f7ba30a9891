"""Your numbers are right, but the caller's gradients have changed. Which of your in-place
operations writes into them?
"""

FAILS = ("check_momentum_of_leaves",)


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    with torch.no_grad():
        for i, p in enumerate(params):
            velocity[i].copy_(grads[i].add_(velocity[i], alpha=momentum))
            p.sub_(lr * velocity[i])
