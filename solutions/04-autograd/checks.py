"""Checks of 04-autograd. The docstring of a check is the line a student reads."""

import torch

from autograder.checks import agree, check, probe

FLOATS = (torch.float32, torch.float64)
SHAPES = ((), (1,), (7,), (3, 5), (2, 3, 4))


def _numbers(rng, shape, dtype=torch.float32):
    """Numbers of both signs, away from -2, where other right formulas would lose digits."""
    distance = rng.uniform(*shape, 1, low=0.5, high=5.0, dtype=dtype).squeeze(-1)
    sign = 2 * rng.integers(0, 2, shape) - 1
    return distance * sign - 2


# tracked


@probe
def _new_leaf(ns, x):
    leaf = ns.tracked(x)
    return {
        "values": leaf,
        "requires_grad": getattr(leaf, "requires_grad", None),
        "is_leaf": getattr(leaf, "is_leaf", None),
        "is x itself": leaf is x,
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
        "is x itself": leaf is result,
    }


@check("tracked")
def check_tracked_from_plain(student, reference, rng):
    """Made from a plain tensor, the result is a new tracked leaf, and the tensor stays plain."""
    for shape, dtype in zip(((3, 5), (7,)), FLOATS, strict=True):
        x = _numbers(rng, shape, dtype)
        agree(student.run(_new_leaf, x), reference.run(_new_leaf, x))


@check("tracked")
def check_tracked_from_tracked(student, reference, rng):
    """Made from a tensor that is tracked already, the result is still a new leaf of its own."""
    for given in (_new_leaf, _new_leaf_from_a_result):
        x = _numbers(rng, (3, 5)).requires_grad_()
        agree(student.run(given, x), reference.run(given, x))


# enable_grad_in_place


@probe
def _a_afterwards(ns, a):
    ns.enable_grad_in_place(a)
    return {"a": a, "a.requires_grad": a.requires_grad, "a.is_leaf": a.is_leaf}


@probe
def _what_comes_back(ns, a):
    return {"the result is a itself": ns.enable_grad_in_place(a) is a}


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
        agree(student.run(_what_comes_back, a), reference.run(_what_comes_back, a))


# graph


@probe
def _y_z_out(ns, x):
    y, z, out = ns.graph(x)
    return {"y": y, "z": z, "out": out}


@probe
def _slopes_of_out(ns, x):
    y, z, out = ns.graph(x)
    slopes = torch.autograd.grad(out, (z, y, x), allow_unused=True)
    return dict(zip(("d out / d z", "d out / d y", "d out / d x"), slopes, strict=True))


@check("graph", visible=True, weight=0)
def check_graph_of_the_notes(student, reference):
    """For ones(2, 2): y is 3, z is 27 and out is 27, and all three are tracked."""
    x = torch.ones(2, 2, requires_grad=True)
    agree(student.run(_y_z_out, x), reference.run(_y_z_out, x), requires_grad=True)


@check("graph", weight=2)
def check_graph_values(student, reference, rng):
    """For other shapes and numbers y, z and out are right, of the dtype of x, and tracked."""
    for shape in SHAPES:
        for dtype in FLOATS:
            x = _numbers(rng, shape, dtype).requires_grad_()
            agree(student.run(_y_z_out, x), reference.run(_y_z_out, x), requires_grad=True)


@check("graph", needs=[check_graph_values])
def check_graph_is_one_chain(student, reference, rng):
    """The gradient of out finds its way back through this z and this y to x."""
    x = _numbers(rng, (3, 5)).requires_grad_()
    agree(student.run(_slopes_of_out, x), reference.run(_slopes_of_out, x))


# made_by

OPERATIONS = ("exp", "sin", "tanh", "sum", "mean", "abs", "neg", "relu")


@probe
def _names(ns, x, operations):
    return [ns.made_by(getattr(torch, operation)(x)) for operation in operations]


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


def _by_hand(x):
    """The derivative worked out on paper: it holds whatever becomes of the reference."""
    return 6 * (x + 2) / x.numel()


@probe
def _gradient_and_x(ns, x):
    gradient = ns.gradient_example(x)
    return {"gradient": gradient, "x.requires_grad": x.requires_grad, "x.grad": x.grad}


