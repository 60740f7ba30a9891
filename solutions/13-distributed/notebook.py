# %% [markdown]
# # Many processes, one gradient
#
# When one machine is too slow, use two. PyTorch is often chosen for just this: **distributed
# training**. The usual way is called **data parallel**, and it is simple:
#
# * each process has its own copy of the model,
# * each process looks at its own share of the data,
# * before each step they put their gradients together,
# * so all of them take the same step, and the copies stay the same.
#
# Done right, two processes take *exactly* the step that one process would have taken on all
# of the data. Done nearly right, they train too, but something else. You will
#
# * deal out data so that each row is used once,
# * average gradients between processes,
# * and take a training step that is right even when the shares are not equal.
#
# This assignment is a bonus: its points come on top.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it calls
# your functions as they are *after the last cell*, with numbers that you have not seen, in
# groups of one, two or three processes.
#
# * Keep the names and arguments of the functions, and do not give such a name to anything
#   else further down.
# * Add cells as you like, for trying things out. A loop that never ends is stopped; a call
#   that ends Python itself, such as `os._exit`, ends everything.
# * Start a group of processes only with `in_processes`, which you find below. The notebook's
#   own process must not join one: do not call `init_process_group` yourself.
# * Everything here takes a fraction of a second. A process that waits ten seconds for another
#   is stopped.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import multiprocessing
import tempfile
from datetime import timedelta

import torch
import torch.distributed as dist

# %% [markdown]
# ## 1. A group of processes
#
# The processes of a group run the same code. Two numbers tell them apart:
#
# | word | meaning | in code |
# | --- | --- | --- |
# | **world size** | how many processes there are | `dist.get_world_size()` |
# | **rank** | which of them am I: 0, 1, 2, … | `dist.get_rank()` |
#
# They share no memory. A tensor that one process changes stays as it was in all others. To
# share a number they must *send* it. On a cluster it goes through a network; here the
# processes talk over this machine's own **loopback** address, with a library called **gloo**.
#
# The next cell is a helper. It starts some processes, joins them into a group, calls a
# function in each, and collects what came back. (It copies this process, which Linux and
# macOS can do. On Windows, use WSL or a notebook service.)


# %%
def in_processes(world, work):
    """Call ``work(rank)`` in each of ``world`` processes; a list of what they return."""
    fork = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as folder:
        members = [
            fork.Process(target=_one_process, args=(rank, world, folder, work))
            for rank in range(world)
        ]
        for member in members:
            member.start()
        for member in members:
            member.join()
        if any(member.exitcode for member in members):
            raise RuntimeError("a process failed; what it said is printed above")
        return [torch.load(f"{folder}/{rank}.pt") for rank in range(world)]


def _one_process(rank, world, folder, work):
    torch.set_num_threads(1)
    store = dist.FileStore(f"{folder}/store", world)
    patience = timedelta(seconds=10)
    dist.init_process_group("gloo", store=store, rank=rank, world_size=world, timeout=patience)
    torch.save(work(rank), f"{folder}/{rank}.pt")
    dist.barrier()  # nobody leaves before all are done
    dist.destroy_process_group()


# %% [markdown]
# The most useful thing that a group can do is called **all-reduce**. Everybody brings a
# tensor. They are added up, and everybody gets the sum:
#
#     rank 0 brings  [1., 2.] ─┐               ┌─> rank 0 has  [11., 22.]
#                              ├─ all_reduce ──┤
#     rank 1 brings [10., 20.] ┘               └─> rank 1 has  [11., 22.]
#
# `dist.all_reduce(x)` writes the sum *into* `x`.
#
# A cell that starts processes begins with `if __name__ == "__main__":`. In a notebook that is
# always true. It is the habit of all programs with many processes: it keeps a program that
# merely *imports* the file from starting them.


# %%
def add_up(rank):
    x = torch.tensor([1.0, 2.0]) if rank == 0 else torch.tensor([10.0, 20.0])
    dist.all_reduce(x)
    return x


if __name__ == "__main__":
    for rank, x in enumerate(in_processes(2, add_up)):
        print("rank", rank, "has", x)

# %% [markdown]
# **The trap.** All-reduce is a meeting: it waits until *every* process of the group has come.
# If rank 0 calls it and rank 1 does not, rank 0 waits in vain. So every process must make the
# same calls in the same order. Never put one inside `if rank == 0:`.

