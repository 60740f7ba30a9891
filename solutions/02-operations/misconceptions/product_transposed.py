"""Your entries are right but lie on their side: rows where the columns should be. The result has as
many rows as a, and as many columns as b.
"""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return (a @ b).t()
