"""You give shares between 0 and 1. How many items are there of each kind?"""

FAILS = (
    "check_balance_of_the_notebook",
    "check_balance",
    "check_balance_with_a_loader",
)


def class_balance(loader):
    counts = {}
    for _, texts in loader:
        for text in texts:
            counts[text] = counts.get(text, 0) + 1
    return {text: count / sum(counts.values()) for text, count in counts.items()}
