"""Checks of 05-jacobian. The docstring of a check is the line a student reads.

Every expected value is worked out here on paper: Jacobians by the rules of calculus, the number
of doublings by a logarithm. None comes from the reference, so a mistake there fails its own checks.

A function cannot cross the boundary, so a probe makes it there from its formula.
"""

import math

import torch

from autograder.checks import agree, check, probe

FLOATS = (torch.float32, torch.float64)
NOTES_V = (0.1, 1.0, 0.0001)


# double_until


def _start(rng, shape, norm, dtype=torch.float32):
    """An x of nearly this norm, nearly all of it in one entry.

    So the largest entry, or the sum of all sizes, would do for the norm: it takes the checks
    near the limit to tell them apart, and that mistake spoils no others.
    """
    x = rng.uniform(*shape, 1, low=-0.003, high=0.003, dtype=dtype).squeeze(-1)
    x.view(-1)[rng.integer(0, x.numel())] = 2.0 * rng.integer(0, 2) - 1
    return x * norm


def _below(rng, limit):
    """A norm to start from: some doublings carry it to between 1.1 and 1.7 times the limit.

    Chosen, not drawn: where a norm lies within rounding of the limit, right answers differ.
    """
    return float(rng.uniform(1, low=1.1, high=1.7)) * limit / 2 ** rng.integer(2, 9)


def _limit(rng):
    return float(rng.uniform(1, low=50.0, high=300.0))


def _factor(x, limit=1000.0):
    """2ᵏ for the least k from 1 up that carries the norm of x to the limit."""
    norm = float(x.detach().double().pow(2).sum().sqrt())
    return 2.0 ** max(1, math.ceil(math.log2(limit / norm)))


@probe
def _slopes_of_doubling(ns, x, limit, weights):
    y = ns.double_until(x, limit)
    tracked = getattr(y, "requires_grad", False)
    slopes = torch.autograd.grad(y, x, weights, allow_unused=True)[0] if tracked else None
    return {"y": y, "slopes": slopes}


@check("double_until", visible=True, weight=0)
def check_double_by_hand(student, reference):
    """For x = [3, 4] and the limit 50, y is [48, 64]."""
    question = "double_until", torch.tensor([3.0, 4.0]), 50.0
    agree(student.call(*question), reference.call(*question))


@check("double_until", weight=2)
def check_double(student, rng):
    """For other numbers, shapes and limits, y is doubled just as often as it should be."""
    for shape in ((3,), (2, 5), (1,), (), (2, 3, 4)):
        for dtype in FLOATS:
            limit = _limit(rng)
            x = _start(rng, shape, _below(rng, limit), dtype)
            reply = student.call("double_until", x, limit=limit)
            agree(reply, x * _factor(x, limit), requires_grad=True)


@check("double_until")
def check_double_with_the_usual_limit(student, rng):
    """Without a limit in the call, the limit is 1000."""
    for shape in ((3,), (4, 2)):
        x = _start(rng, shape, _below(rng, 1000.0))
        agree(student.call("double_until", x), x * _factor(x))


@check("double_until", weight=2)
def check_double_near_the_limit(student, rng):
    """A norm a little below the limit is doubled once more, and one a little above it is not."""
    for x in (rng.uniform(20, low=0.2, high=1.0), rng.normal(4, 5)):
        for carried_to in (1.002, 1.996):
            limit = _limit(rng)
            near = x * (carried_to * limit / 32 / float(x.norm()))
            agree(student.call("double_until", near, limit), near * 32)


@check("double_until")
def check_double_at_the_limit(student, rng):
    """A norm of exactly the limit stops the loop."""
    # One entry that is not 0: its norm is exact, however it is found.
    for sign in (1, -1):
        x = torch.zeros(6)
        x[rng.integer(0, 6)] = sign * rng.integer(2, 10)
        limit = float(x.abs().max()) * 2 ** rng.integer(2, 7)
        agree(student.call("double_until", x, limit), x * _factor(x, limit))


