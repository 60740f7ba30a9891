"""Checks of 09-data. The docstring of a check is the line a student reads.

Files are made afresh for each question: their contents travel, and the probe writes them. What
should come back follows from those contents, so nothing here asks the reference.

One mistake is charged once: a length or a dtype that is wrong fails the checks that ask for it.
"""

import numpy as np
import torch

from autograder.checks import agree, check, probe, require

# TableTextDataset


@probe
def _facts(ns, table, lines, indices):
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        csv_file, txt_file = pathlib.Path(folder, "table.csv"), pathlib.Path(folder, "lines.txt")
        csv_file.write_text(table, encoding="utf-8")
        txt_file.write_text(lines, encoding="utf-8")
        dataset = ns.TableTextDataset(str(csv_file), str(txt_file))
        try:
            facts = {"length": len(dataset)}
        except (NotImplementedError, TypeError):
            facts = {"length": None}
        for index in indices:
            row, text = dataset[index]
            facts[f"row of item {index}"], facts[f"text of item {index}"] = row, text
        return facts


@probe
def _beyond(ns, table, lines, indices):
    import contextlib
    import itertools
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        csv_file, txt_file = pathlib.Path(folder, "table.csv"), pathlib.Path(folder, "lines.txt")
        csv_file.write_text(table, encoding="utf-8")
        txt_file.write_text(lines, encoding="utf-8")
        dataset = ns.TableTextDataset(csv_file, txt_file)
        facts = {"texts in a loop": []}
        # First what lies inside; and a dataset that never says IndexError has no end.
        loop = itertools.islice((dataset[index] for index in itertools.count()), 100)
        with contextlib.suppress(IndexError):
            for _, text in loop:
                facts["texts in a loop"].append(text)
        for index in indices:
            try:
                dataset[index]
                facts[f"item {index}"] = "an item"
            except IndexError:
                facts[f"item {index}"] = "IndexError"
        return facts


@probe
def _raises(ns, table, lines):
    import pathlib
    import tempfile

    dataset_class = ns.TableTextDataset
    with tempfile.TemporaryDirectory() as folder:
        csv_file, txt_file = pathlib.Path(folder, "table.csv"), pathlib.Path(folder, "lines.txt")
        csv_file.write_text(table, encoding="utf-8")
        txt_file.write_text(lines, encoding="utf-8")
        try:
            dataset_class(csv_file, txt_file)
        except NotImplementedError:
            raise
        except Exception:
            return {"an exception": True}
        return {"an exception": False}


@probe
def _two_in_turn(ns, table, lines, other_table, other_lines):
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        datasets = []
        for name, content in (("a", (table, lines)), ("b", (other_table, other_lines))):
            files = pathlib.Path(folder, name + ".csv"), pathlib.Path(folder, name + ".txt")
            for file, text in zip(files, content, strict=True):
                file.write_text(text, encoding="utf-8")
            datasets.append(ns.TableTextDataset(*files))
        first, second = datasets
        return {
            "lengths": [len(first), len(second)],
            "first[0]": list(first[0]),
            "second[0]": list(second[0]),
        }


def _table(numbers, names=None):
    """A CSV file with these numbers, which are spelled so that float32 keeps every digit."""
    names = names or [f"column {k}" for k in range(len(numbers[0]))]
    lines = [names, *[map(repr, row) for row in numbers]]
    return "".join(",".join(line) + "\n" for line in lines)


def _numbers(rng, rows, columns):
    """Rows of quarters, in columns of floats and, now and then, of whole numbers."""
    quarters = (rng.integers(-400, 400, (rows, columns)) / 4).tolist()
    return [[int(x) if k % 3 == 1 else x for k, x in enumerate(row)] for row in quarters]


def _texts(rng, count):
    """Different texts, none of which is white at an end."""
    return [f"item {k}, no. {code}" for k, code in enumerate(rng.integers(0, 10**6, (count,)))]


def _lines(texts):
    return "".join(text + "\n" for text in texts)


