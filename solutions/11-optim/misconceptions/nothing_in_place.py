"""Neither the parameters nor the velocities of the caller change. An assignment, to a name such as
p or to a place in a list, leaves the old tensor as it was. How do you write into a tensor?
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
    for i in range(len(params)):
        velocity[i] = momentum * velocity[i] + grads[i]
        params[i] = params[i] - lr * velocity[i]
    return params, velocity
