"""Checks of 01-tensors. The docstring of a check is the line a student reads.

Random results have no right values. They are judged by their distribution, and by what decides
which numbers come.
"""

import math

import numpy as np
import torch

from autograder.checks import agree, check, oracle, probe, require

FLOATS = (torch.float32, torch.float64)
SIZES = ((5, 3), (2, 7), (1, 4), (6, 1))
NUMPY_DTYPES = (np.float32, np.float64, np.int16, np.int32, np.int64, np.uint8, np.bool_)

# typed


def _list_with_fractions(rng, count):
    """Floats of both signs, with fractions below and above a half, and two whole numbers."""
    whole = rng.integers(100, 30_000, (count,)).double()
    fraction = torch.where(torch.arange(count) % 2 == 0, 0.2, 0.7)
    sign = torch.where(torch.arange(count) % 3 == 0, -1, 1)
    noise = rng.uniform(count, low=-0.1, high=0.1, dtype=torch.float64)
    return [*(sign * (whole + fraction + noise)).tolist(), rng.integer(2, 99), -rng.integer(2, 99)]


def _five(values):
    names = ("float32", "float64", "int16", "int32", "int64")
    return {name: torch.from_numpy(np.array(values).astype(name)) for name in names}


@check("typed", visible=True, weight=0)
def check_typed_of_the_notes(student, reference):
    """The numbers 5.5 and 3 in all five dtypes."""
    values = [5.5, 3]
    agree(student.call("typed", values), reference.call("typed", values))


@check("typed", weight=2)
def check_typed(student, reference, rng):
    """For other numbers, in a row or in a table, all five tensors are right."""
    row = _list_with_fractions(rng, 11)
    table = [_list_with_fractions(rng, 3), _list_with_fractions(rng, 3)]
    for values in (row, table, rng.integers(-999, 999, (4,)).tolist()):
        agree(student.call("typed", values), _five(values))


@check("typed", needs=[check_typed])
def check_typed_digits(student, reference, rng):
    """No digit is lost: float64 holds exactly the numbers that were given."""
    values = _list_with_fractions(rng, 9)
    agree(student.call("typed", values), reference.call("typed", values), rtol=0.0, atol=0.0)


# uninitialized


@probe
def _form_of_uninitialized(ns, rows, cols):
    table = ns.uninitialized(rows, cols)
    is_tensor = isinstance(table, torch.Tensor)
    return {"the table": torch.zeros_like(table) if is_tensor else table}


@check("uninitialized")
def check_uninitialized(student, reference):
    """The table has the rows and columns that were asked for, and is float32."""
    for size in SIZES:
        form = _form_of_uninitialized
        agree(student.run(form, *size), reference.run(form, *size))


# long_zeros, long_ones and long_eye


def _check_table(student, reference, rng, name):
    for size in (*SIZES, (rng.integer(8, 12), rng.integer(12, 16))):
        agree(student.call(name, *size), reference.call(name, *size))


@check("long_zeros")
def check_long_zeros(student, reference, rng):
    """For tables of five sizes: int64, and 0 everywhere."""
    _check_table(student, reference, rng, "long_zeros")


@check("long_ones")
def check_long_ones(student, reference, rng):
    """For tables of five sizes: int64, and 1 everywhere."""
    _check_table(student, reference, rng, "long_ones")


@check("long_eye", visible=True, weight=0)
def check_long_eye_of_the_notes(student, reference):
    """For 5 rows and 3 columns the ones are where they should be."""
    agree(student.call("long_eye", 5, 3), reference.call("long_eye", 5, 3))


@check("long_eye")
def check_long_eye(student, reference, rng):
    """Upright, lying and square: int64, 1 on the diagonal and 0 elsewhere."""
    for size in (*SIZES, (4, 4), (rng.integer(4, 9), rng.integer(9, 14))):
        expected = (torch.arange(size[0])[:, None] == torch.arange(size[1])).long()
        agree(student.call("long_eye", *size), expected)


# uniform and normal

MANY = 199, 201
FALSE_ALARM = 1e-10


