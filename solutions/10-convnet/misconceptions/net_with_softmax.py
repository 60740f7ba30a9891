"""Your scores are shares that add up to 1. The loss does that step itself. What should leave the
network?
"""

FAILS = (
    "check_net_one_image",
    "check_net_batches",
    "check_net_gradients",
    "check_net_in_both_modes",
    "check_net_of_views",
    "check_nets_are_separate",
)


class Net(Net):
    def forward(self, x):
        return F.softmax(super().forward(x), dim=1)
