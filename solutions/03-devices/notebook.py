# %% [markdown]
# # Devices: code that runs on any of them
#
# A graphics card (a **GPU**) multiplies big matrices many times faster than the processor of
# your computer (the **CPU**). PyTorch can use both, and the same code can run on both. Often it
# does not, because one careless line ties it to one machine.
#
# **You need no GPU for this notebook.** You will
#
# * choose a device, and fall back when it is not there,
# * move tensors, and copy nothing when there is nothing to move,
# * write functions that run wherever their input lives,
# * and test them on a device that every computer has.

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
# * The checks run on machines without a GPU, and some only *pretend* that there is one. Each
#   task says what that means for you.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import torch

# %% [markdown]
# ## 1. Where does a tensor live?
#
# Each device has its own memory, and a device can only compute with what lies in its own:
#
#          CPU                          GPU "cuda:0"
#     ┌────────────┐               ┌────────────────────┐
#     │ x          │ ──x.to(...)─> │ a copy of x        │
#     │            │ <──.cpu()──── │ results stay here  │
#     └────────────┘               └────────────────────┘
#
# Every tensor knows its place: `x.device`. New tensors are born on the CPU unless you say
# otherwise.

# %%
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print("x lives on", x.device)
print("a GPU for PyTorch?", torch.cuda.is_available(), " how many:", torch.cuda.device_count())

# %% [markdown]
# A device has a name, and an object made from that name:
#
# | name | meaning |
# | --- | --- |
# | `"cpu"` | the processor: always there |
# | `"cuda"` | a GPU, the one that PyTorch uses at the moment: normally number 0 |
# | `"cuda:1"` | GPU number 1, the *second*: counting starts at 0 |
# | `"meta"` | a device of pure thought: always there, more in section 3 |
#
# You can make the object of a device that this machine does not have. A name costs nothing.

# %%
device = torch.device("cuda:1")
print(device.type, device.index)
print(torch.device("cuda").type, torch.device("cuda").index)
print(torch.device(torch.device("cpu")), "<- a device object is welcome where a name is")

# %% [markdown]
# **The trap.** `x = x.cuda()` in the middle of your code works on your own machine and stops
# with an error on every machine without a GPU. Ask once, at the top: is there one? Then pass the
# answer along.
#
# ### Task: `pick_device`
#
# There are two questions to ask: `torch.cuda.is_available()` and `torch.cuda.device_count()`.
# Ask them *inside* the function and by these full names, for the checks pretend by changing what
# these two answer. And only ask! To try and put a tensor on a pretended GPU fails.


# %% task="pick_device"
def pick_device(prefer=None):
    """The device to work on.

    Args:
        prefer: which device the caller would like: ``"cpu"``, ``"meta"``, ``"cuda"``, or one GPU
            by its number (``"cuda:0"``, ``"cuda:1"``, ...). A str or a ``torch.device``. None
            leaves the choice to you.

    Returns:
        A ``torch.device``. The preferred one, where it can be used: ``"cpu"`` and ``"meta"``
        always can, ``"cuda"`` where there is any GPU, ``"cuda:n"`` where there are more than n
        GPUs. The CPU, where it cannot. With no preference: ``"cuda"`` where there is any GPU,
        and the CPU elsewhere. The function looks anew at each call.
    """
    ### BEGIN SOLUTION
    wanted = torch.device("cuda" if prefer is None else prefer)
    if wanted.type == "cuda" and (wanted.index or 0) >= torch.cuda.device_count():
        return torch.device("cpu")
    return wanted
    ### END SOLUTION


# %% tests="pick_device"
assert pick_device("cpu") == torch.device("cpu")
assert pick_device("cuda:99") == torch.device("cpu"), "nobody has a hundred GPUs"
assert isinstance(pick_device(), torch.device), "an object, not its name"
assert pick_device().type == ("cuda" if torch.cuda.is_available() else "cpu")

# %% [markdown]
# ## 2. Moving
#
# `x.to(device)` gives you `x` on that device.
#
# **First trap.** `x.to(device)` does not move `x`! It returns another tensor. If you forget to
# catch it, nothing has happened. (A whole network, an `nn.Module`, does move itself. Tensors
# don't.)
#
# **Second trap.** The road between CPU and GPU is slow. A tensor that is there already should
# not be copied, and `x.to` knows that: it hands back the same `x`. Other ways do copy:

# %%
x = torch.tensor([1.0, 2.0, 3.0])
same = x.to("cpu")
other = x.clone().to("cpu")
x[0] = 100.0
print("same: ", same)
print("other:", other)

