"""Shapes and entries are right, but you look at a copy: a write to x does not show in your results.
What on the way makes a copy?
"""

FAILS = ("check_views_share_memory", "check_views_refuse_to_copy")


def views(x):
    copy = x.clone(memory_format=torch.contiguous_format)
    return copy.view(-1), copy.view(-1, 8)
