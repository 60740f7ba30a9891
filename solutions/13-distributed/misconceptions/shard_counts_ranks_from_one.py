"""Your ranks start at 1. The first row goes to rank 0."""

FAILS = (
    "check_shard_of_seven",
    "check_shard",
    "check_shard_with_too_few",
    "check_shard_leaves_the_list",
)


def shard(indices, rank, world):
    return indices[rank - 1 :: world]