# %% [markdown]
# ## 2. Dealing out the data
#
# Each process gets a **shard**: its share of the data. Deal it out like cards, one to each in
# turn. Seven rows for three processes:
#
#     row      0  1  2  3  4  5  6
#     goes to  0  1  2  0  1  2  0
#
# so rank 0 holds the rows 0, 3 and 6, and the others two rows each.
#
# **The trap.** 7 does not divide by 3. Some programs drop the last row, and then it is never
# learned from. Others give a row out twice, and then it counts double. PyTorch's own
# `DistributedSampler` does one or the other. You do neither: every row goes to exactly one
# process, and the shards differ in length by one at most.
#
# ### Task: `shard`


# %% task="shard"
def shard(indices, rank, world):
    """The part of ``indices`` that belongs to one process, dealt out like cards.

    Args:
        indices: a list of ints; may be empty or shorter than ``world``. Stays as it is.
        rank: which process, an int from 0 to ``world - 1``.
        world: how many processes there are, an int of at least 1.

    Returns:
        A list of ints, in the order in which they are dealt: the first index goes to rank 0,
        the second to rank 1, and so on; after the last rank it is rank 0's turn again. A
        process that gets none has an empty list.
    """
    ### BEGIN SOLUTION
    return indices[rank::world]
    ### END SOLUTION


# %% tests="shard"
rows = [10, 11, 12, 13, 14, 15, 16]
assert shard(rows, 0, 3) == [10, 13, 16]
assert shard(rows, 1, 3) == [11, 14]
assert shard(rows, 2, 3) == [12, 15]
assert shard([10], 1, 2) == []

# %% [markdown]
# ## 3. One gradient for all
#
# Each process calls `backward()` on its own shard. Now each holds other gradients, in the
# `.grad` of its own copy of the model. If each took its own step, the copies would drift
# apart. So first they agree on one gradient: the **average** over all processes.
#
#     rank 0   .grad = [1., 3.] ─┐                         ┌─> .grad = [2., 4.]
#                                ├─ add up, divide by 2 ───┤
#     rank 1   .grad = [3., 5.] ─┘                         └─> .grad = [2., 4.]
#
# **Two traps.**
#
# * All-reduce gives the *sum*. Forget to divide, and with 8 processes you take steps 8 times
#   as long. Divide by the world size, not by 2.
# * Everybody needs the result, not just rank 0. Copies that differ once differ for ever.
#
# A parameter that had no part in the result has no gradient: its `.grad` is `None`, on all
# processes alike. There is nothing to average then.

# %%
layer = torch.nn.Linear(2, 1)
layer.bias.requires_grad_(False)
layer(torch.ones(1, 2)).sum().backward()
for name, parameter in layer.named_parameters():
    print(name, "has the gradient", parameter.grad)

# %% [markdown]
# ### Task: `average_gradients`


# %% task="average_gradients"
def average_gradients(model):
    """Replace every gradient by its average over all processes of the group.

    Called in each process of a group at the same time, each with a model of its own.

    Args:
        model: an ``nn.Module``, built alike on all processes. Each parameter has a gradient in
            ``.grad``, or ``None``; where it is ``None`` on one process it is ``None`` on all.

    Afterwards, on every process, the ``.grad`` of each parameter is the average of the
    gradients that the processes brought (their sum, divided by the number of processes), of
    the same shape and dtype. What was ``None`` is ``None``. The parameters themselves stay as
    they are. What the function returns does not matter.
    """
    ### BEGIN SOLUTION
    for parameter in model.parameters():
        if parameter.grad is not None:
            dist.all_reduce(parameter.grad)
            parameter.grad /= dist.get_world_size()
    ### END SOLUTION


# %% tests="average_gradients"
def averaged(rank):
    model = torch.nn.Linear(2, 1)
    model.weight.grad = torch.tensor([[1.0, 3.0]]) + 2 * rank
    average_gradients(model)
    return [model.weight.grad, model.bias.grad]


if __name__ == "__main__":
    for weight_grad, bias_grad in in_processes(2, averaged):
        assert torch.equal(weight_grad, torch.tensor([[2.0, 4.0]]))
        assert bias_grad is None

# %% [markdown]
# ## 4. When shards are not equal
#
# Our loss is the **mean over rows**: the squared error of each row, added up, divided by the
# number of rows. With three rows, and errors 1, 2 and 9, it is (1 + 2 + 9) / 3 = **4**.
#
# Two processes share the three rows. Rank 0 holds the errors 1 and 9, rank 1 holds the 2:
#
# | | rank 0 | rank 1 | together |
# | --- | --- | --- | --- |
# | mean of its own rows | 5 | 2 | the average of both: **3.5** |
# | sum of its own rows | 10 | 2 | 12 |
# | number of its own rows | 2 | 1 | 3 |
# | | | | 12 / 3 = **4** |
#
# The average of averages is wrong! The single row of rank 1 counts as much as the two rows of
# rank 0 together. What holds for the loss holds for its gradient: averaging the gradients of
# the means gives each *process* one vote, and each *row* should have one.
#
# So add up **sums**, add up **counts**, and divide once, at the end:
#
# $$\text{loss} = \frac{\sum_\text{ranks} \; \sum_\text{own rows} \text{error}}
# {\sum_\text{ranks} \; \text{number of own rows}}$$
#
# It even works for a process with *no* rows. The sum over nothing is 0; the mean over nothing
# is not a number, and one NaN in an all-reduce spoils everybody's result:

