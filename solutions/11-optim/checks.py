"""Checks of 11-optim. The docstring of a check is the line a student reads.

The functions to be minimised are made in the probes. Their gradients and Hessians are written
out here from their formulas, so a mistake in the reference fails its own checks.

Each mistake should cost its own check and no other where that can be. So most probes hand out
copies and look at numbers only; one check of a task asks what became of the caller's tensors.

On a GPU, where there is one, the reference walks too: sums come out there in another order.
"""

import torch

from autograder.checks import agree, check, oracle, probe, require

FLOATS = (torch.float32, torch.float64)
SHAPES = ((), (1,), (5,), (3, 4), (2, 1, 3))
SLACK = {torch.float32: 1e-5, torch.float64: 1e-12}
"""Absolute tolerances. Where numbers of size 1 cancel, a rounding error of that size is left."""


# gradient_descent


@probe
def _descend(ns, device, w, a, c, lr, steps):
    """A smooth bowl whose slope in one direction depends on all the others."""
    w, a, c = w.to(device, copy=True), a.to(device), c.to(device)

    def bowl(w):
        return (a * w).reshape(-1).logsumexp(0) + 0.5 * ((w - c) ** 2).sum()

    return ns.gradient_descent(bowl, w, lr, steps)


@probe
def _descend_and_look_at_w(ns, w, lr, steps):
    end = ns.gradient_descent(lambda w: (w**4).sum() + w.sum() ** 2, w, lr, steps)
    tracked = getattr(end, "requires_grad", False)
    facts = {"w.requires_grad": w.requires_grad, "w.grad": w.grad, "result is tracked": tracked}
    return {"result": end.detach() if tracked else end, **facts}


@probe
def _descend_from_a_view(ns, w, lr, steps):
    weights = torch.arange(w.numel()).reshape(w.t().shape) + 1
    return ns.gradient_descent(lambda w: (weights * w * w).sum(), w.clone().t(), lr, steps)


@probe
def _descend_from_nowhere(ns, w, lr, steps):
    return ns.gradient_descent(lambda w: (w * w).sum(), w.clone(), lr, steps)


def _walk(w, a, c, lr, steps):
    """Downhill by the formula of the slope."""
    for _ in range(steps):
        share = (a * w).reshape(-1).softmax(0).reshape(w.shape)
        w = w - lr * (a * share + w - c)
    return w


def _bowl(rng, shape, dtype):
    """A start, the numbers of a bowl, and a learning rate that fits it."""
    w, a, c = (rng.normal(*shape, 1, dtype=dtype).squeeze(-1) for _ in range(3))
    return w, a, c, float(rng.uniform(1, low=0.05, high=0.3))


@check("gradient_descent", visible=True, weight=0)
def check_descent_of_the_notebook(student, reference):
    """From 1, two steps down w² with lr 0.25 lead to 0.25."""
    question = torch.tensor([1.0]), 0.25, 2
    reply = student.run(_descend_from_nowhere, *question)
    agree(reply, reference.run(_descend_from_nowhere, *question))


@check("gradient_descent", weight=2)
def check_descent(student, reference, rng):
    """For tensors of any shape, in both precisions, the place after some steps is right."""
    for shape in SHAPES:
        for dtype in FLOATS:
            question = *_bowl(rng, shape, dtype), rng.integer(2, 8)
            reply = student.run(_descend, "cpu", *question)
            agree(reply, _walk(*question), atol=SLACK[dtype])


@check("gradient_descent")
def check_descent_of_few_steps(student, reference, rng):
    """No step at all, and a single one."""
    for steps in (0, 1):
        question = *_bowl(rng, (3, 5), torch.float64), steps
        agree(student.run(_descend, "cpu", *question), _walk(*question))


@check("gradient_descent")
def check_descent_leaves_w_alone(student, reference, rng):
    """The result is right and not tracked, and w is as it was: its values, its flag, its .grad."""
    for steps in (rng.integer(2, 6), 0):
        question = rng.normal(4, dtype=torch.float64), 0.02, steps
        expected = reference.run(_descend_and_look_at_w, *question)
        agree(student.run(_descend_and_look_at_w, *question), expected)


