# %% [markdown]
# # Autograd: let PyTorch find the gradients
#
# Training a network means asking one question again and again:
# *if I nudge this number a little, how does the result change?*
# The answer is the **gradient**.
#
# You could work it out with pen and paper. PyTorch does it for you, and this notebook
# shows how. You will
#
# * tell PyTorch which tensors to watch,
# * look at the graph it draws while you compute,
# * run that graph backwards,
# * and meet the traps that catch nearly everyone once.

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
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import matplotlib.pyplot as plt
import torch

# %% [markdown]
# ## 1. Watching a tensor
#
# A tensor with `requires_grad=True` is **tracked**. PyTorch remembers each operation
# that uses it.
#
# A tracked tensor that *you* made, and that no operation produced, is a **leaf**. Picture a
# tree: computing starts at the leaves. `backward()` leaves its answers there, in `.grad`.
# (PyTorch counts a tensor that is *not* tracked as a leaf too: no operation that it remembers
# made it.)

# %%
x = torch.ones(2, 2, requires_grad=True)
print(x)
print("tracked:", x.requires_grad, " leaf:", x.is_leaf)

doubled = x * 2
print("tracked:", doubled.requires_grad, " leaf:", doubled.is_leaf)

# %% [markdown]
# Tracking spreads: `doubled` is tracked because `x` is. But `doubled` is not a leaf. The
# multiplication made it.
#
# What if you want to start afresh from the *values* of a tensor? `x.detach()` gives a tensor
# with the same values and no past. It makes no copy: both share one memory, so what you write
# into one shows in the other. `x.detach().clone()` has a memory of its own.
#
# **The trap.** `x.clone()` is an operation too. A clone of a tracked tensor hangs on the same
# graph: it is tracked, yet no leaf. And calling `x.requires_grad_()` changes `x` itself,
# which belongs to somebody else.
#
# ### Task: `tracked`
#
# Give back a new leaf. Leave `x` as it was. Think of both cases: `x` may be a plain tensor,
# and it may be tracked already.


# %% task="tracked"
def tracked(x):
    """A new leaf with the values of ``x`` that requires a gradient.

    Args:
        x: float tensor of any shape. It may be tracked already, and need not be a leaf.

    Returns:
        Another tensor (not ``x`` itself) with the shape, dtype and values of ``x``. It is a
        leaf and requires a gradient. It may share memory with ``x``. ``x`` does not change:
        neither its values nor its ``requires_grad``.
    """
    ### BEGIN SOLUTION
    return x.detach().requires_grad_()
    ### END SOLUTION


# %% tests="tracked"
plain = torch.ones(2, 2)
leaf = tracked(plain)
assert leaf.requires_grad
assert leaf.is_leaf
assert torch.equal(leaf.detach(), torch.ones(2, 2))
assert not plain.requires_grad, "plain belongs to the caller; it must stay plain"

# %% [markdown]
# ## 2. Changing your mind in place
#
# New tensors are *not* tracked unless you say so. For a tensor that exists already there is
# `requires_grad_()`. The underscore at the end is PyTorch's sign for **in place**: this very
# tensor changes, no copy is made.

# %%
a = torch.tensor([[3.0, -1.0], [0.5, 2.0]])
a = (a * 3) / (a - 1)
print("at first:", a.requires_grad)
a.requires_grad_(True)
print("now:", a.requires_grad)
b = (a * a).sum()
print("b was made by", b.grad_fn.name())

# %% [markdown]
# ### Task: `enable_grad_in_place`
#
# This time the caller *wants* the change. Switch tracking on for `a` itself, and hand the
# same object back, as PyTorch's own in-place functions do.


# %% task="enable_grad_in_place"
def enable_grad_in_place(a):
    """Switch tracking on for ``a`` itself.

    Args:
        a: float tensor of any shape, a leaf, tracked or not yet. Changed in place: afterwards
            ``a.requires_grad`` is True. Its values stay as they are.

    Returns:
        ``a``, the same object and no copy.
    """
    ### BEGIN SOLUTION
    return a.requires_grad_()
    ### END SOLUTION


# %% tests="enable_grad_in_place"
a = torch.tensor([[4.5, 1.5], [-3.0, 6.0]])
same = enable_grad_in_place(a)
assert a.requires_grad
assert same is a

