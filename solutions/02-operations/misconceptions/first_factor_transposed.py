"""You turn a on its side before you multiply. For square matrices nothing complains and the numbers
are wrong. Lay the rows of a, not its columns, along the columns of b.
"""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return a.t() @ b
