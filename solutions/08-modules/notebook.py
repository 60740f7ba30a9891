# %% [markdown]
# # Modules: networks as objects
#
# Until now a network was a function and a handful of loose weights. With two layers that is
# fine. With two hundred it is not. A **module** ties a network's steps and its weights together
# in one object. In this notebook you will
#
# * write a module that gets its weights from outside,
# * write one that owns its weights, and see how PyTorch finds them,
# * build the same network in one line,
# * count what there is to learn,
# * and teach PyTorch a function with a gradient of your own.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it uses
# your functions and classes as they are *after the last cell*, with numbers that you have not
# seen.
#
# * Keep the names and arguments of the functions and classes, and do not give such a name to
#   anything else further down.
# * Add cells as you like, for trying things out. A loop that never ends is stopped; a call
#   that ends Python itself, such as `os._exit`, ends everything.
# * Everything here takes milliseconds. A check that runs for five seconds is stopped.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.
# * Results stay on the device of the input. The grader also tries the device `meta`, where
#   tensors have a shape but no numbers. So treat whole tensors at once, with products,
#   `clamp`, `where` or masks, rather than asking single entries for their values.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn

# %% [markdown]
# ## 1. A module is a function that is also an object
#
# You write a class *of* `nn.Module`, with a method `forward`. Then you *call the object*, and
# PyTorch calls `forward` for you:


# %%
class Mix(nn.Module):
    """Part of one tensor and the rest of another."""

    def forward(self, a, b, share):
        """``share`` of ``a``, and the rest of ``b``."""
        return share * a + (1 - share) * b


mix = Mix()
print(mix(torch.tensor([10.0]), torch.tensor([20.0]), 0.25))

# %% [markdown]
# There is no `backward` in it, and none is needed. `forward` is made of ordinary operations,
# so autograd draws its graph as always.
#
# ### A method that nobody calls
#
# On some pages a module also has a method `def backward(self): pass`, as if it belonged there.
# It does not. PyTorch never calls it:


# %%
class WithBackward(nn.Module):
    """A module with a method that is not part of the game."""

    def forward(self, x):
        """Three times x."""
        return 3 * x

    def backward(self):
        """Never called."""
        raise RuntimeError("you will not see me")


x = torch.tensor([1.0, 2.0], requires_grad=True)
WithBackward()(x).sum().backward()
print("no error, and the gradient is right:", x.grad)

# %% [markdown]
# If you do want a gradient of your own, there is a place for it. It comes in section 5.
#
# ### Task: `TwoLayer`
#
# You know this network: a matrix product, ReLU, another matrix product. Put it into a module.
# The weights come with every call, so the module itself owns nothing.
#
# You need no `__init__` here. Should you write one, its first line must be
# `super().__init__()`: it prepares all that a module needs inside. (Old spelling:
# `super(TwoLayer, self).__init__()`.)


# %% task="TwoLayer"
class TwoLayer(nn.Module):
    """Two layers whose weights come from outside: ReLU(input times w1) times w2.

    Made by ``TwoLayer()`` and used as ``model(input, w1, w2)``. It has no parameters and no
    buffers.
    """

    def forward(self, input, w1, w2):
        """Run the network forwards.

        Args:
            input: float tensor, samples × inputs.
            w1: float tensor, inputs × hidden. Any of the three tensors may be tracked.
            w2: float tensor, hidden × outputs. All three have one dtype and one device, and
                stay as they are.

        Returns:
            Tensor, samples × outputs, of that dtype and on that device. Gradients flow back
            from it to whichever of the three are tracked. Where ReLU's input is exactly 0,
            either slope is fine.
        """
        ### BEGIN SOLUTION
        return (input @ w1).clamp(min=0) @ w2
        ### END SOLUTION


# %% tests="TwoLayer"
w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]], requires_grad=True)
w2 = torch.tensor([[1.0], [2.0], [-1.0]])
prediction = TwoLayer()(torch.tensor([[1.0, 2.0]]), w1, w2)
assert torch.equal(prediction.detach(), torch.tensor([[1.0]]))
prediction.sum().backward()
assert torch.equal(w1.grad, torch.tensor([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0]]))

# %% [markdown]
# ## 2. A module that owns its weights
#
# `nn.Linear(inputs, outputs)` is a module that owns two **parameters**, tensors to be learned:
#
# | name | shape | |
# | --- | --- | --- |
# | `weight` | outputs × inputs | the other way round from `w1` above |
# | `bias` | outputs | added to every sample |
#
# It computes x · weightᵀ + bias.

