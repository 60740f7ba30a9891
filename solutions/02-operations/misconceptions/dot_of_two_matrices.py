"""torch.dot is for two vectors, and stops with an error when it is given matrices. Which function
is for two matrices?
"""

FAILS = (
    "check_matrix_product_by_hand",
    "check_matrix_product",
    "check_matrix_product_of_squares",
)


def matrix_product(a, b):
    return torch.dot(a, b)
