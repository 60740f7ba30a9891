"""Your net makes a tensor on the CPU, and in float32, wherever it runs. Elsewhere the two do not go
together. How can a new tensor take after x?
"""

FAILS = ("check_net_on_meta",)


class Net(Net):
    def forward(self, x):
        x = torch.maximum(self.conv1(x), torch.zeros(6, 28, 28))
        x = F.max_pool2d(x, 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))
