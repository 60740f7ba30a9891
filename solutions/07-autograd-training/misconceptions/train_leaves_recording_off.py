"""You switch recording off for the step and never on again. From the second epoch on there is no
graph, and after your function there is none for anybody else.
"""

FAILS = (
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
    "check_train_recording_goes_on",
)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        torch.set_grad_enabled(False)
        w1 -= lr * w1.grad
        w2 -= lr * w2.grad
        w1.grad = w2.grad = None
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
