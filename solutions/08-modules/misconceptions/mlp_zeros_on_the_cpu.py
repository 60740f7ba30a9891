"""ReLU in your `forward` compares with zeros of its own making, which are born on the CPU. Moving
the model does not move them.
"""

FAILS = ("check_mlp_on_meta",)


class MLP(MLP):
    def forward(self, x):
        h = self.fc1(x)
        return self.fc2(torch.maximum(h, torch.zeros(h.shape, dtype=h.dtype)))
