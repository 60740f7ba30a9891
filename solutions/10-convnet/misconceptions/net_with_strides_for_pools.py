"""Your sizes are right, but nothing pools: of each square you keep the number that stands in one
fixed place. A pool looks at all four and keeps the strongest.
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
        x = F.relu(self.conv1(x))[..., ::2, ::2]
        x = F.relu(self.conv2(x))[..., ::2, ::2]
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))
