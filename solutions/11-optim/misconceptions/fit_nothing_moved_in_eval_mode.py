"""Two things are missing. You take no notice of device: what has to be moved there? And a model
that comes in eval mode stays in it: which call changes that?
"""

FAILS = (
    "check_fit_in_train_mode",
    "check_fit_moves_everything",
)


def fit(model, loader, epochs, lr, momentum, device):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            loss = F.cross_entropy(model(inputs), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(loader))
    return losses
