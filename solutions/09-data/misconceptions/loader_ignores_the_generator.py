"""Two generators in the same state gave two different orders. The random numbers come from
somewhere else.
"""

FAILS = ("check_loader_orders_come_from_the_generator",)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    return DataLoader(
        dataset,
        batch_size=batch_size,
        shuffle=shuffle,
        num_workers=num_workers,
    )