def _follows(drawn, count, distribution):
    """Whether these are ``count`` numbers of a distribution, by Kolmogorov's distance.

    The distance is the widest gap between two shares: of the numbers up to t, and the one that
    the distribution gives. For independent numbers it passes d with a probability of at most
    2·exp(-2·count·d²), whatever the distribution (Dvoretzky, Kiefer, Wolfowitz; Massart). With
    FALSE_ALARM = 1e-10 that allows 0.017 for 199·201 numbers and 0.081 for 1800. Uniform and
    normal numbers are 0.5 apart. NaN fails: its distance is not small.
    """
    if not isinstance(drawn, torch.Tensor) or drawn.numel() != count:
        return False
    shares = distribution(drawn.double().flatten().sort().values)
    steps = torch.linspace(0, 1, count + 1, dtype=torch.float64)
    distance = torch.cat([shares - steps[:-1], steps[1:] - shares]).max()
    return bool(distance <= math.sqrt(math.log(2 / FALSE_ALARM) / (2 * count)))


def _uniform_share(t):
    return t.clamp(0, 1)


def _fills_the_unit_interval(drawn):
    """All in [0, 1], up to its ends: of 199·201 numbers none within 1e-3 of an end has the
    probability 0.999^39999 = 4e-18."""
    low, high = float(drawn.min()), float(drawn.max())
    return 0 <= low < 1e-3 and 1 - 1e-3 < high <= 1


def _varied(drawn):
    """Hardly a number twice. A float32 has 2^24 steps in [0, 1): 199·201 fair draws share some
    48 values with an earlier one, and 4000 with no probability worth writing down."""
    return len(drawn.unique()) > 0.9 * drawn.numel()


@probe
def _form_of_a_draw(ns, name, rows, cols, seed):
    table = getattr(ns, name)(rows, cols, torch.Generator().manual_seed(seed))
    is_tensor = isinstance(table, torch.Tensor)
    return {"the table": torch.zeros_like(table) if is_tensor else table}


@probe
def _draw(ns, name, rows, cols, seed):
    return getattr(ns, name)(rows, cols, torch.Generator().manual_seed(seed))


