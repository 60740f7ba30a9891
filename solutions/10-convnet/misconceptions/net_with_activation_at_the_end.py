"""None of your scores is negative. The last layer answers; what comes after it in the picture?"""

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
        return F.relu(super().forward(x))
