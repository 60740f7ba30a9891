"""You multiply b by a. For numbers the order does not matter; for matrices it does."""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return b @ a
