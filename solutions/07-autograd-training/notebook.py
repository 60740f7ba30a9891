# %% [markdown]
# # Training with autograd
#
# A network of two layers can be trained by hand: work out every gradient on paper, write it
# down in code, and hope. Here you train the same network and let autograd do that part. What is
# left is a loop of four lines, and nearly everybody gets one of them wrong at first.
#
# You will
#
# * write a loss, and nothing but the loss: the way back is autograd's,
# * take one step downhill without leaving footprints in the graph,
# * put the loop together,
# * and see what it looks like when one line is missing.

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
# * Use matrix products, not loops over samples: training with 100 samples, 1000 inputs, 100
#   hidden units and 10 outputs, 20 epochs of it, has ten seconds.
# * Some checks use the device `meta`, whose tensors have a shape and no numbers. It shows whether
#   your code would run on a GPU. New tensors must be made where the others are, and `.item()`
#   has nothing to give.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import matplotlib.pyplot as plt
import torch

# %% [markdown]
# ## 1. The loss, and nothing else
#
#     x ──(@ w1)──> h ──(ReLU)──> relu ──(@ w2)──> prediction ──(− y, squared, added up)──> loss
#
# | tensor | shape |
# | --- | --- |
# | `x` | samples × inputs |
# | `w1` | inputs × hidden |
# | `w2` | hidden × outputs |
# | `y` | samples × outputs |
#
# There is no bias. ReLU turns every negative entry into 0, and the loss is the *sum* of all
# squared differences between the prediction and `y`.
#
# With autograd this is all you write. If `w1` and `w2` require gradients, the graph from them
# to the loss draws itself while you compute.
#
# We follow one tiny network: one sample, two inputs, three hidden units, one output. For
# `x = [1, 2]` it finds h = [3, −1, 2], so relu = [3, 0, 2] and the prediction is 1. With
# y = −1 the loss is (1 − (−1))² = 4.
#
# **The trap.** The loss has to stay a tensor *in the graph*. `.item()`, `.detach()` and
# `torch.tensor(...)` all give the right number, with no way back.
#
# ### Task: `loss_of`


# %% task="loss_of"
def loss_of(x, y, w1, w2):
    """The squared error of the network, all samples and outputs added up.

    Args:
        x: float tensor, samples × inputs.
        y: float tensor, samples × outputs.
        w1: float tensor, inputs × hidden. It may require a gradient.
        w2: float tensor, hidden × outputs. It may require a gradient. All four have the same
            dtype and device, which may be ``meta``. None of them changes.

    Returns:
        Tensor without dimensions, of the dtype and on the device of ``x``. It requires a gradient
        where a weight does, and a backward pass from it reaches these weights.
    """
    ### BEGIN SOLUTION
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()
    ### END SOLUTION


# %% tests="loss_of"
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([[-1.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]], requires_grad=True)
w2 = torch.tensor([[1.0], [2.0], [-1.0]], requires_grad=True)
loss = loss_of(x, y, w1, w2)
assert loss.shape == ()
assert loss.item() == 4.0
assert loss.requires_grad, "the loss has lost its past"

# %% [markdown]
# ## 2. Gradients without a trace
#
# `loss.backward()` leaves its answers in the `.grad` of the leaves. That is handy in your own
# loop and rude in somebody else's: their `.grad` may hold something they still need, and
# `backward()` *adds* to it.
#
# So work on leaves of your own. `w.detach()` is a new tensor with the same numbers and no past;
# switch tracking on for that one, and `w` never notices.

# %%
w = torch.tensor([1.0, 2.0])
own = w.detach().requires_grad_()
(own**3).sum().backward()
print("own:", own.grad, "<- the derivative of w³ is 3w²")
print("w:  ", w.grad, w.requires_grad)

# %% [markdown]
# ### Task: `gradients`
#
# For the tiny network: `grad_w1` is [[4, 0, −4], [8, 0, −8]] and `grad_w2` is [[12], [0], [8]].
# On the way back, ReLU passes a gradient on where the entry of `h` was positive, and stops it where
# it was negative. The sign of the gradient itself does not matter. You need not write this down:
# autograd does it for you. (No test puts an entry of `h` at exactly 0.)


