"""You report the loss of the last batch of each epoch. One batch is little to go by: the task asks
for the mean over all of them.
"""

FAILS = (
    "check_fit_losses",
    "check_fit_measures_before_the_step",
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
            total += loss.item()
        losses.append(loss.item())
    return losses
