"""Your batches hold 32 items, whatever size is asked for."""

FAILS = (
    "check_loader_in_order",
    "check_loader_of_pairs",
    "check_loader_shuffled",
    "check_loader_with_workers",
)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    return DataLoader(
        dataset,
        batch_size=32,
        shuffle=shuffle,
        generator=generator,
        num_workers=num_workers,
    )