@probe
def _small_draws(ns, name, rows, cols, times, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.stack([getattr(ns, name)(rows, cols, generator) for _ in range(times)])


@probe
def _draw_under_other_skies(ns, name, rows, cols, seed, used, global_seed):
    import random

    import numpy

    def draw():
        generator = torch.Generator().manual_seed(seed)
        torch.rand(used, generator=generator)
        return getattr(ns, name)(rows, cols, generator).clone()

    first = draw()
    torch.default_generator.manual_seed(global_seed)
    numpy.random.seed(global_seed)
    random.seed(global_seed)
    return {"first": first, "again": draw()}


@probe
def _global_numbers_afterwards(ns, name, rows, cols, seed):
    getattr(ns, name)(rows, cols, torch.Generator().manual_seed(seed))
    return {"a global random number afterwards": torch.rand(1)}


@probe
def _draws_from_other_states(ns, name, rows, cols, seed, other_seed):
    def draw(seed, used):
        generator = torch.Generator().manual_seed(seed)
        torch.rand(used, generator=generator)
        return getattr(ns, name)(rows, cols, generator).clone()

    return [draw(seed, 0), draw(seed, 5), draw(other_seed, 0)]


def _seed(rng):
    return rng.integer(1, 2**40)


def _check_form(student, reference, rng, name):
    for size in SIZES:
        question = name, *size, _seed(rng)
        agree(student.run(_form_of_a_draw, *question), reference.run(_form_of_a_draw, *question))


def _table(drawn, rows, cols):
    """Whether this can be a table of that many random numbers. All draws here are of 18 to 40
    numbers: that two values come up twice in one of them has a probability below 1e-9."""
    right = isinstance(drawn, torch.Tensor) and drawn.numel() == rows * cols
    return right and not bool(drawn.isnan().any()) and _varied(drawn)


def _equal(one, other):
    return one.shape == other.shape and bool((one == other).all())


def _check_same_state(student, reference, rng, name):
    size = rng.integer(3, 6), rng.integer(6, 9)
    reply = student.run(
        _draw_under_other_skies, name, *size, _seed(rng), rng.integer(0, 9), _seed(rng) % 2**32
    )
    drawn = reply.value
    sentence = "Two generators in the same state did not give the same table of random numbers."
    tables = all(_table(table, *size) for table in drawn.values())
    require(tables and _equal(drawn["first"], drawn["again"]), sentence, reply)
    question = name, *size, _seed(rng)
    afterwards = _global_numbers_afterwards
    agree(student.run(afterwards, *question), reference.run(afterwards, *question))


def _check_other_states(student, rng, name):
    size = 4, 5
    reply = student.run(_draws_from_other_states, name, *size, _seed(rng), _seed(rng))
    start, later, elsewhere = reply.value
    tables = all(_table(table, *size) for table in reply.value)
    apart = tables and not _equal(start, later) and not _equal(start, elsewhere)
    require(apart, "Generators in different states did not give different tables.", reply)


def _check_small_draws(student, rng, name, share, distribution):
    rows, cols, times = 2, 3, 300
    reply = student.run(_small_draws, name, rows, cols, times, _seed(rng))
    drawn = reply.value
    tables = f"{times} tables of {rows} by {cols} drawn one after the other from one generator: "
    sentence = tables + "the same numbers come again and again. Does each call move it on?"
    repeats = isinstance(drawn, torch.Tensor) and not _varied(drawn)
    require(not repeats, sentence, reply)
    sentence = tables + f"together their numbers are not {distribution}."
    require(_follows(drawn, rows * cols * times, share), sentence, reply)


@check("uniform")
def check_uniform_form(student, reference, rng):
    """The table has the rows and columns that were asked for, and is float32."""
    _check_form(student, reference, rng, "uniform")


@check("uniform", weight=2)
def check_uniform_distribution(student, reference, rng):
    """Forty thousand numbers are spread evenly over the whole of [0, 1)."""
    reply = student.run(_draw, "uniform", *MANY, _seed(rng))
    drawn = reply.value
    right = _follows(drawn, math.prod(MANY), _uniform_share)
    right = right and _fills_the_unit_interval(drawn) and _varied(drawn)
    require(right, "The numbers are not spread evenly over [0, 1).", reply)


@check("uniform")
def check_uniform_small_tables(student, reference, rng):
    """Many small tables from one generator are, taken together, evenly spread as well."""
    _check_small_draws(student, rng, "uniform", _uniform_share, "spread evenly over [0, 1)")


@check("uniform")
def check_uniform_same_state(student, reference, rng):
    """The same state gives the same numbers, whatever else is drawn in the world."""
    _check_same_state(student, reference, rng, "uniform")


@check("uniform")
def check_uniform_other_states(student, reference, rng):
    """Another state of the generator gives other numbers."""
    _check_other_states(student, rng, "uniform")


@check("normal")
def check_normal_form(student, reference, rng):
    """The table has the rows and columns that were asked for, and is float32."""
    _check_form(student, reference, rng, "normal")


@check("normal", weight=2)
def check_normal_distribution(student, reference, rng):
    """Forty thousand numbers have the shape of the bell, with mean 0 and standard deviation 1."""
    reply = student.run(_draw, "normal", *MANY, _seed(rng))
    drawn = reply.value
    right = _follows(drawn, math.prod(MANY), torch.special.ndtr) and _varied(drawn)
    require(right, "The numbers are not those of the standard normal distribution.", reply)


@check("normal")
def check_normal_small_tables(student, reference, rng):
    """Many small tables from one generator make, taken together, a bell as well."""
    bell = "those of the standard normal distribution"
    _check_small_draws(student, rng, "normal", torch.special.ndtr, bell)


@check("normal")
def check_normal_same_state(student, reference, rng):
    """The same state gives the same numbers, whatever else is drawn in the world."""
    _check_same_state(student, reference, rng, "normal")


@check("normal")
def check_normal_other_states(student, reference, rng):
    """Another state of the generator gives other numbers."""
    _check_other_states(student, rng, "normal")


# random_like


@probe
def _form_of_random_like(ns, x):
    table = ns.random_like(x)
    is_tensor = isinstance(table, torch.Tensor)
    return {"the result": torch.zeros_like(table) if is_tensor else table}


@probe
def _two_of_random_like(ns, x):
    return [ns.random_like(x).clone(), ns.random_like(x)]


@check("random_like")
def check_random_like_distribution(student, reference, rng):
    """The numbers are standard normal, and new ones come at each call."""
    x = rng.uniform(*MANY, low=2.0, high=3.0)
    reply = student.run(_two_of_random_like, x)
    first, second = reply.value
    right = all(_follows(d, math.prod(MANY), torch.special.ndtr) for d in (first, second))
    right = right and _varied(torch.stack([first, second]))
    sentence = "The numbers of two calls are not new ones of the standard normal distribution."
    require(right, sentence, reply)
    agree(reply, [first, second])


@check("random_like", needs=[check_random_like_distribution])
def check_random_like_form(student, reference, rng):
    """The result has the shape and dtype of x, for every number of dimensions."""
    for shape in ((), (7,), (3, 5), (2, 3, 4)):
        for dtype in FLOATS:
            x = rng.normal(*shape, dtype=dtype)
            agree(student.run(_form_of_random_like, x), reference.run(_form_of_random_like, x))


@check("random_like", needs=[check_random_like_form])
def check_random_like_device(student, reference, rng):
    """The result lives on the device of x."""
    x = rng.normal(3, 5, dtype=torch.float64).to("meta")
    agree(student.call("random_like", x), reference.call("random_like", x))


# from_list


@check("from_list", visible=True, weight=0)
def check_from_list_of_the_notes(student, reference):
    """The list [5.5, 3]."""
    agree(student.call("from_list", [5.5, 3]), reference.call("from_list", [5.5, 3]))


@check("from_list")
def check_from_list(student, reference, rng):
    """Values, shape and dtype are right for rows and tables, of floats, of ints, of both."""
    whole = rng.integers(-999, 999, (3, 5))
    floats = rng.normal(2, 4, dtype=torch.float64).tolist()
    both = [rng.integer(1, 9), *floats[0]]
    for values in (floats, floats[0], whole.tolist(), whole[0].tolist(), both, [2.0], [7]):
        agree(student.call("from_list", values), reference.call("from_list", values))


# from_array and copy_array


def _arrays(rng, shape):
    """For each dtype three arrays that differ in every entry: the first, and two to write."""
    for dtype in NUMPY_DTYPES:
        first = rng.integers(0, 100, shape).numpy()
        others = (first + 100, first + 28)
        if dtype is np.bool_:
            first, others = first % 2, (1 - first % 2, first % 2)
        yield [np.asarray(one).astype(dtype) for one in (first, *others)]


@probe
def _writes_on_both_sides(ns, name, given, from_numpy, from_torch):
    array = given.copy()
    tensor = getattr(ns, name)(array)
    seen = {"the tensor": tensor.clone()}
    array[...] = from_numpy
    seen["the tensor after a write to the array"] = tensor.clone()
    tensor.copy_(torch.tensor(from_torch))
    seen["the array after a write to the tensor"] = array.copy()
    return seen


@probe
def _writes_to_a_view(ns, name, kind, array, from_numpy, from_torch):
    large = array.copy()
    views = {
        "transposed": lambda a: a.T,
        "every other row": lambda a: a[::2],
        "the right-hand part": lambda a: a[:, 2:],
    }
    view = views[kind]
    tensor = getattr(ns, name)(view(large))
    seen = {f"the tensor ({kind})": tensor.clone()}
    view(large)[...] = view(from_numpy)
    seen[f"the tensor after a write to the array ({kind})"] = tensor.clone()
    tensor.copy_(torch.tensor(view(from_torch)))
    seen[f"the array after a write to the tensor ({kind})"] = large
    return seen


VIEWS = ("transposed", "every other row", "the right-hand part")


def _check_arrays(student, reference, rng, name):
    for shape in ((3, 5), (7,), (2, 3, 4)):
        for arrays in _arrays(rng, shape):
            question = name, *arrays
            expected = reference.run(_writes_on_both_sides, *question)
            agree(student.run(_writes_on_both_sides, *question), expected)


def _check_views_of_arrays(student, reference, rng, name):
    for kind, arrays in zip(VIEWS, _arrays(rng, (5, 6)), strict=False):
        question = name, kind, *arrays
        expected = reference.run(_writes_to_a_view, *question)
        agree(student.run(_writes_to_a_view, *question), expected)


@check("from_array", visible=True, weight=0)
def check_from_array_of_the_notes(student, reference):
    """For np.ones(5): the dtype stays, and writes show on both sides."""
    question = "from_array", np.ones(5), np.full(5, 2.0), np.full(5, 3.0)
    expected = reference.run(_writes_on_both_sides, *question)
    agree(student.run(_writes_on_both_sides, *question), expected)


@check("from_array", weight=2)
def check_from_array(student, reference, rng):
    """For other shapes and seven dtypes: same values, and writes show on both sides."""
    _check_arrays(student, reference, rng, "from_array")


@check("from_array")
def check_from_array_of_views(student, reference, rng):
    """A transposed array, or a part of a larger one: writes show on both sides as well."""
    _check_views_of_arrays(student, reference, rng, "from_array")


@check("copy_array", weight=2)
def check_copy_array(student, reference, rng):
    """For other shapes and seven dtypes: same values, and no write shows on the other side."""
    _check_arrays(student, reference, rng, "copy_array")


@check("copy_array")
def check_copy_array_of_views(student, reference, rng):
    """A transposed array, or a part of a larger one, is copied as well."""
    _check_views_of_arrays(student, reference, rng, "copy_array")


# to_array


@probe
def _array_of_a_view(ns, x):
    return [ns.to_array(x.t()), ns.to_array(x[:, ::2]), ns.to_array(x[1])]


@probe
def _array_of_tracked(ns, x):
    array = ns.to_array(x)
    return {"the array": array, "x.requires_grad": x.requires_grad}


@probe
def _array_of_a_result(ns, x):
    result = x * 2
    array = ns.to_array(result)
    still = result.requires_grad
    return {"the array": array, "x.requires_grad": still}


@check("to_array")
def check_to_array(student, reference, rng):
    """For plain tensors of seven dtypes the array has the same shape, dtype and values."""
    for shape in ((3, 5), (7,), (), (2, 3, 4)):
        for array, _, _ in _arrays(rng, shape):
            agree(student.call("to_array", torch.tensor(array)), array)


@check("to_array")
def check_to_array_of_views(student, reference, rng):
    """A transposed tensor, or a part of a larger one, becomes an array of just its numbers."""
    for dtype in FLOATS:
        x = rng.normal(4, 7, dtype=dtype)
        agree(student.run(_array_of_a_view, x), reference.run(_array_of_a_view, x))


@check("to_array", weight=2)
def check_to_array_of_tracked(student, reference, rng):
    """A tensor that requires a gradient becomes an array too, and still requires it afterwards."""
    for dtype in FLOATS:
        for question in (_array_of_tracked, _array_of_a_result):
            x = rng.normal(3, 5, dtype=dtype).requires_grad_()
            agree(student.run(question, x), reference.run(question, x), rtol=0.0, atol=0.0)


# shape_facts


@probe
def _facts(ns, x):
    import operator

    facts = dict(ns.shape_facts(x))
    for name in set(facts) - {"shape"}:
        # A NumPy integer, or a tensor of one whole number, is a whole number too.
        facts[name] = operator.index(facts[name])
    return facts


@oracle
def _facts_of(shape):
    return {
        "shape": tuple(shape),
        "first": shape[0],
        "last": shape[-1],
        "dimensions": len(shape),
        "elements": math.prod(shape),
    }


@check("shape_facts", visible=True, weight=0)
def check_shape_facts_of_the_notes(student, reference):
    """The facts of a 5 by 3 table."""
    agree(student.run(_facts, torch.zeros(5, 3)), _facts_of((5, 3)))


@check("shape_facts", weight=2)
def check_shape_facts(student, reference, rng):
    """The facts are right for other tables."""
    for _ in range(3):
        shape = rng.integer(2, 5), rng.integer(5, 9)
        agree(student.run(_facts, torch.zeros(shape)), _facts_of(shape))


@check("shape_facts")
def check_shape_facts_of_any_dimensions(student, reference, rng):
    """The facts are right for three, four and one dimensions, and where a size is 0."""
    three = rng.integer(2, 4), rng.integer(4, 6), rng.integer(6, 9)
    for shape in (three, (*three, 10), (rng.integer(5, 12),), (3, 0)):
        agree(student.run(_facts, torch.zeros(shape)), _facts_of(shape))


# scalar


@check("scalar", weight=2)
def check_scalar(student, reference, rng):
    """One element comes out as a Python number of the right kind, whatever the shape."""
    number = rng.normal(1)
    whole = rng.integers(2, 1000, (1,))
    kinds = number, number.double(), whole, -whole, torch.zeros(1), torch.tensor([1])
    for shape in ((), (1,), (1, 1), (1, 1, 1)):
        for one in kinds:
            agree(student.call("scalar", one.reshape(shape)), one.tolist()[0])


@check("scalar", needs=[check_scalar])
def check_scalar_refuses(student, reference, rng):
    """For a tensor of several elements, or of none, there is an error."""
    for shape in ((2,), (1, 3), (3, 1), (2, 2), (0,), (1, 0)):
        x = rng.normal(*shape)
        agree(student.call("scalar", x), reference.call("scalar", x), raises=True)
