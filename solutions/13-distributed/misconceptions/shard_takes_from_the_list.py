"""Your shard is right, but the caller's list has lost what you dealt. Read from it without
changing it.
"""

FAILS = ("check_shard_leaves_the_list",)


def shard(indices, rank, world):
    mine = indices[rank::world]
    del indices[rank::world]
    return mine
