"""Where a and b are of one shape you multiply entry by entry. The matrix product of two square
matrices is something else as well: it lays rows along columns.
"""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return a * b if a.shape == b.shape else a @ b
