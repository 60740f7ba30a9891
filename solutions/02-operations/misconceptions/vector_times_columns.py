"""You multiply the rows of the matrix by the entries of v, each row by one entry. Lay v along each
row instead, pair by pair, and add up.
"""

FAILS = (
    "check_matrix_vector",
    "check_matrix_vector_of_squares",
)


def matrix_vector(a, v):
    return a * v[:, None]
