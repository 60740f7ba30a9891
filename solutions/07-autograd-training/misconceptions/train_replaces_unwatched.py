"""After the first step w1 and w2 are new tensors, made where nothing is recorded: no longer
tracked. The next backward pass has nowhere to go. Which operator changes a tensor in place of
making a new one?
"""

FAILS = (
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
        with torch.no_grad():
            w1 = w1 - lr * w1.grad
            w2 = w2 - lr * w2.grad
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
