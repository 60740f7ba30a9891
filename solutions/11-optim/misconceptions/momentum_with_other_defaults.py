"""Where lr is not given, your step is too long. Look at the first line of the task: what are the
defaults?
"""

FAILS = ("check_momentum_defaults",)


def sgd_momentum(params, grads, velocity, lr=0.1, momentum=0.9):
    with torch.no_grad():
        for i, p in enumerate(params):
            velocity[i].mul_(momentum).add_(grads[i])
            p.sub_(lr * velocity[i])
