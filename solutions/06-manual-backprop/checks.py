"""Checks of 06-manual-backprop. The docstring of a check is the line a student reads.

Gradients are held against the reference and against two oracles written out here from the
formula of the loss. They do not use the reference, so a mistake there fails its own checks.
"""

import torch

from autograder.checks import agree, check, probe

FLOATS = (torch.float32, torch.float64)
SIZES = ((7, 4, 5, 3), (1, 6, 2, 4), (12, 3, 8, 1), (30, 20, 11, 6))
NOTES = (100, 1000, 100, 10)
"""Samples, inputs, hidden, outputs, as in the notes; the lr and epochs go with them."""
NOTES_LR, NOTES_EPOCHS = 1e-6, 20


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


def _tiny(*, with_y=True):
    """The network that the notebook works out by hand."""
    x, y = torch.tensor([[1.0, 2.0]]), torch.tensor([[-1.0]])
    w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
    w2 = torch.tensor([[1.0], [2.0], [-1.0]])
    return [x, y, w1, w2] if with_y else [x, w1, w2]


def _loss(x, y, w1, w2):
    """The formula itself: what every gradient here is the gradient of."""
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()


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
def _gradients(ns, x, y, w1, w2):
    with torch.inference_mode():
        grad_w1, grad_w2 = ns.gradients(x, y, w1, w2)
    return {"grad_w1": grad_w1, "grad_w2": grad_w2}


@probe
def _train(ns, x, y, w1, w2, lr, epochs):
    with torch.inference_mode():
        losses, new_w1, new_w2 = ns.train(x, y, w1, w2, lr, epochs)
    # Numbers or tensors without dimensions: both will do, at the precision of x.
    numbers = torch.tensor([float(loss) for loss in losses], dtype=x.dtype)
    return {"losses": numbers, "w1": new_w1, "w2": new_w2}


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
    agree(student.run(_gradients, *_tiny()), reference.run(_gradients, *_tiny()))


@check("gradients", weight=2)
def check_gradients(student, reference, rng):
    """For networks of other sizes, in both precisions, both gradients are right."""
    for sizes in SIZES:
        for dtype in FLOATS:
            network = _network(rng, sizes, dtype)
            agree(student.run(_gradients, *network), reference.run(_gradients, *network))


@check("gradients")
def check_gradients_against_autograd(student, reference, rng):
    """In float64 both gradients equal those that autograd finds for the same loss."""
    x, y, w1, w2 = _telling_network(rng, (9, 6, 7, 4))
    leaves = w1.clone().requires_grad_(), w2.clone().requires_grad_()
    grad_w1, grad_w2 = torch.autograd.grad(_loss(x, y, *leaves), leaves)
    expected = {"grad_w1": grad_w1, "grad_w2": grad_w2}
    agree(student.run(_gradients, x, y, w1, w2), expected)


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
    agree(student.run(_gradients, x, y, w1, w2), expected, rtol=1e-6)


@check("gradients")
def check_gradients_at_full_size(student, reference, rng):
    """With 100 samples, 1000 inputs, 100 hidden units and 10 outputs both gradients are right."""
    # In float64: there, another order of adding up cannot carry an entry of h across 0.
    network = _network(rng, NOTES, torch.float64)
    agree(student.run(_gradients, *network), reference.run(_gradients, *network))


# train


@check("train", visible=True, weight=0)
def check_train_by_hand(student, reference):
    """One step of the network worked out by hand, with lr 0.125."""
    question = *_tiny(), 0.125, 1
    agree(student.run(_train, *question), reference.run(_train, *question))


@check("train", weight=2)
def check_train(student, reference, rng):
    """Four networks, some epochs each: every loss and both trained weights are right."""
    for sizes, dtype in zip(SIZES, FLOATS * 2, strict=True):
        lr, epochs = float(rng.uniform(1, low=3e-5, high=1e-4)), rng.integer(2, 7)
        question = *_network(rng, sizes, dtype), lr, epochs
        agree(student.run(_train, *question), reference.run(_train, *question))


@check("train")
def check_train_one_epoch(student, reference, rng):
    """One epoch is one step: one loss, measured before it, and weights that moved once."""
    x, y, w1, w2 = _telling_network(rng, (12, 5, 7, 3))
    leaves = w1.clone().requires_grad_(), w2.clone().requires_grad_()
    loss = _loss(x, y, *leaves)
    grad_w1, grad_w2 = torch.autograd.grad(loss, leaves)
    lr = float(rng.uniform(1, low=1e-4, high=3e-4))
    after = {"losses": loss.detach()[None], "w1": w1 - lr * grad_w1, "w2": w2 - lr * grad_w2}
    agree(student.run(_train, x, y, w1, w2, lr, 1), after)


@check("train")
def check_train_at_full_size(student, reference, rng):
    """At full size, with lr 1e-6, all 20 losses and both trained weights are right."""
    question = *_network(rng, NOTES, torch.float64), NOTES_LR, NOTES_EPOCHS
    # 1e-6 as a float32 tensor is a right lr too, but off in the eighth digit.
    agree(student.run(_train, *question), reference.run(_train, *question), rtol=1e-5)
