"""You bring the trained weights to the CPU before you hand them back. Whoever trains on a GPU wants
to go on there.
"""

FAILS = ("check_train_on_meta",)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach().cpu(), w2.detach().cpu()
