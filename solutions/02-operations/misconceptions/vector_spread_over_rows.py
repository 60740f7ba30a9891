"""You multiply each row by the vector, which is half of the work: the result is still a matrix.
What has to be done with the products of a row?
"""

FAILS = ("check_matrix_vector", "check_matrix_vector_of_squares")


def matrix_vector(a, v):
    return a * v
