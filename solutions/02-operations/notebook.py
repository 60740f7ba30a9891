# %% [markdown]
# # Operations: arithmetic, in place, and views
#
# You can make tensors. Now compute with them.
#
# The arithmetic is easy. What trips people up is a question that a pocket calculator never
# asks: *where does the result go?* Into a new tensor, into one that exists already, or is it
# just another look at the same numbers? In this notebook you will
#
# * add, subtract, multiply, divide and raise to powers,
# * write results into memory that is there already,
# * multiply matrices, which is something else than multiplying their entries,
# * keep numbers within bounds,
# * and look at one piece of memory in several shapes.

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
# * Everything here takes milliseconds. A check that runs for five seconds is stopped.
# * What you are given is yours to read. Do not change it, unless the task says so.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import matplotlib.pyplot as plt
import torch

# %% [markdown]
# ## 1. Entry by entry
#
# Most operations work on each entry by itself and give a **new** tensor of the same shape.
# Many can be written in three ways that mean the same:

# %%
x = torch.tensor([[1.0, -2.0], [-3.0, 4.0]])
print(-x)
print(torch.neg(x))
print(x.neg())

# %% [markdown]
# Take the one you like to read.
#
# ### Task: `absolute`


# %% task="absolute"
def absolute(x):
    """The absolute value of every entry of ``x``: 2 for 2, and 2 for -2.

    Args:
        x: tensor of any shape, of dtype float32, float64 or int64. It stays as it is.

    Returns:
        Tensor of the shape and dtype of ``x``.
    """
    ### BEGIN SOLUTION
    return x.abs()
    ### END SOLUTION


# %% tests="absolute"
x = torch.tensor([[1.0, -2.0], [-3.0, 4.0]])
assert absolute(x).tolist() == [[1.0, 2.0], [3.0, 4.0]]
assert x[0, 1] == -2, "x must keep its numbers"

# %% [markdown]
# ### Task: `add`
#
# The same with two tensors: the entry at each place of the one is added to the entry at the
# same place of the other.


# %% task="add"
def add(x, y):
    """The sum of ``x`` and ``y``, entry by entry.

    Args:
        x, y: tensors of the same shape and the same dtype: float32, float64 or int64. They
            stay as they are.

    Returns:
        A new tensor of that shape and dtype.
    """
    ### BEGIN SOLUTION
    return x + y
    ### END SOLUTION


# %% tests="add"
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
y = torch.tensor([[10.0, 20.0], [30.0, 40.0]])
assert add(x, y).tolist() == [[11.0, 22.0], [33.0, 44.0]]
assert x.tolist() == [[1.0, 2.0], [3.0, 4.0]], "x must keep its numbers"

# %% [markdown]
# ## 2. Where does the result go?
#
# A name in Python is a label on a thing. `b = a` does not copy the tensor; it sticks a second
# label on it. Then it matters whether an operation makes a new tensor or writes into the old:
#
#     b = a                b = b + 1                    b += 1
#
#     a ─┐                 a ──> [ 1 | 2 | 3 ]          a ─┐
#        ├─> [1|2|3]                                       ├─> [ 2 | 3 | 4 ]
#     b ─┘                 b ──> [ 2 | 3 | 4 ]          b ─┘
#
#     two labels           a new tensor; the            written in place: whoever
#                          label b has moved            holds a sees it too

# %%
a = torch.tensor([1, 2, 3])
b = a
b = b + 1
print("after b = b + 1:  a is", a)
b = a
b += 1
print("after b += 1:     a is", a)

# %% [markdown]
# PyTorch has two ways to say *write it there*.
#
# **1. `out=`**: many functions take a tensor for the result.

# %%
x = torch.tensor([1.0, 2.0, 3.0])
result = torch.empty(3)
torch.mul(x, 10, out=result)
print(result)

# %% [markdown]
# **2. The underscore.** A method whose name ends in `_` writes into its own tensor: `mul_`,
# `zero_`, `copy_`. That is a promise all through PyTorch. Such methods also return the tensor.

# %%
y = torch.tensor([1.0, 2.0, 3.0])
returned = y.mul_(10)
print(y, "the same tensor?", returned is y)