def _expected(numbers, texts, indices):
    facts = {"length": len(texts)}
    for index in indices:
        facts[f"row of item {index}"] = torch.tensor(numbers[index], dtype=torch.float32)
        facts[f"text of item {index}"] = texts[index]
    return facts


def _as_it_came(came, goal):
    """The goal as an array or a tensor, in float32 or float64, just as what came."""
    if isinstance(came, np.ndarray) and came.dtype in (np.float32, np.float64):
        return goal.numpy().astype(came.dtype)
    floats = torch.float32, torch.float64
    return goal.to(came.dtype) if isinstance(came, torch.Tensor) and came.dtype in floats else goal


def _agree_on_items(
    student, numbers, texts, indices, *, names=None, lines=None, length=False, dtype=False
):
    """``length`` and ``dtype``: whether these must be right, too."""
    files = _table(numbers, names), _lines(texts) if lines is None else lines
    reply = student.run(_facts, *files, indices)
    expected = _expected(numbers, texts, indices)
    if length:
        unknown = "`len(dataset)` fails. Is `__len__` of `TableTextDataset` written?"
        require(reply.value["length"] is not None, unknown, reply)
    else:
        expected["length"] = reply.value["length"]
    if not dtype:
        for index in indices:
            name = f"row of item {index}"
            expected[name] = _as_it_came(reply.value[name], expected[name])
    agree(reply, expected)


def _shuffled(rng, count):
    return torch.randperm(count, generator=rng.generator).tolist()


@check("TableTextDataset", visible=True, weight=0)
def check_dataset_of_the_notebook(student, reference):
    """For the three cats of the notebook the length, the rows and the texts are right."""
    numbers = [[4.5, 3], [2.0, 1], [6.25, 12]]
    texts = ["a quiet cat", "a kitten", "an old, grumpy cat"]
    names = ["weight", "age"]
    _agree_on_items(student, numbers, texts, [0, 1, 2], names=names, length=True, dtype=True)


@check("TableTextDataset", weight=2)
def check_dataset_items(student, reference, rng):
    """For files of other sizes the length, every row and every text are right."""
    for rows, columns in ((7, 3), (5, 6), (2, 4)):
        numbers, texts = _numbers(rng, rows, columns), _texts(rng, rows)
        _agree_on_items(student, numbers, texts, _shuffled(rng, rows), length=True)


@check("TableTextDataset")
def check_dataset_with_years_for_names(student, reference, rng):
    """The first line of the table is never data, even where the columns are called 2021, 2022."""
    first = rng.integer(1990, 2021)
    numbers, texts = _numbers(rng, 4, 3), _texts(rng, 4)
    years = [str(first + k) for k in range(3)]
    _agree_on_items(student, numbers, texts, _shuffled(rng, 4), names=years)


@check("TableTextDataset")
def check_dataset_of_whole_numbers(student, reference, rng):
    """Every row is a float32 tensor, even where the whole table holds whole numbers."""
    for numbers in (rng.integers(-50, 50, (5, 3)).tolist(), _numbers(rng, 5, 3)):
        _agree_on_items(student, numbers, _texts(rng, 5), _shuffled(rng, 5), dtype=True)


@check("TableTextDataset")
def check_dataset_of_one(student, reference, rng):
    """A single row, and a single column, still make rows with one dimension."""
    for rows, columns in ((1, 4), (6, 1), (1, 1)):
        numbers, texts = _numbers(rng, rows, columns), _texts(rng, rows)
        _agree_on_items(student, numbers, texts, _shuffled(rng, rows))


@check("TableTextDataset")
def check_dataset_keeps_the_text(student, reference, rng):
    """Texts are as in the file: spaces, tabs, commas, quotes, blank lines, letters like é or 中."""
    code = rng.integer(100, 1000)
    texts = [f"  two spaces, {code}", "", f'"quoted" {code}', "\ta tab, a space ", "中文 é ß", ""]
    texts = [texts[k] for k in _shuffled(rng, 6)] + [f"{code} boxes, one ox"]
    _agree_on_items(student, _numbers(rng, 7, 2), texts, list(range(7)))


