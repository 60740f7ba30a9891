"""Your tensor of losses is built from Python numbers, and these do not remember which dtype they
came from: the new tensor is float32, whatever x is. On meta there is no number to take out at all.
What keeps each loss a tensor, without its past?
"""

FAILS = ("check_train_gives_plain_tensors", "check_train_on_meta")


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.item())
    return torch.tensor(losses), w1.detach(), w2.detach()
