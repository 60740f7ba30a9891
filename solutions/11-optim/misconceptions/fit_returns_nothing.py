"""Your training is right, but nothing comes back. What does the task want to know of each epoch?"""

FAILS = (
    "check_fit_of_the_notebook",
    "check_fit_losses",
    "check_fit_measures_before_the_step",
)


def fit(model, loader, epochs, lr, momentum, device):
    model.to(device)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for _ in range(epochs):
        for inputs, labels in loader:
            loss = F.cross_entropy(model(inputs.to(device)), labels.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