# %% [markdown]
# And `target[:] = …` or `target[...] = …` fills the whole of `target` from the right-hand
# side.
#
# **The trap.** Inside a function, `out = x + y` moves *your* label to a new tensor. The
# caller's tensor does not notice.
#
# Why bother? It saves memory where tensors are huge. And often somebody else *holds* that
# tensor: a network holds its weights, and an optimiser has to change those very numbers.
#
# ### Task: `add_out`


# %% task="add_out"
def add_out(x, y, out):
    """Write the sum of ``x`` and ``y`` into ``out``.

    Args:
        x, y: tensors of the same shape, with at least one dimension, and of the same dtype:
            float32, float64 or int64. They stay as they are.
        out: another tensor of that shape and dtype. What it held does not matter: it may be
            uninitialized, or hold NaN ("not a number"). It may be a part of a larger tensor,
            whose other entries stay as they are.

    Returns:
        ``out``, the same tensor. Its own memory now holds the sum.
    """
    ### BEGIN SOLUTION
    return torch.add(x, y, out=out)
    ### END SOLUTION


# %% tests="add_out"
x, y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([10.0, 20.0, 30.0])
target = torch.zeros(3)
returned = add_out(x, y, target)
assert target.tolist() == [11.0, 22.0, 33.0], "the sum must be in the tensor that was given"
assert returned is target

# %% [markdown]
# ### Task: `add_in_place`
#
# Now one of the two numbers to add is in the tensor where the result goes. Mind the order of
# the arguments: `y` comes first, because `y` is the one that changes.


# %% task="add_in_place"
def add_in_place(y, x):
    """Add ``x`` to ``y``, in the memory of ``y``.

    Args:
        y: tensor of dtype float32, float64 or int64, with at least one dimension. Changed in
            place. It may be a part of a larger tensor, whose other entries stay as they are.
        x: another tensor of the shape and dtype of ``y``. It stays as it is.

    Returns:
        ``y``, the same tensor.
    """
    ### BEGIN SOLUTION
    return y.add_(x)
    ### END SOLUTION


# %% tests="add_in_place"
x, y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([10.0, 20.0, 30.0])
returned = add_in_place(y, x)
assert y.tolist() == [11.0, 22.0, 33.0], "the tensor that was given must change"
assert x.tolist() == [1.0, 2.0, 3.0]
assert returned is y

# %% [markdown]
# ## 3. Four more operations
#
# | what | operator | function |
# | --- | --- | --- |
# | difference | `x - y` | `torch.sub` |
# | product, entry by entry | `x * y` | `torch.mul` |
# | quotient | `x / y` | `torch.div` |
# | power | `x ** y` | `torch.pow` |

