"""Checks of 04-autograd. The docstring of a check is the line a student reads.

One mistake is charged once: a task that builds on an earlier one is asked again with right helpers
where it fails with the student's own. Values, ways through the graph, dtypes, and what became of
the inputs are asked for in checks of their own.
"""

from functools import partial

import torch

from autograder.checks import agree, check, either, oracle, probe, require

FLOATS = (torch.float32, torch.float64)
SHAPES = ((), (1,), (7,), (3, 5), (2, 3, 4))


def _numbers(rng, shape, dtype=torch.float32):
    """Numbers of both signs, away from -2, where other right formulas would lose digits."""
    distance = rng.uniform(*shape, 1, low=0.5, high=5.0, dtype=dtype).squeeze(-1)
    sign = 2 * rng.integers(0, 2, shape) - 1
    return distance * sign - 2


def _digits(dtype):
    """How exact an answer must be: float64 that went through float32 is not."""
    return 1e-8 if dtype == torch.float64 else None


@probe
def _asked(ns, task, *questions):
    """The answers of ``task``, each question on copies of its inputs, and how these fare.

    A question is a list of arguments, or None for the same objects once more. A tensor that is
    tracked has a gradient already.
    """

    def ask(given):
        result = function(*given)
        tensors = dict(zip("xwb", (t for t in given if isinstance(t, torch.Tensor)), strict=False))
        if task == "line_gradients":
            dy_dx, dy_dw, dy_db = result
            seen = {"dy_dx": dy_dx, "dy_dw": dy_dw, "dy_db": dy_db}
        else:
            # Whether it is tracked is asked alone.
            alone = len(questions) == 1 or not isinstance(result, torch.Tensor)
            seen = {"gradient": result if alone else result.detach()}
            if task != "gradient_example":
                seen = {"gradients": None if result is None else [*result]}
        for name, tensor in tensors.items():
            grad = None if tensor.grad is None else tensor.grad.clone()
            seen[name] = tensor.detach().clone()
            seen.update({f"{name}.requires_grad": tensor.requires_grad, f"{name}.grad": grad})
        return seen

    function, answers, given = getattr(ns, task), [], []
    for question in questions:
        if question is not None:
            given = [
                thing.detach().clone().requires_grad_(thing.requires_grad)
                if isinstance(thing, torch.Tensor)
                else thing
                for thing in question
            ]
            for thing in given:
                if isinstance(thing, torch.Tensor) and thing.requires_grad:
                    (5 * thing).sum().backward()
        answers.append(ask(given))
    return answers[0] if len(answers) == 1 else answers


def tracked(x):
    """A tracked copy."""
    return x.detach().clone().requires_grad_()


def enable_grad_in_place(a):
    """The tensor itself, tracked."""
    return a.requires_grad_()


def graph(x):
    """The three steps of the notebook's example."""
    y = x + 2
    z = y * y * 3
    return y, z, z.mean()


HELPERS = tracked, enable_grad_in_place, graph
"""What later tasks may build on."""


def _as_asked(student, judge, task, *questions):
    """Judge what ``task`` answers with the student's own helpers or else with right ones."""
    either(
        lambda: judge(student.run(_asked, task, *questions)),
        lambda: judge(student.run(_asked, task, *questions, lend=HELPERS)),
    )


def _hold(reply, goals, **how):
    """Hold what is named in ``goals`` to it. The rest is the business of other checks."""
    came = reply.value if isinstance(reply.value, dict) else {}
    agree(reply, {**came, **goals}, **how)


def _in_the_dtype_of(came, goal):
    """A goal for values only: another dtype is the business of another check."""
    return goal.to(came.dtype) if isinstance(came, torch.Tensor) and came.dtype in FLOATS else goal


def _alike(one, other, rtol=1e-4):
    """Whether two things are tensors that show the same numbers."""
    if not (_has_numbers(one) and _has_numbers(other) and one.shape == other.shape):
        return False
    return torch.allclose(one.double(), other.double(), rtol=rtol, atol=0)


def _has_numbers(thing):
    return isinstance(thing, torch.Tensor) and thing.device.type == "cpu"