@check("gradient_descent")
def check_descent_from_a_view(student, reference, rng):
    """A transposed view is a place to start from like any other."""
    question = rng.normal(3, 4, dtype=torch.float64), 0.02, rng.integer(2, 6)
    expected = reference.run(_descend_from_a_view, *question)
    agree(student.run(_descend_from_a_view, *question), expected)


@check("gradient_descent")
def check_descent_on_meta(student, reference, rng):
    """All of it happens on the device of w: tried with the device meta."""
    question = torch.empty(rng.integer(2, 7), 3, device="meta"), 0.1, 2
    agree(student.run(_descend_from_nowhere, *question), torch.empty_like(question[0]))


@check("gradient_descent", gpu=True, needs=[check_descent, check_descent_on_meta])
def check_descent_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the way down is the same, and ends there."""
    for shape in SHAPES:
        for dtype in FLOATS:
            question = gpu, *_bowl(rng, shape, dtype), rng.integer(2, 8)
            expected = reference.run(_descend, *question)
            agree(student.run(_descend, *question), expected, atol=10 * SLACK[dtype])


# sgd_momentum
#
# The probes work on copies of what was sent. Only ``_steps_of_leaves`` hands out grads as they
# came, so that check notices where they have changed.


@probe
def _steps(ns, params, batches, velocity, settings):
    """Several steps. What counts is what becomes of these tensors, whatever becomes of lists."""
    params, velocity = [p.clone() for p in params], [v.clone() for v in velocity]
    seen = []
    for grads, (lr, momentum) in zip(batches, settings, strict=True):
        ns.sgd_momentum(list(params), [*map(torch.clone, grads)], list(velocity), lr, momentum)
        seen.append(
            {"params": [p.clone() for p in params], "velocity": [*map(torch.clone, velocity)]}
        )
    return seen


@probe
def _steps_by_default(ns, params, grads, velocity, lr, momentum):
    params, velocity = [p.clone() for p in params], [v.clone() for v in velocity]
    for given in ({}, {"momentum": momentum}, {"lr": lr}):
        ns.sgd_momentum(list(params), [*map(torch.clone, grads)], list(velocity), **given)
    return {"params": params, "velocity": velocity}


@probe
def _steps_of_leaves(ns, params, grads, velocity, steps, device):
    leaves = [p.to(device, copy=True).requires_grad_() for p in params]
    velocity = [v.to(device, copy=True) for v in velocity]
    grads = [g.to(device) for g in grads]
    for _ in range(steps):
        ns.sgd_momentum(list(leaves), list(grads), list(velocity), 0.1, 0.5)
    flags = {
        "they are leaves": [leaf.is_leaf for leaf in leaves],
        "they require a gradient": [leaf.requires_grad for leaf in leaves],
    }
    sum((leaf * leaf).sum() for leaf in leaves).backward()
    return {
        "params": leaves,
        "velocity": velocity,
        "gradients computed afterwards": [leaf.grad for leaf in leaves],
        **flags,
    }


@probe
def _steps_of_views(ns, table, grad, velocity):
    p, v = table.clone().t(), velocity.clone().t()
    for _ in range(2):
        ns.sgd_momentum([p], [grad.clone().t()], [v], 0.1, 0.5)
    return {"params": p, "velocity": v}


@probe
def _steps_on_meta(ns, p, g):
    leaf, v = p.clone().requires_grad_(), torch.zeros_like(p)
    for _ in range(2):
        ns.sgd_momentum([leaf], [g], [v], 0.1, 0.9)
    return {"params": leaf, "velocity": v}


def _tensors(rng, dtype=torch.float64):
    return [rng.normal(*shape, 1, dtype=dtype).squeeze(-1) for shape in SHAPES]


def _steps_of_torch(params, batches, lr, momentum):
    """The same steps by torch.optim.SGD, and the velocities that it holds."""
    params = [p.clone().requires_grad_() for p in params]
    optimizer = torch.optim.SGD(params, lr=lr, momentum=momentum)
    seen = []
    for grads in batches:
        for p, g in zip(params, grads, strict=True):
            p.grad = g.clone()
        optimizer.step()
        held = [optimizer.state[p]["momentum_buffer"].clone() for p in params]
        seen.append({"params": [p.detach().clone() for p in params], "velocity": held})
    return seen


def _steps_by_hand(params, batches, velocity, settings):
    """The formula itself."""
    seen = []
    for grads, (lr, momentum) in zip(batches, settings, strict=True):
        velocity = [momentum * v + g for v, g in zip(velocity, grads, strict=True)]
        params = [p - lr * v for p, v in zip(params, velocity, strict=True)]
        seen.append({"params": params, "velocity": velocity})
    return seen


@check("sgd_momentum", visible=True, weight=0)
def check_momentum_of_the_notebook(student, reference):
    """Two steps with lr 0.5 and momentum 0.5: the velocity is 2 twice, the parameter 0 and −1."""
    batches = [[torch.tensor([2.0])], [torch.tensor([1.0])]]
    question = [torch.ones(1)], batches, [torch.zeros(1)], [(0.5, 0.5)] * 2
    agree(student.run(_steps, *question), reference.run(_steps, *question))


@check("sgd_momentum", weight=3)
def check_momentum_is_that_of_torch(student, reference, rng):
    """Step for step, from rest, parameters and velocities are those of torch.optim.SGD."""
    for dtype in FLOATS:
        lr, momentum = (float(rng.uniform(1, low=0.1, high=0.8)) for _ in range(2))
        params, steps = _tensors(rng, dtype), rng.integer(3, 7)
        batches = [_tensors(rng, dtype) for _ in range(steps)]
        rest = [torch.zeros_like(p) for p in params]
        reply = student.run(_steps, params, batches, rest, [(lr, momentum)] * steps)
        agree(reply, _steps_of_torch(params, batches, lr, momentum), atol=SLACK[dtype])


@check("sgd_momentum")
def check_momentum_on_the_way(student, reference, rng):
    """In full swing, and while lr and momentum change, every step is right; momentum may be 0."""
    settings = [(0.3, 0.9), (0.03, 0.9), (0.03, 0.5), (0.1, 0.0), (0.0, 0.7), (0.2, 0.7)]
    batches = [_tensors(rng) for _ in settings]
    question = _tensors(rng), batches, _tensors(rng), settings
    agree(student.run(_steps, *question), _steps_by_hand(*question))


@check("sgd_momentum")
def check_momentum_defaults(student, reference, rng):
    """Where lr or momentum is not given, it is 0.01 or 0.9."""
    question = _tensors(rng), _tensors(rng), _tensors(rng), 0.3, 0.4
    agree(student.run(_steps_by_default, *question), reference.run(_steps_by_default, *question))


@check("sgd_momentum", weight=2)
def check_momentum_of_leaves(student, reference, rng):
    """Tracked parameters are changed in place and stay leaves; grads are left as they were."""
    question = _tensors(rng), _tensors(rng), _tensors(rng), rng.integer(2, 5), "cpu"
    expected = reference.run(_steps_of_leaves, *question)
    agree(student.run(_steps_of_leaves, *question), expected, requires_grad=True)


@check("sgd_momentum")
def check_momentum_of_views(student, reference, rng):
    """Parameters, gradients and velocities may be transposed views."""
    question = [rng.normal(3, 5, dtype=torch.float64) for _ in range(3)]
    agree(student.run(_steps_of_views, *question), reference.run(_steps_of_views, *question))


@check("sgd_momentum", needs=[check_momentum_is_that_of_torch])
def check_momentum_on_meta(student, reference, rng):
    """All of it happens on the device of the parameters: tried with the device meta."""
    question = [torch.empty(rng.integer(2, 7), 3, device="meta")] * 2
    agree(student.run(_steps_on_meta, *question), reference.run(_steps_on_meta, *question))


@check("sgd_momentum", gpu=True, needs=[check_momentum_of_leaves, check_momentum_on_meta])
def check_momentum_on_a_gpu(student, reference, rng, gpu):
    """On a GPU parameters and velocities are changed in place as elsewhere, and stay there."""
    question = _tensors(rng), _tensors(rng), _tensors(rng), rng.integer(2, 5), gpu
    expected = reference.run(_steps_of_leaves, *question)
    agree(student.run(_steps_of_leaves, *question), expected, requires_grad=True)


# newton


@probe
def _newton_in_a_bowl(ns, w, m, b, steps):
    return ns.newton(lambda w: 0.5 * w @ m @ w - b @ w, w.clone(), steps)


@probe
def _newton_in_a_valley(ns, device, w, a, c, steps):
    w, a, c = w.to(device), a.to(device), c.to(device)

    def valley(w):
        return (a @ w).logsumexp(0) + 0.5 * ((w - c) ** 2).sum()

    return [ns.newton(valley, w.clone(), count) for count in steps]


@probe
def _newton_on_meta(ns, w):
    try:
        return ns.newton(lambda w: w.exp().sum() + w.sum() ** 2, w.clone(), 2)
    except NotImplementedError as error:
        # PyTorch cannot tell the shape of one of its solvers' results; who asks it did no wrong.
        if "linalg_lstsq" not in str(error):
            raise
        return torch.empty_like(w)


@probe
def _newton_and_w(ns, w, steps):
    end = ns.newton(lambda w: w.exp().sum() + w.sum() ** 2, w, steps)
    tracked = getattr(end, "requires_grad", False)
    facts = {"w.requires_grad": w.requires_grad, "w.grad": w.grad, "result is tracked": tracked}
    return {"result": end.detach() if tracked else end, **facts}


@probe
def _newton_of_the_notebook(ns, w):
    def bowl(w):
        return 1.5 * w[0] ** 2 + w[0] * w[1] + w[1] ** 2 - 5 * w[0] - 5 * w[1]

    return ns.newton(bowl, w.clone(), 1)


def _tilted(rng, n, dtype):
    """A matrix with a positive definite symmetric part, itself not symmetric and not diagonal.

    The eigenvalues of the symmetric part are between 0.5 and 4; its axes lie anywhere.
    """
    axes = torch.linalg.qr(rng.normal(n, n, dtype=torch.float64)).Q
    values = rng.uniform(n, low=0.5, high=4.0, dtype=torch.float64)
    twist = rng.normal(n, n, dtype=torch.float64)
    return ((axes * values) @ axes.t() + twist - twist.t()).to(dtype)


def _newton_by_hand(w, a, c, steps):
    """Newton's method with the slope and the Hessian of the valley written out."""
    places = [w]
    for _ in range(max(steps)):
        share = (a @ w).softmax(0)
        slope = a.t() @ share + w - c
        hessian = a.t() @ (share.diag() - share.outer(share)) @ a + torch.eye(len(w)).to(w)
        w = w - torch.linalg.solve(hessian, slope)
        places.append(w)
    return [places[count] for count in steps]