# %%
layer = nn.Linear(3, 2)
for name, parameter in layer.named_parameters():
    print(name, tuple(parameter.shape), "tracked:", parameter.requires_grad)

# %% [markdown]
# Now the part that looks like magic. Put a module into an attribute of your own module, and
# it is **registered**: PyTorch knows it and everything inside.
#
#     self.fc1 = nn.Linear(3, 4)        in __init__
#
#     model ── fc1 ── weight            "fc1.weight"
#                  └─ bias              "fc1.bias"
#
# * `model.parameters()` hands all parameters to the optimiser.
# * `model.state_dict()` names them all; that is what gets saved to a file.
# * `model.to(device)` moves them all.
#
# **Three traps.**
#
# * `super().__init__()` comes first. Without it there is nothing to register in.
# * Layers in a plain Python list are *not* registered. The network computes, but nobody can
#   find its weights: they are not trained, not saved, not moved. Look:


# %%
class Forgetful(nn.Module):
    """Keeps its layers where PyTorch does not look."""

    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 4), nn.Linear(4, 2)]


print("parameters found:", len(list(Forgetful().parameters())))

# %% [markdown]
# * Make layers in `__init__`, not in `forward`. A layer made in `forward` is a new one, with
#   new random weights, at every call.
#
# ### Task: `MLP`
#
# The network once more (an MLP, or *multi-layer perceptron*), now with weights and biases of
# its own:
#
#     x ──(fc1)──> h ──(ReLU)──> relu ──(fc2)──> prediction
#
# Call the layers `fc1` and `fc2`. Saved weights are found by these names. ReLU belongs
# *between* the layers. After the last one it would forbid every negative prediction.


# %% task="MLP"
class MLP(nn.Module):
    """Two linear layers with biases, and ReLU between them.

    Its ``state_dict`` has just these entries:

    * ``fc1.weight`` (hidden × inputs) and ``fc1.bias`` (hidden),
    * ``fc2.weight`` (outputs × hidden) and ``fc2.bias`` (outputs).

    All four are parameters that require a gradient. What numbers they start with is up to
    ``nn.Linear``, and every model has its own.
    """

    def __init__(self, inputs, hidden, outputs):
        """Make the layers.

        Args:
            inputs: how many numbers a sample has, an int of at least 1.
            hidden: how many hidden units there are, likewise.
            outputs: how many numbers to predict for a sample, likewise.
        """
        ### BEGIN SOLUTION
        super().__init__()
        self.fc1 = nn.Linear(inputs, hidden)
        self.fc2 = nn.Linear(hidden, outputs)
        ### END SOLUTION

    def forward(self, x):
        """Predict.

        Args:
            x: float tensor, samples × inputs, of the dtype and on the device of the
                parameters. It may be tracked. It stays as it is.

        Returns:
            Tensor, samples × outputs, of the same dtype and on the same device. Gradients
            flow back from it to all four parameters, and to ``x`` if it is tracked.
        """
        ### BEGIN SOLUTION
        return self.fc2(self.fc1(x).relu())
        ### END SOLUTION


# %% tests="MLP"
model = MLP(3, 4, 2)
assert list(model.state_dict()) == ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
assert model.fc1.weight.shape == (4, 3)
assert model(torch.ones(5, 3)).shape == (5, 2)

# %% [markdown]
# ## 3. The same in one line
#
# When the data just runs through one module after the other, there is no need for a class.
# `nn.Sequential` is a module made of modules, in order:

# %%
wave = nn.Sequential(nn.Linear(2, 3), nn.Tanh())
print(wave)
print(list(wave.state_dict()))

# %% [markdown]
# Its parts are called "0", "1", and so on. `nn.Tanh` has a number as well, but nothing to
# learn, so it adds no names.
#
# ### Task: `build_sequential`
#
# The network of section 2 again. `nn.ReLU()` is the module that computes ReLU.


