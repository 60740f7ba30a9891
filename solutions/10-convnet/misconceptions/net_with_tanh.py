"""Your activation is tanh. The LeNet of 1998 did use it; the one in this notebook uses another."""

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
        x = F.max_pool2d(torch.tanh(self.conv1(x)), 2)
        x = F.max_pool2d(torch.tanh(self.conv2(x)), 2)
        x = torch.tanh(self.fc1(x.flatten(1)))
        return self.fc3(torch.tanh(self.fc2(x)))
