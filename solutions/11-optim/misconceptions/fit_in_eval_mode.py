"""Your training is right for a model without normalisation or dropout. A model that comes in eval
mode stays in it: which call changes that?
"""

FAILS = ("check_fit_in_train_mode",)


def fit(model, loader, epochs, lr, momentum, device):
    model.to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            loss = F.cross_entropy(model(inputs.to(device)), labels.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(loader))
    return losses
