"""Your layers are sent to a GPU while the model is being made. Make them as they come: whoever
uses the model moves it, all at once, with `model.to(device)`.
"""

FAILS = ("check_mlp_of_the_notebook", "check_mlp_names", "check_mlp_is_steady")


class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.fc1 = nn.Linear(inputs, hidden).cuda()
        self.fc2 = nn.Linear(hidden, outputs).cuda()

    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
