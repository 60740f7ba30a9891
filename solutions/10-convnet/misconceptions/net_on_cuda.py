"""Your net goes to a GPU by itself, as it is made. Whoever uses it decides where it runs, with
`net.to(device)`.
"""

FAILS = (
    "check_net_learns",
    "check_net_in_float64",
    "check_net_one_image",
    "check_net_batches",
    "check_net_gradients",
    "check_net_in_both_modes",
    "check_net_of_views",
    "check_nets_are_separate",
    "check_net_on_meta",
)


class Net(Net):
    def __init__(self):
        super().__init__()
        self.cuda()
