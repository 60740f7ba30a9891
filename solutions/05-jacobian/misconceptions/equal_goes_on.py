"""You are nearly there. What should happen when the norm is exactly the limit? Read the condition
once more, word by word.
"""

FAILS = ("check_double_at_the_limit",)


def double_until(x, limit=1000.0):
    y = x * 2
    while y.norm() <= limit:
        y = y * 2
    return y
