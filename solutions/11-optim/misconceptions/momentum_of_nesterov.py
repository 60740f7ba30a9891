"""You look one step ahead: that is the variant of Nesterov. The formula of this task is plainer.
What is subtracted from p?
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
            velocity[i].mul_(momentum).add_(grads[i])
            p.sub_(lr * (grads[i] + momentum * velocity[i]))
