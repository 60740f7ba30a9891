"""Checks of 02-operations. The docstring of a check is the line a student reads.

Expected values are worked out here from the definitions. Where a result goes is seen by writing
on one side and looking at the other.
"""

import math

import torch

from autograder.checks import agree, check, probe

FLOATS = (torch.float32, torch.float64)
DTYPES = (*FLOATS, torch.int64)
SHAPES = ((), (1,), (7,), (3, 5), (2, 3, 4))
WITH_DIMENSIONS = SHAPES[1:]
"""An out or y without dimensions cannot be filled with ``y[:] = ...``."""


def _numbers(rng, shape, dtype=torch.float32):
    """Numbers of both signs and of middling size, none of them 0."""
    distance = rng.uniform(*shape, 1, low=1.0, high=9.0, dtype=torch.float64).squeeze(-1)
    sign = 2 * rng.integers(0, 2, shape) - 1
    return (distance * sign).to(dtype)


# absolute


@probe
def _absolute_of_a_transposed(ns, x):
    return ns.absolute(x.t())


@check("absolute")
def check_absolute(student, reference, rng):
    """For any shape, with and without a point: every entry has lost its minus sign."""
    for shape in SHAPES:
        for dtype in DTYPES:
            x = _numbers(rng, shape, dtype)
            agree(student.call("absolute", x), torch.where(x < 0, -x, x))
    zeros_and_all = torch.tensor([-2.5, 0.0, -0.0, 2.5])
    reply = student.call("absolute", zeros_and_all)
    agree(reply, torch.tensor([2.5, 0.0, 0.0, 2.5]))
    x = _numbers(rng, (3, 5))
    reply = student.run(_absolute_of_a_transposed, x)
    agree(reply, reference.run(_absolute_of_a_transposed, x))


# add


@check("add")
def check_add(student, reference, rng):
    """For any shape, with and without a point, the sum is right and both summands stay."""
    for shape in SHAPES:
        for dtype in DTYPES:
            x, y = _numbers(rng, shape, dtype), _numbers(rng, shape, dtype)
            agree(student.call("add", x, y), reference.call("add", x, y))


# add_out


@probe
def _added_out(ns, x, y, held):
    out = held.clone()
    memory = out.detach()
    ns.add_out(x, y, out)
    return {"the memory of out": memory}


@probe
def _added_out_into_a_part(ns, x, y, held):
    large = held.clone()
    ns.add_out(x, y, large[1:, ::2])
    return {"the tensor that out is a part of": large}


@probe
def _added_out_returns(ns, x, y, held):
    out = held.clone()
    returned = ns.add_out(x, y, out)
    seen = {"the result": returned.clone() if isinstance(returned, torch.Tensor) else returned}
    if isinstance(returned, torch.Tensor):
        returned.zero_()
    return {**seen, "out after a write to the result": out}


@check("add_out", visible=True, weight=0)
def check_add_out_of_the_notes(student, reference):
    """For two 5 by 3 tables and out = torch.empty(5, 3), whose memory happens to hold 7s."""
    x, y = torch.arange(15.0).reshape(5, 3), torch.full((5, 3), 0.5)
    agree(student.run(_added_out, x, y, torch.full((5, 3), 7.0)), {"the memory of out": x + y})


@check("add_out", weight=2)
def check_add_out_writes(student, reference, rng):
    """The sum is in the memory of the tensor that was given, whatever that held before."""
    for shape in WITH_DIMENSIONS:
        for dtype in DTYPES:
            question = [_numbers(rng, shape, dtype) for _ in range(3)]
            agree(student.run(_added_out, *question), reference.run(_added_out, *question))
    x, y = _numbers(rng, (3, 5)), _numbers(rng, (3, 5))
    held = torch.full((3, 5), math.nan)
    agree(student.run(_added_out, x, y, held), {"the memory of out": x + y})


@check("add_out", needs=[check_add_out_writes])
def check_add_out_into_a_part(student, reference, rng):
    """Where out is a part of a larger tensor, that part is written and nothing else."""
    x, y, held = (_numbers(rng, shape) for shape in ((3, 4), (3, 4), (4, 7)))
    expected = held.clone()
    expected[1:, ::2] = x + y
    reply = student.run(_added_out_into_a_part, x, y, held)
    agree(reply, {"the tensor that out is a part of": expected})


@check("add_out")
def check_add_out_returns(student, reference, rng):
    """What comes back holds the sum and is out: a write to it shows in out."""
    question = [_numbers(rng, (3, 5)) for _ in range(3)]
    agree(student.run(_added_out_returns, *question), reference.run(_added_out_returns, *question))


# add_in_place


@probe
def _added_in_place(ns, y, x):
    memory = y.detach()
    ns.add_in_place(y, x)
    return {"the memory of y": memory}


