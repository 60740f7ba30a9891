"""You have flattened the whole batch into one row. It works for one image and breaks for two. Which
dimension has to stay as it is?
"""

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
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.view(1, -1)))
        return self.fc3(F.relu(self.fc2(x)))
