"""For a single image your result has lost its batch dimension. squeeze removes every dimension of
size 1, whichever it is. One image is a batch, too.
"""

FAILS = ("check_net_one_image",)


class Net(Net):
    def forward(self, x):
        return super().forward(x).squeeze()
