"""Your shards are all of the same length, so where the rows do not divide evenly some are given
to nobody and never learned from. What should become of them?
"""

FAILS = (
    "check_shard_of_seven",
    "check_shard",
    "check_shard_with_too_few",
    "check_shard_leaves_the_list",
)


def shard(indices, rank, world):
    return indices[rank : len(indices) // world * world : world]
