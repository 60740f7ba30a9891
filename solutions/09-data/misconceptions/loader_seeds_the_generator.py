"""Every generator gives the same order, in whatever state it comes: a seed of your own decides. Use
the generator that you are given, as you get it.
"""

FAILS = ("check_loader_orders_come_from_the_generator",)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    generator.manual_seed(0)
    return DataLoader(
        dataset,
        batch_size=batch_size,
        shuffle=shuffle,
        generator=generator,
        num_workers=num_workers,
    )
