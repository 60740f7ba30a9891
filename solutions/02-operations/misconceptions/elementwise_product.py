"""You multiply entry by entry, and that works only where the shapes fit by chance. A matrix product
lays rows along columns, and has an operator of its own.
"""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return a * b
