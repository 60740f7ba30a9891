"""Checks of 07-autograd-training. The docstring of a check is the line a student reads.

Losses, gradients and whole trajectories are held against oracles written out here by hand, without
autograd and without the reference. Where a probe says ``enable_grad``, a function that leaves
recording off spoils no other question.

One mistake is charged once: a task that builds on an earlier one is asked again with right helpers
where it fails with the student's own, and dtype, tracking and what became of the inputs are asked
for in checks of their own.

A GPU adds up in another order. So there the reference answers, on the same one, and float64 keeps
that order from carrying an entry of h across ReLU's kink.
"""

import torch

from autograder.checks import agree, check, either, oracle, probe

FLOATS = (torch.float32, torch.float64)
SIZES = ((7, 4, 5, 3), (1, 6, 5, 4), (12, 3, 8, 1), (30, 20, 11, 6))
NOTES = (100, 1000, 100, 10)
"""Samples, inputs, hidden, outputs, as in the notes; the lr and epochs go with them."""
NOTES_LR, NOTES_EPOCHS = 1e-6, 20


def _network(rng, sizes, dtype=torch.float32):
    """Random x, y, w1 and w2."""
    samples, inputs, hidden, outputs = sizes
    shapes = (samples, inputs), (samples, outputs), (inputs, hidden), (hidden, outputs)
    return [rng.normal(*shape, dtype=dtype) for shape in shapes]


def _tiny():
    """The network that the notebook works out by hand."""
    x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([[-1.0]])
    w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
    w2 = torch.tensor([[1.0], [2.0], [-1.0]])
    return [x, y, w1, w2]


@oracle
def _by_hand(x, y, w1, w2):
    """The loss and both gradients, without autograd, and how near h comes to ReLU's kink."""
    h = x @ w1
    error = h.clamp(min=0) @ w2 - y
    grad_w2 = 2 * h.clamp(min=0).t() @ error
    grad_w1 = 2 * x.t() @ (error @ w2.t() * (h > 0))
    return error.pow(2).sum(), grad_w1, grad_w2, h.abs().min()


@oracle
def _trajectory(x, y, w1, w2, lr, epochs):
    """What training by hand gives, and how near any h comes to the kink on the way."""
    losses, nearest = [], []
    for _ in range(epochs):
        loss, grad_w1, grad_w2, near = _by_hand(x, y, w1, w2)
        losses.append(loss)
        nearest.append(near)
        w1, w2 = w1 - lr * grad_w1, w2 - lr * grad_w2
    return {"losses": torch.stack(losses), "new w1": w1, "new w2": w2}, min(nearest)


def _far_from_kinks(rng, sizes, dtype, lr=1e-4, epochs=1):
    """A network in which no other order of adding up carries an entry of h across 0."""
    while True:
        network = _network(rng, sizes, dtype)
        if _trajectory(*network, lr, epochs)[1] > 1e-4:
            return network


@probe
def _on(ns, task, device, *inputs):
    """What a task makes of its inputs on a device."""
    with torch.enable_grad():
        return getattr(ns, task)(*(each.to(device) for each in inputs))


@probe
def _there(ns, task, device, network, numbers):
    """What ``gradients`` or ``train`` makes of a network on a device."""
    with torch.enable_grad():
        results = getattr(ns, task)(*(each.to(device, copy=True) for each in network), *numbers)
    names = ("grad_w1", "grad_w2") if task == "gradients" else ("losses", "new w1", "new w2")
    return dict(zip(names, results, strict=True))


@probe
def _asked(ns, task, x, y, w1, w2, *numbers):
    """What ``gradients`` or ``train`` gives, and how all that it was given fares.

    Weights that are tracked have a gradient already.
    """
    # Copies: an input that is changed is the business of one question, not of each.
    given = [t.detach().clone().requires_grad_(t.requires_grad) for t in (x, y, w1, w2)]
    x, y, w1, w2 = given
    if w1.requires_grad:
        (5 * w1).sum().backward()
        (7 * w2).sum().backward()
    with torch.enable_grad():
        results = getattr(ns, task)(*given, *numbers)
        doubled = torch.ones(1, requires_grad=True) * 2
    if task == "gradients":
        grad_w1, grad_w2 = results
        named = {"grad_w1": grad_w1, "grad_w2": grad_w2}
    else:
        losses, new_w1, new_w2 = results
        named = {"losses": losses, "new w1": new_w1, "new w2": new_w2}
    return {
        **named,
        "x": x,
        "y": y,
        "w1": w1.detach(),
        "w2": w2.detach(),
        "w1.requires_grad": w1.requires_grad,
        "w2.requires_grad": w2.requires_grad,
        "w1.grad": w1.grad,
        "w2.grad": w2.grad,
        "twice a tracked tensor, computed afterwards": doubled,
    }


