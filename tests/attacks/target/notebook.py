# %% [markdown]
# # Double
#
# Return twice the tensor.


# %% task="double"
def double(x):
    """Twice ``x``."""
    ### BEGIN SOLUTION
    return x * 2
    ### END SOLUTION
