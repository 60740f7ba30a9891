"""Checks of 08-modules. The docstring of a check is the line a student reads.

What a network computes, its gradients and its training are held against the formula, written out
here on plain tensors. Gradients are compared in float64: there, another order of adding up cannot
carry a number across the kink of ReLU. On a GPU, where there is one, the reference answers on it.
"""

import torch

from autograder.checks import agree, check, probe, require

FLOATS = (torch.float32, torch.float64)
SIZES = ((3, 5, 2), (6, 4, 7), (1, 3, 1), (4, 1, 3))
"""Inputs, hidden units, outputs."""


def _two_layers(x, w1, w2):
    return (x @ w1).clamp(min=0) @ w2


def _with_biases(x, weight1, bias1, weight2, bias2):
    return (x @ weight1.t() + bias1).clamp(min=0) @ weight2.t() + bias2


def _gradients(function, inputs, upstream):
    """What autograd finds for the formula, at every input."""
    leaves = [t.detach().clone().requires_grad_() for t in inputs]
    return list(torch.autograd.grad(function(*leaves), leaves, upstream))


# TwoLayer


def _three(rng, sizes, dtype):
    """Input, w1 and w2 for 7 samples."""
    inputs, hidden, outputs = sizes
    shapes = (7, inputs), (inputs, hidden), (hidden, outputs)
    return [rng.normal(*shape, dtype=dtype) for shape in shapes]


@probe
def _output_of_two_layers(ns, x, w1, w2):
    return ns.TwoLayer()(x, w1, w2)


@probe
def _gradients_of_two_layers(ns, tensors, upstream, device):
    leaves = [t.to(device).requires_grad_() for t in tensors]
    output = ns.TwoLayer()(*leaves)
    found = [None, None, None]
    if output.requires_grad:
        found = torch.autograd.grad(output, leaves, upstream.to(device), allow_unused=True)
    names = "gradient of input", "gradient of w1", "gradient of w2"
    return {"prediction": output.detach(), **dict(zip(names, found, strict=True))}


@probe
def _belongings_of_two_layers(ns, x, w1, w2):
    model = ns.TwoLayer()
    model(x, w1, w2)
    if not isinstance(model, torch.nn.Module):
        return {"is an nn.Module": False}
    return {"is an nn.Module": True, "state_dict": list(model.state_dict())}


@check("TwoLayer", visible=True, weight=0)
def check_two_layer_by_hand(student, reference):
    """For one sample, worked out by hand, the prediction is 1."""
    x, w2 = torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0], [2.0], [-1.0]])
    w1 = torch.tensor([[1.0, -2.0, 0.0], [1.0, 0.5, 1.0]])
    question = _output_of_two_layers, x, w1, w2
    agree(student.run(*question), reference.run(*question))


@check("TwoLayer", weight=2)
def check_two_layer_output(student, rng):
    """For networks of other sizes, in both precisions, the prediction is right."""
    for sizes in SIZES:
        for dtype in FLOATS:
            three = _three(rng, sizes, dtype)
            agree(student.run(_output_of_two_layers, *three), _two_layers(*three))


@check("TwoLayer", weight=2, needs=[check_two_layer_output])
def check_two_layer_gradients(student, rng):
    """Gradients flow back through the module to the input and to both weights."""
    for sizes in SIZES[:2]:
        three, upstream = _three(rng, sizes, torch.float64), rng.normal(7, sizes[2]).double()
        names = "gradient of input", "gradient of w1", "gradient of w2"
        slopes = _gradients(_two_layers, three, upstream)
        expected = {
            "prediction": _two_layers(*three),
            **dict(zip(names, slopes, strict=True)),
        }
        agree(student.run(_gradients_of_two_layers, three, upstream, "cpu"), expected)


@check("TwoLayer", needs=[check_two_layer_output])
def check_two_layer_owns_nothing(student, rng):
    """It is an nn.Module, and has no parameters or buffers of its own."""
    reply = student.run(_belongings_of_two_layers, *_three(rng, SIZES[0], torch.float32))
    agree(reply, {"is an nn.Module": True, "state_dict": []})


