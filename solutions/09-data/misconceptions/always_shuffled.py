"""With shuffle=False your items come in a random order. Who decides whether to shuffle?"""

FAILS = (
    "check_loader_of_the_notes",
    "check_loader_in_order",
    "check_loader_of_pairs",
)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    return DataLoader(
        dataset,
        batch_size=batch_size,
        shuffle=True,
        generator=generator,
        num_workers=num_workers,
    )