@probe
def _added_in_place_to_a_part(ns, held, x):
    large = held.clone()
    ns.add_in_place(large[1:, ::2], x)
    return {"the tensor that y is a part of": large}


@probe
def _added_in_place_returns(ns, y, x):
    returned = ns.add_in_place(y, x)
    seen = {"the result": returned.clone() if isinstance(returned, torch.Tensor) else returned}
    if isinstance(returned, torch.Tensor):
        returned.zero_()
    return {**seen, "y after a write to the result": y.clone()}


@check("add_in_place", visible=True, weight=0)
def check_add_in_place_of_the_notes(student, reference):
    """For two 5 by 3 tables: y has grown by x, and x is as it was."""
    question = torch.arange(15.0).reshape(5, 3), torch.full((5, 3), 0.5)
    agree(student.run(_added_in_place, *question), reference.run(_added_in_place, *question))


@check("add_in_place", weight=2)
def check_add_in_place_writes(student, reference, rng):
    """For other shapes and dtypes: the sum is in the memory of y, and x is as it was."""
    for shape in WITH_DIMENSIONS:
        for dtype in DTYPES:
            question = _numbers(rng, shape, dtype), _numbers(rng, shape, dtype)
            agree(
                student.run(_added_in_place, *question), reference.run(_added_in_place, *question)
            )


@check("add_in_place", needs=[check_add_in_place_writes])
def check_add_in_place_to_a_part(student, reference, rng):
    """Where y is a part of a larger tensor, that part is written and nothing else."""
    held, x = _numbers(rng, (4, 7)), _numbers(rng, (3, 4))
    expected = held.clone()
    expected[1:, ::2] += x
    reply = student.run(_added_in_place_to_a_part, held, x)
    agree(reply, {"the tensor that y is a part of": expected})


@check("add_in_place")
def check_add_in_place_returns(student, reference, rng):
    """What comes back holds the sum and is y: a write to it shows in y."""
    question = _numbers(rng, (3, 5)), _numbers(rng, (3, 5))
    returns = _added_in_place_returns
    agree(student.run(returns, *question), reference.run(returns, *question))


# arithmetic


@probe
def _four_results(ns, x, y):
    difference, product, quotient, power = ns.arithmetic(x.clone(), y.clone())
    return {"x minus y": difference, "x times y": product, "x / y": quotient, "x ** y": power}


@probe
def _one_of_four(ns, name, x, y):
    difference, product, quotient, power = ns.arithmetic(x.clone(), y.clone())
    four = {"x minus y": difference, "x times y": product, "x / y": quotient, "x ** y": power}
    return {name: four[name] if name == "x / y" else four[name].double()}


@probe
def _dtypes_of_three(ns, x, y):
    difference, product, _, power = ns.arithmetic(x.clone(), y.clone())
    three = {"x minus y": difference, "x times y": product, "x ** y": power}
    return {name: torch.empty(0, dtype=result.dtype) for name, result in three.items()}


@probe
def _x_and_y_afterwards(ns, x, y):
    given = {"x afterwards": x.clone(), "y afterwards": y.clone()}
    ns.arithmetic(*given.values())
    return given


def _entry_by_entry(x, y):
    """All four by Python's own arithmetic, one pair of numbers at a time."""
    pairs = list(zip(x.flatten().tolist(), y.flatten().tolist(), strict=True))
    quotient_dtype = x.dtype if x.is_floating_point() else torch.float32
    results = {
        "x minus y": [a - b for a, b in pairs],
        "x times y": [a * b for a, b in pairs],
        "x / y": [a / b for a, b in pairs],
        "x ** y": [a**b for a, b in pairs],
    }
    dtypes = dict.fromkeys(results, x.dtype) | {"x / y": quotient_dtype}
    return {
        name: torch.tensor(numbers, dtype=dtypes[name]).reshape(x.shape)
        for name, numbers in results.items()
    }


def _whole_numbers(rng):
    for shape in ((7,), (3, 5)):
        yield rng.integers(2, 9, shape), rng.integers(2, 6, shape)


def _check_one_of_four(student, rng, name):
    """With whole numbers, for which each operation gives something, also where another was meant.

    Only a quotient must be of the right dtype here; that the others stay whole is asked below.
    """
    for x, y in _whole_numbers(rng):
        result = _entry_by_entry(x, y)[name]
        expected = {name: result if name == "x / y" else result.double()}
        agree(student.run(_one_of_four, name, x, y), expected)


@check("arithmetic", visible=True, weight=0)
def check_arithmetic_of_whole_numbers_by_hand(student, reference):
    """For x = [7, 4] and y = [2, 3], whole numbers, all four results are right."""
    question = torch.tensor([7, 4]), torch.tensor([2, 3])
    agree(student.run(_four_results, *question), reference.run(_four_results, *question))