def _require_tensor(thing):
    require(_has_numbers(thing), "What comes back is no tensor with numbers in it.")


def _require_kept(came, name, given):
    """An input that was not tracked has its numbers and is still not tracked."""
    same = _alike(came[name], given, rtol=0)
    require(same, f"Your function changed the numbers in `{name}`.")
    require(not came[f"{name}.requires_grad"], f"`{name}` was not tracked, and now it is.")


# tracked


@probe
def _new_leaf(ns, x):
    leaf = ns.tracked(x)
    return {
        "values": leaf,
        "requires_grad": getattr(leaf, "requires_grad", None),
        "is_leaf": getattr(leaf, "is_leaf", None),
        "the result is x": leaf is x,
        "x.requires_grad": x.requires_grad,
    }


@probe
def _new_leaf_from_a_result(ns, x):
    result = x * 2
    leaf = ns.tracked(result)
    return {
        "values": leaf,
        "requires_grad": getattr(leaf, "requires_grad", None),
        "is_leaf": getattr(leaf, "is_leaf", None),
        "the result is x": leaf is result,
    }


def _check_new_leaf(reply, expected):
    came = reply.value
    require(not came["the result is x"], "What comes back is `x` itself, no tensor of your own.")
    require(came["requires_grad"] is not False, "What comes back is not tracked.")
    require(came["is_leaf"] is not False, "What comes back is no leaf: an operation made it.")
    agree(reply, expected)


@check("tracked")
def check_tracked_from_plain(student, reference, rng):
    """Made from a plain tensor, the result is a new tracked leaf, and the tensor stays plain."""
    for shape, dtype in zip(((3, 5), (7,)), FLOATS, strict=True):
        x = _numbers(rng, shape, dtype)
        _check_new_leaf(student.run(_new_leaf, x), reference.run(_new_leaf, x))


@check("tracked")
def check_tracked_from_tracked(student, reference, rng):
    """Made from a tensor that is tracked already, the result is still a new leaf of its own."""
    for given in (_new_leaf, _new_leaf_from_a_result):
        x = _numbers(rng, (3, 5)).requires_grad_()
        _check_new_leaf(student.run(given, x), reference.run(given, x))


# enable_grad_in_place


@probe
def _a_afterwards(ns, a):
    ns.enable_grad_in_place(a)
    return {"a": a, "a.requires_grad": a.requires_grad, "a.is_leaf": a.is_leaf}


@probe
def _what_comes_back(ns, a):
    result = ns.enable_grad_in_place(a)
    return {"a itself": result is a, "nothing": result is None}


@check("enable_grad_in_place")
def check_enable_changes_a(student, reference, rng):
    """Afterwards the tensor that was given is itself tracked, with its values as they were."""
    tracked = _numbers(rng, (2, 3)).requires_grad_()
    for a in (_numbers(rng, (3, 5)), _numbers(rng, (7,), torch.float64), tracked):
        agree(student.run(_a_afterwards, a), reference.run(_a_afterwards, a))


@check("enable_grad_in_place", needs=[check_enable_changes_a])
def check_enable_returns_a(student, reference, rng):
    """The very same tensor comes back, not a copy and not None."""
    for dtype in FLOATS:
        a = _numbers(rng, (3, 5), dtype)
        reply = student.run(_what_comes_back, a)
        require(not reply.value["nothing"], "None comes back, not `a`.")
        require(reply.value["a itself"], "What comes back is not `a` itself, but something else.")
        agree(reply, reference.run(_what_comes_back, a))


# graph


@probe
def _y_z_out(ns, x):
    y, z, out = ns.graph(x)
    # That a bare number has lost its past shows all the same.
    return {
        name: torch.tensor(thing, dtype=x.dtype) if isinstance(thing, float) else thing
        for name, thing in (("y", y), ("z", z), ("out", out))
    }


@probe
def _their_values(ns, x):
    """In float64, whatever the dtype; how they were made is another question."""
    y, z, out = ns.graph(x)
    return {
        name: torch.as_tensor(thing, dtype=torch.float64).detach()
        if isinstance(thing, torch.Tensor | float)
        else thing
        for name, thing in (("y", y), ("z", z), ("out", out))
    }