# %% [markdown]
# ## 3. The graph
#
# While you compute forwards, PyTorch draws a graph. Each new tensor points back to the
# operation that made it. That pointer is called `grad_fn`.
#
#     x ──(+ 2)──> y ──(y·y·3)──> z ──(mean)──> out
#
# The graph is the memory that makes `backward()` possible. Cut it anywhere and everything
# before the cut gets no gradient.
#
# **The trap.** `.detach()`, `.data`, `.item()` and `.numpy()` all cut the graph. The numbers
# stay right, so nobody notices until `backward()`.

# %%
x = torch.ones(2, 2, requires_grad=True)
half = x / 2
print(half.grad_fn.name())
print(half.detach().grad_fn, "<- cut off: no past at all")

# %% [markdown]
# PyTorch will show you its graph: each operation knows the ones before it. Here is a small
# function that draws them, for you to use on any tensor with a past. Its arrows point
# backwards, the way that `backward()` walks.


# %%
def draw_graph(tensor):
    """Draw the operations that made a tensor: the last on the right, the leaves on the left."""
    columns = [[tensor.grad_fn]]
    while columns[-1]:
        before = [step for last in columns[-1] for step, _ in last.next_functions if step]
        columns.append(list(dict.fromkeys(before)))
    spots = {step: (-i, -j) for i, column in enumerate(columns) for j, step in enumerate(column)}
    width, height = len(columns) - 1, max(map(len, columns))
    _, axes = plt.subplots(figsize=(2 * width, 0.8 * height))
    for step, spot in spots.items():
        is_leaf = hasattr(step, "variable")
        box = {"boxstyle": "round", "facecolor": "palegreen" if is_leaf else "white"}
        axes.text(*spot, ".grad of a leaf" if is_leaf else step.name(), ha="center", bbox=box)
        for earlier, _ in step.next_functions:
            if earlier:
                arrow = {"arrowstyle": "->", "color": "tab:red", "shrinkA": 45, "shrinkB": 45}
                axes.annotate("", spots[earlier], spot, arrowprops=arrow)
    axes.set(xlim=(0.5 - width, 0.5), ylim=(0.5 - height, 0.5))
    axes.axis("off")
    plt.show()


x = torch.ones(2, 2, requires_grad=True)
draw_graph(torch.sqrt(x / 2).sum())

# %% [markdown]
# ### Task: `graph`
#
# Build the chain of the picture. Make each tensor from the one before it, so that the path
# from `out` back to `x` passes through `z` and `y`.
#
# For `x = ones(2, 2)`: `y` is 3 everywhere, `z` is 27 everywhere, `out` is 27.


# %% task="graph"
def graph(x):
    """Build y = x + 2, z = 3·y·y and out = the mean of z, all in one graph.

    Args:
        x: float tensor of any shape that requires a gradient.

    Returns:
        The tuple ``(y, z, out)``. ``y`` and ``z`` have the shape of ``x``; ``out`` has no
        dimensions. All three have the dtype of ``x`` and are tracked: ``out`` is made from
        this ``z``, ``z`` from this ``y``, and ``y`` from ``x`` itself.
    """
    ### BEGIN SOLUTION
    y = x + 2
    z = y * y * 3
    return y, z, z.mean()
    ### END SOLUTION


# %% tests="graph"
x = torch.ones(2, 2, requires_grad=True)
y, z, out = graph(x)
assert torch.equal(y, torch.full((2, 2), 3.0))
assert torch.equal(z, torch.full((2, 2), 27.0))
assert out.item() == 27.0
assert out.grad_fn is not None, "out has lost its past"

# %% [markdown]
# ### Reading the graph
#
# A `grad_fn` tells you its name, which is handy for finding out where a tensor comes from:

# %%
x = torch.ones(3, requires_grad=True)
print((x + 1).grad_fn.name())
print((x * 2).grad_fn.name())
print(x.sum().grad_fn.name())
print(x.grad_fn, "<- nothing made the leaf")

# %% [markdown]
# ### Task: `made_by`
#
# Give the name of the operation that made a tensor. Mind the tensors that have no `grad_fn`.


