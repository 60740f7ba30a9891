# %% [markdown]
# # Tensors: make them, fill them, look inside
#
# Everything in PyTorch is made of **tensors**. A picture is a tensor, a sentence is a tensor,
# and so are the millions of numbers inside a network.
#
# A tensor is a table of numbers with any number of dimensions:
#
#     a number       a row            a table          a pile of tables
#     3.5            [1, 2, 3]        [[1, 2, 3],      [[[1, 2], [3, 4]],
#                                      [4, 5, 6]]       [[5, 6], [7, 8]]]
#
#     shape ()       shape (3,)       shape (2, 3)     shape (2, 2, 2)
#
# In this notebook you will
#
# * make tensors: empty ones, full ones, random ones, and ones from your own data,
# * choose the kind of number that they hold,
# * pass data to NumPy and back, with and without a copy,
# * and ask a tensor what it looks like.

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
import numpy as np
import torch

# %% [markdown]
# ## 1. Kinds of numbers
#
# All numbers in a tensor are of one kind, its **dtype**. Five that you will meet:
#
# | dtype | what it holds | bytes each | old name |
# | --- | --- | --- | --- |
# | `torch.float32` | about 7 digits, with a point | 4 | `FloatTensor` |
# | `torch.float64` | about 16 digits, with a point | 8 | `DoubleTensor` |
# | `torch.int16` | whole, −32 768 to 32 767 | 2 | `ShortTensor` |
# | `torch.int32` | whole, to about 2 thousand million | 4 | `IntTensor` |
# | `torch.int64` | whole, to about 9 million million million | 8 | `LongTensor` |
#
# `torch.long` is another name for `torch.int64`, and `torch.float` for `torch.float32`.

# %%
t = torch.tensor([5.5, 3])
print(t, t.dtype)
t = torch.tensor([5.5, 3], dtype=torch.int64)
print(t, t.dtype)
t = torch.tensor([-1.75, 1.75], dtype=torch.int64)
print(t, "<- whole dtypes drop what follows the point")

# %% [markdown]
# **The trap.** Without a dtype, a number with a point becomes a float32. Digits that float32
# cannot hold are gone, and turning the tensor into float64 *afterwards* does not bring them
# back:

# %%
late = torch.tensor([0.1]).to(torch.float64)
early = torch.tensor([0.1], dtype=torch.float64)
print(f"float32 first:  {late.item():.17f}")
print(f"float64 at once: {early.item():.17f}")

# %% [markdown]
# ### Task: `typed`


# %% task="typed"
def typed(values):
    """The same numbers in five dtypes.

    Args:
        values: list of Python numbers (int or float), or list of lists of equal length. No
            number is outside the range of int16.

    Returns:
        Dict with the five keys ``"float32"``, ``"float64"``, ``"int16"``, ``"int32"`` and
        ``"int64"``. Each value is a tensor of that dtype that holds the numbers, as exactly
        as the dtype can: float64 keeps all their digits. The whole dtypes drop what follows
        the point: 1.75 becomes 1 and -1.75 becomes -1.
    """
    ### BEGIN SOLUTION
    names = ("float32", "float64", "int16", "int32", "int64")
    return {name: torch.tensor(values, dtype=getattr(torch, name)) for name in names}
    ### END SOLUTION


# %% tests="typed"
five = typed([5.5, 3])
assert set(five) == {"float32", "float64", "int16", "int32", "int64"}
assert five["int16"].dtype == torch.int16
assert five["int64"].tolist() == [5, 3]
assert five["float64"].tolist() == [5.5, 3.0]

# %% [markdown]
# ## 2. A table of a given size
#
# Rows come first, columns second. These are the ways to get a 5×3 table:

# %%
print(torch.zeros(5, 3).shape, torch.ones(5, 3).shape, torch.empty(5, 3).shape)
print(torch.eye(2))

# %% [markdown]
# `torch.empty` takes a piece of memory and does not tidy it up. What you see in it is what
# somebody left there: zeros, huge numbers, anything. It is quick, and right when you are going
# to write every entry anyway.
#
# **The trap.** `torch.tensor([5, 3])` is not a 5×3 table. It is a row of two numbers, 5 and 3.
#
# ### Task: `uninitialized`


