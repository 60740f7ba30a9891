"""nn.functional and an optimiser of torch.optim."""

from torch.nn import functional as F


def loss_of(x, y, w1, w2):
    return F.mse_loss(torch.matmul(F.relu(torch.matmul(x, w1)), w2), y, reduction="sum")


def gradients(x, y, w1, w2):
    own = torch.nn.Parameter(w1.detach().clone()), torch.nn.Parameter(w2.detach().clone())
    loss_of(x, y, *own).backward()
    return tuple(parameter.grad for parameter in own)


def step(weights, lr):
    optimizer = torch.optim.SGD(weights, lr=lr)
    optimizer.step()
    optimizer.zero_grad()


def train(x, y, w1, w2, lr, epochs):
    w1, w2 = torch.nn.Parameter(w1.detach().clone()), torch.nn.Parameter(w2.detach().clone())
    optimizer = torch.optim.SGD([w1, w2], lr=lr)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad(set_to_none=False)
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().reshape(1))
    return torch.cat(losses), w1.data, w2.data
