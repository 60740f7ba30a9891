# %% [markdown]
# # Dataset and DataLoader: from files to batches
#
# Data lies in files. A network wants tensors, a handful of samples at a time, in a new order
# each time round. Two classes of PyTorch stand in between:
#
#     files ──> Dataset ──> DataLoader ──> batches ──> network
#               "item 5,     "all items, 32 at
#                please"      a time, shuffled"
#
# In this notebook you will
#
# * write a `Dataset` that reads a table and a text file,
# * let a `DataLoader` shuffle it and cut it into batches,
# * hold some items back for testing,
# * and measure things about data that you only ever see in pieces.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it calls
# your functions, and makes objects of your class, as they are *after the last cell*, with files
# and numbers that you have not seen.
#
# * Keep the names and arguments of the functions and of the class, and do not give such a name
#   to anything else further down.
# * Add cells as you like, for trying things out. A loop that never ends is stopped; a call
#   that ends Python itself, such as `os._exit`, ends everything.
# * Everything here takes milliseconds. A check that runs for five seconds is stopped.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import tempfile
from pathlib import Path

import pandas as pd
import torch
from torch.utils.data import DataLoader, Dataset, random_split

# %% [markdown]
# ## 1. Two files
#
# The data of this notebook comes in pairs of files. The first is a table in the CSV format
# (comma-separated values). Its first line is the **header**, the names of the columns. Each
# line after that is one row of numbers. The second is a text file: its line number k belongs
# to row number k. It has no header.
#
# Let us make such a pair, in a folder that nobody else uses:

# %%
folder = Path(tempfile.mkdtemp())
csv_file, txt_file = folder / "cats.csv", folder / "cats.txt"
csv_file.write_text("weight,age\n4.5,3\n2.0,1\n6.25,12\n")
txt_file.write_text("a quiet cat\na kitten\nan old, grumpy cat\n")
print(csv_file.read_text())
print(txt_file.read_text())

# %% [markdown]
# `pandas` reads tables. Here is the one above:

# %%
table = pd.read_csv(csv_file)
print(table)
print("rows:", len(table))

# %% [markdown]
# It knows that the first line is a header, so there are three rows and not four.
#
# **The trap.** Square brackets on a table look for a *column*. `table["age"]` is the column
# with that name, and `table[0]` is an error, since no column is called 0. You can find
# `self.csv_data[idx]` in many tutorials all the same! A row by its number is `table.iloc[idx]`:

# %%
print(table["age"].to_numpy(), "<- a column")
print(table.iloc[0].to_numpy(), "<- a row")
try:
    table[0]
except KeyError as error:
    print("table[0]: KeyError", error)

# %% [markdown]
# **Another trap.** The numbers come as whole numbers or as float64, whatever suits the file.
# The weights of a network are float32, and the two do not mix. `torch.tensor(numbers,
# dtype=torch.float32)` settles it.
#
# Now the text. Every line that you read from a file ends with its newline, `"\n"`. Only the
# last one may lack it:

# %%
lines_file = folder / "lines.txt"
lines_file.write_text("first\n  second \n\nfourth")
with open(lines_file, encoding="utf-8") as file:
    for line in file:
        print(repr(line))

# %% [markdown]
# **Three traps.**
#
# * `line[:-1]` cuts off the last character, whatever it is: "fourth" becomes "fourt".
# * `line.strip()` takes away *all* white space at both ends. Here spaces belong to the text.
# * A blank line is a text too, an empty one. Drop it and all texts after it move up by one.
#
# ## 2. A class with two methods
#
# A `Dataset` answers two questions: how many items are there (`__len__`), and what is item
# number k (`__getitem__`)? Here is a tiny one:


