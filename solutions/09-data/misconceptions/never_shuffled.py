"""With shuffle=True your items still come in the order of the dataset."""

FAILS = (
    "check_loader_orders_come_from_the_generator",
    "check_loader_takes_every_order",
)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    return DataLoader(
        dataset,
        batch_size=batch_size,
        generator=generator,
        num_workers=num_workers,
    )
