"""Your training starts by sending the weights to a GPU. Not every machine has one, and where there
is one, ``x`` may still be on the CPU. The device is the caller's choice.
"""

FAILS = (
    "check_train_by_hand",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().cuda().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
