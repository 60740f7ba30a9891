"""You send each gradient to a GPU, which a machine may not have. It has come to you on the device
of its parameter, and there it is wanted.
"""

FAILS = (
    "check_momentum_of_the_notebook",
    "check_momentum_is_that_of_torch",
    "check_momentum_on_the_way",
    "check_momentum_defaults",
    "check_momentum_of_leaves",
    "check_momentum_of_views",
)


def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    with torch.no_grad():
        for i, p in enumerate(params):
            velocity[i].mul_(momentum).add_(grads[i].cuda())
            p.sub_(lr * velocity[i])