@probe
def _gradient_of_a_leaf_in_use(ns, x):
    (5 * x).sum().backward()
    gradient = ns.gradient_example(x)
    return {"gradient": gradient, "x.grad": x.grad, "x.requires_grad": x.requires_grad}


@probe
def _gradients_in_turn(ns, x, other):
    return [ns.gradient_example(one) for one in (x, other, x)]


@check("gradient_example", visible=True, weight=0)
def check_gradient_of_the_notes(student, reference):
    """For ones(2, 2) every entry of the gradient is 4.5."""
    x = torch.ones(2, 2)
    agree(student.call("gradient_example", x), reference.call("gradient_example", x))


@check("gradient_example", weight=3)
def check_gradient_of_any_shape(student, reference, rng):
    """The gradient is right for one number, for a row, a table and a block of numbers."""
    for shape in SHAPES:
        x = _numbers(rng, shape)
        agree(student.call("gradient_example", x), _by_hand(x), requires_grad=True)


@check("gradient_example")
def check_gradient_in_float64(student, reference, rng):
    """A float64 tensor has a float64 gradient, right to all its digits."""
    x = _numbers(rng, (3, 5), torch.float64)
    reply = student.call("gradient_example", x)
    agree(reply, reference.call("gradient_example", x))
    agree(reply, _by_hand(x))


@check("gradient_example", weight=2)
def check_gradient_leaves_x_alone(student, reference, rng):
    """Besides the right gradient: x keeps its own requires_grad and its own .grad."""
    plain, used = _numbers(rng, (3, 5)), _numbers(rng, (7,)).requires_grad_()
    for given, x in ((_gradient_and_x, plain), (_gradient_of_a_leaf_in_use, used)):
        agree(student.run(given, x), reference.run(given, x))


@check("gradient_example")
def check_gradient_again(student, reference, rng):
    """Calls do not disturb each other: x, another tensor, then x again."""
    x, other = _numbers(rng, (3, 5)), _numbers(rng, (2, 4))
    reply = student.run(_gradients_in_turn, x, other)
    agree(reply, reference.run(_gradients_in_turn, x, other))


# untracked_square


@probe
def _square_and_x(ns, x):
    square = ns.untracked_square(x)
    # A function that leaves recording off must not spoil what comes after this probe.
    torch.set_grad_enabled(True)
    return {"square": square, "x": x}


@probe
def _recording_afterwards(ns, x):
    ns.untracked_square(x)
    # What autograd does, not what torch says of it: torch in there is the student's own.
    doubled = torch.ones(1, requires_grad=True) * 2
    torch.set_grad_enabled(True)
    return {"twice a tracked tensor, computed afterwards": doubled}


@check("untracked_square", weight=3)
def check_untracked_square(student, reference, rng):
    """The square is right and has no history, while x itself stays tracked."""
    for shape, dtype in zip(((3, 5), (2, 3, 4)), FLOATS, strict=True):
        x = _numbers(rng, shape, dtype).requires_grad_()
        expected = reference.run(_square_and_x, x)
        agree(student.run(_square_and_x, x), expected, requires_grad=True)


@check("untracked_square", needs=[check_untracked_square])
def check_recording_goes_on(student, reference, rng):
    """After the call autograd records operations again."""
    x = _numbers(rng, (3, 5)).requires_grad_()
    expected = reference.run(_recording_afterwards, x)
    agree(student.run(_recording_afterwards, x), expected, requires_grad=True)


# line_gradients


@probe
def _three_gradients(ns, x, w, b):
    dy_dx, dy_dw, dy_db = ns.line_gradients(x, w, b)
    return {"dy_dx": dy_dx, "dy_dw": dy_dw, "dy_db": dy_db}


@probe
def _inputs_of_the_line(ns, x, w, b):
    ns.line_gradients(x, w, b)
    inputs = {"x": x, "w": w, "b": b}
    return {f"{name}.requires_grad": t.requires_grad for name, t in inputs.items()}


@check("line_gradients", visible=True, weight=0)
def check_line_of_the_notes(student, reference):
    """For x = 1, w = 2, b = 3 the gradients are 2, 1 and 1."""
    line = torch.tensor([1.0]), torch.tensor([2.0]), torch.tensor([3.0])
    agree(student.run(_three_gradients, *line), reference.run(_three_gradients, *line))


