# %% [markdown]
# # Checkpoints: save, load and resume
#
# Training takes hours or weeks. Computers crash, batteries run out, and tomorrow you want to
# use the network that you trained today. So what you have must go into a file, and come out of
# it again *exactly* as it was.
#
# In this notebook you will
#
# * save a whole model, and load it where nobody has ever heard of it,
# * save only its weights, which is safer,
# * keep a copy of the best weights while training goes on,
# * and stop a training in the middle and go on with it as if nothing had happened, down to the
#   last bit.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it calls
# your functions as they are *after the last cell*, with models that you have not seen. Some
# files are saved by your function in one process and loaded in another, which has only the file.
#
# * Keep the names and arguments of the functions, and do not give such a name to anything
#   else further down.
# * Add cells as you like, for trying things out. A loop that never ends is stopped; a call
#   that ends Python itself, such as `os._exit`, ends everything.
# * Everything here takes milliseconds. A check that runs for five seconds is stopped.
# * Every `path` is a str or a `pathlib.Path`. Its folder exists.
# * "Raises" means: any exception that reaches the caller.
# * Values must be *equal*, bit for bit. A file rounds nothing.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import copy
import os
import tempfile
from pathlib import Path

import torch
from torch import nn

folder = Path(tempfile.mkdtemp())  # a place for the files of this notebook


def small_model():
    """A model for trying things out."""
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2))


# %% [markdown]
# ## 1. What is in a model?
#
# A model consists of code and numbers. `state_dict()` gives all the numbers by name:

# %%
for name, tensor in small_model().state_dict().items():
    print(f"{name:22}", tuple(tensor.shape))

# %% [markdown]
# Two kinds of numbers are in there:
#
# * **Parameters** (`weight`, `bias`) are what training changes.
# * **Buffers** are numbers that the model keeps for itself. A batch norm layer remembers the
#   mean and the variance of the data that it has seen: `running_mean`, `running_var`, and how
#   many batches it was.
#
# **The trap.** `model.parameters()` and `model.named_parameters()` leave the buffers out. Save
# only those, and the loaded model gives other answers.
#
# A model is also in one of two **modes**: `model.train()` or `model.eval()`. In training mode a
# batch norm layer scales by the batch at hand, and updates its buffers with every call. To use a
# model, switch to evaluation mode.

# %%
torch.manual_seed(0)
model, x = small_model(), torch.randn(5, 3)
with torch.no_grad():
    print("training mode:  ", model.train()(x)[0])
    print("evaluation mode:", model.eval()(x)[0])

# %% [markdown]
# ## 2. The whole model
#
# `torch.save(thing, path)` writes nearly any Python object to a file, and `torch.load(path)`
# reads it. So why not save the whole model?

# %%
torch.save(small_model(), folder / "whole.pt")
try:
    torch.load(folder / "whole.pt")
except Exception as error:
    print(type(error).__name__, "-", str(error)[:120])

# %% [markdown]
# It used to work, and many pages still show it. But a file of a whole object is a *pickle*:
# a small program that rebuilds the object. Whoever made the file decides what that program
# does. It can delete your photographs.
#
# So since PyTorch 2.6 `torch.load` reads by default only plain things: tensors, numbers, text,
# lists and dicts (`weights_only=True`). For a whole model you must say `weights_only=False`,
# and mean it: *I trust the one who made this file.*
#
# **Two more traps.**
#
# * A file remembers the device of each tensor. One that was saved on a GPU cannot be loaded
#   without one, unless you say where to put it: `map_location="cpu"`.
# * The mode is saved too. A model that was saved in the middle of its training comes back in
#   training mode.
#
# ### Task: `save_model`


# %% task="save_model"
def save_model(path, model):
    """Save a whole model to a file.

    Args:
        path: where to write.
        model: an ``nn.Module`` on any device. It stays as it is: its numbers, its mode, and
            where it is.

    ``torch.load(path, weights_only=False)`` then gives a model of the same class, with the same
    parameters and buffers.
    """
    ### BEGIN SOLUTION
    torch.save(model, path)
    ### END SOLUTION


# %% tests="save_model"
model = small_model()
save_model(folder / "model.pt", model)
again = torch.load(folder / "model.pt", weights_only=False)
assert isinstance(again, nn.Sequential)
assert torch.equal(again[0].weight, model[0].weight)
assert model.training, "the model is still being trained; its mode must stay"

# %% [markdown]
# ### Task: `load_model`
#
# You may trust the file.


