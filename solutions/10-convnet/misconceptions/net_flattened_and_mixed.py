"""The shape is right and one image alone is right, but in a batch the images are mixed up. A view
keeps the numbers in their order. Which dimension must come first for that to be images × features?
"""

FAILS = (
    "check_net_batches",
    "check_net_gradients",
    "check_net_in_both_modes",
    "check_net_of_views",
    "check_nets_are_separate",
)


class Net(Net):
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.view(400, -1).t()))
        return self.fc3(F.relu(self.fc2(x)))