def _valley(rng, n):
    """A start, and the numbers of a valley in which every step of Newton's leads closer.

    With rows of a of length 0.8 all eigenvalues of the Hessian are between 1 and 1.64, so a step
    leaves at most 0.64 of the distance; near the bottom, the square of it.
    """
    w, a, c = (rng.normal(*shape, dtype=torch.float64) for shape in ((n,), (n + 2, n), (n,)))
    return w, 0.8 * a / a.norm(dim=1, keepdim=True), c


@check("newton", visible=True, weight=0)
def check_newton_of_the_notebook(student, reference):
    """From anywhere, one step leads to the bottom of a bowl."""
    w = torch.tensor([7.0, -3.0])
    agree(student.run(_newton_of_the_notebook, w), torch.tensor([1.0, 2.0]))


@check("newton", weight=2)
def check_newton_in_a_bowl(student, reference, rng):
    """In bowls of one to seven dimensions, tilted any way, one step leads to the bottom."""
    for n in (1, 2, 3, 7):
        for dtype in FLOATS:
            m, b, w = _tilted(rng, n, dtype), rng.normal(n, dtype=dtype), rng.normal(n, dtype=dtype)
            bottom = torch.linalg.solve((m + m.t()).double() / 2, b.double()).to(dtype)
            loose = {"rtol": 1e-3, "atol": 1e-4} if dtype == torch.float32 else {}
            agree(student.run(_newton_in_a_bowl, w, m, b, 1), bottom, **loose)