@probe
def _ways_back(ns, x):
    y, z, out = ns.graph(x)
    ways = {}
    for name, start in (("z", z), ("y", y), ("x", x)):
        tracked = all(getattr(end, "requires_grad", False) for end in (start, out))
        back = {"retain_graph": True, "allow_unused": True}
        ways[name] = torch.autograd.grad(out.sum(), start, **back)[0] if tracked else None
    whole = all(way is not None for way in ways.values())
    return {
        "out is tracked": getattr(out, "requires_grad", False),
        # What is cut off need not be looked at.
        **{name: t if whole else None for name, t in (("y", y), ("z", z), ("out", out))},
        **{f"d out / d {name}": way for name, way in ways.items()},
    }


def _chain(x):
    x = x.detach()
    y = x + 2
    return {"y": y, "z": 3 * y * y, "out": (3 * y * y).mean()}


@check("graph", visible=True, weight=0)
def check_graph_of_the_notes(student, reference):
    """For ones(2, 2): y is 3, z is 27 and out is 27, and all three are tracked."""
    x = torch.ones(2, 2, requires_grad=True)
    agree(student.run(_y_z_out, x), reference.run(_y_z_out, x), requires_grad=True)


@check("graph")
def check_graph_values(student, reference, rng):
    """For other shapes and numbers the values of y, z and out are right."""
    for shape in SHAPES:
        for dtype in FLOATS:
            x = _numbers(rng, shape, dtype).requires_grad_()
            expected = {name: t.double() for name, t in _chain(x).items()}
            agree(student.run(_their_values, x), expected, rtol=1e-4)


@check("graph")
def check_graph_is_one_chain(student, reference, rng):
    """Autograd finds its way from out through this z and this y to x, all in the dtype of x."""
    for dtype in FLOATS:
        x = _numbers(rng, (3, 5), dtype).requires_grad_()
        reply = student.run(_ways_back, x)
        came = reply.value
        require(came["out is tracked"], "`out` is not tracked: its past is lost.")
        for name in ("z", "y", "x"):
            found = came[f"d out / d {name}"] is not None
            require(found, f"Autograd found no way from `out` back to `{name}`.")
        expected = _chain(x)
        if all(_alike(came[name], t) for name, t in expected.items()):
            agree(reply, reference.run(_ways_back, x), requires_grad=True, rtol=_digits(dtype))
        else:
            # Values that are wrong are charged above.
            for name in expected:
                require(came[name].dtype == dtype, f"`{name}` does not have the dtype of `x`.")


# made_by

OPERATIONS = ("exp", "sin", "tanh", "sum", "mean", "abs", "neg", "relu")


@probe
def _names(ns, x, operations):
    import re

    names = [ns.made_by(getattr(torch, operation)(x)) for operation in operations]
    # An address says nothing, and is another one each time.
    return [re.sub("0x[0-9a-f]+", "0x", n) if isinstance(n, str) else n for n in names]


@probe
def _names_of_tensors_without_a_past(ns, x):
    return [ns.made_by(x), ns.made_by(x.detach() * 2), ns.made_by((x * 2).detach())]


@check("made_by")
def check_made_by_names(student, reference, rng):
    """The name is right for eight operations, in any order."""
    order = torch.randperm(len(OPERATIONS), generator=rng.generator).tolist()
    operations = [OPERATIONS[i] for i in order]
    x = _numbers(rng, (3, 5)).requires_grad_()
    agree(student.run(_names, x, operations), reference.run(_names, x, operations))


@check("made_by", needs=[check_made_by_names])
def check_made_by_nothing(student, reference, rng):
    """A leaf, a plain tensor and a detached one were made by nothing that autograd knows: None."""
    x = _numbers(rng, (3, 5)).requires_grad_()
    without = _names_of_tensors_without_a_past
    agree(student.run(without, x), reference.run(without, x))


# gradient_example


@oracle
def _by_hand(x):
    """The derivative worked out on paper: it holds whatever becomes of the reference."""
    return 6 * (x + 2) / x.numel()


