"""Your activation is the sigmoid. Which one does the picture of the network name?"""

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
        x = F.max_pool2d(torch.sigmoid(self.conv1(x)), 2)
        x = F.max_pool2d(torch.sigmoid(self.conv2(x)), 2)
        x = torch.sigmoid(self.fc1(x.flatten(1)))
        return self.fc3(torch.sigmoid(self.fc2(x)))
