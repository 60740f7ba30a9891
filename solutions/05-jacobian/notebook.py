# %% [markdown]
# # Jacobians: gradients of many outputs
#
# So far `backward()` always began at *one* number, a loss. What if a function gives back many
# numbers? Then there is a whole table of slopes: the **Jacobian**.
#
# Here is the surprise: PyTorch hardly ever builds that table. It multiplies it by a vector
# instead, and a vector is all that training needs. You will
#
# * let a loop build a graph whose length nobody knew beforehand,
# * start `backward()` at a vector,
# * multiply a Jacobian by a vector from one side, and from the other,
# * build the whole table when you really want it,
# * and see why a famous formula cannot be quite right.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it calls
# your functions as they are *after the last cell*, with numbers that you have not seen.
#
# * Keep the names and arguments of the functions, and do not give such a name to anything
#   else further down.
# * Add cells as you like, for trying things out. A loop that never ends is stopped; a call
#   that ends Python itself, such as `os._exit`, ends everything.
# * Everything here takes milliseconds. A check that runs for ten seconds is stopped.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.
# * How you find a result is up to you. Backward passes, `torch.func`, a formula: all count, if
#   the numbers are right for every input.

# %%
import matplotlib.pyplot as plt
import torch

# %% [markdown]
# ## 1. A loop in the graph
#
# A graph is drawn while your code runs. So a `while` loop just works: the graph gets as many
# steps as the loop took.
#
# The loop below looks at a **norm**, the length of a vector: square all entries, add them up,
# take the root. `[3, 4]` has the norm 5.

# %%
y = torch.tensor([3.0, 4.0])
print(y.norm())
print(torch.ones(2, 2).norm(), "<- a table has a norm too: all four entries count")

# %% [markdown]
# Now start with an `x`, and
#
# 1. double it once, whatever its length: `y` is `2x`;
# 2. as long as the norm of `y` is *less* than the limit, double `y` again.
#
# For x = [3, 4] and the limit 50:
#
# | doublings | y | norm of y | less than 50? |
# | --- | --- | --- | --- |
# | 1 | [6, 8] | 10 | yes, go on |
# | 2 | [12, 16] | 20 | yes, go on |
# | 3 | [24, 32] | 40 | yes, go on |
# | 4 | [48, 64] | 80 | no, stop |
#
# So y = 2⁴ · x, and the slope of each entry is 2⁴ = 16.
#
# **Three traps.**
#
# * It is the norm of `y` that counts, not the norm of `x`, and not the largest entry.
# * "Less than" leaves out "equal": a norm of exactly 50 stops the loop.
# * The first doubling is not a question. It happens even where `x` is long already.
#
# > **Old spelling.** You may meet this loop with `y.data.norm()`. The `.data` is not needed: a
# > comparison gives True or False, and no gradient flows through those.
#
# ### Task: `double_until`


# %% task="double_until"
def double_until(x, limit=1000.0):
    """Double ``x`` once, and then again for as long as the norm of the result is below ``limit``.

    The norm is the root of the sum of the squares of all entries.

    Args:
        x: float tensor of any shape, not all zeros. It may or may not require a gradient. It
            stays as it is.
        limit: a positive Python float.

    Returns:
        Tensor of the shape and dtype of ``x``. It is tracked just when ``x`` is, and then a
        backward pass from it reaches ``x``.
    """
    ### BEGIN SOLUTION
    y = x * 2
    while y.norm() < limit:
        y = y * 2
    return y
    ### END SOLUTION


# %% tests="double_until"
x = torch.tensor([3.0, 4.0], requires_grad=True)
y = double_until(x, limit=50.0)
assert torch.equal(y.detach(), torch.tensor([48.0, 64.0]))
assert y.requires_grad, "y has lost its past"
assert torch.equal(double_until(torch.tensor([3.0, 4.0])), torch.tensor([768.0, 1024.0]))

