"""torch.dot is for two vectors, and stops with an error when it is given a matrix. Which function
is for a matrix and a vector?
"""

FAILS = (
    "check_matrix_vector",
    "check_matrix_vector_of_squares",
)


def matrix_vector(a, v):
    return torch.dot(a, v)
