"""Your network sends what it is given to a GPU. A machine may have none. Work where the tensors
are, and let the caller choose.
"""

FAILS = ("check_two_layer_by_hand", "check_two_layer_output")


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return (input.cuda() @ w1.cuda()).clamp(min=0) @ w2.cuda()