# %% task="build_sequential"
def build_sequential(inputs, hidden, outputs):
    """A linear layer, ReLU and a second linear layer, in an ``nn.Sequential``.

    Args:
        inputs: how many numbers a sample has, an int of at least 1.
        hidden: how many hidden units there are, likewise.
        outputs: how many numbers to predict for a sample, likewise.

    Returns:
        A new ``nn.Sequential`` with parameters of its own. Its ``state_dict`` has the entries
        ``0.weight``, ``0.bias``, ``2.weight`` and ``2.bias``, all of them parameters that
        require a gradient. It computes what ``MLP`` does.
    """
    ### BEGIN SOLUTION
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs))
    ### END SOLUTION


# %% tests="build_sequential"
model = build_sequential(3, 4, 2)
assert isinstance(model, nn.Sequential)
assert list(model.state_dict()) == ["0.weight", "0.bias", "2.weight", "2.bias"]
assert model(torch.ones(5, 3)).shape == (5, 2)

# %% [markdown]
# ### Training it
#
# The optimiser takes the parameters from the module. The loop is the one you know:

# %%
_ = torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
optimiser = torch.optim.SGD(model.parameters(), lr=0.05)
x = torch.linspace(-2, 2, 20)[:, None]
for step in range(201):
    loss = (model(x) - x.sin()).pow(2).mean()
    if step % 50 == 0:
        print(f"step {step:3}: loss {loss.item():.4f}")
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()

# %% [markdown]
# ## 4. How much is there to learn?
#
# People like to say how many parameters a network has. They count *numbers*, not tensors. For
# the famous sizes, 1000 inputs, 100 hidden units and 10 outputs:
#
#     fc1    100 · 1000 weights    + 100 biases
#     fc2     10 · 100  weights    +  10 biases        101 110 in all
#
# We count what can be **learned**, that is, the parameters that require a gradient:
#
# * A **frozen** parameter, with `requires_grad` switched off, does not count.
# * A **buffer** does not count. That is a tensor which a module keeps but does not learn, such
#   as the running mean of `nn.BatchNorm1d`. It is in the `state_dict` all the same!
# * A parameter that two layers *share* is learned once and counts once.
#
# `model.parameters()` goes through modules inside modules, leaves out buffers, and names what
# is shared only once. What it does not do is leave out what is frozen.

# %%
frozen = nn.Linear(3, 2)
frozen.bias.requires_grad_(False)
for parameter in frozen.parameters():
    print(parameter.numel(), "numbers, tracked:", parameter.requires_grad)

# %% [markdown]
# ### Task: `count_parameters`


# %% task="count_parameters"
def count_parameters(model):
    """How many numbers a model can learn.

    Args:
        model: any ``nn.Module``, on any device. It may hold other modules. It stays as it is.

    Returns:
        A Python int: the entries of all parameters that require a gradient, added up. Frozen
        parameters and buffers do not count. A parameter used in several places counts once.
        0 where there is nothing to learn.
    """
    ### BEGIN SOLUTION
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
    ### END SOLUTION


# %% tests="count_parameters"
assert count_parameters(nn.Linear(3, 2)) == 8
famous = nn.Sequential(nn.Linear(1000, 100), nn.ReLU(), nn.Linear(100, 10))
assert count_parameters(famous) == 101110
assert count_parameters(frozen) == 6, "the bias of this one is frozen"

# %% [markdown]
# ## 5. A gradient of your own
#
# Sometimes you know a derivative better than autograd does, or want another one. The place for
# it is not a module but a `torch.autograd.Function`. It has two static methods:
#
# * `forward(ctx, ...)` computes the result. `ctx` is a bag that belongs to this one call: put
#   into it what the way back will need.
# * `backward(ctx, grad_output)` gets the gradient of the *result* and returns the gradient of
#   the *inputs*: one for each argument of `forward`. An argument that is no tensor gets `None`.
#
# You use it through `apply`. Here is factor · x³, whose slope is 3 · factor · x²:


# %%
class ScaledCube(torch.autograd.Function):
    """factor · x³, with its derivative by hand."""

    @staticmethod
    def forward(ctx, x, factor):
        """The value."""
        ctx.save_for_backward(x)  # tensors go in here,
        ctx.factor = factor  # anything else becomes an attribute
        return factor * x**3

    @staticmethod
    def backward(ctx, grad_output):
        """The chain rule: what arrives, times the slope; nothing for ``factor``."""
        (x,) = ctx.saved_tensors
        return grad_output * 3 * ctx.factor * x**2, None


x = torch.tensor([1.0, 2.0], requires_grad=True)
y = ScaledCube.apply(x, 10.0)
y.backward(torch.tensor([1.0, -1.0]))
print(y.detach(), x.grad)