# %% task="load_model"
def load_model(path):
    """Load a whole model from a file, ready for use.

    Args:
        path: a file that ``torch.save(model, path)`` has written, in any mode of the model and
            perhaps on a machine with a GPU. This machine may have none. The file is
            trustworthy.

    Returns:
        The model, on the CPU and in evaluation mode (all of its layers), with the parameters
        and buffers that were saved.

    Raises:
        There is no such file, it is damaged, or what is in it is no model (but a dict of
        weights, for example).
    """
    ### BEGIN SOLUTION
    return torch.load(path, map_location="cpu", weights_only=False).eval()
    ### END SOLUTION


# %% tests="load_model"
model = small_model()
torch.save(model, folder / "model.pt")
again = load_model(folder / "model.pt")
assert torch.equal(again[0].weight, model[0].weight)
assert not again.training, "ready for use means: in evaluation mode"

# %% [markdown]
# ## 3. Only the weights
#
# There is another problem with whole models: the file does not hold the *code* of your class,
# only its name. Rename the class, and all your files are lost.
#
# So it is better to save the numbers only, the `state_dict`. To load it, first build the model
# with your own code, then fill it. Such a file is plain data and needs no trust.
#
# ### Task: `save_weights`


# %% task="save_weights"
def save_weights(path, model):
    """Save the parameters and buffers of a model to a file, but not the model itself.

    Args:
        path: where to write.
        model: an ``nn.Module`` on any device. It stays as it is, and where it is.

    ``torch.load(path, weights_only=True)`` then gives a dict like ``model.state_dict()``: the
    same names, and tensors of the same dtypes and values.
    """
    ### BEGIN SOLUTION
    torch.save(model.state_dict(), path)
    ### END SOLUTION


# %% tests="save_weights"
model = small_model()
save_weights(folder / "weights.pt", model)
weights = torch.load(folder / "weights.pt", weights_only=True)
assert set(weights) == set(model.state_dict())
assert torch.equal(weights["1.running_mean"], model[1].running_mean)

# %% [markdown]
# ### All or nothing
#
# `model.load_state_dict(weights)` fills a model. It is strict: when a name is missing, or there
# is one too many, or a shape does not fit, it raises an error. Good! There is a switch that
# silences it, `strict=False`. **Do not use it here:** a model of which only half the weights were
# loaded gives wrong answers, and says nothing.
#
# But look at what happens *before* the error:

# %%
model, other = small_model(), small_model()
weights = other.state_dict()
del weights["3.bias"]  # a file from somebody whose last layer is different
try:
    model.load_state_dict(weights)
except RuntimeError as error:
    print(str(error).splitlines()[1].strip())
print("the first layer is now the other model's:", torch.equal(model[0].weight, other[0].weight))

# %% [markdown]
# **The trap.** The error came, and yet the model is spoiled: everything that did fit has been
# loaded. Your function shall do better: load everything, or change nothing.
#
# There are several ways. You can compare names and shapes before you begin. You can keep a copy
# of the old weights, and put them back when it fails. Or you rehearse: let a copy of the model
# (`copy.deepcopy(model)`) try it first. A deep copy is a second model that shares nothing with the
# first one:

# %%
double = copy.deepcopy(model)
with torch.no_grad():
    double[0].weight.zero_()
print("the double: ", double[0].weight[0])
print("the model:  ", model[0].weight[0])

# %% [markdown]
# ### Task: `load_weights`
#
# This file may come from a stranger.


# %% task="load_weights"
def load_weights(path, model):
    """Fill a model with weights from a file, all of them or none.

    Args:
        path: a file that ``torch.save(other.state_dict(), path)`` has written, perhaps on a
            machine with a GPU. This machine may have none. The file may be anybody's, so code
            in it is never run.
        model: an ``nn.Module`` on the CPU. Changed in place: it gets all parameters and buffers
            of the file. Its mode (training or evaluation) stays as it is. Its parameters stay
            the same objects, so that an optimizer that knows them still works.

    Raises:
        There is no such file, it is damaged or holds something else, or its names or shapes
        are not just those of the model. In all these cases nothing about the model changes.
    """
    ### BEGIN SOLUTION
    weights = torch.load(path, map_location="cpu", weights_only=True)
    copy.deepcopy(model).load_state_dict(weights)  # a rehearsal: raises where it does not fit
    model.load_state_dict(weights)
    ### END SOLUTION


