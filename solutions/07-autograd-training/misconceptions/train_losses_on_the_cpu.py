"""Your tensor of losses is born on the CPU, as float32, because you did not say otherwise. Where
are the other tensors, and what is their dtype?
"""

FAILS = (
    "check_train_gives_plain_tensors",
    "check_train_on_meta",
)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = torch.zeros(epochs)
    for k in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses[k] = loss.detach()
    return losses, w1.detach(), w2.detach()
