"""You clear the gradients once per epoch, so those of its batches pile up. How often is there a
step?
"""

FAILS = (
    "check_fit_lines",
    "check_fit_network",
    "check_fit_again",
    "check_fit_measures_before_the_step",
    "check_fit_learns",
)


def fit(model, loader, epochs, lr, momentum, device):
    model.to(device)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        total = 0.0
        optimizer.zero_grad()
        for inputs, labels in loader:
            loss = F.cross_entropy(model(inputs.to(device)), labels.to(device))
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(loader))
    return losses