@check("arithmetic", weight=2)
def check_difference(student, rng):
    """For other whole numbers the difference is right."""
    _check_one_of_four(student, rng, "x minus y")


@check("arithmetic", weight=2)
def check_product(student, rng):
    """For other whole numbers the product is right."""
    _check_one_of_four(student, rng, "x times y")


@check("arithmetic", weight=2)
def check_quotient(student, rng):
    """For other whole numbers the quotient is right: float32, and not rounded."""
    _check_one_of_four(student, rng, "x / y")


@check("arithmetic", weight=2)
def check_power(student, rng):
    """For other whole numbers the power is right."""
    _check_one_of_four(student, rng, "x ** y")


@check("arithmetic")
def check_arithmetic_of_floats(student, rng):
    """For numbers with a point, y of both signs, all four results are right."""
    for shape in SHAPES:
        for dtype in FLOATS:
            x = _numbers(rng, shape, dtype).abs() + 0.5
            y = _numbers(rng, shape, dtype) / 3
            agree(student.run(_four_results, x, y), _entry_by_entry(x, y))


@check("arithmetic", needs=[check_product])
def check_arithmetic_stays_whole(student, rng):
    """Difference, product and power of whole numbers are of their dtype, int64."""
    for x, y in _whole_numbers(rng):
        nothing = torch.empty(0, dtype=torch.int64)
        expected = dict.fromkeys(("x minus y", "x times y", "x ** y"), nothing)
        agree(student.run(_dtypes_of_three, x, y), expected)


@check("arithmetic", needs=[check_product])
def check_arithmetic_leaves_x_and_y_alone(student, rng):
    """The two tensors that were given stay as they are."""
    for x, y in _whole_numbers(rng):
        expected = {"x afterwards": x, "y afterwards": y}
        agree(student.run(_x_and_y_afterwards, x, y), expected)


# matrix_product and matrix_vector


def _laid_along(a, b):
    """The matrix product by its definition: multiply pair by pair, and add up."""
    return (a[:, :, None] * b[None, :, :]).sum(dim=1)


@probe
def _product_of_transposed(ns, a, b):
    return ns.matrix_product(a.t(), b.t())


@probe
def _transposed_times_vector(ns, a, v):
    return ns.matrix_vector(a.t(), v[::2])


@check("matrix_product", visible=True, weight=0)
def check_matrix_product_by_hand(student, reference):
    """For the two 2 by 2 matrices worked out in the notebook."""
    question = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[5.0, 6.0], [7.0, 8.0]])
    agree(student.call("matrix_product", *question), reference.call("matrix_product", *question))


@check("matrix_product", weight=2)
def check_matrix_product(student, reference, rng):
    """For matrices of other sizes the product is right, in both precisions."""
    for n, k, m in ((3, 5, 4), (1, 6, 2), (4, 1, 3), (2, 3, 1), (12, 20, 7)):
        for dtype in FLOATS:
            a, b = _numbers(rng, (n, k), dtype), _numbers(rng, (k, m), dtype)
            agree(student.call("matrix_product", a, b), _laid_along(a, b))


@check("matrix_product")
def check_matrix_product_of_squares(student, reference, rng):
    """For square matrices, where any mix-up of rows and columns gives some result, it is right."""
    a, b = _numbers(rng, (4, 4)), _numbers(rng, (4, 4))
    agree(student.call("matrix_product", a, b), _laid_along(a, b))
    reply = student.run(_product_of_transposed, a, b)
    agree(reply, reference.run(_product_of_transposed, a, b))


@check("matrix_vector", weight=2)
def check_matrix_vector(student, reference, rng):
    """For matrices of other sizes the product is right, in both precisions."""
    for n, k in ((3, 5), (5, 3), (1, 4), (6, 1), (20, 12)):
        for dtype in FLOATS:
            a, v = _numbers(rng, (n, k), dtype), _numbers(rng, (k,), dtype)
            agree(student.call("matrix_vector", a, v), _laid_along(a, v[:, None])[:, 0])


@check("matrix_vector")
def check_matrix_vector_of_squares(student, reference, rng):
    """For a square matrix, where any mix-up of rows and columns gives some result, it is right."""
    a, v = _numbers(rng, (4, 4)), _numbers(rng, (4,))
    agree(student.call("matrix_vector", a, v), _laid_along(a, v[:, None])[:, 0])
    question = _numbers(rng, (4, 3)), _numbers(rng, (8,))
    expected = reference.run(_transposed_times_vector, *question)
    agree(student.run(_transposed_times_vector, *question), expected)


# clip


@probe
def _clip_of_a_transposed(ns, x, low, high):
    return ns.clip(x.t(), low, high)


