# %% [markdown]
# # Backpropagation by hand
#
# Autograd is wonderful, and a little like magic. In this notebook you do the trick yourself:
# a network of two layers, its gradients, and its training, with nothing but matrix products.
#
# **No autograd today.** No `requires_grad`, no `backward()`. The checks run your code where
# autograd is switched off.

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
# * Use matrix products, not loops over samples: training at the sizes below, 20 epochs of it,
#   has ten seconds.
# * Each task is judged by itself. Where it calls the tasks before it, right versions of those
#   stand in if yours are not right yet.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import matplotlib.pyplot as plt
import torch

# %% [markdown]
# ## 1. Forwards
#
#     x ──(@ w1)──> h ──(ReLU)──> relu ──(@ w2)──> prediction
#
# `x` holds one sample per row. The sizes that this example is famous for:
#
# | tensor | shape | in the example |
# | --- | --- | --- |
# | `x` | samples × inputs | 100 × 1000 |
# | `w1` | inputs × hidden | 1000 × 100 |
# | `h`, `relu` | samples × hidden | 100 × 100 |
# | `w2` | hidden × outputs | 100 × 10 |
# | `prediction`, `y` | samples × outputs | 100 × 10 |
#
# There is no bias. **ReLU** keeps what is positive and turns the rest into 0. Without it, two
# layers would be no better than one.
#
# All through this notebook we follow one tiny network: one sample, two inputs, three hidden
# units, one output.

