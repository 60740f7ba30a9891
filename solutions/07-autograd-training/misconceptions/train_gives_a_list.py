"""You return your losses as a list of numbers. The docstring promises one tensor."""

FAILS = (
    "check_train_gives_plain_tensors",
    "check_train_on_meta",
)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.item())
    return losses, w1.detach(), w2.detach()