# %% [markdown]
# ## 2. Starting backwards at a vector
#
# `y` is a vector now. Ask it for `backward()`, and PyTorch asks back: the gradient of *what*?

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * x
try:
    y.backward()
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# Only a single number has *a* gradient. So we make one: give each entry of `y` a **weight**,
# and add up.
#
# $$\ell = v_1 y_1 + v_2 y_2 + v_3 y_3$$
#
# `y.backward(v)` finds the gradient of that number. No sum is written down anywhere; the
# weights go in as they are, and flow back through the graph. With y = x², entry i gets
# v_i · 2x_i:

# %%
v = torch.tensor([1.0, 10.0, 0.0])
y.backward(v)
print(x.grad, "<- 1·2, 10·4 and 0·6")

# %% [markdown]
# **The trap.** Weigh once. `(v * y).sum().backward()` and `y.backward(v)` do the same thing.
# `(v * y).backward(v)` does it twice.
#
# ### Task: `weighted_backward`
#
# Put the doubling loop, with its usual limit of 1000, behind a leaf of your own, and start
# backwards with `v`. For x = [3, 4] there are eight doublings. So v = [1, 0.5] gives
# [256, 128].
#
# A much printed example has three entries and v = [0.1, 1.0, 0.0001]. Watch how small weights
# give small gradients.


# %% task="weighted_backward"
def weighted_backward(x, v):
    """The gradient of ``sum(v·y)`` at ``x``, where ``y`` is ``double_until(x)``.

    Args:
        x: float tensor of any shape, not all zeros. It may or may not require a gradient.
            Nothing about it changes: not its values, not ``x.requires_grad``, not ``x.grad``.
        v: the weights, a tensor of the shape and dtype of ``x``, not tracked. It stays as it is.

    Returns:
        Tensor of the shape and dtype of ``x``, itself not tracked.
    """
    ### BEGIN SOLUTION
    leaf = x.detach().requires_grad_()
    double_until(leaf).backward(v)
    return leaf.grad
    ### END SOLUTION


# %% tests="weighted_backward"
x = torch.tensor([3.0, 4.0])
gradient = weighted_backward(x, torch.tensor([1.0, 0.5]))
assert torch.equal(gradient, torch.tensor([256.0, 128.0]))
assert not x.requires_grad, "x belongs to the caller; it must stay plain"

# %% [markdown]
# ## 3. The Jacobian
#
# Take any function f with n inputs and m outputs. Its **Jacobian** J has a row for each
# output and a column for each input:
#
#                 x1        x2        x3
#     y1   [  ∂y1/∂x1   ∂y1/∂x2   ∂y1/∂x3  ]
#     y2   [  ∂y2/∂x1   ∂y2/∂x2   ∂y2/∂x3  ]         m × n, here 2 × 3
#
# One example will go with us to the end. It has three inputs and two outputs:
#
#     y1 = x1 · x2        J = [ x2  x1   0 ]
#     y2 = 5 · x3             [  0   0   5 ]


# %%
def example(x):
    """Three inputs, two outputs."""
    return torch.stack([x[0] * x[1], 5 * x[2]])


x = torch.tensor([2.0, 3.0, 4.0])
J = torch.tensor([[3.0, 2.0, 0.0], [0.0, 0.0, 5.0]])
print("y =", example(x))
print("J, by hand, is", tuple(J.shape))

# %% [markdown]
# What did `y.backward(v)` do? Each output has a weight, so `v` has **m** entries. Each input
# gets: the sum over all outputs of *weight times slope*. In one line:
#
# $$\frac{\partial \ell}{\partial x_j} = \sum_i v_i \frac{\partial y_i}{\partial x_j}
# \qquad\text{or}\qquad J^\top v$$
#
# This is the **vector–Jacobian product**, vjp for short: `v` stands on the left, as in v·J.
#
# ### A famous formula that cannot be right
#
# Many pages print this product as J·v, with v as long as y. Look at the sizes:
#
#     J · v        (m × n) times m     fits only where m = n
#     Jᵀ · v       (n × m) times m     always fits, and gives n numbers, one for each input
#
# Where m = n the wrong product runs without a word, and the numbers are wrong. Only where J is
# symmetric does nobody notice. The doubling loop is such a case: J is 2ᵏ on the diagonal and 0
# elsewhere!