# %% task="uninitialized"
def uninitialized(rows, cols):
    """A table whose entries nobody has set.

    Args:
        rows, cols: ints, at least 1.

    Returns:
        float32 tensor of shape ``(rows, cols)``. Its entries may be anything.
    """
    ### BEGIN SOLUTION
    return torch.empty(rows, cols)
    ### END SOLUTION


# %% tests="uninitialized"
_table = uninitialized(5, 3)
assert _table.shape == (5, 3)
assert _table.dtype == torch.float32

# %% [markdown]
# ### Whole numbers
#
# `zeros`, `ones` and `eye` give float32 unless you ask for something else. For counting, and
# for pointing at things ("the third word"), you want int64. Ask with `dtype=torch.long`.
#
# `eye` writes ones on the **diagonal**, which starts at the top left and goes down to the
# right. In a table that is not square it ends at the border:
#
#     4 × 2      2 × 4
#     1 0        1 0 0 0
#     0 1        0 1 0 0
#     0 0
#     0 0
#
# ### Tasks: `long_zeros`, `long_ones`, `long_eye`


# %% task="long_zeros"
def long_zeros(rows, cols):
    """A table of zeros.

    Args:
        rows, cols: ints, at least 1.

    Returns:
        int64 tensor of shape ``(rows, cols)``, 0 everywhere.
    """
    ### BEGIN SOLUTION
    return torch.zeros(rows, cols, dtype=torch.long)
    ### END SOLUTION


# %% tests="long_zeros"
assert long_zeros(5, 3).dtype == torch.int64
assert long_zeros(2, 3).tolist() == [[0, 0, 0], [0, 0, 0]]


# %% task="long_ones"
def long_ones(rows, cols):
    """A table of ones.

    Args:
        rows, cols: ints, at least 1.

    Returns:
        int64 tensor of shape ``(rows, cols)``, 1 everywhere.
    """
    ### BEGIN SOLUTION
    return torch.ones(rows, cols, dtype=torch.long)
    ### END SOLUTION


# %% tests="long_ones"
assert long_ones(5, 3).dtype == torch.int64
assert long_ones(2, 3).tolist() == [[1, 1, 1], [1, 1, 1]]


# %% task="long_eye"
def long_eye(rows, cols):
    """A table with ones on the diagonal.

    Args:
        rows, cols: ints, at least 1. They need not be equal.

    Returns:
        int64 tensor of shape ``(rows, cols)``: 1 where the row number equals the column
        number, 0 elsewhere.
    """
    ### BEGIN SOLUTION
    return torch.eye(rows, cols, dtype=torch.long)
    ### END SOLUTION


# %% tests="long_eye"
assert long_eye(5, 3).dtype == torch.int64
assert long_eye(2, 3).tolist() == [[1, 0, 0], [0, 1, 0]]

# %% [markdown]
# ## 3. Random numbers
#
# Two kinds, and their names differ by one letter:
#
# * `torch.rand`: **uniform**. Any number from 0 up to 1 is as likely as any other. Never
#   negative, never above 1.
# * `torch.randn`: **normal**, the bell. The mean is 0 and the standard deviation is 1. Most
#   numbers are near 0; about half are negative; there is no limit.
#
# A picture tells them apart at once:

# %%
figure, axes = plt.subplots(figsize=(5, 2.6), layout="constrained")
bins = np.linspace(-4, 4, 81)
axes.hist(torch.rand(20_000).numpy(), bins, histtype="step", label="rand: uniform")
axes.hist(torch.randn(20_000).numpy(), bins, histtype="step", label="randn: normal")
axes.set(xlabel="number", ylabel="how many of 20 000")
axes.legend()
plt.show()

# %% [markdown]
# ### Where the numbers come from
#
# A computer cannot throw dice. A **generator** is a small machine: it has a *state*, and at
# each draw it makes a number from the state and moves on to the next state. Same state, same
# numbers.
#
# PyTorch has one generator for everybody, the *global* one. But when everybody draws from one
# machine, nobody can say what comes next. So careful code carries a generator of its own:

# %%
mine = torch.Generator().manual_seed(7)
print(torch.rand(3, generator=mine))
print(torch.rand(3, generator=mine), "<- it has moved on")
mine.manual_seed(7)
print(torch.rand(3, generator=mine), "<- back at the start")

