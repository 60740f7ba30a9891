"""Your shards are blocks of neighbours. Cards are dealt one to each in turn, and then round
again.
"""

FAILS = (
    "check_shard_of_seven",
    "check_shard",
    "check_shard_leaves_the_list",
)


def shard(indices, rank, world):
    size, left = divmod(len(indices), world)
    start = rank * size + min(rank, left)
    return indices[start : start + size + (rank < left)]