# %% tests="load_weights"
model, other = small_model(), small_model()
torch.save(other.state_dict(), folder / "weights.pt")
load_weights(folder / "weights.pt", model)
assert torch.equal(model[0].weight, other[0].weight)
weights, before = small_model().state_dict(), model[0].weight.detach().clone()
del weights["3.bias"]
torch.save(weights, folder / "weights.pt")
try:
    load_weights(folder / "weights.pt", model)
except Exception as error:
    print("refused, as it should be:", type(error).__name__)
else:
    raise AssertionError("3.bias is missing, and nobody has noticed")
assert torch.equal(model[0].weight, before), "all or nothing"

# %% [markdown]
# ## 4. Keep the best
#
# Training does not always end at its best moment. So people remember the best weights:
#
#     if loss < best_loss:
#         best = model.state_dict()      # looks right, is wrong
#
# **The trap.** `state_dict()` copies nothing. It gives the model's own tensors, in a dict. Train
# on, and your "best" trains along:

# %%
model = small_model()
best = model.state_dict()
with torch.no_grad():
    model[0].bias.fill_(7)
print(best["0.bias"], "<- so much for the best")

# %% [markdown]
# `dict(best)`, `best.copy()` and `copy.copy(best)` make a new dict that holds the *same tensors*.
# That does not help. Each tensor needs a copy of its own.
#
# ### Task: `snapshot`


# %% task="snapshot"
def snapshot(model):
    """A copy of all parameters and buffers, which stays as it is whatever the model does.

    Args:
        model: an ``nn.Module`` on any device. It stays as it is.

    Returns:
        A dict like ``model.state_dict()``: the same names, and for each a tensor with the same
        shape, dtype, device and values, which shares no memory with the model and does not
        require a gradient.
    """
    ### BEGIN SOLUTION
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}
    ### END SOLUTION


# %% tests="snapshot"
model = small_model()
best = snapshot(model)
before = model[0].bias.detach().clone()
with torch.no_grad():
    model[0].bias.fill_(7)
assert set(best) == set(model.state_dict())
assert torch.equal(best["0.bias"], before)

# %% [markdown]
# ## 5. A checkpoint
#
# To *use* a model its weights are enough. To go on *training* they are not. The optimizer has a
# memory of its own: SGD with momentum remembers its speed, and Adam two averages and a counter
# for each parameter.

# %%
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
model(torch.ones(1, 2)).sum().backward()
optimizer.step()
print(optimizer.state_dict()["state"])

# %% [markdown]
# Leave that out, and the training goes on from a standstill. It does not crash, and the loss
# still falls. It is just not the same training any more. So a **checkpoint** holds all of it:
#
# | key | value |
# | --- | --- |
# | `"model"` | the `state_dict()` of the model |
# | `"optimizer"` | the `state_dict()` of the optimizer |
# | `"epoch"` | how many epochs are finished, an int |
#
# **The trap.** Is the epoch of a checkpoint the last one that was done, or the next one to do?
# Decide once. Here it is the *number of finished epochs*. We count epochs from 0, so the same
# number is that of the next one to do:
#
#     epochs:        0     1     2     3     4
#                 |-----|-----|-----|-----|-----|
#                                   ^
#                        checkpoint with epoch = 3:
#                        0, 1 and 2 are finished, 3 comes next
#
# > Where training draws random numbers (for shuffling, say), a checkpoint should also hold
# > the state of the generator: `generator.get_state()`. Ours draws none.
#
# ### Task: `save_checkpoint`


# %% task="save_checkpoint"
def save_checkpoint(path, model, optimizer, epoch):
    """Save all that is needed to go on training.

    Args:
        path: where to write. What was in that file is replaced.
        model: an ``nn.Module`` on any device. It stays as it is, and where it is.
        optimizer: a ``torch.optim`` optimizer of its parameters. It stays as it is.
        epoch: how many epochs are finished, an int.

    ``torch.load(path, weights_only=True)`` then gives a dict with the keys ``"model"``,
    ``"optimizer"`` and ``"epoch"``: like the two ``state_dict()`` and the number given. (More
    keys do no harm.)
    """
    ### BEGIN SOLUTION
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(states, path)
    ### END SOLUTION


# %% tests="save_checkpoint"
model = small_model()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
save_checkpoint(folder / "checkpoint.pt", model, optimizer, 3)
saved = torch.load(folder / "checkpoint.pt", weights_only=True)
assert saved["epoch"] == 3
assert torch.equal(saved["model"]["0.weight"], model[0].weight)
assert saved["optimizer"]["param_groups"][0]["lr"] == 0.1

