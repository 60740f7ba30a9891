"""Checks of 07-autograd-training. The docstring of a check is the line a student reads.

Losses, gradients and whole trajectories are held against oracles written out here by hand, without
autograd and without the reference. Questions that may be asked on any device take it along. Where
a probe says ``enable_grad``, a function that leaves recording off spoils no other question.
"""

import torch

from autograder.checks import agree, check, probe

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


def _by_hand(x, y, w1, w2):
    """The loss and both gradients, without autograd, and how near h comes to ReLU's kink."""
    h = x @ w1
    error = h.clamp(min=0) @ w2 - y
    grad_w2 = 2 * h.clamp(min=0).t() @ error
    grad_w1 = 2 * x.t() @ (error @ w2.t() * (h > 0))
    return error.pow(2).sum(), grad_w1, grad_w2, h.abs().min()


def _trajectory(x, y, w1, w2, lr, epochs):
    """What training by hand gives, and how near any h comes to the kink on the way."""
    losses, nearest = [], []
    for _ in range(epochs):
        loss, grad_w1, grad_w2, near = _by_hand(x, y, w1, w2)
        losses.append(loss)
        nearest.append(near)
        w1, w2 = w1 - lr * grad_w1, w2 - lr * grad_w2
    return {"losses": torch.stack(losses), "w1": w1, "w2": w2}, min(nearest)


def _far_from_kinks(rng, sizes, dtype, lr=1e-4, epochs=1):
    """A network in which no other order of adding up carries an entry of h across 0."""
    while True:
        network = _network(rng, sizes, dtype)
        if _trajectory(*network, lr, epochs)[1] > 1e-4:
            return network


@probe
def _on(ns, task, device, *inputs):
    """What a task makes of its inputs on a device."""
    there = [each.to(device) if isinstance(each, torch.Tensor) else each for each in inputs]
    with torch.enable_grad():
        result = getattr(ns, task)(*there)
    return list(result) if isinstance(result, tuple) else result


CPU, META = torch.device("cpu"), torch.device("meta")


# loss_of


@probe
def _slopes_of_the_loss(ns, x, y, w1, w2):
    loss = ns.loss_of(x, y, w1, w2)
    if not loss.requires_grad:
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
    """For networks of other sizes the loss is right, and tracked only if a weight is."""
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
        agree(student.run(_slopes_of_the_loss, x, y, *leaves), expected)


@check("loss_of")
def check_loss_on_meta(student, reference, rng):
    """On the device meta the loss is there too, of the dtype of x, and tracked if a weight is."""
    for dtype in FLOATS:
        x, y, w1, w2 = _network(rng, (7, 4, 5, 3), dtype)
        question = "loss_of", META, x, y, w1, w2.requires_grad_()
        expected = reference.run(_on, *question)
        agree(student.run(_on, *question), expected, requires_grad=True)


# gradients


@probe
def _gradients(ns, x, y, w1, w2):
    grad_w1, grad_w2 = ns.gradients(x, y, w1, w2)
    return {"grad_w1": grad_w1, "grad_w2": grad_w2}


@probe
def _gradients_of_plain_weights(ns, x, y, w1, w2):
    ns.gradients(x, y, w1, w2)
    grad_w1, grad_w2 = ns.gradients(x, y, w1, w2)
    return {
        "grad_w1, second time": grad_w1,
        "grad_w2, second time": grad_w2,
        "w1.requires_grad": w1.requires_grad,
        "w2.requires_grad": w2.requires_grad,
        "w1.grad": w1.grad,
        "w2.grad": w2.grad,
    }


@probe
def _gradients_of_weights_in_use(ns, x, y, w1, w2):
    (5 * w1).sum().backward()
    (7 * w2).sum().backward()
    grad_w1, grad_w2 = ns.gradients(x, y, w1, w2)
    return {
        "grad_w1": grad_w1,
        "grad_w2": grad_w2,
        "w1.requires_grad": w1.requires_grad,
        "w2.requires_grad": w2.requires_grad,
        "w1.grad": w1.grad,
        "w2.grad": w2.grad,
    }


@check("gradients", visible=True, weight=0)
def check_gradients_by_hand(student, reference):
    """For the network worked out by hand both gradients are right."""
    _, grad_w1, grad_w2, _ = _by_hand(*_tiny())
    expected = {"grad_w1": grad_w1, "grad_w2": grad_w2}
    agree(student.run(_gradients, *_tiny()), expected)


@check("gradients", weight=2)
def check_gradients(student, reference, rng):
    """For networks of other sizes both gradients are right, and not tracked."""
    for sizes in SIZES:
        for dtype in FLOATS:
            network = _far_from_kinks(rng, sizes, dtype)
            _, grad_w1, grad_w2, _ = _by_hand(*network)
            expected = {"grad_w1": grad_w1, "grad_w2": grad_w2}
            reply = student.run(_gradients, *network)
            agree(reply, expected, requires_grad=True)