# %%
x, y = torch.tensor([7, 8, 9]), torch.tensor([2, 2, 2])
print("x / y  ", x / y, (x / y).dtype)
print("x // y ", x // y, (x // y).dtype)
print("x ** y ", x**y)

# %% [markdown]
# **Two traps.** A single `/` gives a *float* result, for whole numbers too. The double `//`
# rounds down to a whole number. And the power is `**`; `^` is something else entirely (it
# compares bits).
#
# ### Task: `arithmetic`


# %% task="arithmetic"
def arithmetic(x, y):
    """Difference, product, quotient and power of ``x`` and ``y``, entry by entry.

    Args:
        x, y: tensors of the same shape and the same dtype: float32, float64 or int64. All
            entries of ``x`` are greater than 0, none of ``y`` is 0, and if they are int64,
            those of ``y`` are greater than 0 too. Both stay as they are.

    Returns:
        The tuple ``(x minus y, x times y, x divided by y, x to the power of y)``: four new
        tensors of that shape and dtype. Only the quotient of int64 tensors is float32, and
        it is not rounded to whole numbers: 7 divided by 2 is 3.5.
    """
    ### BEGIN SOLUTION
    return x - y, x * y, x / y, x**y
    ### END SOLUTION


# %% tests="arithmetic"
x, y = torch.tensor([7, 4]), torch.tensor([2, 3])
difference, product, quotient, power = arithmetic(x, y)
assert difference.tolist() == [5, 1]
assert product.tolist() == [14, 12]
assert quotient[0] == 3.5, "7 divided by 2 is 3.5"
assert power.tolist() == [49, 64]

# %% [markdown]
# ## 4. Matrix products
#
# The **matrix product** of `a` and `b` is not the product of their entries. To find its entry
# in row i, column j: lay row i of `a` along column j of `b`, multiply pair by pair, and add up.
#
#                    b:    5   6
#                          7   8
#
#     a:   1   2          19  22        19 = 1·5 + 2·7
#          3   4          43  50        22 = 1·6 + 2·8
#
# For this the rows of `a` must be as long as the columns of `b`:
#
#     (n × k) times (k × m) is (n × m)
#
# The function is `torch.mm`, the operator is `@`.

# %%
a = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
swap_columns = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
print(a @ swap_columns)
print(a * swap_columns, "<- entry by entry: something else")
print(swap_columns @ a, "<- the order matters")

# %% [markdown]
# **The trap.** When the shapes do not fit, it is tempting to put in a `.t()` (that turns a
# matrix on its side) until the error is gone. With square matrices there is no error at all,
# just wrong numbers. Look at the picture instead.
#
# ### Task: `matrix_product`


# %% task="matrix_product"
def matrix_product(a, b):
    """The matrix product of ``a`` and ``b``.

    Args:
        a: float tensor of shape ``(n, k)``.
        b: float tensor of shape ``(k, m)`` and the dtype of ``a``. Both stay as they are.

    Returns:
        Tensor of shape ``(n, m)`` and the same dtype.
    """
    ### BEGIN SOLUTION
    return a @ b
    ### END SOLUTION


# %% tests="matrix_product"
a, b = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[5.0, 6.0], [7.0, 8.0]])
assert matrix_product(a, b).tolist() == [[19.0, 22.0], [43.0, 50.0]]
assert matrix_product(torch.ones(2, 3), torch.ones(3, 4)).shape == (2, 4)

# %% [markdown]
# ### A matrix moves points
#
# A matrix times a vector (`torch.mv`) is a vector: one entry for each row. You can picture it.
# A 2×2 matrix takes a point of the plane to another point. This one turns the plane by 30
# degrees:

# %%
angle = torch.tensor(torch.pi / 6)
turn = torch.tensor([[angle.cos(), -angle.sin()], [angle.sin(), angle.cos()]])
point = torch.tensor([1.0, 0.0])
figure, axes = plt.subplots(figsize=(3, 3), layout="constrained")
for step in range(12):
    axes.plot(point[0], point[1], "o")
    axes.annotate(str(step), point.tolist(), textcoords="offset points", xytext=(5, 3))
    point = torch.mv(turn, point)
axes.set(title="the point after each turn", aspect="equal", xlim=(-1.4, 1.4), ylim=(-1.4, 1.4))
plt.show()

# %% [markdown]
# ### Task: `matrix_vector`


# %% task="matrix_vector"
def matrix_vector(a, v):
    """The product of the matrix ``a`` and the vector ``v``.

    Args:
        a: float tensor of shape ``(n, k)``.
        v: float tensor of shape ``(k,)`` and the dtype of ``a``. Both stay as they are.

    Returns:
        Tensor of shape ``(n,)`` and the same dtype. Entry i is row i of ``a`` laid along
        ``v``, multiplied pair by pair, and added up.
    """
    ### BEGIN SOLUTION
    return a @ v
    ### END SOLUTION


# %% tests="matrix_vector"
a, v = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([10.0, 1.0])
assert matrix_vector(a, v).tolist() == [12.0, 34.0, 56.0]

# %% [markdown]
# ## 5. Within bounds
#
# `clamp` pushes what is too small up to the lower bound, and what is too large down to the
# upper one. What lies between stays as it is:

# %%
x = torch.linspace(-2, 3, 101)
figure, axes = plt.subplots(figsize=(5, 2.4), layout="constrained")
axes.plot(x, x, ":", label="x")
axes.plot(x, torch.clamp(x, min=0, max=1), label="clamp(x, min=0, max=1)")
axes.set(xlabel="x")
axes.legend()
plt.show()

# %% [markdown]
# **The trap.** A bound may be missing, which is written `None`. It is tempting to ask
# `if low:`. But for Python 0 is "false" as well, and 0 is the most common bound of all! Ask
# `if low is not None:`.
#
# ### Task: `clip`


