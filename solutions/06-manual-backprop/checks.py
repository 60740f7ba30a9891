"""Checks of 06-manual-backprop. The docstring of a check is the line a student reads.

Gradients are held against oracles written out here from the formula of the loss: by hand, with
autograd, and with nudges. They do not use the reference, so a mistake there fails its own checks.

One mistake is charged once: a task that builds on earlier ones is asked with right helpers, and
with the student's own where it fails with those; dtypes and what became of the inputs are asked
for in checks of their own.
"""

import itertools

import torch

from autograder.checks import agree, check, oracle, probe, require
from autograder.checks.agree import CheckFailed
from autograder.outcome import Outcome, StudentProblem

FLOATS = (torch.float32, torch.float64)
SIZES = ((7, 4, 5, 3), (1, 6, 2, 4), (12, 3, 8, 1), (30, 20, 11, 6))
NOTES = (100, 1000, 100, 10)
"""Samples, inputs, hidden, outputs, as in the notes; the lr and epochs go with them."""
NOTES_LR, NOTES_EPOCHS = 1e-6, 5


def _network(rng, sizes, dtype=torch.float32):
    """Random x, y, w1 and w2."""
    samples, inputs, hidden, outputs = sizes
    shapes = (samples, inputs), (samples, outputs), (inputs, hidden), (hidden, outputs)
    return [rng.normal(*shape, dtype=dtype) for shape in shapes]


NUDGE = 1e-3
"""The loss is quadratic in each weight between kinks, so a large nudge costs no precision."""


def _telling_network(rng, sizes):
    """A float64 network in which every wrong way back through ReLU shows.

    Living and dead units both meet gradients of both signs, and all entries of h are so far
    from the kink that no nudge of a weight carries one across.
    """
    while True:
        x, y, w1, w2 = _network(rng, sizes, torch.float64)
        h = x @ w1
        upstream = (h.clamp(min=0) @ w2 - y) @ w2.t()
        cases = 2 * (h > 0) + (upstream > 0)
        if len(cases.unique()) == 4 and h.abs().min() > 2 * NUDGE * x.abs().max():
            return x, y, w1, w2


def _far_from_kinks(rng, sizes):
    """A float64 network that has all entries of h on the same side of 0 in float32 as well."""
    while True:
        network = _network(rng, sizes, torch.float64)
        if (network[0] @ network[2]).abs().min() > 1e-4:
            return network


def _tiny(*, with_y=True):
    """The network that the notebook works out by hand."""
    x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([[-1.0]])
    w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
    w2 = torch.tensor([[1.0], [2.0], [-1.0]])
    return [x, y, w1, w2] if with_y else [x, w1, w2]


def _loss(x, y, w1, w2):
    """The formula itself: what every gradient here is the gradient of."""
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()


@oracle
def _by_hand(x, y, w1, w2):
    """Both gradients, without autograd."""
    h = x @ w1
    error = h.clamp(min=0) @ w2 - y
    grad_w1 = 2 * x.t() @ (error @ w2.t() * (h > 0))
    return {"grad_w1": grad_w1, "grad_w2": 2 * h.clamp(min=0).t() @ error}


@oracle
def _trained(x, y, w1, w2, lr, epochs):
    """What training by hand gives."""
    losses = []
    for _ in range(epochs):
        losses.append(_loss(x, y, w1, w2))
        grads = _by_hand(x, y, w1, w2)
        w1, w2 = w1 - lr * grads["grad_w1"], w2 - lr * grads["grad_w2"]
    return {"losses": torch.stack(losses), "w1": w1, "w2": w2}


# The probes run where autograd is off.


@probe
def _forward(ns, x, w1, w2):
    with torch.inference_mode():
        h, relu, prediction = ns.forward(x, w1, w2)
    return {"h": h, "relu": relu, "prediction": prediction}


@probe
def _squared_error(ns, prediction, y):
    with torch.inference_mode():
        return ns.squared_error(prediction, y)


@probe
def _gradients(ns, about, x, y, w1, w2):
    """The values, the form without the values, or, of the inputs, what becomes of them."""
    given = x, y, w1, w2
    if about != "inputs":
        given = [t.clone() for t in given]
    with torch.inference_mode():
        grad_w1, grad_w2 = ns.gradients(*given)
    if about == "inputs":
        return None
    results = {"grad_w1": grad_w1, "grad_w2": grad_w2}
    if about == "form":
        tensor = torch.Tensor
        results = {k: v * 0 if isinstance(v, tensor) else v for k, v in results.items()}
    return results