# %% [markdown]
# How do you know that a gradient is right? Nudge and look. PyTorch has a tool for that. It
# needs float64, and points away from kinks:

# %%
x = torch.tensor([0.3, -1.2], dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(lambda t: ScaledCube.apply(t, 10.0), x))

# %% [markdown]
# ### ReLU with a ceiling
#
# Our function is ReLU that stops at a limit. Between 0 and the limit it passes x on. Elsewhere
# it is flat, and where it is flat, nothing can be learned: the slope is 0.

# %%
x = torch.linspace(-1, 3, 401)
between = (x > 0) & (x < 2)
figure, (left, right) = plt.subplots(1, 2, figsize=(7, 2.5), layout="constrained")
left.plot(x, x.clamp(0, 2))
left.set(title="clipped ReLU, limit 2", xlabel="x")
right.plot(x, between.float(), color="tab:orange")
right.set(title="its slope", xlabel="x")
plt.show()

# %% [markdown]
# At the kinks, x = 0 and x = limit, a function has no slope. One must be chosen. **We choose
# 0.** (`torch.clamp` chooses 1 there. That is one reason to write a gradient of your own.)
#
# **Four traps.**
#
# * `grad_output` holds one number for each entry of the result, and it can be negative. Pass
#   it on where x lies between, whatever its sign.
# * Do not forget it. The slope alone is right only as long as all that arrives is ones.
# * Do not write into it. It may belong to somebody else.
# * `ctx` belongs to one call. The class does not: what you store there is overwritten by the
#   next call, before the way back begins.
#
# For x = [−1, 0.5, 1.5, 4] and the limit 2, the result is [0, 0.5, 1.5, 2]. If [10, −20, 30, 40]
# arrives, [0, −20, 30, 0] is passed on.
#
# ### Task: `ClippedReLU`


# %% task="ClippedReLU"
class ClippedReLU(torch.autograd.Function):
    """ReLU that stops at a limit, with its gradient by hand.

    Used as ``ClippedReLU.apply(x, limit)``:

    Args:
        x: float tensor of any shape. It may or may not be tracked. It stays as it is.
        limit: a positive Python float.

    Returns:
        Tensor of the shape and dtype of ``x``, on its device: 0 where ``x`` is below 0,
        ``limit`` where ``x`` is above it, and ``x`` between.

        Where ``x`` is tracked, the result is too. The gradient of ``x`` is then the gradient
        of the result where ``x`` lies strictly between 0 and ``limit``, and 0 everywhere else:
        also where ``x`` is exactly 0 or exactly ``limit``.
    """

    @staticmethod
    def forward(ctx, x, limit):
        """Compute the result, and keep what ``backward`` will need."""
        ### BEGIN SOLUTION
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.clamp(0, limit)
        ### END SOLUTION

    @staticmethod
    def backward(ctx, grad_output):
        """Turn the gradient of the result, which stays as it is, into those of the arguments."""
        ### BEGIN SOLUTION
        (x,) = ctx.saved_tensors
        between = (x > 0) & (x < ctx.limit)
        return grad_output * between, None
        ### END SOLUTION


# %% tests="ClippedReLU"
x = torch.tensor([-1.0, 0.5, 1.5, 4.0], requires_grad=True)
y = ClippedReLU.apply(x, 2.0)
assert torch.equal(y.detach(), torch.tensor([0.0, 0.5, 1.5, 2.0]))
y.backward(torch.tensor([10.0, -20.0, 30.0, 40.0]))
assert torch.equal(x.grad, torch.tensor([0.0, -20.0, 30.0, 0.0]))
x = torch.tensor([-1.0, 0.5, 1.5, 4.0], dtype=torch.float64, requires_grad=True)
assert torch.autograd.gradcheck(lambda t: ClippedReLU.apply(t, 2.0), x)

# %% [markdown]
# ## What to take home
#
# * A module is called like a function; PyTorch calls `forward` for you, and never `backward`.
# * Layers in attributes are registered: trained, saved and moved together. Layers in a plain
#   list are not.
# * No activation after the last layer.
# * A `state_dict` names the weights, and also buffers. Parameters are what can be learned.
# * A gradient of your own is a `torch.autograd.Function`: one bag `ctx` for each call, one
#   gradient for each argument.
