"""You fetch the gradients to the CPU before the step. The velocities stay where the parameters are,
and the two cannot be added up.
"""

FAILS = ("check_momentum_on_meta",)


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    with torch.no_grad():
        for i, p in enumerate(params):
            velocity[i].mul_(momentum).add_(grads[i].cpu())
            p.sub_(lr * velocity[i])
