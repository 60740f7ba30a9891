"""You return the weights that you were given. Where did the trained ones go?"""

FAILS = (
    "check_train_by_hand",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
)


def train(x, y, w1, w2, lr, epochs):
    own = [w.detach().clone().requires_grad_() for w in (w1, w2)]
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, *own)
        loss.backward()
        step(own, lr)
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
