"""Your numbers are right, but they stand in a matrix of one column. A vector has one dimension
only.
"""

FAILS = ("check_matrix_vector", "check_matrix_vector_of_squares")


def matrix_vector(a, v):
    return a @ v[:, None]