@check("TableTextDataset")
def check_dataset_without_a_last_newline(student, reference, rng):
    """Where the text file does not end with a newline, its last line is complete all the same."""
    numbers, texts = _numbers(rng, 4, 3), _texts(rng, 4)
    _agree_on_items(student, numbers, texts, [3, 0], lines="\n".join(texts))


@check("TableTextDataset")
def check_dataset_from_the_end(student, reference, rng):
    """Negative indices count from the end, down to the first item."""
    numbers, texts = _numbers(rng, 5, 3), _texts(rng, 5)
    _agree_on_items(student, numbers, texts, [-1, -3, -5])


@check("TableTextDataset")
def check_dataset_has_an_end(student, reference, rng):
    """Beyond either end there is an IndexError, so a loop over the items stops."""
    rows = rng.integer(4, 9)
    files = _table(_numbers(rng, rows, 3)), _lines(texts := _texts(rng, rows))
    beyond = [rows, rows + 1, -rows - 1, 3 * rows, -3 * rows]
    expected = {f"item {index}": "IndexError" for index in beyond}
    agree(student.run(_beyond, *files, beyond), {**expected, "texts in a loop": texts})


@check("TableTextDataset")
def check_dataset_compares_lengths(student, reference, rng):
    """More rows than texts, or more texts than rows: an exception when the dataset is made."""
    # All are asked, whatever the first says: which of them are accepted tells mistakes apart.
    replies = {}
    for rows, lines in ((5, 4), (4, 5), (6, 1), (1, 3), (4, 4)):
        files = _table(_numbers(rng, rows, 3)), _lines(_texts(rng, lines))
        replies[rows, lines] = student.run(_raises, *files)
    for (rows, lines), reply in replies.items():
        agree(reply, {"an exception": rows != lines})


@check("TableTextDataset", needs=[check_dataset_items])
def check_two_datasets(student, reference, rng):
    """Two datasets at the same time do not disturb each other."""
    first, second = _numbers(rng, 3, 2), _numbers(rng, 5, 4)
    texts, others = _texts(rng, 3), _texts(rng, 5)
    files = _table(first), _lines(texts), _table(second), _lines(others)
    reply = student.run(_two_in_turn, *files)
    expected = {"lengths": [3, 5]}
    for name, numbers, text in (("first[0]", first, texts), ("second[0]", second, others)):
        row, _ = reply.value[name]
        goal = torch.tensor(numbers[0], dtype=torch.float32)
        expected[name] = [_as_it_came(row, goal), text[0]]
    agree(reply, expected)


# make_loader: an item of these datasets is a number, and who fetched it.


@probe
def _epochs(ns, count, batch_size, shuffle, seed, epochs):
    from torch.utils.data import Dataset, get_worker_info

    class Numbers(Dataset):
        def __len__(self):
            return count

        def __getitem__(self, index):
            if not 0 <= index < count:
                raise IndexError(index)
            return index, get_worker_info() is not None

    generator = torch.Generator().manual_seed(seed)
    loader = ns.make_loader(Numbers(), batch_size, shuffle, generator)
    seen, helped = [], False
    for _ in range(epochs):
        seen.append([])
        for numbers, by_a_worker in loader:
            seen[-1].append(numbers.tolist())
            helped |= bool(by_a_worker.any())
    named = {f"batches of epoch {k}": batches for k, batches in enumerate(seen)}
    return {**named, "a worker took part": helped}


