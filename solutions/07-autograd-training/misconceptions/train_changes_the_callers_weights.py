"""Your results are right, but the caller's weights have moved too. A detached tensor is new, but
whose memory does it use?
"""

FAILS = ("check_train_leaves_weights_alone",)


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = (w.detach().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