# %%
v = torch.tensor([10.0, 1.0])
print("Jᵀv =", J.t() @ v)
try:
    print(J @ v)
except RuntimeError as error:
    print("J·v does not fit:", error)

# %% [markdown]
# ### Why this product is all you need
#
# Let some loss L be computed from y. If you know how L depends on y, take that as v: the vjp
# tells you how L depends on x. That is the chain rule, and `backward()` is nothing else, one
# step of the graph after the other. J itself, which may be huge, is never built.
#
# ### Task: `vjp`
#
# Do it for any f. Make a leaf, call f once, go backwards from its result with `v`.


# %% task="vjp"
def vjp(f, x, v):
    """The transposed Jacobian of ``f`` at ``x``, times ``v``.

    Args:
        f: a function made of differentiable PyTorch operations. It takes a float tensor of
            shape (n,) and gives back one of shape (m,) and of the same dtype, computed from it.
            m and n are at least 1, and may differ.
        x: float tensor of shape (n,). It may or may not require a gradient. Nothing about it
            changes: not its values, not ``x.requires_grad``, not ``x.grad``.
        v: float tensor of shape (m,) and of the dtype of ``x``, not tracked. It stays as it is.

    Returns:
        Tensor of shape (n,) and of the dtype of ``x``, itself not tracked. Exact to rounding.
    """
    ### BEGIN SOLUTION
    leaf = x.detach().requires_grad_()
    f(leaf).backward(v)
    return leaf.grad
    ### END SOLUTION


# %% tests="vjp"
x = torch.tensor([2.0, 3.0, 4.0])
product = vjp(example, x, torch.tensor([10.0, 1.0]))
assert torch.equal(product, torch.tensor([30.0, 20.0, 5.0]))
assert not x.requires_grad, "x belongs to the caller; it must stay plain"

# %% [markdown]
# ## 4. The whole table
#
# Sometimes you do want J itself. Choose v = [1, 0]: only the first output counts, so the vjp
# is the first *row* of J. And v = [0, 1] gives the second. These vectors are the rows of the
# identity matrix:

# %%
print(torch.eye(2))
print("row 1:", J.t() @ torch.eye(2)[0])
print("row 2:", J.t() @ torch.eye(2)[1])

# %% [markdown]
# m outputs cost m passes. That is why one loss is cheap, and a table is not.
#
# **Four traps.**
#
# * Rows belong to *outputs*. If your table is n × m, it lies on its side.
# * Gradients add up. Pass after pass on one leaf, row 2 becomes row 1 + row 2.
# * `.grad` is one tensor, and the next pass may write into it. Keep a copy of its numbers.
# * A graph is taken apart on its way back. For a second pass from the same `y`, say
#   `retain_graph=True`, or compute `y` anew.
#
# ### Task: `jacobian`


# %% task="jacobian"
def jacobian(f, x):
    """The Jacobian of ``f`` at ``x``: entry (i, j) is the slope of output i along input j.

    Args:
        f: a function as in ``vjp``, from shape (n,) to shape (m,).
        x: float tensor of shape (n,). It may or may not require a gradient. Nothing about it
            changes: not its values, not ``x.requires_grad``, not ``x.grad``.

    Returns:
        Tensor of shape (m, n) and of the dtype of ``x``, itself not tracked. Exact to rounding.
        It has two dimensions also where m or n is 1.
    """
    ### BEGIN SOLUTION
    m = len(f(x))
    return torch.stack([vjp(f, x, row) for row in torch.eye(m, dtype=x.dtype)])
    ### END SOLUTION


# %% tests="jacobian"
x = torch.tensor([2.0, 3.0, 4.0])
_table = jacobian(example, x)
assert _table.shape == (2, 3), "a row for each output, a column for each input"
assert torch.equal(_table, torch.tensor([[3.0, 2.0, 0.0], [0.0, 0.0, 5.0]]))

