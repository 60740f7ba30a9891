"""Your weights never move, and every loss is the same. There are two usual reasons: the gradients
are cleared before they are used, or the step makes new tensors which the next epoch never sees.
"""

FAILS = (
    "check_train_by_hand",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        w1.grad.zero_()
        w2.grad.zero_()
        with torch.no_grad():
            w1 -= lr * w1.grad
            w2 -= lr * w2.grad
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