def _pushed(x, low, high):
    """The definition: one number after the other."""
    low, high = -math.inf if low is None else low, math.inf if high is None else high
    pushed = [min(max(number, low), high) for number in x.flatten().tolist()]
    return torch.tensor(pushed, dtype=x.dtype).reshape(x.shape)


def _bounds(rng):
    """Two bounds, neither of them 0, with numbers of ``_numbers`` below, between and above."""
    return float(rng.uniform(1, low=-4.0, high=-2.0)), float(rng.uniform(1, low=2.0, high=4.0))


def _check_clip(student, rng, low, high):
    for shape in ((3, 5), (7,), (2, 3, 4), (), (1,)):
        for dtype in FLOATS:
            x = _numbers(rng, shape, dtype)
            agree(student.call("clip", x, low, high), _pushed(x, low, high))


@check("clip", visible=True, weight=0)
def check_clip_of_the_notes(student, reference):
    """With the bounds 0 and 1."""
    question = torch.tensor([[-2.0, -0.5, 0.0], [0.25, 1.0, 3.0]]), 0, 1
    agree(student.call("clip", *question), reference.call("clip", *question))


@check("clip", weight=2)
def check_clip_between_two_bounds(student, reference, rng):
    """With two bounds, also below 0, also equal ones, each entry is where it should be."""
    low, high = _bounds(rng)
    for bounds in ((low, high), (low - 3, low), (high, high + 3), (high, high)):
        _check_clip(student, rng, *bounds)


@check("clip")
def check_clip_without_a_bound(student, reference, rng):
    """Where a bound is None, there is no limit on that side."""
    low, high = _bounds(rng)
    for bounds in ((low, None), (high, None), (None, high), (None, low)):
        _check_clip(student, rng, *bounds)


@check("clip")
def check_clip_at_zero(student, reference, rng):
    """The number 0 is a bound like any other."""
    low, high = _bounds(rng)
    for bounds in ((0, None), (None, 0), (0, high), (low, 0), (0.0, None)):
        _check_clip(student, rng, *bounds)
    question = _numbers(rng, (3, 5)), 0, high
    expected = reference.run(_clip_of_a_transposed, *question)
    agree(student.run(_clip_of_a_transposed, *question), expected)


# views

TABLES = ((2, 12), (6, 4), (8, 1), (1, 24), (5, 8))


@probe
def _flat_and_eights(ns, x):
    flat, eights = ns.views(x)
    return {"flat": flat, "eights": eights}


@probe
def _writes_all_round(ns, given, number):
    large = given.clone()
    x = large[1:]
    flat, eights = ns.views(x)
    x[-1, 0] = number
    seen = {"flat after a write to x": flat.clone(), "eights after a write to x": eights.clone()}
    flat[1] = number + 1
    seen["x after a write to flat"] = large.clone()
    seen["eights after a write to flat"] = eights.clone()
    eights[0, 2] = number + 2
    seen["x after a write to eights"] = large.clone()
    seen["flat after a write to eights"] = flat.clone()
    return seen


@probe
def _views_of_a_transposed(ns, x):
    return ns.views(x.t())


@probe
def _views_of_some_columns(ns, x):
    return ns.views(x[:, 1:])


@check("views", visible=True, weight=0)
def check_views_of_the_notes(student, reference):
    """For a 4 by 4 tensor the views have the shapes (16,) and (2, 8), and the right entries."""
    x = torch.arange(16.0).reshape(4, 4)
    agree(student.run(_flat_and_eights, x), reference.run(_flat_and_eights, x))


@check("views")
def check_views(student, reference, rng):
    """For other sizes and dtypes both have the right shape, and the entries row after row."""
    for rows, cols in TABLES:
        for dtype in DTYPES:
            x = _numbers(rng, (rows, cols), dtype)
            entries = [entry for row in x.tolist() for entry in row]
            eights = [entries[start : start + 8] for start in range(0, len(entries), 8)]
            both = {"flat": entries, "eights": eights}
            expected = {name: torch.tensor(rows, dtype=dtype) for name, rows in both.items()}
            agree(student.run(_flat_and_eights, x), expected)


@check("views", weight=2)
def check_views_share_memory(student, reference, rng):
    """A write to x, to flat or to eights shows in the other two, and nowhere else."""
    for rows, cols in TABLES:
        question = _numbers(rng, (rows + 1, cols)), float(rng.uniform(1, low=20.0, high=30.0))
        agree(
            student.run(_writes_all_round, *question), reference.run(_writes_all_round, *question)
        )


@check("views", needs=[check_views])
def check_views_refuse_to_copy(student, reference, rng):
    """For a tensor that is not contiguous there is an error, and no quiet copy."""
    for question in (_views_of_a_transposed, _views_of_some_columns):
        x = _numbers(rng, (6, 5) if question is _views_of_some_columns else (4, 6))
        agree(student.run(question, x), reference.run(question, x), raises=True)
