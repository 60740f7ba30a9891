"""Each of your counts is one too small. When a text comes up for the first time, how often has
it come up?
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
            counts[text] = counts.get(text, -1) + 1
    return counts