@check("double_until")
def check_double_of_a_long_vector(student, rng):
    """An x whose norm is above the limit already is doubled all the same, once."""
    for times in (1.3, 40.0):
        limit = _limit(rng)
        x = _start(rng, (5,), times * limit)
        agree(student.call("double_until", x, limit), 2 * x)


@check("double_until")
def check_double_keeps_the_graph(student, rng):
    """Where x is tracked, so is y, and gradients flow back through every doubling."""
    for shape, dtype in zip(((5,), (2, 3)), FLOATS, strict=True):
        limit = _limit(rng)
        x = _start(rng, shape, _below(rng, limit), dtype).requires_grad_()
        weights = rng.normal(*shape, dtype=dtype)
        factor = _factor(x, limit)
        expected = {"y": x * factor, "slopes": weights * factor}
        agree(student.run(_slopes_of_doubling, x, limit, weights), expected)


# weighted_backward


@probe
def _weighted_and_x(ns, x, v):
    if x.requires_grad:
        (5 * x).sum().backward()
    gradients = [ns.weighted_backward(x, v), ns.weighted_backward(x, v)]
    return {"gradients": gradients, "x.requires_grad": x.requires_grad, "x.grad": x.grad}


@check("weighted_backward", visible=True, weight=0)
def check_weighted_by_hand(student, reference):
    """For x = [3, 4] and v = [1, 0.5] the gradient is [256, 128]."""
    question = "weighted_backward", torch.tensor([3.0, 4.0]), torch.tensor([1.0, 0.5])
    agree(student.call(*question), reference.call(*question))


@check("weighted_backward")
def check_weighted_of_the_notes(student, rng):
    """For v = [0.1, 1.0, 0.0001] the gradient is v times 2, as often as y was doubled."""
    v = torch.tensor(NOTES_V)
    for _ in range(3):
        x = _start(rng, (3,), _below(rng, 1000.0))
        agree(student.call("weighted_backward", x, v), v * _factor(x), rtol=1e-6, atol=0.0)


@check("weighted_backward", weight=2)
def check_weighted(student, rng):
    """For other weights (zero and negative ones too), lengths and shapes the gradient is right."""
    for shape in ((7,), (2, 5), (1,), ()):
        for dtype in FLOATS:
            x = _start(rng, shape, _below(rng, 1000.0), dtype)
            v = rng.normal(*shape, dtype=dtype) * 3
            if v.dim():
                v[..., 1:2] = 0.0
            agree(student.call("weighted_backward", x, v), v * _factor(x), requires_grad=True)


@check("weighted_backward", needs=[check_weighted])
def check_weighted_leaves_x_alone(student, rng):
    """Plain or tracked, x stays as it was, and a second call gives the same again."""
    plain, v = _start(rng, (4,), _below(rng, 1000.0)), rng.normal(4)
    for x in (plain, plain.clone().requires_grad_()):
        agree(student.run(_weighted_and_x, x, v), _twice("gradients", v * _factor(x), x))


def _twice(name, result, x):
    """What two calls and a look at x must find: a tracked x holds a gradient of fives."""
    grad = torch.full_like(x, 5.0).detach() if x.requires_grad else None
    return {name: [result, result], "x.requires_grad": x.requires_grad, "x.grad": grad}


# Functions and their Jacobians. In a formula x is the input and a is a constant table.

STRAIGHT = {"a @ x": lambda a, x: a}
POLYNOMIALS = {
    "a @ (x * x)": lambda a, x: a * (2 * x),
    "(a @ x) * x.sum()": lambda a, x: a * x.sum() + (a @ x)[:, None],
    "x[:-1] * x[1:]": lambda a, x: _both_neighbours(torch.eye(len(x)), x),
    "torch.cat([x, x * x])": lambda a, x: torch.cat([torch.diag(x**0), torch.diag(2 * x)]),
}
WAVES = {
    "torch.sin(a @ x)": lambda a, x: torch.cos(a @ x)[:, None] * a,
    "torch.tanh(a @ x) * x[0]": lambda a, x: _waves_times_first(torch.tanh(a @ x), a, x),
    "torch.cumsum(x.exp(), 0)[1:]": lambda a, x: torch.ones(len(x), len(x)).tril()[1:] * x.exp(),
}
SIZES = ((5, 3), (2, 4))
"""Outputs and inputs: more of the one, and more of the other."""
SQUARE = ((3, 3),)
"""Where a product the wrong way round runs, and only its numbers tell."""
THIN = ((1, 4), (4, 1), (1, 1))


