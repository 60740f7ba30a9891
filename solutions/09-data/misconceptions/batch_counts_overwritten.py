"""Where a text comes up in several batches, you keep the count of the last one. Add to what is
there.
"""

FAILS = (
    "check_balance_of_the_notebook",
    "check_balance",
    "check_balance_with_a_loader",
)


def class_balance(loader):
    counts = {}
    for _, texts in loader:
        for text in texts:
            counts[text] = list(texts).count(text)
    return counts