@check("gradients")
def check_gradients_leave_no_trace(student, reference, rng):
    """The weights keep their requires_grad and their .grad, whether they are tracked or not."""
    x, y, w1, w2 = _far_from_kinks(rng, (7, 4, 5, 3), torch.float64)
    plain = x, y, w1, w2
    expected = reference.run(_gradients_of_plain_weights, *plain)
    agree(student.run(_gradients_of_plain_weights, *plain), expected)
    used = x, y, w1.clone().requires_grad_(), w2.clone().requires_grad_()
    expected = reference.run(_gradients_of_weights_in_use, *used)
    agree(student.run(_gradients_of_weights_in_use, *used), expected)


@check("gradients")
def check_gradients_on_meta(student, reference, rng):
    """On the device meta both gradients are there too, shaped like their weights."""
    for dtype in FLOATS:
        question = "gradients", META, *_network(rng, (7, 4, 5, 3), dtype)
        expected = reference.run(_on, *question)
        agree(student.run(_on, *question), expected, requires_grad=True)


# step


@probe
def _after_a_step(ns, starts, gradients, lr, device):
    weights = [start.to(device, copy=True).requires_grad_() for start in starts]
    for weight, gradient in zip(weights, gradients, strict=True):
        weight.grad = None if gradient is None else gradient.to(device, copy=True)
    with torch.enable_grad():
        ns.step(weights, lr)
    return {"weights": weights, "leaves": [weight.is_leaf for weight in weights]}


@probe
def _after_steps_of_its_own(ns, starts, lr, times):
    weights = [start.clone().requires_grad_() for start in starts]
    for _ in range(times):
        sum((weight * weight).sum() for weight in weights).backward()
        with torch.enable_grad():
            ns.step(weights, lr)
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


@check("step")
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


# train


@probe
def _train(ns, x, y, w1, w2, lr, epochs):
    with torch.enable_grad():
        losses, new_w1, new_w2 = ns.train(x, y, w1, w2, lr, epochs)
    return {"losses": losses, "w1": new_w1, "w2": new_w2}


@probe
def _train_plain_weights(ns, x, y, w1, w2, lr, epochs):
    with torch.enable_grad():
        ns.train(x, y, w1, w2, lr, epochs)
        losses, new_w1, new_w2 = ns.train(x, y, w1, w2, lr, epochs)
    return {
        "losses, second time": losses,
        "new w1, second time": new_w1,
        "new w2, second time": new_w2,
        "w1.requires_grad": w1.requires_grad,
        "w2.requires_grad": w2.requires_grad,
        "w1.grad": w1.grad,
        "w2.grad": w2.grad,
    }


@probe
def _train_weights_in_use(ns, x, y, w1, w2, lr, epochs):
    (5 * w1).sum().backward()
    (7 * w2).sum().backward()
    with torch.enable_grad():
        losses, new_w1, new_w2 = ns.train(x, y, w1, w2, lr, epochs)
    return {
        "losses": losses,
        "new w1": new_w1,
        "new w2": new_w2,
        "w1.requires_grad": w1.requires_grad,
        "w2.requires_grad": w2.requires_grad,
        "w1.grad": w1.grad,
        "w2.grad": w2.grad,
    }


@probe
def _recording_after_training(ns, x, y, w1, w2, lr, epochs):
    ns.train(x, y, w1, w2, lr, epochs)
    doubled = torch.ones(1, requires_grad=True) * 2
    torch.set_grad_enabled(True)
    return {"twice a tracked tensor, computed afterwards": doubled}


def _check_trajectory(student, network, lr, epochs):
    expected, _ = _trajectory(*network, lr, epochs)
    reply = student.run(_train, *network, lr, epochs)
    agree(reply, expected, requires_grad=True)


@check("train", visible=True, weight=0)
def check_train_by_hand(student, reference):
    """One step of the network worked out by hand, with lr 0.125."""
    _check_trajectory(student, _tiny(), 0.125, 1)


@check("train", weight=3)
def check_train_step_by_step(student, reference, rng):
    """After one epoch, two, three and four: every loss and both weights are right, untracked."""
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


@check("train", weight=2)
def check_train_leaves_weights_alone(student, reference, rng):
    """The caller's weights keep values, requires_grad and .grad, whether tracked or not."""
    x, y, w1, w2 = _far_from_kinks(rng, (7, 4, 5, 3), torch.float64, 1e-3, 3)
    plain = x, y, w1, w2, 1e-3, 3
    agree(student.run(_train_plain_weights, *plain), reference.run(_train_plain_weights, *plain))
    used = x, y, w1.clone().requires_grad_(), w2.clone().requires_grad_(), 1e-3, 3
    agree(student.run(_train_weights_in_use, *used), reference.run(_train_weights_in_use, *used))


@check("train", needs=[check_train_by_hand])
def check_train_recording_goes_on(student, reference, rng):
    """After training autograd records operations again."""
    # One epoch: a second would raise where recording was left off, as other mistakes do.
    question = *_network(rng, (7, 4, 5, 3)), 1e-4, 1
    expected = reference.run(_recording_after_training, *question)
    agree(student.run(_recording_after_training, *question), expected, requires_grad=True)


@check("train", weight=2)
def check_train_on_meta(student, reference, rng):
    """On the device meta training runs too, and losses and weights stay there."""
    for dtype in FLOATS:
        network = _network(rng, (7, 4, 5, 3), dtype)
        question = "train", META, *network, 1e-4, rng.integer(2, 6)
        expected = reference.run(_on, *question)
        agree(student.run(_on, *question), expected, requires_grad=True)