# %%
x = torch.tensor([[1.0, 2.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
print("h    =", x @ w1)
print("relu =", (x @ w1).clamp(min=0))

# %% [markdown]
# The second unit is **dead** for this sample: its `h` is negative, so it passes on nothing.
#
# **The trap.** `clamp_`, with the underscore, writes into `h` itself: its negative entries become
# 0, and nothing brings them back. But you return `h` too, and it is promised as it was *before*
# ReLU. Whoever asks later which units were dead, with `h < 0`, finds none any more, and gets a
# wrong gradient without any error. (`h > 0` would still find the living ones. That is luck.)
# Use `clamp`, and keep `h`.
#
# ### Task: `forward`


# %% task="forward"
def forward(x, w1, w2):
    """Run the network forwards.

    Args:
        x: float tensor, samples × inputs.
        w1: float tensor, inputs × hidden, of the dtype of ``x``.
        w2: float tensor, hidden × outputs, of the dtype of ``x``.

    Returns:
        The tuple ``(h, relu, prediction)``: ``x`` times ``w1`` (samples × hidden), the same
        with every negative entry replaced by 0, and that times ``w2`` (samples × outputs).
        The inputs stay as they are.
    """
    ### BEGIN SOLUTION
    h = x @ w1
    relu = h.clamp(min=0)
    return h, relu, relu @ w2
    ### END SOLUTION


# %% tests="forward"
x = torch.tensor([[1.0, 2.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
w2 = torch.tensor([[1.0], [2.0], [-1.0]])
with torch.inference_mode():  # no autograd in here
    got_h, got_relu, got_prediction = forward(x, w1, w2)
assert torch.equal(got_h, torch.tensor([[3.0, -1.0, 2.0]]))
assert torch.equal(got_relu, torch.tensor([[3.0, 0.0, 2.0]]))
assert torch.equal(got_prediction, torch.tensor([[1.0]]))

# %% [markdown]
# ## 2. How wrong are we?
#
# The **loss** is one number: the squared differences, all added up.
#
# $$L = \sum_{ij} (\text{prediction}_{ij} - y_{ij})^2$$
#
# **The trap.** It is the *sum*. Many libraries take the mean. Both are fine, but they have
# different gradients, so choose one and stay with it.
#
# ### Task: `squared_error`


# %% task="squared_error"
def squared_error(prediction, y):
    """The sum of all squared differences.

    Args:
        prediction: float tensor, samples × outputs.
        y: float tensor of the same shape and dtype.

    Returns:
        Tensor without dimensions (one number), of the same dtype. The inputs stay as they are.
    """
    ### BEGIN SOLUTION
    return (prediction - y).pow(2).sum()
    ### END SOLUTION


# %% tests="squared_error"
got_loss = squared_error(torch.tensor([[1.0, 5.0]]), torch.tensor([[-1.0, 2.0]]))
assert got_loss.shape == ()
assert got_loss.item() == 13.0

# %% [markdown]
# ## 3. Backwards
#
# Now the question: if I nudge one weight, how does the loss change? Start at the end and walk
# back, one step at a time. At each step, ask only about *that* step.
#
# **The loss.** The derivative of (p − y)² is 2(p − y). Do not lose the 2.
#
# **A matrix product.** If `c = a @ b`, and `grad_c` is known, then
#
#     grad_a = grad_c @ b.t()        grad_b = a.t() @ grad_c
#
# You need not learn that by heart. A gradient has the shape of the thing it belongs to, and
# with sizes that all differ there is only one way to make the shapes fit.
#
# **ReLU.** Where `h` was positive, ReLU passed the number on unchanged: the gradient passes
# unchanged too, *positive or negative*. Where `h` was negative, ReLU gave 0 and would give 0
# after a nudge as well: the gradient is 0. Left, what ReLU gives; right, how steep it is there,
# which is what the gradient gets multiplied with:

# %%
below, above = torch.linspace(-3, -0.01, 300), torch.linspace(0.01, 3, 300)
_, (left_plot, right_plot) = plt.subplots(1, 2, figsize=(8, 2.5))
left_plot.plot(torch.cat([below, above]), torch.cat([below, above]).clamp(min=0))
left_plot.set(title="forwards: ReLU of h", xlabel="h")
right_plot.plot(below, torch.zeros(300), "tab:red", label="dead: stop")
right_plot.plot(above, torch.ones(300), "tab:green", label="alive: pass")
right_plot.set(title="backwards: its slope", xlabel="h")
right_plot.legend()
plt.show()

# %% [markdown]
# Our tiny network, with y = −1, so that prediction − y = 2:
#
# | step | values |
# | --- | --- |
# | gradient of `prediction` | 2 · 2 = 4 |
# | gradient of `w2` | relu.t() · 4 = [12, 0, 8] |
# | gradient of `relu` | 4 · w2.t() = [4, 8, −4] |
# | `h` was | [3, −1, 2] |
# | gradient of `h` | [4, 0, −4] |
# | gradient of `w1` | x.t() times that = [[4, 0, −4], [8, 0, −8]] |

# %% [markdown]
# ### A famous mistake
#
# You can find this network on many pages, and on some of them ReLU's step back reads
#
#     grad_h.clamp_(min=0)     # looks right, is wrong
#
# ReLU clamps on the way forwards, so we clamp on the way back? No! That asks for the sign of
# the *gradient*. The question is about the sign of `h`. Compare, for the tiny network:

# %%
tiny_h = torch.tensor([[3.0, -1.0, 2.0]])
tiny_grad_relu = torch.tensor([[4.0, 8.0, -4.0]])
print("clamped:", tiny_grad_relu.clamp(min=0))
print("right:  ", tiny_grad_relu * (tiny_h > 0))

# %% [markdown]
# The clamp lets 8 through to a dead unit, and stops the −4 of a living one.
#
# The nasty part: **a network trained with the clamp learns all the same.** At the famous sizes
# with seed 0, the 20th loss is about 1 090 000 with the right gradient and about 850 000 with
# the wrong one! A falling loss does not prove that a gradient is right. What does prove it is
# a nudge.

# %%
# In millions: what both runs write down at the famous sizes, with seed 0.
losses_right = [48.4, 88.1, 352, 855, 108, 26.2, 14.9, 9.94, 7.21, 5.50]
losses_right += [4.35, 3.52, 2.92, 2.45, 2.09, 1.80, 1.57, 1.38, 1.22, 1.09]
losses_clamped = [48.4, 86.0, 300, 689, 183, 18.4, 8.83, 5.08, 3.32, 2.41]
losses_clamped += [1.91, 1.61, 1.41, 1.28, 1.17, 1.09, 1.02, 0.96, 0.90, 0.85]
_, loss_plot = plt.subplots(figsize=(6, 3))
loss_plot.semilogy(range(1, 21), losses_right, "o-", label="with the right gradient")
loss_plot.semilogy(range(1, 21), losses_clamped, "x--", label="with the clamp")
loss_plot.set(
    title="Which one is right? You cannot tell.", xlabel="epoch", ylabel="loss, in millions"
)
loss_plot.set_xticks(range(1, 21, 3))
loss_plot.legend()
plt.show()

# %% [markdown]
# ### A test that needs no trust: nudge and look
#
# Push one weight up a little, then down a little, and see how far the loss moves:
#
# $$\frac{\partial L}{\partial w} \approx
# \frac{L(w + \varepsilon) - L(w - \varepsilon)}{2\varepsilon}$$
#
# These are **central differences**. In float64 they are very exact. Here for f(w) = w³ at
# w = 2, where the slope is 3w² = 12:

# %%
example_w = torch.tensor(2.0, dtype=torch.float64)
example_nudge = 1e-5
example_rise = (example_w + example_nudge) ** 3 - (example_w - example_nudge) ** 3
print(example_rise / (2 * example_nudge))

# %% [markdown]
# Try it on your own gradients once you have them. The checks do.
#
# ### Task: `gradients`
#
# Where an entry of `h` is exactly 0, ReLU has a kink and either answer is fine.


# %% task="gradients"
def gradients(x, y, w1, w2):
    """The gradients of the loss with respect to both weight matrices, by hand.

    The loss is the sum of the squared differences between the prediction and ``y``.

    Args:
        x: float tensor, samples × inputs.
        y: float tensor, samples × outputs.
        w1: float tensor, inputs × hidden.
        w2: float tensor, hidden × outputs. All four have the same dtype.

    Returns:
        The tuple ``(grad_w1, grad_w2)``, shaped like ``w1`` and ``w2`` and of their dtype.
        The inputs stay as they are. Autograd is not available.
    """
    ### BEGIN SOLUTION
    h, relu, prediction = forward(x, w1, w2)
    grad_prediction = 2 * (prediction - y)
    grad_w2 = relu.t() @ grad_prediction
    grad_relu = grad_prediction @ w2.t()
    grad_h = grad_relu * (h > 0)
    grad_w1 = x.t() @ grad_h
    return grad_w1, grad_w2
    ### END SOLUTION


# %% tests="gradients"
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([[-1.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
w2 = torch.tensor([[1.0], [2.0], [-1.0]])
with torch.inference_mode():  # no autograd in here
    got_grad_w1, got_grad_w2 = gradients(x, y, w1, w2)
assert torch.equal(got_grad_w2, torch.tensor([[12.0], [0.0], [8.0]]))
assert torch.equal(got_grad_w1, torch.tensor([[4.0, 0.0, -4.0], [8.0, 0.0, -8.0]]))

# %% [markdown]
# ## 4. Training
#
# One **epoch**:
#
# 1. measure the loss with the weights as they are, and write it down,
# 2. find both gradients,
# 3. take a small step downhill: `w = w - lr * grad`, for both weights.
#
# The step is tiny. At the famous sizes `lr` is 0.000001, for 20 epochs. And the loss does not
# have to fall at every step: at those sizes the first step even makes it worse.
#
# **Three traps.**
#
# * `w1 -= lr * grad` writes into the caller's tensor. Make new weights:
#   `w1 = w1 - lr * grad`.
# * Find *both* gradients before you change *either* weight. The gradient of `w1` needs the
#   old `w2`.
# * `epochs` steps means `epochs` losses, each measured *before* its step.

# %%
old_w = torch.tensor([1.0, 2.0])
new_w = old_w - 0.5
print("a new tensor:", new_w, " the old one:", old_w)
old_w -= 0.5
print("written over in place:", old_w)

# %% [markdown]
# ### Task: `train`


# %% task="train"
def train(x, y, w1, w2, lr, epochs):
    """Train the network by gradient descent on the whole of ``x``, by hand.

    Args:
        x: float tensor, samples × inputs.
        y: float tensor, samples × outputs.
        w1: float tensor, inputs × hidden: the weights to start from. Stays as it is.
        w2: float tensor, hidden × outputs: likewise.
        lr: the learning rate, a Python float.
        epochs: how many steps to take, an int of at least 1.

    Returns:
        The tuple ``(losses, w1, w2)``: a list of ``epochs`` Python floats, number k being the
        squared error before step k (counted from 0), and the two trained weights after the
        last step, with the shapes and dtype of the weights given. Autograd is not available.
    """
    ### BEGIN SOLUTION
    losses = []
    for _ in range(epochs):
        _, _, prediction = forward(x, w1, w2)
        losses.append(squared_error(prediction, y).item())
        grad_w1, grad_w2 = gradients(x, y, w1, w2)
        w1 = w1 - lr * grad_w1
        w2 = w2 - lr * grad_w2
    return losses, w1, w2
    ### END SOLUTION


# %% tests="train"
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([[-1.0]])
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
w2 = torch.tensor([[1.0], [2.0], [-1.0]])
with torch.inference_mode():  # no autograd in here
    got_losses, got_w1, got_w2 = train(x, y, w1, w2, lr=0.125, epochs=1)
assert got_losses == [4.0]
assert isinstance(got_losses[0], float), "a loss is a Python float"
assert torch.equal(got_w1, torch.tensor([[0.5, -2.0, 0.5], [0.0, 0.5, 2.0]]))
assert torch.equal(got_w2, torch.tensor([[-0.5], [2.0], [-2.0]]))
assert torch.equal(w2, torch.tensor([[1.0], [2.0], [-1.0]])), "the caller's w2 has changed"

# %% [markdown]
# ## What to take home
#
# * Backwards is forwards, one step at a time, from the end.
# * A gradient has the shape of the thing it belongs to.
# * ReLU passes the gradient where its *input* was positive.
# * A falling loss proves nothing. Central differences do.
# * Autograd does just this, for any graph, and never forgets the 2.