# %%
nothing = torch.zeros(0, 3)
print("sum: ", nothing.sum(), "  mean:", nothing.mean())

# %% [markdown]
# ### Task: `train_step`
#
# One step of training, together. Each process knows only its own rows, and the others may
# have more of them or fewer.


# %% task="train_step"
def train_step(model, x, y, lr):
    """Take one step of gradient descent together with all processes of the group.

    Called in each process of a group at the same time, each with its own copy of the model
    (all copies are equal) and its own rows of the batch.

    The squared error of a row is the sum of ``(model(x) - y) ** 2`` over its outputs. The loss
    is the sum of the squared errors of all rows of *all* processes, divided by the number of
    all these rows.

    Args:
        model: an ``nn.Module`` that turns rows × inputs into rows × outputs. Every parameter
            requires a gradient and takes part in the result. ``.grad`` may hold old gradients
            or ``None``; they do not count.
        x: float tensor, rows × inputs: this process's rows. There may be none (0 × inputs),
            but not on all processes.
        y: float tensor, rows × outputs, of the same dtype, which the model has too.
        lr: the learning rate, a Python float.

    Returns:
        The loss *before* the step, a Python float, the same on every process.

    Afterwards, on every process, the ``.grad`` of each parameter is the gradient of that loss,
    and the parameter has moved by ``-lr`` times that gradient. ``x`` and ``y`` stay as they are.
    """
    ### BEGIN SOLUTION
    loss = (model(x) - y).pow(2).sum()
    model.zero_grad()
    loss.backward()
    sums = torch.tensor([loss.item(), len(x)])
    dist.all_reduce(sums)
    total, rows = sums.tolist()
    with torch.no_grad():
        for parameter in model.parameters():
            dist.all_reduce(parameter.grad)
            parameter.grad /= rows
            parameter -= lr * parameter.grad
    return total / rows
    ### END SOLUTION


# %% tests="train_step"
def stepped(rank):
    model = torch.nn.Linear(1, 1, bias=False)
    model.weight.data.fill_(1.0)
    x = torch.tensor([[1.0], [3.0]]) if rank == 0 else torch.tensor([[2.0]])
    loss = train_step(model, x, 2 * x, lr=0.25)
    return loss, model.weight.grad, model.weight.detach()


if __name__ == "__main__":
    for loss, grad, weight in in_processes(2, stepped):
        # Errors 1, 9 and 4, so 14 / 3; and gradients -2, -18 and -8, so -28 / 3.
        assert abs(loss - 14 / 3) < 1e-6
        assert torch.allclose(grad, torch.tensor([[-28 / 3]]))
        assert torch.allclose(weight, torch.tensor([[1 + 7 / 3]]))

# %% [markdown]
# ## 5. All together
#
# Now the three of them train. Two processes share seven rows, and should end where one process
# ends that has all seven. This cell is to look at; it is not graded.


# %%
def trained(rank):
    generator = torch.Generator().manual_seed(0)  # the same data and the same start everywhere
    x = torch.randn(7, 3, generator=generator)
    model = torch.nn.Linear(3, 1)
    model.weight.data, model.bias.data = torch.zeros(1, 3), torch.zeros(1)
    own = shard(list(range(7)), rank, dist.get_world_size())
    for _ in range(8):
        loss = train_step(model, x[own], x[own].sum(1, keepdim=True), lr=0.1)
    return len(own), loss, model.weight.detach()


if __name__ == "__main__":
    for world in (1, 2):
        print(world, "processes:")
        for rows, loss, weight in in_processes(world, trained):
            print("   ", rows, "rows, loss", round(loss, 6), "weights", weight)

# %% [markdown]
# ## What to take home
#
# * Processes share nothing; all-reduce adds up what each of them brings, for everybody.
# * It is a meeting: all must come, in the same order.
# * Every row goes to exactly one process.
# * Add up sums and counts, then divide. The average of averages is wrong when shards differ.
# * Same start, same gradient, same step: the copies stay the same.
# * In real programs `DistributedDataParallel` does the averaging for you. It gives each
#   *process* one vote, so now you know when to be careful with it.