# %% [markdown]
# **Third trap.** A device object and its name are not equal, and nobody warns you. Neither are
# `"cuda"` and `"cuda:0"`, even where they are the same card:

# %%
print(torch.tensor(1.0).device == "cpu")
print(torch.tensor(1.0).device == torch.device("cpu"))
print(torch.device("cuda") == torch.device("cuda:0"))

# %% [markdown]
# ### Task: `move`


# %% task="move"
def move(x, device):
    """``x`` on ``device``, without a copy where it is there already.

    Args:
        x: tensor of any shape and dtype, on any device. It stays where it is, and as it is.
        device: the name of a device, or a ``torch.device``. It can be used.

    Returns:
        Tensor on ``device`` with the shape, dtype and values of ``x``. If ``x`` is there
        already: ``x`` itself, or a tensor that shares its memory, so that a write to one shows
        in the other. If ``x`` requires a gradient, so does the result: gradients find their way
        back to ``x``.
    """
    ### BEGIN SOLUTION
    return x.to(device)
    ### END SOLUTION


# %% tests="move"
x = torch.tensor([1.0, 2.0, 3.0])
moved = move(x, "cpu")
assert torch.equal(moved, x)
x[0] = 100.0
assert moved[0] == 100.0, "x was on the CPU already: no copy"
assert move(x, "meta").device == torch.device("meta")
assert x.device == torch.device("cpu"), "x itself stays where it is"

# %% [markdown]
# ## 3. A device that everybody has
#
# Tensors on the device `"meta"` have a shape and a dtype, but **no numbers**. Computing with
# them gives the shape and the dtype of the answer, and again no numbers:

# %%
a = torch.ones(1000, 300, device="meta")
b = torch.ones(300, 20, device="meta")
print(a @ b)

# %% [markdown]
# What is that good for? It is a device that is not the CPU. Code that is tied to the CPU fails
# on it, just as it would on a GPU:

# %%
a = torch.ones(3, 2, device="meta")
for attempt in (lambda: torch.cat([a, torch.zeros(3, 1)], dim=1), lambda: a.cpu() + 1):
    try:
        attempt()
    except RuntimeError as error:
        print(str(error).splitlines()[0])

# %% [markdown]
# The first attempt made zeros and forgot to say where. The second went to the CPU on its own.
# Both lines work on the CPU, and you would never have known.
#
# A new tensor should be born where the others live, with their dtype. Three ways to say so:
#
#     torch.zeros(3, 1, dtype=a.dtype, device=a.device)
#     a.new_zeros(3, 1)              # dtype and device of a, another shape
#     torch.zeros_like(a)            # dtype, device and shape of a
#
# **The trap in the dtype.** `torch.zeros(3, 1)` is float32. Put it together with float16 numbers
# and the result is float32, twice as large; put it together with whole numbers and they are
# whole no longer.
#
# **No looking.** On `meta` there is no number to look at, so `if`, `.item()` and `.tolist()` fail
# when they are asked about values. On a GPU they work, but the CPU has to stop and wait for the
# answer each time. `torch.where(condition, a, b)` decides for each entry, on the device:

# %%
numbers = torch.tensor([4.0, -1.0, 9.0])
print(torch.where(numbers < 0, torch.zeros_like(numbers), numbers).sqrt())

# %% [markdown]
# ### Task: `zscore`
#
# Columns of a table are easier to learn from when all have the same scale. From each column take
# away its mean, then divide it by its standard deviation, the one that PyTorch's `std` gives if
# you don't say otherwise: with n − 1 rows below the fraction line.
#
# | column | mean | standard deviation | z-scores |
# | --- | --- | --- | --- |
# | 1, 2, 3 | 2 | 1 | −1, 0, 1 |
# | 10, 30, 50 | 30 | 20 | −1, 0, 1 |
# | 7, 7, 7 | 7 | 0 | 0, 0, 0 |
#
# Look at the last row. All its entries are equal, so the standard deviation is 0, and 0/0 is not
# a number. We want zeros there.
#
# **The trap.** Some people add a small number to every standard deviation, 1e-8 for example, so
# that it is never 0. That shifts all the other columns a little, and the digits of a float64 show
# it. Here nothing is added: only a deviation that *is* 0 needs something else in its place.


# %% task="zscore"
def zscore(x):
    """The columns of ``x`` with mean 0 and standard deviation 1.

    Args:
        x: float tensor, rows × columns, with at least two rows. On any device, ``meta`` too.

    Returns:
        New tensor of the shape, dtype and device of ``x``. Each column is that of ``x`` minus its
        mean, divided by its standard deviation (n - 1 in the denominator, nothing added). A
        column whose standard deviation is 0 becomes zeros. ``x`` stays as it is.
    """
    ### BEGIN SOLUTION
    centred = x - x.mean(dim=0)
    spread = x.std(dim=0)
    return centred / torch.where(spread == 0, torch.ones_like(spread), spread)
    ### END SOLUTION