def loss_of(x, y, w1, w2):
    """The loss of the network."""
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()


def step(weights, lr):
    """A step down the gradients, which are forgotten after it."""
    with torch.no_grad():
        for weight in weights:
            if weight.grad is not None:
                weight -= lr * weight.grad
                weight.grad.zero_()


HELPERS = loss_of, step
"""What later tasks may build on."""

CPU, META = torch.device("cpu"), torch.device("meta")


def _as_asked(student, task, network, numbers, goals, **how):
    """Hold what is named in ``goals`` to it, with the student's own helpers or with right ones.

    Each of ``goals`` is a function of what came. The rest is the business of other checks.
    """
    asked = (_asked, task, *network, *numbers)
    either(
        lambda: _judge(student.run(*asked), goals, how),
        lambda: _judge(student.run(*asked, lend=HELPERS), goals, how),
    )


def _judge(reply, goals, how):
    came = reply.value if isinstance(reply.value, dict) else {}
    rest = {name: _echo(thing) for name, thing in came.items()}
    agree(reply, {**rest, **{name: goal(came.get(name)) for name, goal in goals.items()}}, **how)


def _echo(thing):
    if isinstance(thing, list):
        return [_echo(one) for one in thing]
    return thing if isinstance(thing, torch.Tensor | bool | int | float) else None


def _value(goal):
    """A goal for values only, in the dtype and the container of what came."""
    return lambda came: _as_it_came(came, goal)


def _as_it_came(came, goal):
    if isinstance(came, list) and goal.dim() and len(came) == len(goal):
        return [_as_it_came(one, other) for one, other in zip(came, goal, strict=True)]
    if isinstance(came, float) and not goal.dim():
        return goal.item()
    return goal.to(came.dtype) if isinstance(came, torch.Tensor) and came.dtype in FLOATS else goal


def _form(like):
    """A goal for all but values and shape: a plain tensor of this dtype."""
    return lambda came: like.new_zeros(came.shape if isinstance(came, torch.Tensor) else ())


def _exactly(goal):
    return lambda _: goal


def _check_values(student, task, network, numbers, results):
    # A Python number does not tell in which dtype it was computed.
    rtol = 1e-4 if network[0].dtype == torch.float32 else None
    goals = {name: _value(goal) for name, goal in results.items()}
    _as_asked(student, task, network, numbers, goals, rtol=rtol)


def _check_form(student, rng, task, numbers, results):
    for dtype in FLOATS:
        network = _network(rng, (7, 4, 5, 3), dtype)
        goals = dict.fromkeys(results, _form(network[0]))
        how = {"requires_grad": True, "atol": float("inf")}
        _as_asked(student, task, network, numbers, goals, **how)


def _check_no_trace(student, rng, task, numbers):
    """Whether the tensors given are as they were: plain weights, and tracked ones in use."""
    for in_use in (False, True):
        x, y, w1, w2 = _network(rng, (7, 4, 5, 3), torch.float64)
        left = {
            **{"x": x, "y": y, "w1": w1, "w2": w2},
            **dict.fromkeys(("w1.requires_grad", "w2.requires_grad"), in_use),
            "w1.grad": torch.full_like(w1, 5) if in_use else None,
            "w2.grad": torch.full_like(w2, 7) if in_use else None,
        }
        goals = {name: _exactly(goal) for name, goal in left.items()}
        network = x, y, *(w.clone().requires_grad_(in_use) for w in (w1, w2))
        _as_asked(student, task, network, numbers, goals)


def _check_on_a_gpu(student, reference, task, gpu, network, numbers=()):
    asked = _there, task, gpu, network, numbers
    expected = reference.run(*asked)
    either(
        lambda: agree(student.run(*asked), expected),
        lambda: agree(student.run(*asked, lend=HELPERS), expected),
    )


# loss_of


@probe
def _slopes_of_the_loss(ns, device, x, y, w1, w2):
    x, y, w1, w2 = (each.to(device) for each in (x, y, w1, w2))
    loss = ns.loss_of(x, y, w1, w2)
    if not (isinstance(loss, torch.Tensor) and loss.requires_grad):
        return {"the loss requires a gradient": False, "d loss / d w1": None, "d loss / d w2": None}
    slopes = torch.autograd.grad(loss, (w1, w2), allow_unused=True)
    return {
        "the loss requires a gradient": True,
        "d loss / d w1": slopes[0],
        "d loss / d w2": slopes[1],
    }