@probe
def _epochs_with_workers(ns, count, batch_size, shuffle, seed, workers):
    import multiprocessing

    from torch.utils.data import Dataset, get_worker_info

    class Numbers(Dataset):
        def __len__(self):
            return count

        def __getitem__(self, index):
            if not 0 <= index < count:
                raise IndexError(index)
            worker = get_worker_info()
            return index, -1 if worker is None else worker.id

    generator = torch.Generator().manual_seed(seed)
    loader = ns.make_loader(
        Numbers(), batch_size=batch_size, shuffle=shuffle, generator=generator, num_workers=workers
    )
    batches, ids = [], set()
    # Only a fork can see a class of this probe, and not every process forks by default.
    usual = multiprocessing.get_start_method()
    multiprocessing.set_start_method("fork", force=True)
    try:
        for numbers, who in loader:
            batches.append(numbers.tolist())
            ids.update(who.tolist())
    except RuntimeError as error:
        if "DataLoader worker (pid" in str(error):
            raise ChildProcessError("a worker of the loader ended before it was done") from None
        raise
    finally:
        multiprocessing.set_start_method(usual, force=True)
    return {"batches": batches, "workers": sorted(ids)}


@probe
def _orders(ns, count, seeds, global_seeds):
    orders = []
    for seed, global_seed in zip(seeds, global_seeds, strict=True):
        torch.manual_seed(global_seed)
        loader = ns.make_loader(range(count), 4, True, torch.Generator().manual_seed(seed))
        orders.append([number for _ in range(2) for batch in loader for number in batch.tolist()])
    return {"orders": orders}


@probe
def _batches_of_pairs(ns, rows, texts, batch_size):
    pairs = list(zip(rows, texts, strict=True))
    loader = ns.make_loader(pairs, batch_size, False, torch.Generator())
    return {"batches": [[rows, list(texts)] for rows, texts in loader]}


def _batches_by_epoch(reply, epochs):
    return [reply.value[f"batches of epoch {k}"] for k in range(epochs)]


def _cut(items, size):
    return [items[start : start + size] for start in range(0, len(items), size)]


def _seed(rng):
    return rng.integer(0, 2**40)


@check("make_loader", visible=True, weight=0)
def check_loader_of_the_notes(student, reference):
    """70 items in batches of 32, in order: 32, 32 and 6."""
    expected = {"batches of epoch 0": _cut(list(range(70)), 32), "a worker took part": False}
    agree(student.run(_epochs, 70, 32, False, 0, 1), expected)


@check("make_loader")
def check_loader_in_order(student, reference, rng):
    """Without shuffling, two epochs bring all items in order, the short last batch too."""
    for count, size in ((7, 3), (6, 2), (5, 8), (4, 1), (1, 1)):
        batches = _cut(list(range(count)), size)
        epochs = {"batches of epoch 0": batches, "batches of epoch 1": batches}
        expected = {**epochs, "a worker took part": False}
        agree(student.run(_epochs, count, size, False, _seed(rng), 2), expected)


@check("make_loader")
def check_loader_of_pairs(student, reference, rng):
    """Items that are pairs of a row and a text make batches of a table and a list of texts."""
    for dtype in (torch.float32, torch.float64):
        rows, texts = rng.normal(7, 3, dtype=dtype), _texts(rng, 7)
        expected = [[rows[:4], texts[:4]], [rows[4:], texts[4:]]]
        agree(student.run(_batches_of_pairs, rows, texts, 4), {"batches": expected})


@check("make_loader", weight=2)
def check_loader_shuffled(student, reference, rng):
    """With shuffling, each epoch brings each item exactly once, and the last batch is kept."""
    for count, size in ((23, 5), (12, 4), (3, 7)):
        reply = student.run(_epochs, count, size, True, _seed(rng), 3)
        epochs = _batches_by_epoch(reply, 3)
        sizes = [[len(batch) for batch in epoch] for epoch in epochs]
        items = [sorted(item for batch in epoch for item in batch) for epoch in epochs]
        right_sizes = [len(batch) for batch in _cut(list(range(count)), size)]
        require(items == [list(range(count))] * 3, "An item is missing or comes twice.", reply)
        require(sizes == [right_sizes] * 3, "The batches have other sizes than asked for.", reply)


@check("make_loader")
def check_loader_orders_come_from_the_generator(student, reference, rng):
    """Equal generators give equal orders, other generators others, whatever the global one does."""
    one, other = _seed(rng), _seed(rng)
    global_seeds = [_seed(rng) for _ in range(3)]
    reply = student.run(_orders, 30, [one, one, other], global_seeds)
    first, again, another = reply.value["orders"]
    require(first == again, "Equal generators gave two different orders.", reply)
    # By chance: 1 in 30! squared.
    require(first != another, "Two different generators gave the same order.", reply)
    require(first[:30] != list(range(30)), "With shuffle=True the items came in order.", reply)