# %% tests="zscore"
x = torch.tensor([[1.0, 10.0, 7.0], [2.0, 30.0, 7.0], [3.0, 50.0, 7.0]])
expected = torch.tensor([[-1.0, -1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
assert torch.allclose(zscore(x), expected)
assert zscore(x.double()).dtype == torch.float64
far = zscore(x.to("meta"))
assert (far.shape, far.device.type) == ((3, 3), "meta")

# %% [markdown]
# ### Task: `with_bias`
#
# A column of ones at the end of the table lets a matrix product add a constant:
#
#     1 2           1 2 1
#     3 4   ──>     3 4 1
#     5 6           5 6 1


# %% task="with_bias"
def with_bias(x):
    """``x`` with a column of ones at its right.

    Args:
        x: tensor, rows × columns, at least one of each. Of any float or integer dtype, on any
            device, ``meta`` too.

    Returns:
        New tensor of one column more, of the dtype and on the device of ``x``. ``x`` stays as it
        is.
    """
    ### BEGIN SOLUTION
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1)
    ### END SOLUTION


# %% tests="with_bias"
x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
assert torch.equal(with_bias(x), torch.tensor([[1.0, 2.0, 1.0], [3.0, 4.0, 1.0], [5.0, 6.0, 1.0]]))
assert with_bias(x.long()).dtype == torch.int64
far = with_bias(x.to("meta"))
assert (far.shape, far.device.type) == ((3, 3), "meta")

# %% [markdown]
# ## 4. The same answer everywhere?
#
# Nearly. A computer rounds after each step, so the order of the steps matters a little, and
# every device has its own order:

# %%
numbers = torch.linspace(0, 1, 100_000) ** 3
print("all at once:       ", numbers.sum().item())
print("in blocks of 1000: ", numbers.view(100, 1000).sum(dim=1).sum().item())
print("the other way round", numbers.flip(0).cumsum(0)[-1].item())

# %% [markdown]
# So never ask whether two devices give *equal* floats. Ask how far they are apart.
#
# ### Task: `same_everywhere`
#
# Run a function twice, once on the CPU and once on another device. Bring both results to the
# CPU, compare them there, and report the largest difference.
#
# Run it twice even where the other device is the CPU as well. Then the difference is 0, unless
# the function gives another answer each time. That is worth knowing, too.
#
# The other device may be `"meta"`, but from there no numbers come home: `torch.sin` on meta gives
# nothing to compare. So the checks use meta only with functions that make their own numbers and
# give them back on a device where they can be read, as `sloppy` does in the tests below. With no
# device given they may pretend that there is a GPU, and look where `x` is sent. That it cannot
# arrive there, and PyTorch stops with an error, is not your fault and costs nothing.


# %% task="same_everywhere"
def same_everywhere(f, x, device=None):
    """How far the results of ``f`` on two devices are apart.

    Args:
        f: function of one tensor. It gives a float tensor of at least one element, which may lie
            on any device, and has the same shape and dtype each time.
        x: float tensor on the CPU. It stays as it is.
        device: the other device: ``"cpu"``, ``"meta"`` or a GPU that is there, as a str or
            a ``torch.device``. None is for the best one, which ``pick_device()`` finds.

    Returns:
        A Python float: the largest absolute difference between an entry of ``f(x)`` and the same
        entry of the result for ``x`` on the other device, both brought to the CPU. ``f`` is
        called exactly twice, also where both devices are the CPU.
    """
    ### BEGIN SOLUTION
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (move(here, "cpu") - move(there, "cpu")).abs().max().item()
    ### END SOLUTION


# %% tests="same_everywhere"
def sloppy(t):
    """As if each device but the CPU got the second entry wrong."""
    return torch.tensor([1.0, 2.0]) if t.device.type == "cpu" else torch.tensor([1.0, 1.5])


x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])
assert same_everywhere(sloppy, x, "meta") == 0.5
assert same_everywhere(torch.sin, x) < 1e-4
assert isinstance(same_everywhere(torch.sin, x), float)

# %% [markdown]
# ## What to take home
#
# * Choose the device once, by asking, and fall back to the CPU.
# * `x.to(device)` returns; it does not move `x`, and does not copy without need.
# * New tensors belong where their companions are: `new_ones`, `ones_like`, `device=x.device`.
# * `meta` shows on any machine whether your code is tied to the CPU.
# * Devices round differently: compare with a tolerance.
