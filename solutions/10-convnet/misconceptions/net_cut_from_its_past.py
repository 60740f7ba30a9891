"""The scores are right, but no gradient comes back. Look for .detach() or .data, or for a no_grad
block, and think about what it cuts off.
"""

FAILS = ("check_net_gradients",)


class Net(Net):
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2).detach()
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))
