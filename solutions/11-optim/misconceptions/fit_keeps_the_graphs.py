"""Your numbers are right, but each loss that you return still holds its graph, and with it all
batches of the epoch. How do you get the plain number out of a loss?
"""

FAILS = (
    "check_fit_of_the_notebook",
    "check_fit_losses",
)


def fit(model, loader, epochs, lr, momentum, device):
    model.to(device)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            loss = F.cross_entropy(model(inputs.to(device)), labels.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss
        losses.append(total / len(loader))
    return losses
