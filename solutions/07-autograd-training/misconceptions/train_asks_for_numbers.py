"""You take each loss out as a Python number. That works on the CPU. A GPU would have to stop and
send it over, in every epoch, and meta has no number to send. What keeps the loss a tensor,
without its past?
"""

FAILS = ("check_train_on_meta",)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.item())
    return torch.tensor(losses, dtype=x.dtype, device=x.device), w1.detach(), w2.detach()
