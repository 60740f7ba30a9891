"""In one epoch some items come twice and others not at all. Shuffling puts each item into one
place; you draw anew for every place.
"""

FAILS = (
    "check_loader_shuffled",
    "check_loader_takes_every_order",
    "check_loader_with_workers",
)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    sampler = None
    if shuffle:
        sampler = torch.utils.data.RandomSampler(dataset, replacement=True, generator=generator)
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