# %% task="made_by"
def made_by(t):
    """The name of the operation that made ``t``, as autograd remembers it.

    Args:
        t: a tensor, tracked or not.

    Returns:
        A str such as ``"AddBackward0"``: the bare name, no brackets and no address. None
        where autograd remembers no operation (a leaf, or a tensor that is not tracked).
    """
    ### BEGIN SOLUTION
    return None if t.grad_fn is None else t.grad_fn.name()
    ### END SOLUTION


# %% tests="made_by"
x = torch.ones(2, 2, requires_grad=True)
assert made_by(x + 2) == "AddBackward0"
assert made_by(x) is None

# %% [markdown]
# ## 4. Backwards
#
# `out.backward()` walks the graph from `out` to the leaves and leaves
# ∂out/∂x in `x.grad`. Before the first `backward()`, `x.grad` is None. Here is a small example
# of its own, three numbers long:

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
out = (x * x).sum()
print(x.grad, "<- nothing has arrived yet")
out.backward()
print(x.grad, "<- the derivative of x² is 2x")

# %% [markdown]
# Three numbers, three slopes. A gradient is just that: how steep the curve is where you stand.

# %%
curve = torch.linspace(0, 4, 50)
_, axes = plt.subplots(figsize=(5, 3))
axes.plot(curve, curve**2, color="gray", label="x²")
for spot, slope in zip(x.tolist(), x.grad.tolist(), strict=True):
    ends = torch.tensor([spot - 0.9, spot + 0.9])
    axes.plot(ends, spot**2 + slope * (ends - spot), label=f"at {spot:g} the slope is {slope:g}")
    axes.plot(spot, spot**2, "ko")
axes.set(xlabel="x", ylabel="x²")
axes.legend()
plt.show()

# %% [markdown]
# Now the chain of the picture: out = mean of z, with z = 3(x + 2)².
#
# * The mean over *n* numbers gives each of them the weight 1/*n*.
# * The chain rule gives ∂z/∂x = 3 · 2 · (x + 2) = 6(x + 2).
#
# Together: ∂out/∂x = **6(x + 2)/n**. With four ones that is 6 · 3 / 4 = **4.5** everywhere.
#
# **The trap.** Many pages show this example with four numbers only, and print the formula as
# 3/2 · (x + 2). The 3/2 is 6/4. It is right for four numbers and wrong for five.
#
# ### Task: `gradient_example`
#
# Find that gradient for any `x`. Autograd is the easy way; a formula that is right for every
# `x` counts as well. Work on a leaf of your own: `x` belongs
# to the caller, may be tracked already, and may hold a `.grad` that somebody still needs.


# %% task="gradient_example"
def gradient_example(x):
    """The gradient of ``mean(3·(x + 2)²)`` at ``x``.

    Args:
        x: float tensor of any shape and any number of elements (at least one). It may or
            may not require a gradient. Nothing about it changes: not its values, not
            ``x.requires_grad``, not ``x.grad``.

    Returns:
        Tensor of the shape and dtype of ``x``, itself not tracked.
    """
    ### BEGIN SOLUTION
    leaf = x.detach().requires_grad_()
    y = leaf + 2
    z = y * y * 3
    z.mean().backward()
    return leaf.grad
    ### END SOLUTION


# %% tests="gradient_example"
x = torch.ones(2, 2)
assert torch.allclose(gradient_example(x), torch.full((2, 2), 4.5))
assert not x.requires_grad, "x belongs to the caller; it must stay plain"

# %% [markdown]
# ## 5. Not watching
#
# Sometimes you want just the numbers: when you measure a model, or change its weights.
# Inside `with torch.no_grad():` nothing is recorded. It saves time and memory.

# %%
x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
print("outside:", (x * 10).requires_grad)
with torch.no_grad():
    print("inside: ", (x * 10).requires_grad)
print("x itself:", x.requires_grad)

# %% [markdown]
# The block switches *recording* off, for its own lines only. The tensor `x` stays tracked.
# That is the beauty of `with`: however the block ends, the old state comes back.
#
# > **Old spelling.** In code from before 2018 you will meet
# > `x = Variable(torch.Tensor([1]), requires_grad=True)` and `x.data`. `Variable` has
# > long been merged into `Tensor`: write `torch.tensor([1.0], requires_grad=True)`. And
# > `.data` goes behind autograd's back: change a tensor through it, and the gradients can come
# > out wrong with no warning at all. Use `torch.no_grad()` or `.detach()`.
#
# ### Task: `untracked_square`