@check("TwoLayer", needs=[check_two_layer_output])
def check_two_layer_on_meta(student, rng):
    """On the device meta the prediction is on meta too, with the right shape and dtype."""
    for dtype in FLOATS:
        three = [t.to("meta") for t in _three(rng, SIZES[0], dtype)]
        agree(student.run(_output_of_two_layers, *three), _two_layers(*three))


@check("TwoLayer", gpu=True, needs=[check_two_layer_gradients, check_two_layer_on_meta])
def check_two_layer_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the prediction and all gradients are right, and stay there."""
    for sizes in SIZES:
        question = _three(rng, sizes, torch.float64), rng.normal(7, sizes[2]).double(), gpu
        expected = reference.run(_gradients_of_two_layers, *question)
        agree(student.run(_gradients_of_two_layers, *question), expected)


# MLP and build_sequential: one network in two spellings, asked the same questions

MLP_NAMES = ("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias")
SEQUENTIAL_NAMES = ("0.weight", "0.bias", "2.weight", "2.bias")


def _shapes(sizes):
    inputs, hidden, outputs = sizes
    return (hidden, inputs), (hidden,), (outputs, hidden), (outputs,)


def _weights(rng, sizes, dtype=torch.float64):
    return [rng.normal(*shape, dtype=dtype) for shape in _shapes(sizes)]


@probe
def _names_and_shapes(ns, name, sizes):
    model = getattr(ns, name)(*sizes)
    if not isinstance(model, torch.nn.Module):
        return None if model is None else "something else"
    state = {key: list(tensor.shape) for key, tensor in model.state_dict().items()}
    learned = {key: p.requires_grad for key, p in model.named_parameters()}
    return {"state_dict": state, "parameters that require a gradient": learned}


@probe
def _output_and_gradients(ns, name, sizes, state, x, upstream):
    model = getattr(ns, name)(*sizes).to(x.dtype)
    model.load_state_dict(state)
    x.requires_grad_()
    output = model(x)
    leaves = {**dict(model.named_parameters()), "x": x}
    if not output.requires_grad:
        return {"output": output, "gradients": {}}
    found = torch.autograd.grad(output, leaves.values(), upstream, allow_unused=True)
    return {"output": output, "gradients": dict(zip(leaves, found, strict=True))}


@probe
def _outputs(ns, name, sizes, state, batches):
    model = getattr(ns, name)(*sizes).to(batches[0].dtype)
    model.load_state_dict(state)
    return [model(x) for x in batches]


@probe
def _outputs_of_two_models(ns, name, sizes, states, x):
    models = [getattr(ns, name)(*sizes).to(x.dtype) for _ in states]
    for model, state in zip(models, states, strict=True):
        model.load_state_dict(state)
    return [model(x) for model in models]


@probe
def _trained(ns, name, sizes, state, x, y, lr, steps, device):
    model = getattr(ns, name)(*sizes).to(device, x.dtype)
    model.load_state_dict(state)
    x, y = x.to(device), y.to(device)
    optimiser = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimiser.zero_grad()
        loss = (model(x) - y).pow(2).mean()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return {"losses": losses, "state_dict": dict(model.state_dict())}


@probe
def _twice_the_same(ns, sizes, x):
    model = ns.MLP(*sizes)
    both = model(x), model(x)
    tensors = all(isinstance(one, torch.Tensor) for one in both)
    return {"the same prediction twice": torch.equal(*both)} if tensors else None


@probe
def _output_on_meta(ns, name, sizes, x):
    import copy

    # Moving a module changes it, and it might be one that others have too.
    model = copy.deepcopy(getattr(ns, name)(*sizes))
    return model.to("meta", x.dtype)(x)


@probe
def _is_a(ns, name, sizes, kind):
    return {f"is an nn.{kind}": isinstance(getattr(ns, name)(*sizes), getattr(torch.nn, kind))}


def _check_names(student, name, names, all_sizes):
    for sizes in all_sizes:
        shapes = dict(zip(names, map(list, _shapes(sizes)), strict=True))
        expected = {
            "state_dict": shapes,
            "parameters that require a gradient": dict.fromkeys(names, True),
        }
        reply = student.run(_names_and_shapes, name, sizes)
        nothing = f"`{name}` gives None instead of a model. Is its last line a `return`?"
        require(reply.value is not None, nothing, reply)
        require(isinstance(reply.value, dict), f"`{name}` gives something that is no nn.Module.")
        agree(reply, expected)


def _check_output(student, rng, name, names):
    for sizes in SIZES:
        for dtype in FLOATS:
            weights = _weights(rng, sizes, dtype)
            batches = [rng.normal(samples, sizes[0], dtype=dtype) for samples in (8, 1)]
            state = dict(zip(names, weights, strict=True))
            expected = [_with_biases(x, *weights) for x in batches]
            agree(student.run(_outputs, name, sizes, state, batches), expected)


def _check_gradients(student, rng, name, names):
    for sizes in SIZES[:2]:
        weights, x = _weights(rng, sizes), rng.normal(8, sizes[0], dtype=torch.float64)
        upstream = rng.normal(8, sizes[2], dtype=torch.float64)
        slopes = _gradients(_with_biases, [x, *weights], upstream)
        expected = {
            "output": _with_biases(x, *weights),
            "gradients": dict(zip(["x", *names], slopes, strict=True)),
        }
        state = dict(zip(names, weights, strict=True))
        agree(student.run(_output_and_gradients, name, sizes, state, x, upstream), expected)


def _train(weights, x, y, lr, steps):
    """Gradient descent on the formula: what SGD must make of the parameters."""
    losses = []
    for _ in range(steps):
        leaves = [w.clone().requires_grad_() for w in weights]
        loss = (_with_biases(x, *leaves) - y).pow(2).mean()
        slopes = torch.autograd.grad(loss, leaves)
        weights = [w - lr * slope for w, slope in zip(weights, slopes, strict=True)]
        losses.append(loss.item())
    return losses, weights


def _training(rng, sizes):
    """Weights to start from, x and y, a learning rate and how many steps to take."""
    steps, weights = rng.integer(3, 7), _weights(rng, sizes)
    lr = float(rng.uniform(1, low=0.01, high=0.03))
    return weights, rng.normal(9, sizes[0]).double(), rng.normal(9, sizes[2]).double(), lr, steps


def _check_training(student, rng, name, names):
    weights, *rest = _training(rng, SIZES[0])
    losses, trained = _train(weights, *rest)
    expected = {"losses": losses, "state_dict": dict(zip(names, trained, strict=True))}
    state = dict(zip(names, weights, strict=True))
    agree(student.run(_trained, name, SIZES[0], state, *rest, "cpu"), expected)


def _check_training_on_a_gpu(student, reference, rng, gpu, name, names):
    for sizes in SIZES[:3]:
        weights, *rest = _training(rng, sizes)
        question = name, sizes, dict(zip(names, weights, strict=True)), *rest, gpu
        agree(student.run(_trained, *question), reference.run(_trained, *question))


def _check_two_models(student, rng, name, names):
    both = [_weights(rng, SIZES[0], torch.float32) for _ in range(2)]
    x = rng.normal(6, SIZES[0][0])
    states = [dict(zip(names, weights, strict=True)) for weights in both]
    expected = [_with_biases(x, *weights) for weights in both]
    agree(student.run(_outputs_of_two_models, name, SIZES[0], states, x), expected)


def _check_on_meta(student, name):
    for dtype in FLOATS:
        inputs, _, outputs = SIZES[1]
        x = torch.empty(5, inputs, dtype=dtype, device="meta")
        expected = torch.empty(5, outputs, dtype=dtype, device="meta")
        agree(student.run(_output_on_meta, name, SIZES[1], x), expected)


def _sizes(rng):
    return [rng.integer(low, low + 4) for low in (2, 6, 10)]


@check("MLP", visible=True, weight=0)
def check_mlp_of_the_notebook(student):
    """For 3 inputs, 4 hidden units and 2 outputs the state_dict has the right names and shapes."""
    _check_names(student, "MLP", MLP_NAMES, [(3, 4, 2)])


@check("MLP", weight=2)
def check_mlp_names(student, rng):
    """The state_dict has its four entries, of the right shapes, and all four can be learned."""
    _check_names(student, "MLP", MLP_NAMES, [*SIZES, _sizes(rng)])


@check("MLP")
def check_mlp_is_steady(student, rng):
    """Asked twice about the same input, one model predicts the same."""
    reply = student.run(_twice_the_same, SIZES[0], rng.normal(6, SIZES[0][0]))
    require(reply.value is not None, "`forward` of `MLP` gives no tensor. Does it `return` one?")
    agree(reply, {"the same prediction twice": True})


@check("MLP", weight=3, needs=[check_mlp_names])
def check_mlp_output(student, rng):
    """Under loaded weights the prediction is right, for several sizes and both precisions."""
    _check_output(student, rng, "MLP", MLP_NAMES)


@check("MLP", weight=2, needs=[check_mlp_output])
def check_mlp_gradients(student, rng):
    """Gradients flow back to all four parameters, and to the input."""
    _check_gradients(student, rng, "MLP", MLP_NAMES)


@check("MLP", weight=2, needs=[check_mlp_output])
def check_mlp_training(student, rng):
    """Some steps of SGD move all four parameters to where they should be."""
    _check_training(student, rng, "MLP", MLP_NAMES)


@check("MLP", needs=[check_mlp_names])
def check_mlp_is_a_module(student):
    """It is an nn.Module."""
    agree(student.run(_is_a, "MLP", SIZES[0], "Module"), {"is an nn.Module": True})


@check("MLP", needs=[check_mlp_output])
def check_mlp_has_its_own_weights(student, rng):
    """Two models side by side have different weights, and neither disturbs the other."""
    _check_two_models(student, rng, "MLP", MLP_NAMES)


@check("MLP", needs=[check_mlp_output])
def check_mlp_on_meta(student):
    """Moved to the device meta, the model gives its prediction there, of the right shape."""
    _check_on_meta(student, "MLP")


@check("MLP", gpu=True, needs=[check_mlp_training, check_mlp_on_meta])
def check_mlp_on_a_gpu(student, reference, rng, gpu):
    """Moved to a GPU, from three starts, some steps of SGD train the model as they should."""
    _check_training_on_a_gpu(student, reference, rng, gpu, "MLP", MLP_NAMES)


@check("build_sequential", visible=True, weight=0)
def check_sequential_of_the_notebook(student):
    """For 3 inputs, 4 hidden units and 2 outputs the state_dict has the right names and shapes."""
    _check_names(student, "build_sequential", SEQUENTIAL_NAMES, [(3, 4, 2)])


@check("build_sequential")
def check_sequential_names(student, rng):
    """The state_dict has its four entries, of the right shapes, and all four can be learned."""
    _check_names(student, "build_sequential", SEQUENTIAL_NAMES, [*SIZES, _sizes(rng)])


@check("build_sequential", weight=3, needs=[check_sequential_names])
def check_sequential_output(student, rng):
    """Under loaded weights the prediction is right, for several sizes and both precisions."""
    _check_output(student, rng, "build_sequential", SEQUENTIAL_NAMES)


@check("build_sequential", weight=2, needs=[check_sequential_output])
def check_sequential_training(student, rng):
    """Some steps of SGD move all four parameters to where they should be."""
    _check_training(student, rng, "build_sequential", SEQUENTIAL_NAMES)


@check("build_sequential", needs=[check_sequential_names])
def check_sequential_is_one(student):
    """It is an nn.Sequential."""
    reply = student.run(_is_a, "build_sequential", SIZES[0], "Sequential")
    agree(reply, {"is an nn.Sequential": True})


@check("build_sequential", needs=[check_sequential_output])
def check_sequential_is_new(student, rng):
    """Every call gives a new model: two of them do not disturb each other."""
    _check_two_models(student, rng, "build_sequential", SEQUENTIAL_NAMES)


@check("build_sequential", needs=[check_sequential_output])
def check_sequential_on_meta(student):
    """Moved to the device meta, the model gives its prediction there, of the right shape."""
    _check_on_meta(student, "build_sequential")


@check("build_sequential", gpu=True, needs=[check_sequential_training, check_sequential_on_meta])
def check_sequential_on_a_gpu(student, reference, rng, gpu):
    """Moved to a GPU, from three starts, some steps of SGD train the model as they should."""
    _check_training_on_a_gpu(student, reference, rng, gpu, "build_sequential", SEQUENTIAL_NAMES)


# count_parameters


@probe
def _count_nested(ns, a, b, c, device):
    last = torch.nn.Sequential(torch.nn.Linear(b, c, bias=False), torch.nn.Linear(c, a))
    model = torch.nn.Sequential(torch.nn.Linear(a, b), torch.nn.Tanh(), last)
    model.register_parameter("scale", torch.nn.Parameter(torch.tensor(2.0)))
    return ns.count_parameters(model.to(device))


@probe
def _count_frozen(ns, a, b, c):
    model = torch.nn.Sequential(torch.nn.Linear(a, b), torch.nn.ReLU(), torch.nn.Linear(b, c))
    model[0].requires_grad_(False)
    model[2].bias.requires_grad_(False)
    return ns.count_parameters(model)


@probe
def _count_with_buffers(ns, a, b):
    return ns.count_parameters(torch.nn.Sequential(torch.nn.Linear(a, b), torch.nn.BatchNorm1d(b)))


@probe
def _count_shared(ns, a, b):
    there, back = torch.nn.Linear(a, b, bias=False), torch.nn.Linear(b, b)
    again = torch.nn.Linear(a, b)
    again.weight = there.weight
    return ns.count_parameters(torch.nn.Sequential(there, back, back, again))


@probe
def _count_nothing(ns):
    return ns.count_parameters(torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Flatten()))


def _three_sizes(rng):
    return [rng.integer(low, low + 5) for low in (2, 8, 14)]


@check("count_parameters", weight=2)
def check_count(student, rng):
    """All weights and biases count, also those of modules inside modules."""
    for _ in range(3):
        a, b, c = _three_sizes(rng)
        agree(student.run(_count_nested, a, b, c, "cpu"), a * b + b + b * c + c * a + a + 1)


@check("count_parameters", needs=[check_count])
def check_count_leaves_out_the_frozen(student, rng):
    """Parameters that do not require a gradient do not count."""
    a, b, c = _three_sizes(rng)
    agree(student.run(_count_frozen, a, b, c), b * c)


@check("count_parameters", needs=[check_count])
def check_count_leaves_out_buffers(student, rng):
    """What batch normalisation keeps but does not learn does not count; what it learns does."""
    a, b, _ = _three_sizes(rng)
    agree(student.run(_count_with_buffers, a, b), a * b + b + 2 * b)


@check("count_parameters", needs=[check_count])
def check_count_shared_once(student, rng):
    """A layer used twice, or a weight that two layers share, counts once."""
    a, b, _ = _three_sizes(rng)
    agree(student.run(_count_shared, a, b), a * b + b * b + b + b)


@check("count_parameters", needs=[check_count])
def check_count_of_nothing(student):
    """A model with nothing to learn has 0 parameters."""
    agree(student.run(_count_nothing), 0)


@check("count_parameters", needs=[check_count])
def check_count_on_meta(student, rng):
    """The count is the same for a model on the device meta."""
    a, b, c = _three_sizes(rng)
    agree(student.run(_count_nested, a, b, c, "meta"), a * b + b + b * c + c * a + a + 1)


@check("count_parameters", gpu=True, needs=[check_count, check_count_on_meta])
def check_count_on_a_gpu(student, rng, gpu):
    """The count is the same for a model on a GPU."""
    a, b, c = _three_sizes(rng)
    agree(student.run(_count_nested, a, b, c, gpu), a * b + b + b * c + c * a + a + 1)


# ClippedReLU


def _between(x, limit):
    return (x > 0) & (x < limit)


def _numbers(rng, shape, limit, dtype=torch.float64):
    """Entries on all three pieces, each at least a tenth of the limit away from both kinks."""
    piece = rng.integers(0, 3, shape)
    x = piece - 1 + rng.uniform(*shape, 1, low=0.1, high=0.9, dtype=dtype).squeeze(-1)
    if x.numel() >= 6:
        x.view(-1)[:3] = torch.tensor([-0.5, 0.5, 1.5])
    return (x * limit).to(dtype)


def _limit(rng):
    """A limit that float32 holds exactly, and no whole number."""
    return rng.integer(17, 40) / 4 + 0.125


@probe
def _clipped(ns, x, limit):
    return ns.ClippedReLU.apply(x, limit)


@probe
def _clipped_and_gradient(ns, x, limit, upstream):
    x.requires_grad_()
    y = ns.ClippedReLU.apply(x, limit)
    (gradient,) = torch.autograd.grad(y, x, upstream)
    return {"result": y, "gradient": gradient}


@probe
def _clipped_there(ns, device, x, limit, upstream):
    x = x.to(device, copy=True).requires_grad_()
    y = ns.ClippedReLU.apply(x, limit)
    (gradient,) = torch.autograd.grad(y, x, upstream.to(device))
    return {"result": y, "gradient": gradient}


@probe
def _two_calls_then_back(ns, x, other, limits, upstream):
    leaves = [x.requires_grad_(), other.requires_grad_()]
    sides = zip(leaves, limits, strict=True)
    results = [ns.ClippedReLU.apply(t, limit) for t, limit in sides]
    gradients = torch.autograd.grad(results, leaves, upstream)
    return {"results": results, "gradients": list(gradients)}


@probe
def _in_a_chain(ns, x, limit, weights):
    x.requires_grad_()
    total = (weights * ns.ClippedReLU.apply(3 * x, limit)).sum()
    total = total + ns.ClippedReLU.apply(x, limit).sum()
    return {"total": total, "gradient": torch.autograd.grad(total, x)[0]}


@probe
def _nudged(ns, x, limit):
    x.requires_grad_()
    agrees = torch.autograd.gradcheck(
        lambda t: ns.ClippedReLU.apply(t, limit),
        x,
        check_undefined_grad=False,
        raise_exception=False,
    )
    return {"gradcheck finds the gradient right": agrees}


@probe
def _is_a_function(ns, x):
    ns.ClippedReLU.apply(x, 1.0)
    kind = isinstance(ns.ClippedReLU, type)
    return {"is an autograd.Function": kind and issubclass(ns.ClippedReLU, torch.autograd.Function)}


@check("ClippedReLU", visible=True, weight=0)
def check_clipped_by_hand(student, reference):
    """For [-1, 0.5, 1.5, 4], the limit 2 and [10, -20, 30, 40] arriving, all is as in the text."""
    x, arriving = torch.tensor([-1.0, 0.5, 1.5, 4.0]), torch.tensor([10.0, -20.0, 30.0, 40.0])
    question = _clipped_and_gradient, x, 2.0, arriving
    agree(student.run(*question), reference.run(*question))


@check("ClippedReLU", weight=2)
def check_clipped_values(student, rng):
    """The result is right for other numbers, shapes and limits, whether x is tracked or not."""
    for shape in ((9,), (4, 5), (2, 3, 4), (1,), ()):
        for dtype in FLOATS:
            limit = _limit(rng)
            x = _numbers(rng, shape, limit, dtype)
            expected = x.clamp(0, limit)
            agree(student.run(_clipped, x, limit), expected, requires_grad=True)
            tracked = x.clone().requires_grad_()
            goal = expected.clone().requires_grad_()
            agree(student.run(_clipped, tracked, limit), goal, requires_grad=True)


@check("ClippedReLU", weight=3)
def check_clipped_gradient(student, rng):
    """What arrives, of either sign, is passed on just where x lies between 0 and the limit."""
    for shape in ((9,), (4, 5), (1,), ()):
        for dtype in FLOATS:
            limit = _limit(rng)
            x, upstream = _numbers(rng, shape, limit, dtype), rng.normal(*shape, dtype=dtype)
            expected = {"result": x.clamp(0, limit), "gradient": upstream * _between(x, limit)}
            agree(student.run(_clipped_and_gradient, x, limit, upstream), expected)


@check("ClippedReLU", needs=[check_clipped_gradient])
def check_clipped_at_the_kinks(student, rng):
    """Where x is exactly 0 or exactly the limit, the gradient is 0."""
    limit, upstream = _limit(rng), rng.normal(6)
    x = torch.tensor([0.0, 0.25, 1.0, 2.0, 0.5, -0.25]) * limit
    expected = {"result": x.clamp(0, limit), "gradient": upstream * _between(x, limit)}
    agree(student.run(_clipped_and_gradient, x, limit, upstream), expected)


@check("ClippedReLU")
def check_clipped_against_nudges(student, rng):
    """In float64, away from the kinks, gradcheck finds the gradient right."""
    limit = _limit(rng)
    reply = student.run(_nudged, _numbers(rng, (3, 4), limit), limit)
    agree(reply, {"gradcheck finds the gradient right": True})


@check("ClippedReLU")
def check_clipped_in_a_chain(student, rng):
    """As a part of a longer computation, used twice in it, the gradient is right."""
    limit = _limit(rng)
    x, weights = _numbers(rng, (3, 4), limit / 3), rng.normal(3, 4, dtype=torch.float64)
    expected = {
        "total": (weights * (3 * x).clamp(0, limit)).sum() + x.clamp(0, limit).sum(),
        "gradient": 3 * weights * _between(3 * x, limit) + _between(x, limit),
    }
    agree(student.run(_in_a_chain, x, limit, weights), expected)


@check("ClippedReLU", needs=[check_clipped_gradient])
def check_clipped_calls_do_not_mix(student, rng):
    """Two calls before the way back begins: each gets the gradient of its own x and limit."""
    limit = _limit(rng)
    limits = [limit, 4 * limit]
    # Where one of them passes, the other does not; nor with the other's limit.
    places = torch.tensor([-0.5, 0.5, 1.5, -0.25, 0.75, 1.25], dtype=torch.float64)
    pair = [places * limit, places.roll(1) * 4 * limit]
    upstream = [rng.normal(6, dtype=torch.float64) for _ in pair]
    sides = list(zip(pair, limits, strict=True))
    passed = [v * _between(*side) for v, side in zip(upstream, sides, strict=True)]
    expected = {"results": [x.clamp(0, limit) for x, limit in sides], "gradients": passed}
    agree(student.run(_two_calls_then_back, *pair, limits, upstream), expected)


@check("ClippedReLU", needs=[check_clipped_values])
def check_clipped_is_a_function(student, rng):
    """It is a torch.autograd.Function."""
    agree(student.run(_is_a_function, rng.normal(3)), {"is an autograd.Function": True})


@check("ClippedReLU", needs=[check_clipped_gradient])
def check_clipped_on_meta(student):
    """On the device meta, the result and the gradient are on meta too."""
    for dtype in FLOATS:
        x = torch.empty(3, 5, dtype=dtype, device="meta")
        reply = student.run(_clipped_and_gradient, x, 2.0, x)
        agree(reply, {"result": x, "gradient": x})


@check(
    "ClippedReLU",
    gpu=True,
    needs=[check_clipped_values, check_clipped_at_the_kinks, check_clipped_on_meta],
)
def check_clipped_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the result and the gradient are right, and stay there."""
    for shape in ((9,), (4, 5), (2, 3, 4)):
        for dtype in FLOATS:
            limit = _limit(rng)
            x, upstream = _numbers(rng, shape, limit, dtype), rng.normal(*shape, dtype=dtype)
            question = gpu, x, limit, upstream
            agree(student.run(_clipped_there, *question), reference.run(_clipped_there, *question))