def _both_neighbours(unit, x):
    return unit[:-1] * x[1:, None] + unit[1:] * x[:-1, None]


def _waves_times_first(waves, a, x):
    slopes = (1 - waves**2)[:, None] * a * x[0]
    return slopes + torch.outer(waves, torch.eye(len(x), dtype=x.dtype)[0])


def _cases(rng, functions, sizes, dtype):
    """For each function and size: formula, a, x and the Jacobian at x."""
    for formula, jacobian in functions.items():
        for m, n in sizes:
            a, x = _numbers(rng, (m, n), dtype), _numbers(rng, (n,), dtype)
            yield formula, a, x, jacobian(a, x).to(dtype)


def _numbers(rng, shape, dtype):
    """Both signs in float64; in float32 above 0, so that sums lose no digits to cancellation."""
    if dtype == torch.float64:
        return rng.normal(*shape, dtype=dtype)
    return rng.uniform(*shape, low=0.5, high=2.0)


def _all_cases(rng):
    yield from _cases(rng, POLYNOMIALS, SIZES[:1], torch.float32)
    yield from _cases(rng, POLYNOMIALS | WAVES, SIZES, torch.float64)


def _straight_cases(rng):
    for dtype in FLOATS:
        yield from _cases(rng, STRAIGHT, SQUARE + SIZES, dtype)


def _thin_cases(rng):
    yield from _cases(rng, STRAIGHT, THIN, torch.float32)
    yield from _cases(rng, {"torch.sin(a @ x)": WAVES["torch.sin(a @ x)"]}, THIN, torch.float64)


@probe
def _vjp(ns, formula, a, x, v):
    return ns.vjp(lambda x: eval(formula, {"torch": torch, "a": a, "x": x}), x, v)


@probe
def _jacobian(ns, formula, a, x):
    return ns.jacobian(lambda x: eval(formula, {"torch": torch, "a": a, "x": x}), x)


@probe
def _jvp(ns, formula, a, x, u):
    return ns.jvp(lambda x: eval(formula, {"torch": torch, "a": a, "x": x}), x, u)


@probe
def _results_and_x(ns, name, a, x, vectors):
    if x.requires_grad:
        (5 * x).sum().backward()
    function = getattr(ns, name)
    results = [function(lambda x: torch.sin(a @ x), x, *vectors) for _ in range(2)]
    return {"results": results, "x.requires_grad": x.requires_grad, "x.grad": x.grad}


def _check_left_alone(student, rng, name, vector_sizes, expected):
    """``expected(J, *vectors)``: the product, for a function of 4 inputs and 3 outputs."""
    a, plain = rng.normal(3, 4, dtype=torch.float64), rng.normal(4, dtype=torch.float64)
    vectors = [rng.normal(size, dtype=torch.float64) for size in vector_sizes]
    result = expected(WAVES["torch.sin(a @ x)"](a, plain), *vectors)
    for x in (plain, plain.clone().requires_grad_()):
        reply = student.run(_results_and_x, name, a, x, vectors)
        agree(reply, _twice("results", result, x), requires_grad=True)


EXAMPLE = "torch.stack([x[0] * x[1], 5 * x[2]])"
"""The notebook's own example, at [2, 3, 4]. It has no use for ``a``."""
NOTHING, EXAMPLE_X = torch.zeros(1), torch.tensor([2.0, 3.0, 4.0])


# vjp


def _check_vjp(student, rng, cases):
    for formula, a, x, table in cases:
        v = _numbers(rng, (len(table),), x.dtype)
        agree(student.run(_vjp, formula, a, x, v), table.t() @ v)


