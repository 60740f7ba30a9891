# %% [markdown]
# # Optimisation: downhill in four ways
#
# You know how to find a gradient. What do you *do* with it? This notebook is about the step
# that follows: changing the weights so that the loss gets smaller.
#
# You go downhill
#
# 1. in small steps,
# 2. with momentum, which gathers speed,
# 3. in one jump, with Newton's method,
# 4. and a batch of data at a time: that is the training loop, which every PyTorch program has at
#    its heart.

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
# * Any way that gives the right numbers counts: by hand, with `torch.autograd`, with
#   `torch.optim`.
# * Results stay on the device of what was given. The grader also tries the device `meta`, whose
#   tensors have a shape and no numbers: it shows whether your code would run on a GPU. NumPy and
#   `.item()` have nothing to work with there.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F

# %% [markdown]
# ## 1. A valley
#
# Here is a long, narrow valley, seen from above: f(x, y) = ½ (x² + 12 y²). The lines join places
# of equal height. The star is the bottom. Three walkers start at the same place. (The fourth way
# needs data. It comes in section 5.)

# %%
step = torch.arange(17)
plain = torch.stack([-4 * 0.85**step, (-0.8) ** step], 1)
across = [1, -0.2, -0.68, -0.15, 0.35, 0.23, -0.12, -0.18, 0, 0.11, 0.05, -0.05, -0.05]
along = [-4, -3.6, -3, -2.34, -1.71, -1.16, -0.72, -0.38, -0.14, 0.02, 0.12, 0.16, 0.17]
rolling = torch.tensor([along, across]).t()
jump = torch.tensor([(-4.0, 1.0), (0.0, 0.0)])

figure, (map_axis, height_axis) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
x, y = torch.meshgrid(torch.linspace(-4.5, 1, 80), torch.linspace(-1.3, 1.3, 80), indexing="xy")
map_axis.contour(x, y, 0.5 * (x**2 + 12 * y**2), levels=12, colors="lightgrey")
for path, name in ((plain, "gradient descent"), (rolling, "momentum"), (jump, "Newton")):
    map_axis.plot(path[:, 0], path[:, 1], "o-", markersize=3, label=name)
    height = 0.5 * (path[:, 0] ** 2 + 12 * path[:, 1] ** 2)
    height_axis.semilogy(height.clamp(min=1e-3), "o-", markersize=3, label=name)
map_axis.plot(0, 0, "k*", markersize=12)
map_axis.set(title="the way", xlabel="x", ylabel="y")
height_axis.set(title="the height (0 is drawn as 0.001)", xlabel="step")
height_axis.legend(fontsize=8)
plt.show()

# %% [markdown]
# The first walker goes where the slope is steepest. That is *across* the valley, not along it,
# so it zigzags. The second rolls like a ball: the zig and the zag cancel, the way along the
# valley adds up. The third knows how the valley bends and needs a single step.
#
# ## 2. Gradient descent
#
# The gradient points uphill, where the slope is steepest. So go the other way, a little:
#
# $$w \leftarrow w - \eta \, \frac{\partial f}{\partial w}$$
#
# The number η (eta) is the **learning rate**, `lr`. Take f(w) = w², whose gradient is 2w, with
# lr = 0.25, from w = 1:
#
# | step | w | gradient | new w |
# | --- | --- | --- | --- |
# | 1 | 1 | 2 | 1 − 0.25 · 2 = 0.5 |
# | 2 | 0.5 | 1 | 0.5 − 0.25 · 1 = 0.25 |
#
# With lr = 1 it would jump from 1 to −1 and back, for ever. With more it flies away:

# %%
for lr in (0.25, 1.0, 1.1):
    w = 1.0
    for _ in range(20):
        w -= lr * 2 * w  # the derivative of w², by hand
    print(f"lr {lr}: after 20 steps w = {w:.6f}")

# %% [markdown]
# In the task you do not know the formula of f. `torch.autograd.grad(f(w), w)` gives you the
# gradient: a tuple with one entry for one tensor. It needs a `w` that is tracked.
#
# **Three traps.**
#
# * `w` belongs to the caller. Start from `w.detach().clone()`.
# * Each step needs the gradient at the *new* place.
# * If you use `backward()`, the gradients of all steps pile up in `.grad` until you clear it.
#
# ### Task: `gradient_descent`


