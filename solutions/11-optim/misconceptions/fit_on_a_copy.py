"""Your losses are right, but the caller's model is as it was: you have trained a copy. It is to be
trained in place.
"""

FAILS = (
    "check_fit_of_the_notebook",
    "check_fit_one_step",
    "check_fit_lines",
    "check_fit_network",
    "check_fit_again",
    "check_fit_in_train_mode",
    "check_fit_learns",
)


def fit(model, loader, epochs, lr, momentum, device):
    import copy

    model = copy.deepcopy(model).to(device)
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
        losses.append(total / len(loader))
    return losses