@probe
def _train(ns, about, x, y, w1, w2, lr, epochs):
    """As for ``gradients``."""

    def blank(thing):
        if isinstance(thing, float):
            return 0.0
        return thing * 0 if isinstance(thing, torch.Tensor) else thing

    given = x, y, w1, w2
    if about != "inputs":
        given = [t.clone() for t in given]
    with torch.inference_mode():
        losses, new_w1, new_w2 = ns.train(*given, lr, epochs)
    if about == "inputs":
        return None
    if about == "form":
        numbers = [blank(loss) for loss in losses] if isinstance(losses, list) else losses
        return {"losses": numbers, "w1": blank(new_w1), "w2": blank(new_w2)}
    # Numbers or tensors without dimensions, at the precision of x: which it was is form.
    numbers = torch.tensor([float(loss) for loss in losses], dtype=x.dtype)
    return {"losses": numbers, "w1": new_w1, "w2": new_w2}


def forward(x, w1, w2):
    """The hidden values before and after ReLU, and the prediction."""
    h = x @ w1
    return h, h.clamp(min=0), h.clamp(min=0) @ w2


def squared_error(prediction, y):
    """The loss."""
    return (prediction - y).pow(2).sum()


def gradients(x, y, w1, w2):
    """Those of the loss, by hand."""
    h = x @ w1
    error = 2 * (h.clamp(min=0) @ w2 - y)
    return x.t() @ (error @ w2.t() * (h > 0)), h.clamp(min=0).t() @ error


HELPERS = {_gradients: [forward], _train: [forward, squared_error, gradients]}
"""What a task may build on."""
DOUBLE_FIRST = (torch.float64, torch.float32)


def _as_asked(student, probe, about, network, numbers, judge, *, dtypes=DOUBLE_FIRST, forgive=True):
    """Let ``judge`` look at what ``probe`` tells ``about``.

    One good reply is enough: in one precision, with right helpers or with the student's own.
    Where ``forgive`` is false, only a question that got no value is asked in another way.
    """
    problems = []
    for dtype, lend in itertools.product(dtypes, (HELPERS[probe], ())):
        given = [t.to(dtype) for t in network]
        try:
            return judge(student.run(probe, about, *given, *numbers, lend=lend), dtype)
        except CheckFailed as wrong:
            problems.append(wrong)
            if not forgive:
                break
        except StudentProblem as problem:
            problems.append(problem)
            if problem.outcome not in (Outcome.ERRORED, Outcome.MISSING):
                break
    raise next((each for each in problems if isinstance(each, CheckFailed)), problems[0])


def _check_values(student, probe, network, numbers, results, *, dtypes=DOUBLE_FIRST, rtol=None):
    def judge(reply, dtype):
        goals = {name: goal.to(dtype) for name, goal in results.items()}
        agree(reply, goals, rtol=rtol if dtype == torch.float64 else None)

    _as_asked(student, probe, "values", network, numbers, judge, dtypes=dtypes)


def _check_form(student, probe, network, numbers, goals_of):
    """In each precision: ``goals_of`` makes of a network and a reply the blanks wanted."""
    for dtype in FLOATS:

        def judge(reply, dtype):
            agree(reply, goals_of([t.to(dtype) for t in network], reply.value))

        _as_asked(student, probe, "form", network, numbers, judge, dtypes=(dtype,))


def _named(came):
    return came if isinstance(came, dict) else {}


def _is_plain(thing):
    """Whether this can be reckoned with."""
    tensor = isinstance(thing, torch.Tensor) and thing.is_floating_point()
    return tensor and thing.device.type == "cpu"


def _check_inputs(student, probe, network, numbers):
    def judge(reply, _):
        agree(reply, None)

    _as_asked(student, probe, "inputs", network, numbers, judge, forgive=False)


# forward


@check("forward", visible=True, weight=0)
def check_forward_by_hand(student, reference):
    """For the network worked out by hand, h, relu and prediction are right."""
    tiny = _tiny(with_y=False)
    agree(student.run(_forward, *tiny), reference.run(_forward, *tiny))


