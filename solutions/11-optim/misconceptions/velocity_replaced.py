"""The parameters move, but the caller's velocities stay as they were. An assignment, to a name such
as v or to a place in a list, leaves the old tensor as it was. How do you write into it?
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
            velocity[i] = momentum * velocity[i] + grads[i]
            p.sub_(lr * velocity[i])