# %% task="untracked_square"
def untracked_square(x):
    """The square of every element of ``x``, with no history.

    Args:
        x: float tensor of any shape that requires a gradient. It still does afterwards, and
            its values do not change.

    Returns:
        Tensor of the shape and dtype of ``x`` that does not require a gradient. After the
        call autograd records again, as before.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        return x**2
    ### END SOLUTION


# %% tests="untracked_square"
x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
square = untracked_square(x)
assert torch.equal(square, torch.tensor([1.0, 4.0, 9.0]))
assert not square.requires_grad
assert x.requires_grad, "x itself must stay tracked"

# %% [markdown]
# ## 6. Several leaves at once
#
# One `backward()` fills the `.grad` of *every* leaf it reaches. For the line y = w·x + b:
#
# | nudge | y changes by |
# | --- | --- |
# | x | w times as much |
# | w | x times as much |
# | b | just as much |
#
# With x = 1, w = 2, b = 3 the three gradients are 2, 1 and 1.
#
# In the picture the graph forks, and each of the three leaves waits at the end of its branch:

# %%
x, w, b = (torch.tensor(number, requires_grad=True) for number in (1.0, 2.0, 3.0))
draw_graph(w * x + b)

# %% [markdown]
# ### Task: `line_gradients`


# %% task="line_gradients"
def line_gradients(x, w, b):
    """The gradients of ``y = w·x + b`` with respect to ``x``, ``w`` and ``b``.

    Args:
        x, w, b: float tensors of one element each and of the same shape, ``(1,)`` or ``()``.
            They are not tracked, and stay so; their values do not change.

    Returns:
        The tuple ``(dy_dx, dy_dw, dy_db)``, in this order: three tensors of the shape and
        dtype of the inputs, not tracked.
    """
    ### BEGIN SOLUTION
    leaves = [t.detach().requires_grad_() for t in (x, w, b)]
    own_x, own_w, own_b = leaves
    y = own_w * own_x + own_b
    y.backward()
    return own_x.grad, own_w.grad, own_b.grad
    ### END SOLUTION


# %% tests="line_gradients"
dy_dx, dy_dw, dy_db = line_gradients(torch.tensor([1.0]), torch.tensor([2.0]), torch.tensor([3.0]))
assert torch.equal(dy_dx, torch.tensor([2.0]))
assert torch.equal(dy_dw, torch.tensor([1.0]))
assert torch.equal(dy_db, torch.tensor([1.0]))

# %% [markdown]
# ## 7. Gradients add up
#
# `backward()` does not *write* to `.grad`. It *adds*.

# %%
x = torch.tensor([1.0, 10.0], requires_grad=True)
for step in range(1, 4):
    (x * x).sum().backward()
    print("after pass", step, x.grad)

# %% [markdown]
# That is on purpose: it lets you collect the gradients of several batches. But in a training
# loop you nearly always want a clean start: `x.grad = None` or `x.grad.zero_()`.
#
# **Two traps in one.** `x.grad` is always the *same tensor*. Put it in a list and you store
# the tensor, not the numbers it shows today. Later passes, and `zero_()`, change what your
# list shows. `x.grad.clone()` takes a photograph.
#
# And a graph can be walked back only once: `backward()` throws it away behind itself. A second
# walk needs a new graph. In the loop above `(x * x).sum()` is computed anew for each pass.
#
# ### Task: `accumulated`
#
# Run `out = (x * x).sum()` and `out.backward()` several times on one leaf, both in each pass, and
# never clean up.
# Photograph the gradient after each pass. For `x = [1, 10]` and three passes:
# `[2, 20]`, `[4, 40]`, `[6, 60]`.


# %% task="accumulated"
def accumulated(x, times):
    """The growing gradient of ``sum(x·x)`` over several backward passes without clearing.

    Args:
        x: float tensor of any shape, not tracked. It stays as it is.
        times: how many passes, an int of at least 1.

    Returns:
        List of ``times`` tensors of the shape and dtype of ``x``, not tracked. Number k
        (from 0) is what the gradient shows after pass k + 1.
    """
    ### BEGIN SOLUTION
    leaf = x.detach().requires_grad_()
    seen = []
    for _ in range(times):
        (leaf * leaf).sum().backward()
        seen.append(leaf.grad.clone())
    return seen
    ### END SOLUTION


# %% tests="accumulated"
seen = accumulated(torch.tensor([1.0, 10.0]), 3)
assert len(seen) == 3
assert torch.equal(seen[0], torch.tensor([2.0, 20.0]))
assert torch.equal(seen[2], torch.tensor([6.0, 60.0]))

# %% [markdown]
# ### Task: `fresh`
#
# The same loop, with a clean gradient for each pass. Every photograph now shows `[2, 20]`.


# %% task="fresh"
def fresh(x, times):
    """The gradient of ``sum(x·x)`` after each of several passes, cleared in between.

    Args:
        x: float tensor of any shape, not tracked. It stays as it is.
        times: how many passes, an int of at least 1.

    Returns:
        List of ``times`` tensors of the shape and dtype of ``x``, not tracked: what the
        gradient shows after each pass, when every pass starts from a clean gradient.
    """
    ### BEGIN SOLUTION
    leaf = x.detach().requires_grad_()
    seen = []
    for _ in range(times):
        leaf.grad = None
        (leaf * leaf).sum().backward()
        seen.append(leaf.grad)
    return seen
    ### END SOLUTION


# %% tests="fresh"
seen = fresh(torch.tensor([1.0, 10.0]), 3)
assert len(seen) == 3
assert all(torch.equal(gradient, torch.tensor([2.0, 20.0])) for gradient in seen)

# %% [markdown]
# ## 8. A graph that depends on the data
#
# PyTorch draws a new graph each time your code runs. So plain Python `if` and `while` just
# work: the graph holds the road that was *taken*, and `backward()` walks that road. This is
# what people mean by a **dynamic graph**.

# %%
for start in (1.0, 30.0):
    x = torch.tensor(start, requires_grad=True)
    y = x
    while y < 100:
        y = y * 2
    y.backward()
    print(f"x = {start}: y = {y.item()}, slope {x.grad.item()}")

# %% [markdown]
# The number of doublings depended on `x`, and so did the slope.
#
# It is fine to use a tensor in an `if`: Python turns the comparison into True or False. Only
# the *result* has to stay a tensor, or its past is lost.
#
# ### Task: `branching`
#
# One decision for the whole tensor: look at the sum of all elements, then take one road.
#
# * the sum is greater than 0: out = Σ x²
# * otherwise: out = Σ −3x
#
# For `x = [-1, 2]` the sum is 1. So out is 1 + 4 = 5, and its gradient is 2x = `[-2, 4]`.
# For `x = [1, -2]` the sum is −1. So out is −3 + 6 = 3, and its gradient is `[-3, -3]`.


# %% task="branching"
def branching(x):
    """The sum of x² where the elements of ``x`` add up to more than 0, else the sum of -3x.

    Args:
        x: float tensor of any shape that requires a gradient.

    Returns:
        Tensor without dimensions, of the dtype of ``x``, tracked: a backward pass from it
        reaches ``x``. A sum of exactly 0 takes the second road.
    """
    ### BEGIN SOLUTION
    if x.sum() > 0:
        return (x * x).sum()
    return (-3 * x).sum()
    ### END SOLUTION


# %% tests="branching"
x = torch.tensor([-1.0, 2.0], requires_grad=True)
out = branching(x)
assert out.item() == 5.0
out.backward()
assert torch.equal(x.grad, torch.tensor([-2.0, 4.0]))
assert branching(torch.tensor([1.0, -2.0], requires_grad=True)).item() == 3.0

# %% [markdown]
# ## What to take home
#
# * `requires_grad` says *watch this*; leaves are where the answers arrive, in `.grad`.
# * Each operation adds to a graph; `backward()` walks it home.
# * `.detach()`, `.data`, `.item()` cut the graph. Sometimes that is what you want.
# * `.grad` adds up until you clear it.
# * The graph is drawn anew on each run, so `if` and `while` are welcome.
