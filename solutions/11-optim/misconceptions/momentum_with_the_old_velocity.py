"""You move with the velocity of the step before, so that your first step goes nowhere. What comes
first, the new velocity or the new place?
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
            p.sub_(lr * velocity[i])
            velocity[i].mul_(momentum).add_(grads[i])