@check("newton", weight=3)
def check_newton_steps(student, reference, rng):
    """Where the curvature changes on the way, every step is right, and the eighth finds it flat."""
    for n in (1, 4, 6):
        w, a, c = _valley(rng, n)
        reply = student.run(_newton_in_a_valley, "cpu", w, a, c, [1, 2, 3, 8])
        agree(reply, _newton_by_hand(w, a, c, [1, 2, 3, 8]))
        end = reply.value[-1]
        slope = a.t() @ (a @ end).softmax(0) + end - c
        require(bool(slope.norm() < 1e-9), "It is not flat at the place where you end.", reply)


@check("newton")
def check_newton_without_a_step(student, reference, rng):
    """With no step at all the result is where w is."""
    question = *_valley(rng, 3), [0]
    agree(student.run(_newton_in_a_valley, "cpu", *question), [question[0]])


@check("newton")
def check_newton_leaves_w_alone(student, reference, rng):
    """The result is right and not tracked, and w is as it was: its values, its flag, its .grad."""
    for steps in (rng.integer(2, 5), 0):
        question = rng.normal(4, dtype=torch.float64), steps
        agree(student.run(_newton_and_w, *question), reference.run(_newton_and_w, *question))


@check("newton", needs=[check_newton_steps])
def check_newton_on_meta(student, reference, rng):
    """All of it happens on the device of w: tried with the device meta."""
    w = torch.empty(rng.integer(2, 7), device="meta")
    agree(student.run(_newton_on_meta, w), torch.empty_like(w))


