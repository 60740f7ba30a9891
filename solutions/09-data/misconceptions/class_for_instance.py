"""The loader was given a class, the plan of a dataset, and that has no length. It wants a dataset
that has been built, and you were given one.
"""

FAILS = (
    "check_loader_of_the_notes",
    "check_loader_in_order",
    "check_loader_of_pairs",
    "check_loader_shuffled",
    "check_loader_orders_come_from_the_generator",
    "check_loader_takes_every_order",
    "check_loader_with_workers",
)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    return DataLoader(
        TableTextDataset,
        batch_size=batch_size,
        shuffle=shuffle,
        generator=generator,
        num_workers=num_workers,
    )
