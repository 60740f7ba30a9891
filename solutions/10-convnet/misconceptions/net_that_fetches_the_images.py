"""Your net takes the images to the CPU first. Its weights may have moved to a GPU, and there they
wait for images in vain.
"""

FAILS = ("check_net_on_meta",)


class Net(Net):
    def forward(self, x):
        return super().forward(x.cpu())