@check("newton", gpu=True, needs=[check_newton_steps, check_newton_on_meta])
def check_newton_on_a_gpu(student, reference, rng, gpu):
    """On a GPU every step is right, and ends there."""
    for n in (1, 4, 6):
        question = gpu, *_valley(rng, n), [1, 2, 3, 8]
        expected = reference.run(_newton_in_a_valley, *question)
        agree(student.run(_newton_in_a_valley, *question), expected)


# fit
#
# What is learned and what is reported are asked for apart. With a learning rate of 0 nothing is
# learned, so that losses are right whatever the steps are; and a mode shows in what dropout drops.


@probe
def _fit(ns, weights, batches, calls):
    """The weights of a small network after a call of fit, or after several in turn."""
    outputs, hidden = weights["2.weight"].shape
    inputs = weights["0.weight"].shape[1]
    model = torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden), torch.nn.Tanh(), torch.nn.Linear(hidden, outputs)
    )
    model.to(weights["0.weight"].dtype).load_state_dict(weights)
    for epochs, lr, momentum, device in calls:
        ns.fit(model, batches, epochs, lr, momentum, device)
    return dict(model.state_dict())


@probe
def _fit_lines(ns, weight, bias, batches, epochs, lr, momentum):
    model = torch.nn.Linear(weight.shape[1], weight.shape[0])
    model.to(weight.dtype).load_state_dict({"weight": weight, "bias": bias})
    ns.fit(model, batches, epochs, lr, momentum, "cpu")
    return dict(model.state_dict())