@check("gradient_example", visible=True, weight=0)
def check_gradient_of_the_notes(student, reference):
    """For ones(2, 2) every entry of the gradient is 4.5."""
    x = torch.ones(2, 2)
    judge = partial(_hold, goals={"gradient": _by_hand(x)})
    _as_asked(student, judge, "gradient_example", [x])


@check("gradient_example", visible=True, weight=0)
def check_gradient_points_upwards(student, reference):
    """Where every x is -1, out grows with each of them: every entry of the gradient is above 0."""
    x = torch.full((3, 5), -1.0)

    def judge(reply):
        gradient = reply.value["gradient"]
        _require_tensor(gradient)
        require(gradient.shape == x.shape, "The gradient does not have the shape of `x`.")
        require(bool((gradient > 0).all()), "Not every entry of the gradient is above 0.")

    _as_asked(student, judge, "gradient_example", [x])


@check("gradient_example", weight=5)
def check_gradient_of_any_shape(student, reference, rng):
    """The gradient is right for one number, for a row, a table and a block of numbers."""

    def judge(reply):
        came = reply.value["gradient"]
        _hold(reply, {"gradient": _in_the_dtype_of(came, goal)}, rtol=1e-4)

    for shape in SHAPES:
        for dtype in FLOATS:
            x = _numbers(rng, shape, dtype)
            goal = _by_hand(x)
            _as_asked(student, judge, "gradient_example", [x])


@check("gradient_example", needs=[check_gradient_points_upwards])
def check_gradient_in_float64(student, reference, rng):
    """The gradient has the dtype of x, and loses no digits on the way where that is float64."""

    def judge(reply):
        came = reply.value["gradient"]
        _require_tensor(came)
        # A gradient that is wrong altogether is charged above.
        known = _by_hand(x)
        goal = known if _alike(came, known) else came.detach().to(dtype)
        _hold(reply, {"gradient": goal}, rtol=_digits(dtype))

    for dtype in FLOATS:
        x = _numbers(rng, (3, 5), dtype)
        _as_asked(student, judge, "gradient_example", [x])


@check("gradient_example", needs=[check_gradient_points_upwards])
def check_gradient_is_plain(student, reference, rng):
    """The gradient is not tracked itself, whether x is or not."""

    right = []

    def judge(reply):
        gradient = reply.value["gradient"]
        _require_tensor(gradient)
        require(not gradient.requires_grad, "The gradient is itself tracked.")
        right.append(_alike(gradient, _by_hand(x)))

    x = _numbers(rng, (3, 5))
    _as_asked(student, judge, "gradient_example", [x])
    # A gradient that is wrong altogether is charged above.
    if right == [True]:
        _as_asked(student, judge, "gradient_example", [x.requires_grad_()])


@check("gradient_example", weight=2, needs=[check_gradient_points_upwards])
def check_gradient_leaves_x_alone(student, reference, rng):
    """x keeps its values, requires_grad and .grad; and what .grad holds spoils no result."""

    def judge(reply):
        of_plain, of_used = reply.value
        _require_kept(of_plain, "x", x)
        require(_alike(of_used["x"], x, rtol=0), "Your function changed the numbers in `x`.")
        require(of_used["x.requires_grad"], "`x` was tracked, and now it is not.")
        require(of_plain["x.grad"] is None, "Your function left a gradient in `x.grad`.")
        kept = _alike(of_used["x.grad"], torch.full_like(x, 5))
        require(kept, "`x.grad` held a gradient, and your function changed it.")
        gradient = of_used["gradient"]
        same = not _has_numbers(gradient) or _alike(gradient, of_plain["gradient"])
        require(same, "For an `x` with something in `x.grad` your gradient is another one.")

    x = _numbers(rng, (3, 5))
    _as_asked(student, judge, "gradient_example", [x], [x.clone().requires_grad_()])


@check("gradient_example", needs=[check_gradient_points_upwards])
def check_gradient_again(student, reference, rng):
    """Calls do not disturb each other: x, another tensor, then x again."""

    def judge(reply):
        first, _, again = (came["gradient"] for came in reply.value)
        _require_tensor(first)
        require(_alike(again, first), "For the same numbers your second gradient is another one.")

    questions = [_numbers(rng, (3, 5))], [_numbers(rng, (3, 5))]
    _as_asked(student, judge, "gradient_example", *questions, questions[0])