# %% task="gradient_descent"
def gradient_descent(f, w, lr, steps):
    """Walk downhill from ``w``.

    Args:
        f: function of a tensor of the shape, dtype and device of ``w``. It returns a tensor
            without dimensions, made with operations that autograd knows.
        w: float tensor of any shape, not tracked, on any device. Nothing about it changes.
        lr: the learning rate, a Python float.
        steps: how many steps to take, an int of at least 0.

    Returns:
        Tensor of the shape, dtype and device of ``w``, not tracked: the place after the last
        step. With 0 steps that is where ``w`` is.
    """
    ### BEGIN SOLUTION
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        w = w - lr * gradient
    return w
    ### END SOLUTION


# %% tests="gradient_descent"
start = torch.tensor([1.0])
end = gradient_descent(lambda w: (w * w).sum(), start, lr=0.25, steps=2)
assert torch.equal(end, torch.tensor([0.25]))
assert not end.requires_grad
assert torch.equal(start, torch.tensor([1.0])), "start belongs to the caller"
assert not start.requires_grad, "start must stay plain"

# %% [markdown]
# ## 3. Momentum
#
# Give the walker some weight. Besides the place `p` it now has a **velocity** `v`. Each step
# keeps a share of the old velocity and adds the new gradient:
#
# $$v \leftarrow \mu v + g \qquad\qquad p \leftarrow p - \eta v$$
#
# μ (mu) is the `momentum`, often 0.9. It starts at rest: v = 0. With lr = 0.5, momentum = 0.5,
# p = 1, and the gradients 2 and then 1:
#
# | step | g | new v | new p |
# | --- | --- | --- | --- |
# | 1 | 2 | 0.5 · 0 + 2 = 2 | 1 − 0.5 · 2 = 0 |
# | 2 | 1 | 0.5 · 2 + 1 = 2 | 0 − 0.5 · 2 = −1 |
#
# This is just what `torch.optim.SGD(parameters, lr=0.5, momentum=0.5)` does, the very first step
# included.
#
# **Two traps.** Books have other formulas that look alike:
#
# * `v = mu * v + (1 - mu) * g` damps the gradient. Here it goes in whole.
# * `v = mu * v + lr * g` puts the learning rate into the velocity. While `lr` stays the same,
#   the places agree. Once you lower it, they do not: old speed keeps its old, high rate.
#
# ### In place, for good reasons
#
# A model holds its parameters, and you are handed *the same tensors*. To train the model you
# must write into them. Look at the difference:

# %%
parameters = [torch.zeros(2), torch.zeros(2)]
for p in parameters:
    p = p - 1  # a new tensor, and the name p points to it; the list knows nothing of that
print("after p = p - 1:  ", parameters)
for p in parameters:
    p -= 1  # written into the tensor itself
print("after p -= 1:     ", parameters)

# %% [markdown]
# Parameters are tracked leaves, and autograd forbids writing into those. Inside
# `with torch.no_grad():` you may.
#
# > **Old spelling.** `p.data -= lr * v`, from before `no_grad` existed. It works here, and you
# > will read it often. It also works where it silently spoils gradients.
#
# ### Task: `sgd_momentum`