# %% [markdown]
# **The trap.** Forget `generator=…`, and the numbers look just as random. You notice weeks
# later, when you cannot repeat your own experiment.
#
# ### Tasks: `uniform`, `normal`
#
# All the chance in these two tables comes from the generator that you are given.


# %% task="uniform"
def uniform(rows, cols, generator):
    """A table of numbers spread evenly over [0, 1), drawn from ``generator``.

    Args:
        rows, cols: ints, at least 1.
        generator: a ``torch.Generator``. Each call moves it on.

    Returns:
        float32 tensor of shape ``(rows, cols)``. The entries are independent of each other.
        A generator in the same state gives the same table, in another state another one.
        PyTorch's global generator is neither used nor moved on.
    """
    ### BEGIN SOLUTION
    return torch.rand(rows, cols, generator=generator)
    ### END SOLUTION


# %% tests="uniform"
one = uniform(5, 3, torch.Generator().manual_seed(1))
same = uniform(5, 3, torch.Generator().manual_seed(1))
assert one.shape == (5, 3)
assert torch.equal(one, same), "the same state must give the same numbers"
assert one.min() >= 0
assert one.max() <= 1


# %% task="normal"
def normal(rows, cols, generator):
    """A table of standard normal numbers (mean 0, standard deviation 1) from ``generator``.

    Args:
        rows, cols: ints, at least 1.
        generator: a ``torch.Generator``. Each call moves it on.

    Returns:
        float32 tensor of shape ``(rows, cols)``. The entries are independent of each other.
        A generator in the same state gives the same table, in another state another one.
        PyTorch's global generator is neither used nor moved on.
    """
    ### BEGIN SOLUTION
    return torch.randn(rows, cols, generator=generator)
    ### END SOLUTION


# %% tests="normal"
one = normal(50, 30, torch.Generator().manual_seed(1))
same = normal(50, 30, torch.Generator().manual_seed(1))
assert one.shape == (50, 30)
assert torch.equal(one, same), "the same state must give the same numbers"
assert one.min() < -1, "a bell around 0 has many numbers below -1"

# %% [markdown]
# ### As large as that one
#
# Often you have a tensor already and need another one *like it*: `torch.zeros_like(x)`,
# `torch.ones_like(x)`, `torch.empty_like(x)`. The two kinds of random numbers have theirs too:
# `torch.rand_like(x)` and `torch.randn_like(x)`. All of them copy three things from `x`: its
# shape, its dtype and its **device**, which is where it lives (the CPU, or a graphics card).

# %%
pattern = torch.zeros(2, 3, dtype=torch.float64)
print(torch.ones_like(pattern))
print(torch.ones(pattern.shape), "<- the shape, but not the dtype")

# %% [markdown]
# > **A device without memory.** `torch.device("meta")` is a pretend device: its tensors have
# > a shape and a dtype, but no numbers. The checks use it to see whether your result lives
# > where `x` lives.
#
# ### Task: `random_like`
#
# No generator this time: here the global one is fine.


# %% task="random_like"
def random_like(x):
    """Standard normal numbers (mean 0, standard deviation 1) in the form of ``x``.

    Args:
        x: float tensor of any shape, on any device. Only its form matters.

    Returns:
        Tensor of the shape, dtype and device of ``x``. Each call draws new numbers.
    """
    ### BEGIN SOLUTION
    return torch.randn_like(x)
    ### END SOLUTION


# %% tests="random_like"
pattern = torch.zeros(4, 2, dtype=torch.float64)
noise = random_like(pattern)
assert noise.shape == (4, 2)
assert noise.dtype == torch.float64
assert not torch.equal(noise, random_like(pattern)), "new numbers at each call, please"

# %% [markdown]
# ## 4. From your own data
#
# `torch.tensor(values)` makes a tensor from a list. It looks at the numbers and picks the
# dtype: int64 if all are whole (`3`), float32 as soon as one has a point (`3.0`).

# %%
print(torch.tensor([5.5, 3]).dtype, torch.tensor([5, 3]).dtype)

# %% [markdown]
# **The trap.** `torch.Tensor` with a capital T is an old way of making a tensor. It gives
# float32, whatever you put in.
#
# ### Task: `from_list`


