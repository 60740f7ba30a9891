"""For plain tensors you are right. Where the parameters are tracked leaves, autograd forbids
writing into them. Which block tells it to look away?
"""

FAILS = ("check_momentum_of_leaves", "check_momentum_on_meta")


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    for i, p in enumerate(params):
        velocity[i].mul_(momentum).add_(grads[i])
        p.sub_(lr * velocity[i])
