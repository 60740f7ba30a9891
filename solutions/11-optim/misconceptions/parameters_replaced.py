"""The velocities change, but the caller's parameters stay where they were. An assignment, to a name
such as p or to a place in a list, leaves the old tensor as it was. How do you write into it?
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
        for i in range(len(params)):
            velocity[i].mul_(momentum).add_(grads[i])
            params[i] = params[i] - lr * velocity[i]