@check("make_loader")
def check_loader_takes_every_order(student, reference, rng):
    """Each epoch has an order of its own: over many epochs, three items come in all six orders."""
    # Some order is missing with probability below 6 · (5/6)^150 < 1e-11.
    reply = student.run(_epochs, 3, 3, True, _seed(rng), 150)
    epochs = _batches_by_epoch(reply, 150)
    orders = {tuple(item for batch in epoch for item in batch) for epoch in epochs}
    require(len(orders) == 6, f"{len(orders)} of the six orders came up in 150 epochs.", reply)


@check("make_loader", weight=2)
def check_loader_with_workers(student, reference, rng):
    """With num_workers=2, two other processes fetch the items, and each item comes once."""
    count = 4 * rng.integer(2, 4) + rng.integer(1, 4)  # the last batch is short
    reply = student.run(_epochs_with_workers, count, 4, True, _seed(rng), 2)
    batches, workers = reply.value["batches"], reply.value["workers"]
    require(workers == [0, 1], "The items were not fetched by two workers.", reply)
    sizes = [len(batch) for batch in _cut(list(range(count)), 4)]
    require([len(b) for b in batches] == sizes, "The batches have other sizes.", reply)
    items = sorted(item for batch in batches for item in batch)
    require(items == list(range(count)), "An item is missing or comes twice.", reply)


# split


@probe
def _parts(ns, items, held_out, seeds, global_seeds):
    splits = []
    for seed, global_seed in zip(seeds, global_seeds, strict=True):
        torch.manual_seed(global_seed)
        training, test = ns.split(items, held_out, torch.Generator().manual_seed(seed))
        parts = [[part[k] for k in range(len(part))] for part in (training, test)]
        splits.append(dict(zip(("training", "test"), parts, strict=True)))
    return {"splits": splits}


@probe
def _choices(ns, count, held_out, seed, times):
    generator = torch.Generator().manual_seed(seed)
    tests = [ns.split(range(count), held_out, generator)[1] for _ in range(times)]
    return {"test sets": [sorted(test[k] for k in range(len(test))) for test in tests]}


@check("split", visible=True, weight=0)
def check_split_of_ten(student, reference):
    """Of ten items, seven are for training, the other three for the test."""
    reply = student.run(_parts, list(range(10)), 3, [1], [2])
    _require_a_split(reply, list(range(10)), 3)


def _require_a_split(reply, items, held_out):
    for parts in reply.value["splits"]:
        both = parts["training"] + parts["test"]
        require(len(parts["test"]) == held_out, "The test set has another size.", reply)
        require(len(both) == len(items), "Together the parts have another size.", reply)
        require(sorted(both) == sorted(items), "An item is missing or in both parts.", reply)


@check("split")
def check_split_is_complete(student, reference, rng):
    """Every item is in just one of the parts, and the test set has the size asked for."""
    for count, held_out in ((12, 5), (9, 1), (7, 6), (2, 1)):
        items = [f"{k}: {code}" for k, code in enumerate(rng.integers(0, 10**6, (count,)))]
        reply = student.run(_parts, items, held_out, [_seed(rng)], [_seed(rng)])
        _require_a_split(reply, items, held_out)


@check("split", weight=2)
def check_split_comes_from_the_generator(student, reference, rng):
    """Equal generators make equal splits, other generators others."""
    items, one, other = list(range(40)), _seed(rng), _seed(rng)
    reply = student.run(_parts, items, 17, [one, one, other], [_seed(rng) for _ in range(3)])
    _require_a_split(reply, items, 17)
    first, again, another = (sorted(parts["test"]) for parts in reply.value["splits"])
    require(first == again, "Equal generators gave two different splits.", reply)
    # By chance: 1 in (40 over 17), below 2e-11.
    require(first != another, "Two different generators gave the same split.", reply)


