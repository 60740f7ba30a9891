"""You turn the matrix on its side first. For a square matrix nothing complains, and the numbers are
those of another product. Lay v along the rows of a.
"""

FAILS = ("check_matrix_vector", "check_matrix_vector_of_squares")


def matrix_vector(a, v):
    return a.t() @ v
