"""You multiply each row by the vector, but then you add up all the products to one number. Each row
has a sum of its own.
"""

FAILS = (
    "check_matrix_vector",
    "check_matrix_vector_of_squares",
)


def matrix_vector(a, v):
    return (a * v).sum()
