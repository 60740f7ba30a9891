"""Each of your batches holds a single item. Which argument says how many belong together?"""

FAILS = (
    "check_loader_of_the_notes",
    "check_loader_in_order",
    "check_loader_of_pairs",
    "check_loader_shuffled",
    "check_loader_with_workers",
)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    return DataLoader(
        dataset,
        shuffle=shuffle,
        generator=generator,
        num_workers=num_workers,
    )