# %% task="from_list"
def from_list(values):
    """A tensor of the numbers in a list.

    Args:
        values: list of Python numbers (int or float, at least one), or list of lists of
            equal length.

    Returns:
        Tensor of these numbers and this shape: float32 if at least one of them is a float,
        int64 if all are ints.
    """
    ### BEGIN SOLUTION
    return torch.tensor(values)
    ### END SOLUTION


# %% tests="from_list"
assert from_list([5.5, 3]).dtype == torch.float32
assert from_list([[1, 2, 3], [4, 5, 6]]).dtype == torch.int64
assert from_list([[1, 2, 3], [4, 5, 6]]).shape == (2, 3)

# %% [markdown]
# ### NumPy: one memory or two?
#
# NumPy arrays and tensors are close relatives. A tensor may even use the memory of an array:
#
#     torch.from_numpy(array)                  torch.tensor(array)
#
#     array ──┐                                array ───> [ 1 | 2 | 3 ]
#             ├──> [ 1 | 2 | 3 ]
#     tensor ─┘                                tensor ──> [ 1 | 2 | 3 ]
#
#     two names, one memory                    a copy: two memories
#
# With one memory, no time is spent on copying, and a write on either side shows on the other.
# With two, each side is safe from the other. Both are useful. What hurts is to have one and
# believe in the other.

# %%
array = np.ones(5)
shared = torch.from_numpy(array)
separate = torch.tensor(array)
array[0] = 100
print("shared:  ", shared)
print("separate:", separate)
shared[1] = -7
print("array:   ", array)

# %% [markdown]
# Both kept the dtype of the array: NumPy's own floats are float64.
#
# **The trap.** Many innocent steps make a copy on the way: `.float()` where the dtype changes,
# `np.ascontiguousarray` where the array is a transposed one, `array.flatten()` always.
#
# ### Tasks: `from_array`, `copy_array`


# %% task="from_array"
def from_array(array):
    """A tensor that shares the memory of ``array``.

    Args:
        array: NumPy array with at least one dimension, of dtype float32, float64, int16,
            int32, int64, uint8 or bool. It may be a part of a larger array, or a transposed
            one, but does not run backwards (as ``a[::-1]`` does). You may write to it.

    Returns:
        Tensor of the same shape, the same dtype and the same values. A later write to either
        of the two shows in the other.
    """
    ### BEGIN SOLUTION
    return torch.from_numpy(array)
    ### END SOLUTION


# %% tests="from_array"
array = np.array([1.0, 2.0, 3.0])
shared = from_array(array)
assert shared.dtype == torch.float64
array[0] = 10
assert shared[0] == 10, "a write to the array must show in the tensor"
shared[1] = 20
assert array[1] == 20, "a write to the tensor must show in the array"


# %% task="copy_array"
def copy_array(array):
    """A tensor with the values of ``array`` and a memory of its own.

    Args:
        array: NumPy array, as for ``from_array``.

    Returns:
        Tensor of the same shape, the same dtype and the same values. A later write to either
        of the two does not show in the other.
    """
    ### BEGIN SOLUTION
    return torch.tensor(array)
    ### END SOLUTION


# %% tests="copy_array"
array = np.array([1.0, 2.0, 3.0])
separate = copy_array(array)
assert separate.dtype == torch.float64
array[0] = 10
assert separate.tolist() == [1.0, 2.0, 3.0], "the tensor must keep its numbers"

# %% [markdown]
# ### The way back
#
# `x.numpy()` gives an array. Unless `x` is *tracked*: made with `requires_grad=True`, so that
# PyTorch can find gradients later. NumPy knows nothing of gradients, and PyTorch refuses:

# %%
tracked = torch.ones(2, requires_grad=True)
try:
    tracked.numpy()
except RuntimeError as error:
    print(error)

# %% [markdown]
# The message tells you what to do: `tracked.detach()` is a plain tensor with the same numbers.
# And `tracked` itself stays as it is; somebody still wants its gradient.
#
# ### Task: `to_array`