# %% task="gradients"
def gradients(x, y, w1, w2):
    """The gradients of the loss with respect to both weight matrices.

    Args:
        x, y, w1, w2: as for ``loss_of``. The weights may be tracked leaves with a ``.grad`` of
            their own. Nothing about them changes: not their values, not ``requires_grad``, not
            ``.grad``.

    Returns:
        The tuple ``(grad_w1, grad_w2)``, shaped like ``w1`` and ``w2``, of their dtype and on
        their device. They do not require gradients.
    """
    ### BEGIN SOLUTION
    own_w1, own_w2 = w1.detach().requires_grad_(), w2.detach().requires_grad_()
    loss_of(x, y, own_w1, own_w2).backward()
    return own_w1.grad, own_w2.grad
    ### END SOLUTION


# %% tests="gradients"
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([[-1.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
w2 = torch.tensor([[1.0], [2.0], [-1.0]])
grad_w1, grad_w2 = gradients(x, y, w1, w2)
assert torch.equal(grad_w1, torch.tensor([[4.0, 0.0, -4.0], [8.0, 0.0, -8.0]]))
assert torch.equal(grad_w2, torch.tensor([[12.0], [0.0], [8.0]]))
assert not w1.requires_grad, "w1 belongs to the caller; it must stay plain"

# %% [markdown]
# ## 3. One step downhill
#
# A step is simple: `w = w - lr * w.grad`. But `w` is a leaf that autograd watches, and every
# way of writing this line means something else:
#
# | you write | what happens |
# | --- | --- |
# | `w = w - lr * w.grad` | a *new* tensor takes the name `w`; the old one stays where it was |
# | `w -= lr * w.grad` | an error: a leaf that is watched may not be changed under autograd's eyes |
# | `w -= ...` inside `with torch.no_grad():` | the leaf itself changes, unwatched: the right one |

# %%
w = torch.tensor([1.0, 2.0], requires_grad=True)
(w * w).sum().backward()
try:
    w -= 0.1 * w.grad
except RuntimeError as error:
    print("watched:  ", str(error)[:75])
with torch.no_grad():
    w -= 0.1 * w.grad
print("unwatched:", w)

# %% [markdown]
# **Then clean up.** `backward()` adds to `.grad`. If yesterday's gradient is still there, the
# next step goes in yesterday's direction as well. Set `w.grad = None`, or call
# `w.grad.zero_()`. *After* the step, of course: clear it before, and there is nothing to step
# with.
#
# > **Old spelling.** In code from before 2018 you will meet
# >
# >     w1.data -= learning_rate * w1.grad.data
# >     w1.grad.data.zero_()
# >
# > with `w1 = Variable(..., requires_grad=True)`. `Variable` has long been merged into `Tensor`,
# > and `.data` goes behind autograd's back without telling it. Write `torch.no_grad()`.
#
# What does a loop look like that never cleans up? Here are two, side by side, fitting the
# slope of a line:

# %%
points = torch.linspace(-1, 1, 21)
heights = 3 * points


def slopes_error(clean_up):
    """The losses of 60 steps towards the slope 3, with or without cleaning up."""
    slope = torch.zeros((), requires_grad=True)
    seen = []
    for _ in range(60):
        error = ((slope * points - heights) ** 2).sum()
        error.backward()
        with torch.no_grad():
            slope -= 0.005 * slope.grad
        if clean_up:
            slope.grad = None
        seen.append(error.detach())
    return torch.stack(seen)


plt.figure(figsize=(6, 3))
plt.plot(slopes_error(clean_up=True), label="gradient cleared after each step")
plt.plot(slopes_error(clean_up=False), "--", label="never cleared")
plt.xlabel("step")
plt.ylabel("loss")
plt.title("The same loop, with and without one line")
plt.legend()
plt.tight_layout()
plt.show()

# %% [markdown]
# Without cleaning up the slope rolls like a ball in a bowl with no friction: it comes down, runs
# up the other side, and never settles. Look at the first few steps only, and both are fine.
#
# ### Task: `step`


# %% task="step"
def step(weights, lr):
    """One step of gradient descent, in place, and a clean start for the next one.

    Args:
        weights: list of float tensors, leaves that require gradients. The ``.grad`` of each is
            a tensor, or None where no backward pass has reached it. Changed in place: each
            moves by minus ``lr`` times its ``.grad``. One whose ``.grad`` is None stays as it is.
            All of them are leaves that require gradients afterwards, too, and stay on their
            device, which may be ``meta``.
        lr: the learning rate, a Python float.

    Returns:
        What you like; nobody looks at it. Afterwards every gradient is cleared, that is, a
        backward pass starts from nothing, and autograd records as before.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= lr * weight.grad
            weight.grad = None
    ### END SOLUTION


# %% tests="step"
w = torch.tensor([1.0, 2.0], requires_grad=True)
idle = torch.tensor([5.0], requires_grad=True)
(10 * w[0] - 20 * w[1]).backward()
step([w, idle], lr=0.125)
assert torch.equal(w.detach(), torch.tensor([-0.25, 4.5]))
assert torch.equal(idle.detach(), torch.tensor([5.0]))
assert w.requires_grad
assert w.is_leaf
assert w.grad is None or not w.grad.any(), "the old gradient is still there"

# %% [markdown]
# ## 4. The loop
#
# One **epoch**:
#
#     loss      forwards: a new graph, from the weights as they are now
#     backward  backwards: fill .grad
#     step      downhill, in place, unwatched
#     clear     for the next epoch
#
# **Traps, once more.**
#
# * **The caller's weights.** `w1.detach()` is a new tensor in the *same memory*. Step on it, and
#   the caller's `w1` has moved. `w1.detach().clone()` has memory of its own.
# * **A list that holds on to everything.** `losses.append(loss)` stores the loss with its whole
#   graph, epoch after epoch, until memory is full. Store `loss.detach()`: the number, no past.
# * **A number for a tensor.** `loss.item()` lets go of the graph, too. It gives a Python number,
#   and for a report or a running total that is just right. Here the task asks for a *tensor* of
#   losses, with the dtype and on the device of `x`. A Python number has neither, a GPU has to
#   stop and send it over, and on `meta` there is no number to send.
# * **Off by one.** `epochs` steps, and `epochs` losses, each measured *before* its step.

# %%
w = torch.tensor([1.0, 2.0])
alias = w.detach()
alias += 100
print("w:", w, "<- changed through its alias")

# %% [markdown]
# ### Task: `train`
#
# Train on the whole of `x` in each epoch. For the tiny network, `lr=0.125` and one epoch: the
# loss is [4], `w1` becomes [[0.5, −2, 0.5], [0, 0.5, 2]] and `w2` becomes [[−0.5], [2], [−2]].


# %% task="train"
def train(x, y, w1, w2, lr, epochs):
    """Train the network by gradient descent. The caller's weights are left alone.

    Args:
        x, y: as for ``loss_of``; they stay as they are.
        w1, w2: the weights to start from, tracked or not. Nothing about them changes: not their
            values, not ``requires_grad``, not ``.grad``.
        lr: the learning rate, a Python float.
        epochs: how many steps to take, an int of at least 1.

    Returns:
        The tuple ``(losses, w1, w2)``. ``losses`` is a tensor of shape ``(epochs,)``: number k is
        the loss before step k (counted from 0). Then the two weights after the last step, shaped
        as they were given. All three have the dtype and device of ``x``, which may be ``meta``,
        and do not require gradients. Afterwards autograd records as before.
    """
    ### BEGIN SOLUTION
    w1, w2 = (w.detach().clone().requires_grad_() for w in (w1, w2))
    losses = []
    for _ in range(epochs):
        loss = loss_of(x, y, w1, w2)
        loss.backward()
        step([w1, w2], lr)
        losses.append(loss.detach())
    return torch.stack(losses), w1.detach(), w2.detach()
    ### END SOLUTION


# %% tests="train"
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([[-1.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
w2 = torch.tensor([[1.0], [2.0], [-1.0]])
losses, new_w1, new_w2 = train(x, y, w1, w2, lr=0.125, epochs=1)
assert torch.equal(losses, torch.tensor([4.0]))
assert torch.equal(new_w1, torch.tensor([[0.5, -2.0, 0.5], [0.0, 0.5, 2.0]]))
assert torch.equal(new_w2, torch.tensor([[-0.5], [2.0], [-2.0]]))
assert torch.equal(w2, torch.tensor([[1.0], [2.0], [-1.0]])), "the caller's w2 has changed"
assert not any(t.requires_grad for t in (losses, new_w1, new_w2))
on_meta = train(*(t.to("meta") for t in (x, y, w1, w2)), lr=0.125, epochs=3)
assert [t.device.type for t in on_meta] == ["meta"] * 3

# %% [markdown]
# ## What to take home
#
# * You write the forward pass; autograd writes the backward pass.
# * Loss, backward, step, clear. In this order.
# * Change weights in place, inside `torch.no_grad()`.
# * Keep `loss.detach()`, not `loss`.
# * `detach()` shares memory, `detach().clone()` does not.