# %% task="clip"
def clip(x, low, high):
    """``x`` with its entries pushed into the range from ``low`` to ``high``.

    Args:
        x: float tensor of any shape. It stays as it is.
        low: a Python number (int or float), or None for no lower bound.
        high: likewise the upper bound. At most one of the two is None, and ``low`` is not
            greater than ``high``.

    Returns:
        Tensor of the shape and dtype of ``x``: ``low`` where ``x`` is less than ``low``,
        ``high`` where it is greater than ``high``, and the entry of ``x`` elsewhere.
    """
    ### BEGIN SOLUTION
    return x.clamp(low, high)
    ### END SOLUTION


# %% tests="clip"
x = torch.tensor([-2.0, 0.5, 3.0])
assert clip(x, 0, 1).tolist() == [0.0, 0.5, 1.0]
assert clip(x, 0, None).tolist() == [0.0, 0.5, 3.0]
assert clip(x, None, 1).tolist() == [-2.0, 0.5, 1.0]
assert x.tolist() == [-2.0, 0.5, 3.0], "x must keep its numbers"

# %% [markdown]
# ## 6. One memory, several shapes
#
# Memory is one long row. A 2×3 tensor keeps its numbers there row by row. The shape is only
# a way of *reading* that row:
#
#     memory:             1   2   3   4   5   6
#
#     shape (2, 3)        shape (3, 2)        shape (6,)
#     1 2 3               1 2                 1 2 3 4 5 6
#     4 5 6               3 4
#                         5 6
#
# `x.view(3, 2)` reads the same memory in another shape. Nothing is copied, so a write to the
# view is a write to `x`. One size may be −1: PyTorch works it out from the others.

# %%
x = torch.arange(6).reshape(2, 3)
y = x.view(-1, 2)
print(y)
y[0, 0] = 100
print(x, "<- the write shows here as well")

# %% [markdown]
# A *transposed* tensor is also just another way of reading. But its numbers no longer come row
# by row, and so not every shape can be had without copying. Then `view` raises an error:

# %%
try:
    x.t().view(6)
except RuntimeError as error:
    print(error)

# %% [markdown]
# **The trap.** The message recommends `reshape`. It gives a view where it can, and quietly a
# **copy** where it cannot. If you count on shared memory, quiet copies are the last thing you
# want; an error is better. (`contiguous` means: the numbers lie row by row, with no gaps.)
#
# ### Task: `views`
#
# For a 4×4 tensor: a view of shape `(16,)`, and one of shape `(2, 8)`.


# %% task="views"
def views(x):
    """``x`` as one row, and in rows of 8, both in the memory of ``x``.

    Args:
        x: tensor of shape ``(r, c)``, of any dtype, where r·c is a multiple of 8 and not 0.
            It stays as it is.

    Returns:
        The tuple ``(flat, eights)``: the entries of ``x``, row after row, in the shapes
        ``(r·c,)`` and ``(r·c/8, 8)``. ``x`` and both of these share one memory: a write to
        any of the three shows in the other two.

    Raises:
        Exception: there are no such views, because ``x`` is not contiguous (``x`` is
            transposed, or leaves out columns of a larger tensor, for example). Any kind of
            exception will do.
    """
    ### BEGIN SOLUTION
    return x.view(-1), x.view(-1, 8)
    ### END SOLUTION


# %% tests="views"
x = torch.zeros(4, 4)
flat, eights = views(x)
assert flat.shape == (16,)
assert eights.shape == (2, 8)
x[1, 0] = 5
assert flat[4] == 5
assert eights[0, 4] == 5
eights[1, 7] = 9
assert x[3, 3] == 9, "a write to a view must show in x"

# %% [markdown]
# ## What you can do now
#
# * Write `x + y`, `torch.add(x, y)` or `x.add(y)`, and know that they mean the same.
# * Say where a result goes: a new tensor, `out=…`, or in place with an underscore.
# * Tell a matrix product from a product of entries.
# * Keep numbers within bounds, with 0 as one of them.
# * Read one memory in several shapes, and notice when a copy would sneak in.