# %%
class Squares(Dataset):
    """The squares of 0, 1, 2, ..., made when they are asked for."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if not -self.count <= index < self.count:
            raise IndexError(f"there is no item {index}")
        return (index % self.count) ** 2


squares = Squares(5)
print("length:", len(squares), " item 3:", squares[3], " the last item:", squares[-1])
print("all:", list(squares))

# %% [markdown]
# `len(squares)` calls `__len__`, and `squares[3]` calls `__getitem__(3)`.
#
# Look at the `IndexError`. It is how a loop finds the end: `list(squares)` asks for item 0, 1,
# 2, ... until there is an `IndexError`. Without one, that loop would run for ever. Lists, and
# `.iloc`, raise it by themselves. And like a list, a good dataset counts negative numbers from
# the end.
#
# ### Task: `TableTextDataset`
#
# If the two files do not have the same number of entries, something has gone wrong, and every
# pair after that place is nonsense. Say so at once, when the dataset is made, and not in the
# third week of training.


# %% task="TableTextDataset"
class TableTextDataset(Dataset):
    """Pairs of a row of numbers and a line of text, from two files.

    Item number k is the tuple ``(row, text)``:

    * ``row``: float32 tensor with one dimension, the numbers of row k of the table;
    * ``text``: a str, line k of the text file, without the newline at its end and otherwise
      just as in the file. Spaces at its ends stay, and a blank line is the text ``""``.

    Args:
        csv_file: path (str or ``pathlib.Path``) of a table: one line with the names of the
            columns, which may be any text, then at least one line of numbers, separated by
            commas. There is at least one column, and no number is missing.
        txt_file: path (likewise) of a text file in UTF-8, without a header. Its last line may
            or may not end with a newline.

    Raises:
        ValueError: on construction, where the table has more or fewer rows than the text file
            has lines. (Any other exception is fine as well.)

    The files stay where they are for as long as the dataset is in use, and do not change. So you
    may read them when the dataset is made, or later.
    """

    def __init__(self, csv_file, txt_file):
        ### BEGIN SOLUTION
        self.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file]
        if len(self.table) != len(self.texts):
            raise ValueError(f"{len(self.table)} rows, but {len(self.texts)} lines of text")
        ### END SOLUTION

    def __len__(self):
        """The number of pairs."""
        ### BEGIN SOLUTION
        return len(self.texts)
        ### END SOLUTION

    def __getitem__(self, index):
        """Item number ``index``, an int. -1 is the last item, -2 the one before it, and so on.

        Raises:
            IndexError: there is no such item (``index`` >= length, or < -length).
        """
        ### BEGIN SOLUTION
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
        ### END SOLUTION


# %% tests="TableTextDataset"
cats = TableTextDataset(csv_file, txt_file)
assert len(cats) == 3
row, text = cats[0]
assert row.dtype == torch.float32
assert torch.equal(row, torch.tensor([4.5, 3.0]))
assert text == "a quiet cat"
assert cats[2][1] == "an old, grumpy cat"
assert cats[-1][1] == "an old, grumpy cat"
assert len(list(cats)) == 3

# %% [markdown]
# ## 3. Batches
#
# A `DataLoader` takes a dataset, and gives its items in **batches**. One trip through all the
# data is called an **epoch**.

# %%
for batch in DataLoader(Squares(7), batch_size=3):
    print(batch)

# %% [markdown]
# Seven items, three at a time: 3 + 3 + 1. The last batch is **short**. It is full of good
# data, so keep it, unless you have a reason not to (`drop_last=True`).
#
# When items are tuples, the loader puts first things with first things and second with second:

# %%
pairs = [(torch.tensor([1.0, 2.0]), "one"), (torch.tensor([3.0, 4.0]), "two")]
for rows, texts in DataLoader(pairs, batch_size=2):
    print(rows)
    print(texts)

# %% [markdown]
# Two rows have become one tensor of shape 2 × 2: one row for each item. Texts cannot be put
# into a tensor, so they stay a list. (And a list of pairs is a dataset too: it has a length
# and items. You need a class of your own when there is more to do.)
#
# **The trap.** A loader wants an *object*, `DataLoader(Squares(7))`. Write
# `DataLoader(Squares)`, as some pages do, and you hand over the class, the building plan
# without the house: `object of type 'type' has no len()`.
#
# ### A new order for each epoch
#
# Data often lies sorted: first all cats, then all dogs. A network that sees only cats for an
# hour forgets the dogs. So **shuffle**, and shuffle anew in each epoch.
#
# Shuffling needs random numbers. So that you can repeat an experiment exactly, take them from
# a `torch.Generator` with a known seed, and not from the one generator that everybody uses.

# %%
generator = torch.Generator().manual_seed(3)
loader = DataLoader(range(12), batch_size=4, shuffle=True, generator=generator)
for epoch in range(4):
    batches = [" ".join(f"{item:2}" for item in batch.tolist()) for batch in loader]
    print(f"epoch {epoch}:", " | ".join(batches))

# %% [markdown]
# Each line holds all twelve numbers, cut into three batches, and no two lines are alike.
#
# **The trap.** Shuffle the data *once*, before you make the loader, and every epoch has the
# same order.
#
# ### Helpers
#
# Reading an item can take long: think of opening a photograph. With `num_workers=2` two other
# processes fetch the items, while yours computes. The batches are the same as without.
#
# > **On your own computer.** On Windows and macOS, workers import your program afresh, and
# > cannot see a class that you wrote in a notebook. There, put the class into a `.py` file, or
# > stay with `num_workers=0`. The grader runs Linux, where workers see it all.
#
# ### Task: `make_loader`


# %% task="make_loader"
def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    """A loader that gives every item of a dataset once in each epoch, in batches.

    Args:
        dataset: any object with a length and with items 0 to length - 1. At least one item.
        batch_size: how many items make a batch, an int of at least 1. It may be more than
            there are items.
        shuffle: False: the order of the dataset. True: a random order, a new one for each epoch,
            where every order can come up.
        generator: the ``torch.Generator`` that all random orders come from. Two loaders whose
            generators start in the same state give the same orders, epoch by epoch, whatever
            becomes of PyTorch's global generator. It is yours to use up.
        num_workers: how many other processes fetch the items. 0: this process does it.

    Returns:
        A ``torch.utils.data.DataLoader``. Each batch holds ``batch_size`` items, only the last
        one may hold fewer, and is put together as a DataLoader does by default.
    """
    ### BEGIN SOLUTION
    return DataLoader(
        dataset,
        batch_size=batch_size,
        shuffle=shuffle,
        generator=generator,
        num_workers=num_workers,
    )
    ### END SOLUTION


# %% tests="make_loader"
in_order = make_loader(range(70), 32, False, torch.Generator())
assert [len(batch) for batch in in_order] == [32, 32, 6]
assert torch.equal(torch.cat(list(in_order)), torch.arange(70))
shuffled = make_loader(range(70), 32, True, torch.Generator().manual_seed(5))
first, second = torch.cat(list(shuffled)), torch.cat(list(shuffled))
assert torch.equal(first.sort().values, torch.arange(70))
assert not torch.equal(first, second), "each epoch has an order of its own"

# %% [markdown]
# ## 4. Hold some items back
#
# How good is a network? Ask it about items that it has *not* seen while it learned. So, before
# you train, put some items aside: the **test set**. The rest is the **training set**.
#
# **Two traps.**
#
# * Never let an item be in both. The network would know the answer by heart.
# * Do not just take the last ones: if the data is sorted, your test set holds nothing but dogs.
#   Choose at random, and again from a generator that you know.
#
# `random_split` cuts a dataset into parts of given lengths:

# %%
parts = random_split(range(10), [2, 5, 3], generator=torch.Generator().manual_seed(1))
for part in parts:
    print(len(part), "items:", list(part))

# %% [markdown]
# A part is a small dataset of its own (a `Subset`). It copies nothing, and only remembers which
# items are its own.
#
# ### Task: `split`


# %% task="split"
def split(dataset, held_out, generator):
    """Divide a dataset at random into a training set and a test set.

    Args:
        dataset: any object with a length and with items 0 to length - 1.
        held_out: how many items go into the test set, an int with
            0 < ``held_out`` < length of the dataset.
        generator: the ``torch.Generator`` that decides. Two calls with generators in the same
            state give the same items to each part, whatever becomes of PyTorch's global
            generator. It is yours to use up.

    Returns:
        The tuple (or list) ``(training, test)``: two datasets, that is, objects with a length
        and with items from 0 on. Every item is in just one of them, ``held_out`` of them in
        ``test``. Any choice of items can come up, and their order does not matter.
    """
    ### BEGIN SOLUTION
    return random_split(dataset, [len(dataset) - held_out, held_out], generator=generator)
    ### END SOLUTION


# %% tests="split"
training, test = split(range(10), 3, torch.Generator().manual_seed(1))
assert len(training) == 7
assert len(test) == 3
everything = [training[i] for i in range(7)] + [test[i] for i in range(3)]
assert sorted(everything) == list(range(10))

# %% [markdown]
# ## 5. Measuring in pieces
#
# Real data does not fit into memory. You see it batch by batch, and what you want to know about
# the whole must be put together from the pieces.
#
# First: is the data **balanced**? With 990 cats and 10 dogs, a network that always says "cat"
# is right 99 times in 100, and has learned nothing. In this part the texts are such names of
# classes.
#
# ### Task: `class_balance`


# %% task="class_balance"
def class_balance(loader):
    """Count how often each text comes up in all batches together.

    Args:
        loader: a DataLoader, or a list of batches. You can loop over it, and that is all you
            may rely on. Each batch is a pair ``(rows, texts)``: ``texts`` is a list or
            tuple of str. There may be no batch at all.

    Returns:
        A dict: for each text that comes up, how many items have it, as an int. The order of
        the dict does not matter.
    """
    ### BEGIN SOLUTION
    counts = {}
    for _, texts in loader:
        for text in texts:
            counts[text] = counts.get(text, 0) + 1
    return counts
    ### END SOLUTION


# %% tests="class_balance"
batches = [
    (torch.tensor([[1.0], [2.0]]), ["cat", "dog"]),
    (torch.tensor([[6.0]]), ["cat"]),
]
assert class_balance(batches) == {"cat": 2, "dog": 1}

# %% [markdown]
# Next, the mean of each column. You want it to bring all columns to the same scale.
#
# **The trap.** Take the mean of each batch, and then the mean of those means? Look at the two
# batches above: the means are 1.5 and 6, and their mean is 3.75. But the mean of 1, 2 and 6 is
# **3**. The single item of the short batch has counted as much as two others. Add up *sums* and
# *counts*, and divide once, at the end.

# %%
rows = torch.tensor([[1.0, 10.0], [2.0, 20.0], [6.0, 30.0]])
print(rows.sum(dim=0), "<- one sum for each column")
print(rows.sum(dim=1), "<- one sum for each row")

# %% [markdown]
# ### Task: `column_means`


# %% task="column_means"
def column_means(loader):
    """The mean of each column, over the rows of all batches together.

    Args:
        loader: a DataLoader, or a list of batches. You can loop over it, and that is all you
            may rely on. Each batch is a pair ``(rows, texts)``: ``rows`` is a float tensor,
            items × columns. The batches may differ in how many items they hold (at least
            one), not in columns and dtype. There is at least one batch.

    Returns:
        Tensor with one dimension, one number for each column, of the dtype of ``rows``.
        Every row counts the same, whichever batch it is in. The batches stay as they are.
    """
    ### BEGIN SOLUTION
    total, count = 0, 0
    for rows, _ in loader:
        total = total + rows.sum(dim=0)
        count += len(rows)
    return total / count
    ### END SOLUTION


# %% tests="column_means"
batches = [
    (torch.tensor([[1.0, 10.0], [2.0, 20.0]]), ["cat", "dog"]),
    (torch.tensor([[6.0, 30.0]]), ["cat"]),
]
assert torch.allclose(column_means(batches), torch.tensor([3.0, 20.0]))

# %% [markdown]
# ## What to take home
#
# * A `Dataset` knows its length and its items; a `DataLoader` makes batches of it.
# * `.iloc[k]` is a row, and square brackets on a table are a column.
# * Shuffle anew in each epoch, from a generator whose seed you know.
# * Keep the short batch, and remember that it is short.
# * What you test on must not be what you trained on.