@check("vjp", visible=True, weight=0)
def check_vjp_by_hand(student, reference):
    """For the example and v = [10, 1] the product is [30, 20, 5]."""
    question = EXAMPLE, NOTHING, EXAMPLE_X, torch.tensor([10.0, 1.0])
    agree(student.run(_vjp, *question), reference.run(_vjp, *question))


@check("vjp")
def check_vjp_of_linear_functions(student, rng):
    """For f(x) = a @ x, with more, fewer and as many outputs as inputs, the product is right."""
    _check_vjp(student, rng, _straight_cases(rng))


@check("vjp", weight=2)
def check_vjp(student, rng):
    """For functions that are not linear the product is right too, in both precisions."""
    _check_vjp(student, rng, _all_cases(rng))


@check("vjp")
def check_vjp_of_one_number(student, rng):
    """The product is right where there is only one output, only one input, or one of each."""
    _check_vjp(student, rng, _thin_cases(rng))


@check("vjp", needs=[check_vjp])
def check_vjp_leaves_x_alone(student, rng):
    """Plain or tracked, x stays as it was; the result is untracked, and the same the next time."""
    _check_left_alone(student, rng, "vjp", [3], lambda table, v: table.t() @ v)


# jacobian


def _check_jacobian(student, cases):
    for formula, a, x, table in cases:
        agree(student.run(_jacobian, formula, a, x), table)


@check("jacobian", visible=True, weight=0)
def check_jacobian_by_hand(student, reference):
    """For the example at [2, 3, 4] the Jacobian is [[3, 2, 0], [0, 0, 5]]."""
    question = EXAMPLE, NOTHING, EXAMPLE_X
    agree(student.run(_jacobian, *question), reference.run(_jacobian, *question))


@check("jacobian")
def check_jacobian_of_linear_functions(student, rng):
    """For f(x) = a @ x the Jacobian is a, whatever its shape."""
    _check_jacobian(student, _straight_cases(rng))


@check("jacobian", weight=2)
def check_jacobian(student, rng):
    """For functions that are not linear every slope is in its place, in both precisions."""
    _check_jacobian(student, _all_cases(rng))


@check("jacobian")
def check_jacobian_of_one_number(student, rng):
    """The Jacobian still has two dimensions where there is only one output, or one input."""
    _check_jacobian(student, _thin_cases(rng))


@check("jacobian", needs=[check_jacobian])
def check_jacobian_leaves_x_alone(student, rng):
    """Plain or tracked, x stays as it was; the result is untracked, and the same the next time."""
    _check_left_alone(student, rng, "jacobian", [], lambda table: table)


# jvp


def _check_jvp(student, rng, cases):
    for formula, a, x, table in cases:
        u = _numbers(rng, (len(x),), x.dtype)
        agree(student.run(_jvp, formula, a, x, u), table @ u)


@check("jvp", visible=True, weight=0)
def check_jvp_by_hand(student, reference):
    """For the example and u = [1, 10, 100] the product is [23, 500]."""
    question = EXAMPLE, NOTHING, EXAMPLE_X, torch.tensor([1.0, 10.0, 100.0])
    agree(student.run(_jvp, *question), reference.run(_jvp, *question))


@check("jvp")
def check_jvp_of_linear_functions(student, rng):
    """For f(x) = a @ x the step u leads to a @ u, with more, fewer and as many outputs."""
    _check_jvp(student, rng, _straight_cases(rng))


@check("jvp", weight=2)
def check_jvp(student, rng):
    """For functions that are not linear the product is right too, in both precisions."""
    _check_jvp(student, rng, _all_cases(rng))


@check("jvp")
def check_jvp_of_one_number(student, rng):
    """The product is right where there is only one output, only one input, or one of each."""
    _check_jvp(student, rng, _thin_cases(rng))


@check("jvp", needs=[check_jvp])
def check_jvp_leaves_x_alone(student, rng):
    """Plain or tracked, x stays as it was; the result is untracked, and the same the next time."""
    _check_left_alone(student, rng, "jvp", [4], lambda table, u: table @ u)