# untracked_square


@probe
def _square_and_x(ns, x):
    own = x.detach().clone().requires_grad_()
    square = ns.untracked_square(own)
    # A function that leaves recording off must not spoil what comes after this probe.
    torch.set_grad_enabled(True)
    return {"square": square, "x": own.detach(), "x.requires_grad": own.requires_grad}


@probe
def _recording_afterwards(ns, x):
    ns.untracked_square(x.detach().clone().requires_grad_())
    # What autograd does, not what torch says of it: torch in there is the student's own.
    doubled = torch.ones(1, dtype=torch.float32, requires_grad=True) * 2
    torch.set_grad_enabled(True)
    return {"twice a tracked tensor, computed afterwards": doubled}


@check("untracked_square", weight=2)
def check_untracked_square(student, reference, rng):
    """The square is right and has no history."""
    for shape, dtype in zip(((3, 5), (2, 3, 4)), FLOATS, strict=True):
        x = _numbers(rng, shape, dtype).requires_grad_()
        _hold(student.run(_square_and_x, x), {"square": x.detach() ** 2}, requires_grad=True)


@check("untracked_square", needs=[check_untracked_square])
def check_square_leaves_x_alone(student, reference, rng):
    """x keeps its numbers and stays tracked."""
    x = _numbers(rng, (3, 5)).requires_grad_()
    came = student.run(_square_and_x, x).value
    require(_alike(came["x"], x, rtol=0), "Your function changed the numbers in `x`.")
    require(came["x.requires_grad"], "`x` was tracked, and now it is not.")


@check("untracked_square", needs=[check_untracked_square])
def check_recording_goes_on(student, reference, rng):
    """After the call autograd records operations again."""
    x = _numbers(rng, (3, 5)).requires_grad_()
    reply = student.run(_recording_afterwards, x)
    (doubled,) = reply.value.values()
    require(doubled.requires_grad, "After your function autograd records nothing any more.")
    agree(reply, reference.run(_recording_afterwards, x))


# line_gradients


@oracle
def _slopes(x, w, b):
    return {"dy_dx": w, "dy_dw": x, "dy_db": torch.ones_like(b)}


def _check_line(student, line):
    goals = _slopes(*line)
    _as_asked(student, partial(_hold, goals=goals, requires_grad=True), "line_gradients", line)


@check("line_gradients", visible=True, weight=0)
def check_line_of_the_notes(student, reference):
    """For x = 1, w = 2, b = 3 the gradients are 2, 1 and 1."""
    _check_line(student, [torch.tensor([1.0]), torch.tensor([2.0]), torch.tensor([3.0])])


@check("line_gradients", weight=3)
def check_line_gradients(student, reference, rng):
    """For other numbers, with and without a dimension, all three gradients are right."""
    for shape in ((1,), ()):
        for dtype in FLOATS:
            _check_line(student, [_numbers(rng, shape, dtype) for _ in range(3)])


@check("line_gradients", needs=[check_line_gradients])
def check_line_inputs_stay_plain(student, reference, rng):
    """The three inputs keep their numbers and are not tracked after the call."""

    def judge(reply):
        for name, tensor in zip("xwb", line, strict=True):
            _require_kept(reply.value, name, tensor)

    line = [_numbers(rng, (1,)) for _ in range(3)]
    _as_asked(student, judge, "line_gradients", line)


# accumulated and fresh


def _check_passes(student, rng, name, growth):
    """``growth(k)``: how many times 2x the gradient shows after pass k."""
    for times in (1, 3, rng.integer(4, 9)):
        for dtype in FLOATS:
            x = _numbers(rng, (2, 3), dtype)
            goals = {"gradients": [growth(k) * 2 * x for k in range(1, times + 1)]}
            _as_asked(student, partial(_hold, goals=goals, requires_grad=True), name, [x, times])


