"""You answer for the first image only. Each image of a batch gets its ten scores."""

FAILS = (
    "check_net_batches",
    "check_net_gradients",
    "check_net_in_both_modes",
    "check_net_of_views",
    "check_nets_are_separate",
    "check_net_on_meta",
)


class Net(Net):
    def forward(self, x):
        return super().forward(x[:1])