@check("loss_of", visible=True, weight=0)
def check_loss_by_hand(student, reference):
    """For the network worked out by hand the loss is 4."""
    agree(student.run(_on, "loss_of", CPU, *_tiny()), torch.tensor(4.0))


@check("loss_of", weight=2)
def check_loss(student, reference, rng):
    """For networks of other sizes the loss is right, and not tracked unless a weight is."""
    for sizes in SIZES:
        for dtype in FLOATS:
            network = _network(rng, sizes, dtype)
            expected = _by_hand(*network)[0]
            agree(student.run(_on, "loss_of", CPU, *network), expected, requires_grad=True)


@check("loss_of", weight=2)
def check_loss_is_in_the_graph(student, reference, rng):
    """A backward pass from the loss finds its way to both weights, with the right gradients."""
    for sizes in SIZES:
        x, y, w1, w2 = _far_from_kinks(rng, sizes, torch.float64)
        _, grad_w1, grad_w2, _ = _by_hand(x, y, w1, w2)
        expected = {
            "the loss requires a gradient": True,
            "d loss / d w1": grad_w1,
            "d loss / d w2": grad_w2,
        }
        leaves = w1.requires_grad_(), w2.requires_grad_()
        agree(student.run(_slopes_of_the_loss, CPU, x, y, *leaves), expected)


@check("loss_of")
def check_loss_on_meta(student, reference, rng):
    """On the device meta the loss is there too, of the dtype of x, and tracked if a weight is."""
    for dtype in FLOATS:
        x, y, w1, w2 = _network(rng, (7, 4, 5, 3), dtype)
        question = "loss_of", META, x, y, w1, w2.requires_grad_()
        expected = reference.run(_on, *question)
        agree(student.run(_on, *question), expected, requires_grad=True)