# %% [markdown]
# Loading is all or nothing once more, and now it is about two things. When the optimizer does not
# fit, the model must not have changed either.
#
# It helps to know that `optimizer.load_state_dict` looks at the number of parameters in each
# group *before* it changes anything. Shapes it does not look at.
#
# ### Task: `load_checkpoint`


# %% task="load_checkpoint"
def load_checkpoint(path, model, optimizer):
    """Fill a model and its optimizer from a checkpoint, both of them or neither.

    Args:
        path: a file with the three keys of ``save_checkpoint`` (and no others), perhaps saved on
            a machine with a GPU. This machine may have none. The file may be anybody's, so code
            in it is never run.
        model: an ``nn.Module`` on the CPU. Changed in place, as by ``load_weights``: its mode
            stays, and its parameters stay the same objects.
        optimizer: a ``torch.optim`` optimizer of its parameters. Changed in place: it gets
            the whole state of the file, learning rate and all.

    Returns:
        The number of finished epochs, as it was saved: an int.

    Raises:
        There is no such file, it is damaged or holds something else, a key is missing, or the
        model's names or shapes or the optimizer's groups of parameters are not those of the
        file. In all these cases nothing about the model and the optimizer changes.
    """
    ### BEGIN SOLUTION
    saved = torch.load(path, map_location="cpu", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])  # a rehearsal
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    return epoch
    ### END SOLUTION


# %% tests="load_checkpoint"
model, other = small_model(), small_model()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
other_optimizer = torch.optim.SGD(other.parameters(), lr=0.1)
states = {"model": other.state_dict(), "optimizer": other_optimizer.state_dict(), "epoch": 3}
torch.save(states, folder / "checkpoint.pt")
assert load_checkpoint(folder / "checkpoint.pt", model, optimizer) == 3
assert torch.equal(model[0].weight, other[0].weight)
assert optimizer.param_groups[0]["lr"] == 0.1
assert model.training, "still in training mode"

# %% [markdown]
# ## 6. As if nothing had happened
#
# Now put it together: a training that you may interrupt whenever you like. Start it again, and
# it goes on where it was.
#
# ### Task: `train_or_resume`
#
# Two things to get right: no epoch is done twice, and none is left out. Both follow when the file
# always says how many epochs are finished, as in the picture above.


# %% task="train_or_resume"
def train_or_resume(path, model, optimizer, train_epoch, epochs):
    """Train up to a number of epochs, going on from the checkpoint where there is one.

    Where there is a file at ``path``, load it (as ``load_checkpoint`` does) and go on after the
    epochs that are finished. Otherwise start with epoch 0, with the model as it is. After *each*
    epoch save a checkpoint (as ``save_checkpoint`` does) to ``path``.

    Args:
        path: where the checkpoint is, or will be.
        model: an ``nn.Module`` on the CPU. Changed in place.
        optimizer: a ``torch.optim`` optimizer of its parameters. Changed in place.
        train_epoch: a function; ``train_epoch(model, optimizer, epoch)`` trains for one epoch,
            where ``epoch`` counts from 0. It may raise, and then you raise too.
        epochs: how many epochs there are in all, those of the checkpoint included. Where they
            are finished already, nothing is trained, but the checkpoint is loaded.

    Raises:
        ``load_checkpoint`` or ``train_epoch`` raises. A file that cannot be loaded stays as it
        is; somebody may want to know what is in it.
    """
    ### BEGIN SOLUTION
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch + 1)
    ### END SOLUTION


# %% tests="train_or_resume"
done = []


def note_the_epoch(model, optimizer, epoch):
    """Stands in for an epoch of real training."""
    done.append(epoch)


for epochs in (2, 5):
    model = small_model()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    train_or_resume(folder / "training.pt", model, optimizer, note_the_epoch, epochs)
assert done == [0, 1, 2, 3, 4]
assert torch.load(folder / "training.pt", weights_only=True)["epoch"] == 5

# %% [markdown]
# > **A last tip.** If the power fails *while* a checkpoint is written, the old one is gone and the
# > new one is half a file. Careful programs write to another name first, and then call
# > `os.replace(new, path)`, which happens in one instant.
#
# ## What to take home
#
# * A whole model in a file is a program: `weights_only=False` means trust.
# * Weights are plain data: parameters *and* buffers.
# * `state_dict()` is a view and no copy.
# * Load all or nothing, and never hush an error with `strict=False`.
# * To resume you need the optimizer and the epoch as well.