@check("line_gradients", weight=3)
def check_line_gradients(student, reference, rng):
    """For other numbers, with and without a dimension, all three gradients are right."""
    for shape in ((1,), ()):
        for dtype in FLOATS:
            x, w, b = (_numbers(rng, shape, dtype) for _ in range(3))
            expected = {"dy_dx": w, "dy_dw": x, "dy_db": torch.ones_like(b)}
            agree(student.run(_three_gradients, x, w, b), expected, requires_grad=True)


@check("line_gradients", needs=[check_line_gradients])
def check_line_inputs_stay_plain(student, reference, rng):
    """The three inputs are not tracked after the call, just as before."""
    line = [_numbers(rng, (1,)) for _ in range(3)]
    agree(student.run(_inputs_of_the_line, *line), reference.run(_inputs_of_the_line, *line))


# accumulated and fresh


@probe
def _gradients_seen(ns, name, x, times):
    return list(getattr(ns, name)(x, times))


@probe
def _a_second_call(ns, name, x, times):
    function = getattr(ns, name)
    function(x, times)
    return {"gradients": list(function(x, times)), "x.requires_grad": x.requires_grad}


def _check_passes(student, rng, name, growth):
    """``growth(k)``: how many times 2x the gradient shows after pass k."""
    for times in (1, 3, rng.integer(4, 9)):
        for dtype in FLOATS:
            x = _numbers(rng, (2, 3), dtype)
            expected = [growth(k) * 2 * x for k in range(1, times + 1)]
            agree(student.run(_gradients_seen, name, x, times), expected, requires_grad=True)


@check("accumulated", weight=2)
def check_accumulated_grows(student, reference, rng):
    """After pass k the gradient shows k times 2x, and every photograph keeps its own numbers."""
    _check_passes(student, rng, "accumulated", lambda k: k)


@check("accumulated", needs=[check_accumulated_grows])
def check_accumulated_again(student, reference, rng):
    """A second call on the same x starts from nothing, and x stays plain."""
    question = "accumulated", _numbers(rng, (3, 5)), rng.integer(2, 6)
    agree(student.run(_a_second_call, *question), reference.run(_a_second_call, *question))


@check("fresh", weight=2)
def check_fresh_stays(student, reference, rng):
    """After every pass the gradient shows 2x, however many passes there are."""
    _check_passes(student, rng, "fresh", lambda k: 1)


@check("fresh", needs=[check_fresh_stays])
def check_fresh_again(student, reference, rng):
    """A second call on the same x gives the same, and x stays plain."""
    question = "fresh", _numbers(rng, (3, 5)), rng.integer(2, 6)
    agree(student.run(_a_second_call, *question), reference.run(_a_second_call, *question))


# branching


@probe
def _out_and_gradient(ns, x):
    out = ns.branching(x)
    tracked = getattr(out, "requires_grad", False)
    gradient = torch.autograd.grad(out, x, allow_unused=True)[0] if tracked else None
    return {"out": out, "gradient": gradient}


def _both_signs(rng, dtype):
    """More negative numbers than positive, the negative first, yet a sum well above zero."""
    below = rng.uniform(4, low=-0.9, high=-0.1, dtype=dtype)
    return torch.cat([below, rng.uniform(3, low=2.0, high=3.0, dtype=dtype)])


@check("branching", weight=2)
def check_branching_follows_the_sum(student, reference, rng):
    """Both roads are taken when they should be, and the gradient is that of the road taken."""
    for dtype in FLOATS:
        x = _both_signs(rng, dtype)
        for given in (x, -x, x[None], -x.expand(2, 7)):
            leaf = given.clone().requires_grad_()
            reply = student.run(_out_and_gradient, leaf)
            agree(reply, reference.run(_out_and_gradient, leaf), requires_grad=True)


@check("branching", needs=[check_branching_follows_the_sum])
def check_branching_around_zero(student, reference, rng):
    """A sum just above 0 takes the first road; just below, and exactly 0, the second."""
    # Whole numbers and quarters add up exactly, in any order.
    half = rng.integers(1, 10, (4,)).float()
    for rest in (0.25, 0.0, -0.25):
        x = torch.cat([half, -half, torch.tensor([rest])]).requires_grad_()
        agree(student.run(_out_and_gradient, x), reference.run(_out_and_gradient, x))