@check("forward")
def check_forward(student, reference, rng):
    """For networks of other sizes h (negative entries too), relu and prediction are right."""
    for sizes in SIZES:
        for dtype in FLOATS:
            x, _, w1, w2 = _network(rng, sizes, dtype)
            agree(student.run(_forward, x, w1, w2), reference.run(_forward, x, w1, w2))


# squared_error


@check("squared_error")
def check_squared_error(student, reference, rng):
    """The loss is one number: all squared differences, added up."""
    for shape, dtype in zip(((3, 5), (1, 4), (7, 1), (20, 6)), FLOATS * 2, strict=True):
        pair = rng.normal(*shape, dtype=dtype), rng.normal(*shape, dtype=dtype)
        agree(student.run(_squared_error, *pair), reference.run(_squared_error, *pair))


# gradients


@check("gradients", visible=True, weight=0)
def check_gradients_by_hand(student, reference):
    """For the network worked out by hand, both gradients are right."""
    _check_values(student, _gradients, _tiny(), (), _by_hand(*_tiny()))


@check("gradients", weight=3)
def check_gradients(student, reference, rng):
    """For networks of other sizes both gradients are right."""
    for sizes in SIZES:
        network = _far_from_kinks(rng, sizes)
        _check_values(student, _gradients, network, (), _by_hand(*network))


@check("gradients")
def check_gradients_against_autograd(student, reference, rng):
    """Both gradients equal those that autograd finds for the same loss."""
    x, y, w1, w2 = _telling_network(rng, (9, 6, 7, 4))
    leaves = w1.clone().requires_grad_(), w2.clone().requires_grad_()
    grad_w1, grad_w2 = torch.autograd.grad(_loss(x, y, *leaves), leaves)
    expected = {"grad_w1": grad_w1, "grad_w2": grad_w2}
    _check_values(student, _gradients, (x, y, w1, w2), (), expected)


def _central_differences(loss, weight):
    """The slope of ``loss(weight)`` in every entry of ``weight``."""
    slopes = torch.empty_like(weight)
    for index in range(weight.numel()):
        nudge = torch.zeros_like(weight)
        nudge.view(-1)[index] = NUDGE
        rise = loss(weight + nudge) - loss(weight - nudge)
        slopes.view(-1)[index] = rise / (2 * NUDGE)
    return slopes


@check("gradients")
def check_gradients_against_nudges(student, reference, rng):
    """Nudge each weight up and down: the loss moves by just what your gradients say."""
    x, y, w1, w2 = _telling_network(rng, (10, 4, 6, 3))
    expected = {
        "grad_w1": _central_differences(lambda w: _loss(x, y, w, w2), w1),
        "grad_w2": _central_differences(lambda w: _loss(x, y, w1, w), w2),
    }
    _check_values(student, _gradients, (x, y, w1, w2), (), expected, rtol=1e-6)


@check("gradients")
def check_gradients_at_full_size(student, reference, rng):
    """At full size, in float64, both gradients are right to many digits."""
    # In float64: there, another order of adding up cannot carry an entry of h across 0.
    network = _network(rng, NOTES, torch.float64)
    expected = _by_hand(*network)
    _check_values(student, _gradients, network, (), expected, dtypes=(torch.float64,))


@check("gradients", weight=0)
def check_gradients_begun(student, reference, rng):
    """One of both gradients is right at least, or would be if scaled or turned."""
    network = _telling_network(rng, (9, 6, 7, 4))
    goals = _by_hand(*network).values()

    def judge(reply, _):
        pairs = itertools.product(_named(reply.value).values(), goals)
        good = any(_parallel(came, goal) for came, goal in pairs)
        require(good, "Neither gradient is right, not even up to a factor.", reply)

    _as_asked(student, _gradients, "values", network, (), judge)


def _parallel(came, goal):
    """Whether a matrix or its transpose is a multiple of the goal."""
    if not _is_plain(came) or came.dim() != 2:
        return False
    turns = [turn.to(goal) for turn in (came, came.t()) if turn.shape == goal.shape]
    return any((t * goal).sum().abs() > (1 - 1e-6) * t.norm() * goal.norm() for t in turns)


