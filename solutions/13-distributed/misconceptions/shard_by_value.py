"""You deal by what the index *is*; deal by where it stands in the list. The list is not always 0,
1, 2, …
"""

FAILS = (
    "check_shard_of_seven",
    "check_shard",
    "check_shard_with_too_few",
    "check_shard_leaves_the_list",
)


def shard(indices, rank, world):
    return [index for index in indices if index % world == rank]