# %% task="to_array"
def to_array(x):
    """A NumPy array of the values of ``x``.

    Args:
        x: tensor on the CPU, of any shape, of dtype float32, float64, int16, int32, int64,
            uint8 or bool. It may require a gradient, be a part of a larger tensor, or a
            transposed one.

    Returns:
        ``numpy.ndarray`` of the same shape, the same dtype and the same values. It may share
        memory with ``x``, or not. ``x`` does not change, and if it required a gradient it
        still does.
    """
    ### BEGIN SOLUTION
    return x.detach().numpy()
    ### END SOLUTION


# %% tests="to_array"
assert to_array(torch.tensor([1, 2])).dtype == np.int64
x = torch.tensor([[1.5, 2.5]], requires_grad=True)
assert to_array(x).tolist() == [[1.5, 2.5]]
assert isinstance(to_array(x), np.ndarray)
assert x.requires_grad, "x must stay tracked"

# %% [markdown]
# ## 5. What does it look like?
#
# `x.shape` (or `x.size()`) is a `torch.Size`, and a `torch.Size` **is a tuple**. All that you
# can do with a tuple you can do with a shape:

# %%
x = torch.zeros(5, 3)
rows, cols = x.shape
print(x.shape, "rows:", rows, "columns:", cols)
print("a tuple?", isinstance(x.shape, tuple))
print("last entry:", x.shape[-1], " how many entries:", len(x.shape))
print("sizes of 3:", x.shape.count(3), " with one more:", (*x.shape, 7))

# %% [markdown]
# **The trap.** `len(x)` is the size of the *first* dimension. It is not the number of
# dimensions (`x.dim()`), and not the number of numbers (`x.numel()`).
#
# ### Task: `shape_facts`


# %% task="shape_facts"
def shape_facts(x):
    """Five facts about the shape of ``x``.

    Args:
        x: tensor with at least one dimension. A dimension may have the size 0.

    Returns:
        Dict with five keys:

        * ``"shape"``: the shape, a tuple (a ``torch.Size`` is one);
        * ``"first"``: the size of the first dimension;
        * ``"last"``: the size of the last dimension;
        * ``"dimensions"``: how many dimensions there are;
        * ``"elements"``: how many numbers ``x`` holds.

        The last four are whole numbers.
    """
    ### BEGIN SOLUTION
    return {
        "shape": x.shape,
        "first": x.shape[0],
        "last": x.shape[-1],
        "dimensions": len(x.shape),
        "elements": x.numel(),
    }
    ### END SOLUTION


# %% tests="shape_facts"
facts = shape_facts(torch.zeros(5, 3))
assert facts["shape"] == (5, 3)
assert (facts["first"], facts["last"]) == (5, 3)
assert (facts["dimensions"], facts["elements"]) == (2, 15)

# %% [markdown]
# ## 6. One number out
#
# A tensor of one number is still a tensor. When you want to print a loss, or put it in a list,
# you want a plain Python number: `x.item()`.

# %%
x = torch.tensor([0.25])
print(x, "->", x.item(), type(x.item()).__name__)
x = torch.tensor([[7]])
print(x, "->", x.item(), type(x.item()).__name__)

# %% [markdown]
# The shape does not matter, as long as there is exactly one element. With two or more, which
# one should it be? Good code does not guess: it raises an error.
#
# ### Task: `scalar`


# %% task="scalar"
def scalar(x):
    """The one number in ``x``, as a Python number.

    Args:
        x: tensor of any shape, of dtype float32, float64 or int64.

    Returns:
        The value of the only element: a Python float for a float tensor, a Python int for an
        int64 one.

    Raises:
        Exception: ``x`` holds no element, or more than one. Any kind of exception will do.
    """
    ### BEGIN SOLUTION
    return x.item()
    ### END SOLUTION


# %% tests="scalar"
assert scalar(torch.tensor([0.25])) == 0.25
assert type(scalar(torch.tensor([[7]]))) is int
try:
    scalar(torch.tensor([1.0, 2.0]))
except NotImplementedError:
    raise
except Exception as error:
    print("right, it refuses:", error)
else:
    raise AssertionError("for two elements there is no answer: raise an error")

# %% [markdown]
# ## What you can do now
#
# * Make a tensor of any size: empty, zeros, ones, a diagonal.
# * Choose its dtype, and choose it *at once*, before digits are lost.
# * Draw uniform or normal numbers that you can draw again.
# * Share memory with NumPy when you mean to, and copy when you do not.
# * Read a shape like the tuple it is, and take a single number out.