@check("gradients", needs=[check_gradients_begun])
def check_gradients_have_the_form_of_the_weights(student, reference, rng):
    """In float32 and in float64 each gradient has the shape and the dtype of its weights."""

    def goals(network, _):
        return {"grad_w1": network[2] * 0, "grad_w2": network[3] * 0}

    _check_form(student, _gradients, _network(rng, (7, 4, 5, 3)), (), goals)


@check("gradients", needs=[check_gradients_begun])
def check_gradients_leave_inputs_alone(student, reference, rng):
    """The four tensors given are as they were."""
    _check_inputs(student, _gradients, _network(rng, (7, 4, 5, 3)), ())


# train


@check("train", visible=True, weight=0)
def check_train_by_hand(student, reference):
    """One step of the network worked out by hand, with lr 0.125."""
    _check_values(student, _train, _tiny(), (0.125, 1), _trained(*_tiny(), 0.125, 1))


@check("train", weight=2)
def check_train(student, reference, rng):
    """Four networks, some epochs each: every loss and both trained weights are right."""
    for sizes in SIZES:
        numbers = float(rng.uniform(1, low=3e-5, high=1e-4)), rng.integer(2, 7)
        network = _network(rng, sizes, torch.float64)
        expected = _trained(*network, *numbers)
        # With so small steps, float32 would hide what goes wrong in them.
        _check_values(student, _train, network, numbers, expected, dtypes=(torch.float64,))


@check("train")
def check_train_one_epoch(student, reference, rng):
    """One epoch is one step: one loss, measured before it, and weights that moved once."""
    x, y, w1, w2 = _telling_network(rng, (12, 5, 7, 3))
    leaves = w1.clone().requires_grad_(), w2.clone().requires_grad_()
    loss = _loss(x, y, *leaves)
    grad_w1, grad_w2 = torch.autograd.grad(loss, leaves)
    lr = float(rng.uniform(1, low=2e-3, high=1e-2))
    after = {"losses": loss.detach()[None], "w1": w1 - lr * grad_w1, "w2": w2 - lr * grad_w2}
    _check_values(student, _train, (x, y, w1, w2), (lr, 1), after)


@check("train")
def check_train_at_full_size(student, reference, rng):
    """At full size, with lr 1e-6, all 5 losses and both trained weights are right."""
    network, numbers = _network(rng, NOTES, torch.float64), (NOTES_LR, NOTES_EPOCHS)
    how = {"dtypes": (torch.float64,), "rtol": 1e-5}
    # 1e-6 as a float32 tensor is a right lr too, but off in the eighth digit.
    _check_values(student, _train, network, numbers, _trained(*network, *numbers), **how)


@check("train", weight=0)
def check_train_begun(student, reference, rng):
    """After two epochs the first loss is right at least, or one of both weights."""
    network, numbers = _telling_network(rng, (12, 5, 7, 3)), (1e-3, 2)
    goals = _trained(*network, *numbers)
    goals["losses"] = goals["losses"][:1]

    def judge(reply, _):
        came = _named(reply.value)
        good = any(_close(came.get(name), goal) for name, goal in goals.items())
        require(good, "Neither the first loss nor one of the trained weights is right.", reply)

    _as_asked(student, _train, "values", network, numbers, judge)


def _close(came, goal):
    """Whether it is the goal, or begins with it."""
    if not _is_plain(came) or came.dim() != goal.dim() or len(came) < len(goal):
        return False
    came = came[: len(goal)].to(goal)
    return came.shape == goal.shape and torch.allclose(came, goal, rtol=1e-4, atol=1e-6)


@check("train", needs=[check_train_begun])
def check_train_gives_floats_and_weights(student, reference, rng):
    """The losses are a list of Python floats; the weights keep their shape and dtype."""

    def goals(network, came):
        # How many losses there are is for other checks to see.
        losses = _named(came).get("losses")
        count = len(losses) if isinstance(losses, list) else 0
        return {"losses": [0.0] * count, "w1": network[2] * 0, "w2": network[3] * 0}

    _check_form(student, _train, _network(rng, (7, 4, 5, 3)), (1e-4, 2), goals)


@check("train", needs=[check_train_begun])
def check_train_leaves_inputs_alone(student, reference, rng):
    """What was given is as it was, the caller's weights above all."""
    _check_inputs(student, _train, _network(rng, (7, 4, 5, 3)), (1e-3, 2))