# %% [markdown]
# ## 5. From the other side
#
# Jᵀv takes weights of the *outputs* back to the inputs. J·u does the opposite: take a step `u`
# from `x`, a step with **n** entries. How does y move?
#
# $$f(x + u) \approx f(x) + J u \qquad\text{for a small step } u$$
#
# This is the **Jacobian–vector product**, jvp for short. It has m entries.
#
# | | vjp | jvp |
# | --- | --- | --- |
# | product | Jᵀ · v | J · u |
# | the vector has | m entries, weights of the outputs | n entries, a step of the inputs |
# | the result has | n entries | m entries |
# | it answers | which inputs matter for this mix of outputs? | where does this step lead? |
# | one product costs | one backward pass | one forward pass, with `torch.func.jvp` |
#
# The picture shows every short step `u` from one point, and where f takes it. A circle of
# steps becomes (nearly) an ellipse. J·u draws that ellipse exactly.


# %%
def bend(x):
    """Two inputs, two outputs, with a Jacobian that is not symmetric."""
    return torch.stack([x[0] + x[1] ** 2, x[0] * x[1]])


start = torch.tensor([1.0, 0.5])
slopes = torch.tensor([[1.0, 1.0], [0.5, 1.0]])  # by hand: [[1, 2·x2], [x2, x1]]
angles = torch.linspace(0, 2 * torch.pi, 41)
steps = 0.15 * torch.stack([angles.cos(), angles.sin()])
bent = bend(start[:, None] + steps) - bend(start)[:, None]
straight = slopes @ steps

figure, (left, right) = plt.subplots(1, 2, figsize=(7, 3), layout="constrained")
left.plot(*steps)
left.set(title="steps u", xlabel="along x1", ylabel="along x2", aspect="equal")
right.plot(*bent, ".", label="f(x + u) - f(x)")
right.plot(*straight, label="J u")
right.set(title="where they lead", xlabel="along y1", ylabel="along y2", aspect="equal")
right.legend(fontsize="small")
plt.show()

# %% [markdown]
# ### Task: `jvp`
#
# For `example` at x = [2, 3, 4] and the step u = [1, 10, 100]: J·u = [3 + 20, 500] = [23, 500].
#
# You have all you need: you can build J. If you like a riddle, do it without building J. (The
# vjp is linear in `v`. What is the gradient of the vjp with respect to `v`?)


# %% task="jvp"
def jvp(f, x, u):
    """The Jacobian of ``f`` at ``x``, times ``u``.

    Args:
        f: a function as in ``vjp``, from shape (n,) to shape (m,).
        x: float tensor of shape (n,). It may or may not require a gradient. Nothing about it
            changes: not its values, not ``x.requires_grad``, not ``x.grad``.
        u: float tensor of shape (n,) and of the dtype of ``x``, not tracked. It stays as it is.

    Returns:
        Tensor of shape (m,) and of the dtype of ``x``, itself not tracked. Exact to rounding.
    """
    ### BEGIN SOLUTION
    return jacobian(f, x) @ u
    ### END SOLUTION


# %% tests="jvp"
x = torch.tensor([2.0, 3.0, 4.0])
moved = jvp(example, x, torch.tensor([1.0, 10.0, 100.0]))
assert torch.equal(moved, torch.tensor([23.0, 500.0]))

# %% [markdown]
# ### A test of both that needs no Jacobian
#
# Take any `v` and any `u`. Weigh the outputs of a step, or walk along the weighted slopes: the
# number is the same, v·(J u) = (Jᵀ v)·u. Try it with your own two functions:
#
#     x, u, v = torch.randn(3), torch.randn(3), torch.randn(2)
#     print(v @ jvp(example, x, u), vjp(example, x, v) @ u)
#
# With J·v in place of Jᵀv it would not even fit.

# %% [markdown]
# ## What to take home
#
# * J has a row for each output and a column for each input.
# * `y.backward(v)` gives Jᵀv: `v` is as long as y, the result as long as x.
# * J·u is the other product: `u` is as long as x, the result as long as y.
# * A loss is one output, so one backward pass is enough. The table needs one for each output.
# * Test with m ≠ n. A square example hides a transpose, and a symmetric one hides everything.
