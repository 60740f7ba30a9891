# %% [markdown]
# # {title}
#
# What is this about, and why would anybody want it? Say so in a few plain sentences.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it calls
# your functions as they are *after the last cell*, with numbers that you have not seen.
#
# * Keep the names and arguments of the functions, and do not give such a name to anything
#   else further down.
# * Add cells as you like, for trying things out.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import torch

# %% [markdown]
# ## 1. Scaling
#
# Explain one idea. Show it in a cell that runs. Then name the trap.

# %%
print(torch.ones(2, 3) * 2)

# %% [markdown]
# ### Task: `scale`
#
# Say what to write. The text and the docstring must tell everything that the checks demand.


# %% task="scale"
def scale(x, factor):
    """Every entry of ``x`` times ``factor``.

    Args:
        x: float tensor of any shape. It does not change.
        factor: a Python number.

    Returns:
        A tensor with the shape and dtype of ``x``.
    """
    ### BEGIN SOLUTION
    return x * factor
    ### END SOLUTION


# %% tests="scale"
assert torch.equal(scale(torch.ones(2, 3), 2.0), torch.full((2, 3), 2.0))
