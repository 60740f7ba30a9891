"""You multiply entry by entry. That runs only where the shapes happen to fit, and even then it is
something else: a matrix product lays rows along columns, and has an operator of its own.
"""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return a * b