@probe
def _losses_of_lines(ns, weight, bias, batches, epochs, lr, momentum, graphs):
    model = torch.nn.Linear(weight.shape[1], weight.shape[0])
    model.to(weight.dtype).load_state_dict({"weight": weight, "bias": bias})
    losses = ns.fit(model, batches, epochs, lr, momentum, "cpu")
    if losses is None:
        return {"losses": None}
    # Numbers or tensors without dimensions: both will do, but nothing with a past.
    found = {"losses": [float(loss) for loss in losses]}
    if graphs:
        found["losses with a graph"] = [getattr(loss, "requires_grad", False) for loss in losses]
    return found


@probe
def _samples_drawn(ns, weight, inputs, labels, epochs, seed):
    drawn = []

    class Noting(torch.utils.data.Dataset):
        def __len__(self):
            return len(labels)

        def __getitem__(self, index):
            drawn.append(index)
            return inputs[index], labels[index]

    order = torch.Generator().manual_seed(seed)
    loader = torch.utils.data.DataLoader(Noting(), 5, shuffle=True, generator=order)
    model = torch.nn.Linear(weight.shape[1], weight.shape[0])
    model.to(weight.dtype).load_state_dict({"weight": weight, "bias": weight[:, 0]})
    ns.fit(model, loader, epochs, 0.1, 0.6, torch.device("cpu"))
    return {"samples in the order in which they were drawn": drawn}


@probe
def _fit_what_is_dropped(ns, weight, batches, epochs, training):
    """In train mode this dropout drops everything, so the weights have no gradient but 0."""
    model = torch.nn.Sequential(
        torch.nn.Dropout(1.0), torch.nn.Linear(weight.shape[1], weight.shape[0])
    )
    bias = weight[:, 0].clone()
    model.to(weight.dtype)[1].load_state_dict({"weight": weight, "bias": bias})
    ns.fit(model.train(training), batches, epochs, 0.1, 0.5, "cpu")
    return {
        "inputs were dropped by the dropout layer": torch.equal(model[1].weight, weight),
        "the bias was trained": not torch.equal(model[1].bias, bias),
    }


@probe
def _fit_rings(ns, weights, inputs, labels, tests, seed, epochs, device):
    data = torch.utils.data.TensorDataset(inputs, labels)
    order = torch.Generator().manual_seed(seed)
    loader = torch.utils.data.DataLoader(data, 25, shuffle=True, generator=order)
    model = torch.nn.Sequential(torch.nn.Linear(2, 24), torch.nn.ReLU(), torch.nn.Linear(24, 3))
    model.load_state_dict(weights)
    ns.fit(model, loader, epochs, 0.2, 0.9, device)
    place = model[0].weight.device
    with torch.no_grad():
        scores, others = model.eval()(inputs.to(place)), model(tests.to(place))
    return {"scores": scores.cpu(), "scores of new points": others.cpu(), "device": place.type}