@check("split")
def check_split_makes_every_choice(student, reference, rng):
    """Over many splits of four items, every pair is held out at some time."""
    # Some pair is missing with probability below 6 · (5/6)^150 < 1e-11.
    reply = student.run(_choices, 4, 2, _seed(rng), 150)
    pairs = {tuple(test) for test in reply.value["test sets"]}
    require(len(pairs) == 6, f"{len(pairs)} of the six pairs came up in 150 splits.", reply)


# class_balance and column_means


@probe
def _balance(ns, batches):
    return dict(ns.class_balance(batches))


@probe
def _measured_by_a_loader(ns, name, rows, texts, batch_size):
    from torch.utils.data import DataLoader

    pairs = list(zip(rows, texts, strict=True))
    return getattr(ns, name)(DataLoader(pairs, batch_size=batch_size))


def _classes(rng, count):
    names = ("cat", "dog", "emu", "fox")
    return [names[k] for k in rng.integers(0, 4, (count,)).tolist()]


def _counted(texts):
    return {text: texts.count(text) for text in texts}


def _batches(rows, texts, sizes):
    """Cut as asked, in the containers that a DataLoader uses."""
    return [
        [part, tuple(names)]
        for part, names in zip(rows.split(sizes), _cut_at(texts, sizes), strict=True)
    ]


def _cut_at(items, sizes):
    rest = iter(items)
    return [[next(rest) for _ in range(size)] for size in sizes]


@check("class_balance", visible=True, weight=0)
def check_balance_of_the_notebook(student, reference):
    """Two cats and a dog, in two batches."""
    batches = _batches(torch.tensor([[1.0], [2.0], [6.0]]), ["cat", "dog", "cat"], [2, 1])
    agree(student.run(_balance, batches), {"cat": 2, "dog": 1})


@check("class_balance", weight=2)
def check_balance(student, reference, rng):
    """For batches of any sizes, each text is counted as often as it comes up."""
    for sizes in ([5, 5, 2], [1, 1, 1], [13], [3, 8, 1, 4], []):
        texts = _classes(rng, sum(sizes))
        batches = _batches(rng.normal(sum(sizes), 3), texts, sizes) if sizes else []
        agree(student.run(_balance, batches), _counted(texts))


@check("class_balance")
def check_balance_with_a_loader(student, reference, rng):
    """A real DataLoader, whose last batch is short, is counted right too."""
    texts = _classes(rng, 11)
    reply = student.run(_measured_by_a_loader, "class_balance", rng.normal(11, 2), texts, 4)
    agree(reply, _counted(texts))


@check("column_means", visible=True, weight=0)
def check_means_of_the_notebook(student, reference):
    """For the two batches of the notebook the means are 3 and 20."""
    rows = torch.tensor([[1.0, 10.0], [2.0, 20.0], [6.0, 30.0]])
    batches = _batches(rows, ["cat", "dog", "cat"], [2, 1])
    agree(student.call("column_means", batches), torch.tensor([3.0, 20.0]))


@check("column_means", weight=2)
def check_means(student, reference, rng):
    """For batches of any sizes, in both precisions, every row counts the same."""
    for sizes in ([5, 5, 2], [1, 7], [13], [3, 8, 1, 4], [1]):
        for dtype, columns in ((torch.float32, 4), (torch.float64, 1)):
            rows = rng.uniform(sum(sizes), columns, low=0.5, high=3.0, dtype=dtype)
            batches = _batches(rows, _classes(rng, len(rows)), sizes)
            agree(student.call("column_means", batches), rows.mean(dim=0))


@check("column_means")
def check_means_with_a_loader(student, reference, rng):
    """A real DataLoader, whose last batch is short, is measured right too."""
    rows = rng.uniform(11, 3, low=0.5, high=3.0)
    reply = student.run(_measured_by_a_loader, "column_means", rows, _classes(rng, 11), 4)
    agree(reply, rows.mean(dim=0))