@check("loss_of", gpu=True, needs=[check_loss, check_loss_is_in_the_graph, check_loss_on_meta])
def check_loss_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the loss is right, and a backward pass from it reaches both weights."""
    for sizes in SIZES:
        for dtype in FLOATS:
            question = "loss_of", gpu, *_network(rng, sizes, dtype)
            agree(student.run(_on, *question), reference.run(_on, *question))
        x, y, w1, w2 = _far_from_kinks(rng, sizes, torch.float64)
        question = gpu, x, y, w1.requires_grad_(), w2.requires_grad_()
        expected = reference.run(_slopes_of_the_loss, *question)
        agree(student.run(_slopes_of_the_loss, *question), expected)


# gradients


def _check_gradients(student, network):
    _, grad_w1, grad_w2, _ = _by_hand(*network)
    _check_values(student, "gradients", network, (), {"grad_w1": grad_w1, "grad_w2": grad_w2})


@check("gradients", visible=True, weight=0)
def check_gradients_by_hand(student, reference):
    """For the network worked out by hand both gradients are right."""
    _check_gradients(student, _tiny())


@check("gradients", weight=3)
def check_gradients(student, reference, rng):
    """For networks of other sizes both gradients are right."""
    for sizes in SIZES:
        for dtype in FLOATS:
            _check_gradients(student, _far_from_kinks(rng, sizes, dtype))


@check("gradients", needs=[check_gradients_by_hand])
def check_gradients_are_plain(student, reference, rng):
    """Both gradients have the dtype of the weights, and do not require gradients themselves."""
    _check_form(student, rng, "gradients", (), ("grad_w1", "grad_w2"))


@check("gradients", weight=2, needs=[check_gradients_by_hand])
def check_gradients_leave_no_trace(student, reference, rng):
    """What was given keeps values, requires_grad and .grad, whether it is tracked or not."""
    _check_no_trace(student, rng, "gradients", ())


@check("gradients", needs=[check_gradients_by_hand])
def check_gradients_on_meta(student, reference, rng):
    """On the device meta both gradients are there too, shaped like their weights."""
    for dtype in FLOATS:
        network = [t.to(META) for t in _network(rng, (7, 4, 5, 3), dtype)]
        expected = {"grad_w1": network[2], "grad_w2": network[3]}
        _check_values(student, "gradients", network, (), expected)


@check(
    "gradients",
    gpu=True,
    needs=[check_gradients, check_gradients_are_plain, check_gradients_on_meta],
)
def check_gradients_on_a_gpu(student, reference, rng, gpu):
    """On a GPU both gradients are right, and stay there."""
    for sizes in SIZES:
        network = _far_from_kinks(rng, sizes, torch.float64)
        _check_on_a_gpu(student, reference, "gradients", gpu, network)


# step


@probe
def _after_a_step(ns, starts, gradients, lr, device):
    weights = [start.to(device, copy=True).requires_grad_() for start in starts]
    for weight, gradient in zip(weights, gradients, strict=True):
        weight.grad = None if gradient is None else gradient.to(device, copy=True)
    with torch.enable_grad():
        ns.step(list(weights), lr)
    return {"weights": weights, "leaves": [weight.is_leaf for weight in weights]}


@probe
def _after_steps_of_its_own(ns, starts, lr, times):
    weights = [start.clone().requires_grad_() for start in starts]
    for _ in range(times):
        sum((weight * weight).sum() for weight in weights).backward()
        with torch.enable_grad():
            ns.step(list(weights), lr)
    return {"weights": weights}


@probe
def _recording_after_a_step(ns, start, lr):
    weight = start.clone().requires_grad_()
    (weight * weight).sum().backward()
    ns.step([weight], lr)
    # What autograd does, not what torch says of it: torch in there is the student's own.
    doubled = torch.ones(1, requires_grad=True) * 2
    torch.set_grad_enabled(True)
    return {"twice a tracked tensor, computed afterwards": doubled}


@oracle
def _moved(starts, gradients, lr):
    pairs = zip(starts, gradients, strict=True)
    weights = [start if grad is None else start - lr * grad for start, grad in pairs]
    return {
        "weights": [weight.clone().requires_grad_() for weight in weights],
        "leaves": [True] * len(weights),
    }


@check("step", visible=True, weight=0)
def check_step_by_hand(student, reference):
    """From [1, 2], with the gradient [10, -20] and lr 0.125, a step leads to [-0.25, 4.5]."""
    question = [torch.tensor([1.0, 2.0])], [torch.tensor([10.0, -20.0])], 0.125
    reply = student.run(_after_a_step, *question, "cpu")
    agree(reply, _moved(*question), requires_grad=True)


@check("step", weight=2)
def check_step(student, reference, rng):
    """Each weight itself moves by minus lr times its gradient and stays a tracked leaf."""
    for dtype in FLOATS:
        for shapes in (((3, 5),), ((4, 3), (3, 2)), ((), (7,), (2, 3, 4))):
            starts, gradients = (
                [rng.normal(*shape, dtype=dtype) for shape in shapes] for _ in range(2)
            )
            question = starts, gradients, float(rng.uniform(1, low=0.05, high=0.5))
            reply = student.run(_after_a_step, *question, "cpu")
            agree(reply, _moved(*question), requires_grad=True)


@check("step", weight=2)
def check_step_clears(student, reference, rng):
    """Several rounds of backward and step: each starts from a clean gradient, for every weight."""
    for dtype in FLOATS:
        starts = [rng.normal(*shape, dtype=dtype) for shape in ((4, 3), (5,))]
        lr, times = float(rng.uniform(1, low=0.05, high=0.2)), rng.integer(3, 7)
        # The gradient of w² is 2w, so each round makes w smaller by the same factor.
        expected = [(start * (1 - 2 * lr) ** times).requires_grad_() for start in starts]
        reply = student.run(_after_steps_of_its_own, starts, lr, times)
        agree(reply, {"weights": expected}, requires_grad=True)


@check("step", needs=[check_step_by_hand])
def check_step_without_gradient(student, reference, rng):
    """A weight that no backward pass has reached stays as it is, and the others move."""
    starts = [rng.normal(*shape) for shape in ((3, 5), (4,), (2, 3))]
    gradients = [rng.normal(3, 5), None, rng.normal(2, 3)]
    question = starts, gradients, float(rng.uniform(1, low=0.05, high=0.5))
    reply = student.run(_after_a_step, *question, "cpu")
    agree(reply, _moved(*question), requires_grad=True)


@check("step", needs=[check_step_by_hand])
def check_step_recording_goes_on(student, reference, rng):
    """After the step autograd records operations again."""
    question = rng.normal(3, 5), 0.125
    expected = reference.run(_recording_after_a_step, *question)
    agree(student.run(_recording_after_a_step, *question), expected, requires_grad=True)


@check("step", needs=[check_step_by_hand])
def check_step_on_meta(student, reference, rng):
    """On the device meta the weights stay there and stay tracked leaves."""
    for dtype in FLOATS:
        starts, gradients = ([rng.normal(3, 5, dtype=dtype)] for _ in range(2))
        question = starts, gradients, 0.125, "meta"
        expected = reference.run(_after_a_step, *question)
        agree(student.run(_after_a_step, *question), expected, requires_grad=True)


@check("step", gpu=True, needs=[check_step, check_step_without_gradient, check_step_on_meta])
def check_step_on_a_gpu(student, reference, rng, gpu):
    """On a GPU each weight itself moves as it should, and stays a tracked leaf there."""
    for dtype in FLOATS:
        shapes = (4, 3), (7,), (2, 3, 4)
        starts, gradients = ([rng.normal(*shape, dtype=dtype) for shape in shapes] for _ in "12")
        question = starts, [*gradients[:2], None], float(rng.uniform(1, low=0.05, high=0.5)), gpu
        expected = reference.run(_after_a_step, *question)
        agree(student.run(_after_a_step, *question), expected, requires_grad=True)


# train


def _check_trajectory(student, network, lr, epochs):
    expected, _ = _trajectory(*network, lr, epochs)
    _check_values(student, "train", network, (lr, epochs), expected)


@check("train", visible=True, weight=0)
def check_train_by_hand(student, reference):
    """One step of the network worked out by hand, with lr 0.125."""
    _check_trajectory(student, _tiny(), 0.125, 1)


@check("train", weight=3)
def check_train_step_by_step(student, reference, rng):
    """After one epoch, two, three and four: every loss and both weights are right."""
    lr = float(rng.uniform(1, low=1e-4, high=3e-4))
    network = _far_from_kinks(rng, (12, 5, 7, 3), torch.float64, lr, 4)
    for epochs in (1, 2, 3, 4):
        _check_trajectory(student, network, lr, epochs)


@check("train", weight=2)
def check_train(student, reference, rng):
    """Four networks of other sizes, in both precisions: every loss and both weights are right."""
    for sizes in SIZES:
        for dtype in FLOATS:
            lr, epochs = float(rng.uniform(1, low=3e-5, high=1e-4)), rng.integer(2, 7)
            network = _far_from_kinks(rng, sizes, dtype, lr, epochs)
            _check_trajectory(student, network, lr, epochs)


@check("train")
def check_train_at_full_size(student, reference, rng):
    """With 100 samples, 1000 inputs, 100 hidden units, 10 outputs, lr 1e-6: 20 epochs are right."""
    # In float64: there, another order of adding up cannot carry an entry of h across 0.
    _check_trajectory(student, _network(rng, NOTES, torch.float64), NOTES_LR, NOTES_EPOCHS)


@check("train", needs=[check_train_by_hand])
def check_train_gives_plain_tensors(student, reference, rng):
    """The losses and both weights are tensors of the dtype of x, and do not require gradients."""
    # One epoch here and below: what goes wrong in a second one is for other checks to see.
    _check_form(student, rng, "train", (1e-4, 1), ("losses", "new w1", "new w2"))


@check("train", weight=2, needs=[check_train_by_hand])
def check_train_leaves_weights_alone(student, reference, rng):
    """What was given keeps values, requires_grad and .grad, whether it is tracked or not."""
    _check_no_trace(student, rng, "train", (1e-3, 1))


@check("train", needs=[check_train_by_hand])
def check_train_recording_goes_on(student, reference, rng):
    """After training autograd records operations again."""
    doubled = _exactly(torch.full((1,), 2.0, requires_grad=True))
    goals = {"twice a tracked tensor, computed afterwards": doubled}
    network = _network(rng, (7, 4, 5, 3))
    _as_asked(student, "train", network, (1e-4, 1), goals, requires_grad=True)


@check("train", needs=[check_train_by_hand])
def check_train_on_meta(student, reference, rng):
    """On the device meta training runs too, and losses and weights stay there."""
    for dtype in FLOATS:
        network = [t.to(META) for t in _network(rng, (7, 4, 5, 3), dtype)]
        expected = {"losses": network[0].new_zeros(1), "new w1": network[2], "new w2": network[3]}
        _check_values(student, "train", network, (1e-4, 1), expected)


@check(
    "train",
    gpu=True,
    needs=[
        check_train_step_by_step,
        check_train,
        check_train_at_full_size,
        check_train_gives_plain_tensors,
        check_train_on_meta,
    ],
)
def check_train_on_a_gpu(student, reference, rng, gpu):
    """On a GPU, from three starts, every loss and both weights are right, and stay there."""
    for sizes in SIZES[1:]:
        lr, epochs = float(rng.uniform(1, low=3e-5, high=1e-4)), rng.integer(4, 9)
        network = _far_from_kinks(rng, sizes, torch.float64, lr, epochs)
        _check_on_a_gpu(student, reference, "train", gpu, network, (lr, epochs))
