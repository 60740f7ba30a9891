"""Your counts are those of the last batch alone. What happens to them when the next batch
begins?
"""

FAILS = (
    "check_balance_of_the_notebook",
    "check_balance",
    "check_balance_with_a_loader",
)


def class_balance(loader):
    counts = {}
    for _, texts in loader:
        counts = {}
        for text in texts:
            counts[text] = counts.get(text, 0) + 1
    return counts
