"""You count in how many batches a text comes up. If it comes up twice in a batch, count it
twice.
"""

FAILS = (
    "check_balance",
    "check_balance_with_a_loader",
)


def class_balance(loader):
    counts = {}
    for _, texts in loader:
        for text in set(texts):
            counts[text] = counts.get(text, 0) + 1
    return counts
