"""Every epoch has the same order. You shuffle the items once, before the loader is made; who
shuffles them anew in each epoch?
"""

FAILS = ("check_loader_takes_every_order",)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    if shuffle:
        order = torch.randperm(len(dataset), generator=generator)
        dataset = torch.utils.data.Subset(dataset, order.tolist())
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)
