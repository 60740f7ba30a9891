"""Your loss grows, since your steps go uphill."""

FAILS = (
    "check_fit_of_the_notebook",
    "check_fit_one_step",
    "check_fit_lines",
    "check_fit_network",
    "check_fit_again",
    "check_fit_measures_before_the_step",
    "check_fit_learns",
)


def fit(model, loader, epochs, lr, momentum, device):
    model.to(device)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum, maximize=True)
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
