"""Your losses require gradients: each of them holds on to the graph of its epoch. Keep the number
and let the graph go.
"""

FAILS = ("check_train_gives_plain_tensors",)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss)
    return torch.stack(losses), w1.detach(), w2.detach()