# %% task="sgd_momentum"
def sgd_momentum(params, grads, velocity, lr=0.01, momentum=0.9):
    """One step of gradient descent with momentum, in place, as ``torch.optim.SGD`` does it.

    Args:
        params: list of float tensors of any shapes, on any device. **Changed in place**: each
            tensor of the list is written into; none is replaced by another. They may be
            leaves that require a gradient, and still are afterwards.
        grads: list of as many tensors: ``grads[i]`` has the shape, dtype and device of
            ``params[i]``. They stay as they are.
        velocity: list of as many tensors, likewise, not tracked. **Changed in place** in the
            same sense. Before the first step they are zeros.
        lr: the learning rate, a Python float.
        momentum: the share of the velocity that is kept, a Python float of at least 0.

    Each velocity v becomes ``momentum * v + g``, and then each parameter p becomes
    ``p - lr * v`` with that new v. What the function returns does not matter.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for i, p in enumerate(params):
            velocity[i].mul_(momentum).add_(grads[i])
            p.sub_(lr * velocity[i])
    ### END SOLUTION


# %% tests="sgd_momentum"
p, v = torch.tensor([1.0], requires_grad=True), torch.zeros(1)
sgd_momentum([p], [torch.tensor([2.0])], [v], lr=0.5, momentum=0.5)
assert v.item() == 2.0
assert p.item() == 0.0
sgd_momentum([p], [torch.tensor([1.0])], [v], lr=0.5, momentum=0.5)
assert v.item() == 2.0
assert p.item() == -1.0
assert p.requires_grad

# %% [markdown]
# ## 4. Newton's method
#
# The gradient says how steep it is. The **Hessian** H says how the steepness *changes*: it is the
# matrix of all second derivatives. For n numbers it has n rows and n columns.
#
# $$w \leftarrow w - H^{-1} g$$
#
# No learning rate is needed: H knows how far to go. Where f is a bowl (a quadratic function), one
# step lands at the bottom, from anywhere. Near the minimum of any smooth bowl-like function,
# each step about *doubles* the number of right digits. Take f(w) = eʷ − 2w, whose minimum is
# at ln 2 = 0.693147…

# %%
w = torch.tensor(1.5, dtype=torch.float64)
for _ in range(5):
    gradient, curvature = w.exp() - 2, w.exp()  # by hand: one number, so H is a number
    w = w - gradient / curvature
    print(f"{w.item():.15f}   off by {abs(w.item() - 0.6931471805599453):.0e}")

# %% [markdown]
# For vectors, `torch.autograd.functional.hessian(f, w)` gives H. Do not invert it; *solve* with it.
# `torch.linalg.solve(H, g)` is the vector s with H s = g. That is quicker and more exact.

# %%
H = torch.tensor([[3.0, 1.0], [1.0, 2.0]])
g = torch.tensor([5.0, 5.0])
s = torch.linalg.solve(H, g)
print(s, "and back again:", H @ s)

# %% [markdown]
# **Two traps.**
#
# * 1 / H, entry by entry, is not the inverse of a matrix.
# * H changes with the place. Find it anew for each step, as you do with the gradient.
#
# Why does not everybody use it? A network with a million weights has a Hessian with a million
# times a million entries.
#
# ### Task: `newton`


# %% task="newton"
def newton(f, w, steps):
    """Take Newton's steps from ``w`` towards the minimum of ``f``.

    Args:
        f: function of a tensor like ``w``. It returns a tensor without dimensions, made with
            operations that autograd knows, and its Hessian is symmetric and positive
            definite everywhere.
        w: float tensor of shape (n,), n at least 1, not tracked, on any device. Nothing about it
            changes.
        steps: how many steps to take, an int of at least 0.

    Returns:
        Tensor of the shape, dtype and device of ``w``, not tracked: the place after the last
        step. Each step is a whole one: ``w`` minus the inverse of the Hessian at ``w`` times
        the gradient at ``w``.
    """
    ### BEGIN SOLUTION
    for _ in range(steps):
        leaf = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(f(leaf), leaf)
        hessian = torch.autograd.functional.hessian(f, w)
        w = w - torch.linalg.solve(hessian, gradient)
    return w
    ### END SOLUTION


# %% tests="newton"
def bowl(w):
    return 1.5 * w[0] ** 2 + w[0] * w[1] + w[1] ** 2 - 5 * w[0] - 5 * w[1]


bottom = newton(bowl, torch.tensor([7.0, -3.0]), steps=1)
assert torch.allclose(bottom, torch.tensor([1.0, 2.0])), "one step should do"
start = torch.tensor([1.5], dtype=torch.float64)
end = newton(lambda w: (w.exp() - 2 * w).sum(), start, steps=5)
assert abs(end.item() - 0.6931471805599453) < 1e-12
assert start.item() == 1.5, "start belongs to the caller"

# %% [markdown]
# ## 5. Batch by batch: the training loop
#
# Now for a network. You cannot look at all the data at every step: that takes too long. Instead,
# take a small **batch** at a time and pretend that it speaks for all. That is the *stochastic* in
# stochastic gradient descent. One walk through all the batches is an **epoch**.
#
# For every batch, five steps:
#
# 1. **move** the batch to the device where the model is,
# 2. **forward**: the model makes scores of the inputs,
# 3. **loss**: compare the scores with the labels,
# 4. **backward**: find all gradients, with the old ones cleared,
# 5. **step**: the optimiser changes the weights.
#
# Here they are in code, three times with the same batch:

# %%
device = torch.device("cpu")
model = nn.Linear(2, 2).to(device)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
inputs, labels = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), torch.tensor([0, 1, 1])
for _ in range(3):
    x, y = inputs.to(device), labels.to(device)  # 1. move
    scores = model(x)  # 2. forward
    loss = F.cross_entropy(scores, y)  # 3. loss
    optimizer.zero_grad()  # 4. backward: first clear the old gradients,
    loss.backward()  # then find the new ones
    optimizer.step()  # 5. step
    print("loss before the step:", loss.item())

# %% [markdown]
# The loss, `F.cross_entropy(scores, labels)`, needs a closer look. It takes raw scores, one row
# per sample, and the numbers of the right classes. It does the softmax itself and averages over
# the batch. Where a model knows nothing of two classes, it is ln 2:

# %%
scores = torch.zeros(3, 2)
print(F.cross_entropy(scores, torch.tensor([0, 1, 1])), torch.tensor(2.0).log())

# %% [markdown]
# A model has two **modes**. `model.train()` and `model.eval()` switch between them. Layers such as
# dropout and batch normalisation behave differently in the two:

# %%
layer = nn.BatchNorm1d(2)
batch = torch.tensor([[10.0, 0.0], [30.0, 0.0]])
print("train: from this batch\n", layer.train()(batch).detach())
print("eval: from what it has seen so far\n", layer.eval()(batch).detach())

# %% [markdown]
# **Five traps.**
#
# * Without `zero_grad()` the gradients of all batches pile up.
# * `step()` before `backward()` uses gradients that are old, or not there at all.
# * A model that was tested last is still in eval mode. Call `model.train()` before you train.
# * An optimiser holds the velocities. Make it *once*; a new one for each epoch starts at rest.
# * `total += loss` keeps the graphs of all batches in memory. `loss.item()` gives a Python number:
#   just right for a report, and of no use before `backward()`.
#
# ### Task: `fit`


# %% task="fit"
def fit(model, loader, epochs, lr, momentum, device):
    """Train a classifier by stochastic gradient descent with momentum.

    Args:
        model: an ``nn.Module`` that makes raw scores, samples × classes, of a batch of inputs.
            It may be on another device, and in eval mode. **Trained in place**: it is moved to
            ``device``, and its own parameters are changed, in train mode.
        loader: a ``DataLoader``, or a list: it has a length, and going through it gives the
            batches of one epoch. Go through it just once per epoch, since it may shuffle
            each time. A batch is a pair: inputs of the dtype of the model, and labels (int64,
            one per sample). Batches may differ in size, and may be on another device.
        epochs: how often to go through all batches, an int of at least 1.
        lr: the learning rate, a Python float of at least 0.
        momentum: a Python float of at least 0.
        device: where to train, a ``torch.device`` or its name, such as ``"cpu"``.

    Returns:
        List of ``epochs`` Python floats: for each epoch the mean of the losses of its batches.
        Every batch counts the same, large or small, and its loss is measured before its step.

    Every batch is one step, on the gradient of its mean cross-entropy alone. Steps are those of
    ``sgd_momentum``: the velocities are zero when ``fit`` is called and go on from batch to
    batch and from epoch to epoch.
    """
    ### BEGIN SOLUTION
    model.to(device)
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            loss = F.cross_entropy(model(inputs.to(device)), labels.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(loader))
    return losses
    ### END SOLUTION


# %% tests="fit"
model = nn.Linear(1, 2, bias=False)
nn.init.zeros_(model.weight)
batches = [(torch.tensor([[1.0], [-1.0]]), torch.tensor([0, 1]))]
losses = fit(model, batches, epochs=2, lr=1.0, momentum=0.5, device="cpu")
assert len(losses) == 2
assert abs(losses[0] - 0.693147) < 1e-5, "two classes and no idea: ln 2"
assert abs(losses[1] - 0.313262) < 1e-5, "the weights are now 0.5 and -0.5: ln(1 + 1/e)"
assert abs(model.weight[0, 0].item() - 1.018941) < 1e-5, "the second step is faster"

# %% [markdown]
# ### Something to play with
#
# Three rings, which no straight line can separate. Once your `fit` works, train
# `nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))` on them, and try other values of
# `lr` and `momentum`. What happens with momentum 0? With lr 5?

# %%
generator = torch.Generator().manual_seed(0)
ring = torch.randint(0, 3, (300,), generator=generator)
angle = 2 * torch.pi * torch.rand(300, generator=generator)
radius = ring + 0.5 + 0.15 * torch.randn(300, generator=generator)
points = torch.stack([radius * angle.cos(), radius * angle.sin()], 1)
figure, axis = plt.subplots(figsize=(3.2, 3.2), layout="constrained")
axis.scatter(points[:, 0], points[:, 1], c=ring, s=6)
axis.set(title="which ring?", aspect="equal")
plt.show()

# %% [markdown]
# ## What to take home
#
# * The gradient points uphill: subtract it.
# * Momentum keeps a share of the velocity and adds the whole gradient.
# * Newton's method asks for the curvature as well, and needs few but dear steps.
# * Move, forward, loss, backward, step. Clear the gradients, and mind the mode.
# * One optimiser for the whole training.
