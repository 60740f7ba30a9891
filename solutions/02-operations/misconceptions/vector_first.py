"""You lay the vector along the columns of the matrix: v comes first in your product. For a square
matrix nothing complains. Along what should it be laid?
"""

FAILS = ("check_matrix_vector", "check_matrix_vector_of_squares")


def matrix_vector(a, v):
    return v @ a
