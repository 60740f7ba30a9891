"""Your shards are all of the same length, because the first rows are given out again to fill up
the last. A row that is given out twice counts double.
"""

FAILS = (
    "check_shard_of_seven",
    "check_shard",
    "check_shard_with_too_few",
)


def shard(indices, rank, world):
    missing = -len(indices) % world
    filled = (indices * world)[: len(indices) + missing]
    return filled[rank::world]
