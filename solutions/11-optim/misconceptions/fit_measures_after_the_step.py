"""Your training is right, but you measure each loss after the step. The task asks for the loss
before it, which you have at hand already.
"""

FAILS = (
    "check_fit_of_the_notebook",
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
            after = F.cross_entropy(model(inputs.to(device)), labels.to(device))
            total += after.item()
        losses.append(total / len(loader))
    return losses