@probe
def _devices_met(ns, batches, device):
    """Where inputs and weights are when the model runs. Then meta has no numbers to go on with."""
    seen = {}

    class Watcher(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Linear(2, 3)

        def forward(self, x):
            seen.setdefault("inputs", x.device.type)
            seen.setdefault("weights", self.layer.weight.device.type)
            return self.layer(x)

    mixed = False
    try:
        ns.fit(Watcher(), batches, 1, 0.1, 0.9, device)
    except RuntimeError as error:
        if not seen:
            raise
        mixed = any(words in str(error) for words in ("expected device", "same device"))
    return {**seen, "tensors of two devices met": mixed}


def _batches(rng, sizes, inputs, classes, dtype=torch.float64):
    return [(rng.normal(n, inputs, dtype=dtype), rng.integers(0, classes, (n,))) for n in sizes]


def _network(rng, inputs, hidden, outputs, dtype=torch.float64):
    shapes = {
        "0.weight": (hidden, inputs),
        "0.bias": (hidden,),
        "2.weight": (outputs, hidden),
        "2.bias": (outputs,),
    }
    return {name: 0.5 * rng.normal(*shape, dtype=dtype) for name, shape in shapes.items()}


@oracle
def _lines_by_hand(weight, bias, batches, epochs, lr, momentum):
    """Softmax regression, with the slopes of the cross-entropy written out."""
    fast_weight, fast_bias, losses = torch.zeros_like(weight), torch.zeros_like(bias), []
    for _ in range(epochs):
        total = 0.0
        for x, labels in batches:
            share = (x @ weight.t() + bias).softmax(1)
            total -= float(share[torch.arange(len(x)), labels].log().mean())
            wrong = (share - torch.eye(len(bias)).to(share)[labels]) / len(x)
            fast_weight = momentum * fast_weight + wrong.t() @ x
            fast_bias = momentum * fast_bias + wrong.sum(0)
            weight, bias = weight - lr * fast_weight, bias - lr * fast_bias
        losses.append(total / len(batches))
    return losses, {"weight": weight, "bias": bias}


def _agree_on_lines(student, question):
    _, trained = _lines_by_hand(*question)
    agree(student.run(_fit_lines, *question), trained, rtol=1e-6)


def _agree_on_losses(student, question, graphs=True):
    losses, _ = _lines_by_hand(*question)
    plain = {"losses with a graph": [False] * len(losses)} if graphs else {}
    reply = student.run(_losses_of_lines, *question, graphs)
    agree(reply, {"losses": losses, **plain}, rtol=1e-6)


def _lines(rng, sizes):
    """A linear model of four numbers and three classes, and batches of these sizes."""
    weight, bias = rng.normal(3, 4, dtype=torch.float64), rng.normal(3, dtype=torch.float64)
    return weight, bias, _batches(rng, sizes, 4, 3)


def _rate(rng):
    return float(rng.uniform(1, low=0.05, high=0.3))


@check("fit", visible=True, weight=0)
def check_fit_of_the_notebook(student, reference):
    """Two samples, one weight for each class: two epochs by hand."""
    batches = [(torch.tensor([[1.0], [-1.0]]), torch.tensor([0, 1]))]
    question = torch.zeros(2, 1), torch.zeros(2), batches, 2, 1.0, 0.5
    _agree_on_losses(student, question)
    _agree_on_lines(student, question)


@check("fit", weight=2)
def check_fit_one_step(student, reference, rng):
    """One epoch with a single batch is one step: the model itself has moved as it should."""
    for size in (1, 6):
        _agree_on_lines(student, (*_lines(rng, (size,)), 1, _rate(rng), 0.6))


@check("fit", weight=2)
def check_fit_lines(student, reference, rng):
    """Step after step, without momentum and with it, a linear model's weights are right."""
    for momentum in (0.0, 0.8):
        question = *_lines(rng, (6, 6, 3)), rng.integer(2, 5), _rate(rng), momentum
        _agree_on_lines(student, question)


@check("fit")
def check_fit_network(student, reference, rng):
    """For a network, and batches of several sizes, all weights are right in the end."""
    for sizes in ((4, 4, 4), (5, 2, 7, 1)):
        calls = [(rng.integer(2, 6), _rate(rng), 0.7, "cpu")]
        question = _network(rng, 3, 6, 4), _batches(rng, sizes, 3, 4), calls
        agree(student.run(_fit, *question), reference.run(_fit, *question), rtol=1e-6)


@check("fit")
def check_fit_again(student, reference, rng):
    """A second call goes on with the trained model, and starts from rest."""
    calls = [(2, 0.1, 0.9, "cpu"), (1, 0.05, 0.8, torch.device("cpu"))]
    question = _network(rng, 3, 5, 2), _batches(rng, (4, 3), 3, 2), calls
    agree(student.run(_fit, *question), reference.run(_fit, *question), rtol=1e-6)


@check("fit")
def check_fit_losses(student, reference, rng):
    """For each epoch the mean of its batches' losses comes back, as numbers; here lr is 0."""
    _agree_on_losses(student, (*_lines(rng, (6, 2, 5)), rng.integer(2, 5), 0.0, 0.8))


@check("fit")
def check_fit_measures_before_the_step(student, reference, rng):
    """While the model learns, the loss of a batch is measured before the step on it."""
    question = *_lines(rng, (5, 5, 5)), rng.integer(2, 5), _rate(rng), 0.7
    _agree_on_losses(student, question, graphs=False)


@check("fit")
def check_fit_with_a_loader(student, reference, rng):
    """A DataLoader that shuffles anew for each epoch is gone through once per epoch."""
    inputs, labels = rng.normal(13, 3, dtype=torch.float64), rng.integers(0, 4, (13,))
    weight = rng.normal(4, 3, dtype=torch.float64)
    question = weight, inputs, labels, 3, rng.integer(0, 10_000)
    agree(student.run(_samples_drawn, *question), reference.run(_samples_drawn, *question))


@check("fit")
def check_fit_in_train_mode(student, reference, rng):
    """Whether it comes in train or in eval mode, a model is trained in train mode."""
    expected = {"inputs were dropped by the dropout layer": True, "the bias was trained": True}
    for training in (True, False):
        weight, batches = rng.normal(2, 3, dtype=torch.float64), _batches(rng, (6, 4), 3, 2)
        question = weight, batches, rng.integer(2, 4), training
        agree(student.run(_fit_what_is_dropped, *question), expected)


def _rings(rng, count):
    """Points on three rings around each other, and the number of the ring."""
    ring = rng.integers(0, 3, (count,))
    angle, noise = 2 * torch.pi * rng.uniform(count), 0.12 * rng.normal(count)
    radius = ring + 0.5 + noise
    return torch.stack([radius * angle.cos(), radius * angle.sin()], 1), ring


def _check_learning(student, reference, rng, device):
    for _ in range(3):
        (inputs, labels), (tests, truth) = _rings(rng, 100), _rings(rng, 100)
        weights = _network(rng, 2, 24, 3, torch.float32)
        question = weights, inputs, labels, tests, rng.integer(0, 10_000), 12, device
        reply, ours = student.run(_fit_rings, *question), reference.run(_fit_rings, *question)
        agree(reply, ours, atol=1e6)  # types, shapes, device, and no NaN; the numbers come next
        theirs, wanted = (
            _share_right(r.value["scores of new points"], truth) for r in (reply, ours)
        )
        require(theirs > wanted - 0.1, "Your model tells too few of the points apart.", reply)
        loss, least = (_loss(r.value["scores"], labels) for r in (reply, ours))
        require(loss < 1.5 * least + 0.05, "The loss stays too high.", reply)


@check("fit")
def check_fit_learns(student, reference, rng):
    """On three rings of points, with three starts, new points are told apart as they should be."""
    _check_learning(student, reference, rng, "cpu")


def _share_right(scores, truth):
    return float((scores.argmax(1) == truth).double().mean())


def _loss(scores, labels):
    return float(torch.nn.functional.cross_entropy(scores, labels))


@check("fit")
def check_fit_moves_everything(student, reference, rng):
    """The model, the inputs and the labels are brought to the device: tried with meta."""
    batches = _batches(rng, (4, 3), 2, 3, torch.float32)
    for device in ("meta", torch.device("meta")):
        expected = reference.run(_devices_met, batches, device)
        agree(student.run(_devices_met, batches, device), expected)


@check("fit", gpu=True, needs=[check_fit_learns, check_fit_moves_everything])
def check_fit_learns_on_a_gpu(student, reference, rng, gpu):
    """On a GPU, with three starts, the model learns the three rings as it should, and stays."""
    _check_learning(student, reference, rng, gpu)


@check("fit", gpu=True, needs=[check_fit_network, check_fit_losses, check_fit_moves_everything])
def check_fit_network_on_a_gpu(student, reference, rng, gpu):
    """On a GPU, given as an object or by name, all weights of a network are right in the end."""
    for device in (gpu, str(gpu)):
        calls = [(rng.integer(2, 6), _rate(rng), 0.7, device)]
        question = _network(rng, 3, 6, 4), _batches(rng, (5, 2, 7, 1), 3, 4), calls
        agree(student.run(_fit, *question), reference.run(_fit, *question), rtol=1e-6)