def _check_second_call(student, rng, name):
    def judge(reply):
        first, second = reply.value
        _require_kept(first, "x", x)
        _require_kept(second, "x", x)
        lists = first["gradients"] or [], second["gradients"] or []
        same = len(lists[0]) == len(lists[1]) and all(map(_alike, *lists))
        require(same, "A second call on the same `x` does not start from nothing.")

    x, times = _numbers(rng, (3, 5)), rng.integer(2, 6)
    _as_asked(student, judge, name, [x, times], None)


@check("accumulated", weight=2)
def check_accumulated_grows(student, reference, rng):
    """After pass k the gradient shows k times 2x, and every photograph keeps its own numbers."""
    _check_passes(student, rng, "accumulated", lambda k: k)


@check("accumulated", needs=[check_accumulated_grows])
def check_accumulated_again(student, reference, rng):
    """A second call on the same x starts from nothing, and x stays plain."""
    _check_second_call(student, rng, "accumulated")


@check("fresh", weight=2)
def check_fresh_stays(student, reference, rng):
    """After every pass the gradient shows 2x, however many passes there are."""
    _check_passes(student, rng, "fresh", lambda k: 1)


@check("fresh", needs=[check_fresh_stays])
def check_fresh_again(student, reference, rng):
    """A second call on the same x gives the same, and x stays plain."""
    _check_second_call(student, rng, "fresh")


# branching


@probe
def _value_of_out(ns, x):
    """In float64, whatever the dtype; how it was made is another question."""
    out = ns.branching(x)
    if isinstance(out, torch.Tensor | float):
        out = torch.as_tensor(out, dtype=torch.float64).detach()
    return {"out": out}


@probe
def _way_back(ns, x):
    out = ns.branching(x)
    tracked = getattr(out, "requires_grad", False)
    way = torch.autograd.grad(out.sum(), x, allow_unused=True)[0] if tracked else None
    # What is cut off need not be looked at.
    return {"out is tracked": tracked, "gradient": way, "out": None if way is None else out}


def _road(x):
    """The value and the gradient of the road that x takes."""
    x = x.detach()
    if x.sum() > 0:
        return (x * x).sum(), 2 * x
    return (-3 * x).sum(), torch.full_like(x, -3)


def _given(rng, dtype):
    x = _both_signs(rng, dtype)
    return [given.clone().requires_grad_() for given in (x, -x, x[None], -x.expand(2, 7))]


def _check_out(student, x):
    agree(student.run(_value_of_out, x), {"out": _road(x)[0].double()}, rtol=1e-4)


def _both_signs(rng, dtype):
    """More negative numbers than positive, the negative first, yet a sum well above zero."""
    below = rng.uniform(4, low=-0.9, high=-0.1, dtype=dtype)
    return torch.cat([below, rng.uniform(3, low=2.0, high=3.0, dtype=dtype)])


@check("branching", weight=2)
def check_branching_follows_the_sum(student, reference, rng):
    """Both roads are taken when they should be: the value of out is right."""
    for dtype in FLOATS:
        for x in _given(rng, dtype):
            _check_out(student, x)


@check("branching", weight=2)
def check_branching_leads_back(student, reference, rng):
    """Autograd finds its way from out back to x, along the road taken, in the dtype of x."""
    for dtype in FLOATS:
        for x in _given(rng, dtype):
            reply = student.run(_way_back, x)
            came = reply.value
            require(came["out is tracked"], "`out` is not tracked: its past is lost.")
            found = came["gradient"] is not None
            require(found, "Autograd found no way from `out` back to `x`.")
            require(came["out"].dim() == 0, "`out` has dimensions; it should be a single number.")
            value, _ = _road(x)
            if _alike(came["out"], value):
                agree(reply, reference.run(_way_back, x), requires_grad=True, rtol=_digits(dtype))
            else:
                # A value that is wrong is charged above.
                require(came["out"].dtype == dtype, "`out` does not have the dtype of `x`.")


@check("branching", needs=[check_branching_follows_the_sum])
def check_branching_around_zero(student, reference, rng):
    """A sum just above 0 takes the first road; just below, and exactly 0, the second."""
    # Whole numbers and quarters add up exactly, in any order.
    half = rng.integers(1, 10, (4,)).float()
    for rest in (0.25, 0.0, -0.25):
        _check_out(student, torch.cat([half, -half, torch.tensor([rest])]).requires_grad_())
