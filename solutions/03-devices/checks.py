"""Checks of 03-devices. The docstring of a check is the line a student reads.

Questions that may be asked on any device take its name: ``meta`` shows where code is tied to the
CPU, and a host with GPUs is pretended by what ``torch.cuda`` answers. Where there is a real one,
each task is tried on it as well. There the reference answers on it too: a GPU rounds otherwise.
"""

import torch

from autograder.checks import agree, check, oracle, probe, require

FLOATS = (torch.float32, torch.float64)
DTYPES = (torch.float16, torch.bfloat16, *FLOATS, torch.int16, torch.int32, torch.int64)


CPU, META = torch.device("cpu"), torch.device("meta")


@probe
def _on(ns, task, device, x):
    """What a task makes of a tensor on a device."""
    return getattr(ns, task)(x.to(device))


# pick_device


def _host(gpus):
    """What torch says on a machine with so many GPUs.

    Only the first two are the task's; the others are for those who ask in other words.
    """
    return {
        "torch.cuda.is_available": gpus > 0,
        "torch.cuda.device_count": gpus,
        "torch.cuda.current_device": 0,
        "torch.backends.cuda.is_built": True,
        "torch.accelerator.is_available": gpus > 0,
        "torch.accelerator.device_count": gpus,
        "torch.accelerator.current_accelerator": torch.device("cuda") if gpus else None,
    }


@probe
def _pick(ns, host, *wish):
    from contextlib import ExitStack
    from unittest import mock

    with ExitStack() as pretended:
        for function, answer in host.items():
            pretended.enter_context(mock.patch(function, return_value=answer))
        picked = ns.pick_device(*wish)
    if isinstance(picked, torch.device | str):
        # GPU 0 may be named with or without its number. A name alone is charged elsewhere.
        picked = torch.device(picked)
        picked = torch.device(picked.type, picked.index or 0)
    return {f"the device picked, with {host['torch.cuda.device_count']} GPUs": picked}


@probe
def _pick_gives_an_object(ns, host, *wish):
    from contextlib import ExitStack
    from unittest import mock

    with ExitStack() as pretended:
        for function, answer in host.items():
            pretended.enter_context(mock.patch(function, return_value=answer))
        try:
            picked = ns.pick_device(*wish)
        except Exception:
            if host["torch.cuda.is_available"] or "cuda" not in wish:
                raise
            # That it must not raise for want of a GPU is the question of other checks.
            return {"what comes back is a torch.device": True}
    return {"what comes back is a torch.device": type(picked) is torch.device}


@probe
def _some_device(ns):
    try:
        picked = ns.pick_device()
    except Exception:
        # Another check asks for no preference; this one only whether there is a function at all.
        return {"some device comes back": True}
    return {"some device comes back": isinstance(picked, torch.device | str)}


@probe
def _pick_by_name_and_object(ns, host, name):
    from contextlib import ExitStack
    from unittest import mock

    def pick(wish):
        try:
            picked = torch.device(ns.pick_device(wish))
        except Exception as error:
            return type(error).__name__
        return torch.device(picked.type, picked.index or 0)

    with ExitStack() as pretended:
        for function, answer in host.items():
            pretended.enter_context(mock.patch(function, return_value=answer))
        return {"by its name": pick(name), "as an object": pick(torch.device(name))}


def _check_picks(student, gpus, wish, expected):
    expected = {f"the device picked, with {gpus} GPUs": torch.device(expected)}
    agree(student.run(_pick, _host(gpus), *wish), expected)


def _check_does_not_echo(student):
    """Who just hands back the preference has granted every wish, but has no device to give."""
    agree(student.run(_some_device), {"some device comes back": True})


def _check_gives_an_object(student, gpus, wish):
    reply = student.run(_pick_gives_an_object, _host(gpus), *wish)
    agree(reply, {"what comes back is a torch.device": True})


@check("pick_device", visible=True, weight=0)
def check_pick_without_gpu(student, reference):
    """On a machine without a GPU the choice is the CPU, with no preference and with "cuda"."""
    _check_picks(student, 0, (), "cpu:0")
    _check_picks(student, 0, ("cuda",), "cpu:0")
    _check_gives_an_object(student, 0, ())


@check("pick_device", weight=2)
def check_pick_without_preference(student, reference, rng):
    """With no preference it is "cuda" where there is a GPU, and the CPU elsewhere."""
    for gpus in (0, 1, rng.integer(2, 9), 0):
        for wish in ((), (None,)):
            _check_picks(student, gpus, wish, "cuda:0" if gpus else "cpu:0")


@check("pick_device", weight=2)
def check_pick_grants_the_wish(student, reference, rng):
    """A device that can be used is the one that is picked, also the CPU where there are GPUs."""
    gpus = rng.integer(3, 9)
    for wish, there in (("cuda", 1), ("cuda:0", 1), (f"cuda:{gpus - 1}", gpus), ("cuda:1", gpus)):
        _check_picks(student, there, (wish,), "cuda:0" if wish == "cuda" else wish)
    for there in (gpus, 0):
        for wish in ("cpu", "meta"):
            _check_picks(student, there, (wish,), f"{wish}:0")
    _check_does_not_echo(student)


@check("pick_device", weight=2)
def check_pick_falls_back(student, reference, rng):
    """A GPU that is not there gives the CPU: with no GPU at all, and with too few."""
    gpus = rng.integer(3, 9)
    for wish, there in (("cuda", 0), ("cuda:0", 0), ("cuda:9", gpus), ("cuda:1", 1)):
        _check_picks(student, there, (wish,), "cpu:0")
    _check_picks(student, gpus, (f"cuda:{gpus}",), "cpu:0")


@check("pick_device")
def check_pick_takes_objects(student, reference, rng):
    """A preference may be a torch.device in place of a name: both lead to the same device."""
    gpus = rng.integer(3, 8)
    _check_picks(student, gpus, (torch.device("cuda"),), "cuda:0")
    _check_picks(student, 0, (torch.device("cpu"),), "cpu:0")
    # Which device that is, the other checks ask: a mistake made with names is not charged again.
    for there, name in ((gpus, "cuda:1"), (gpus, "cpu"), (gpus, "cuda:9"), (0, "cuda:0")):
        reply = student.run(_pick_by_name_and_object, _host(there), name)
        same = reply.value["by its name"] == reply.value["as an object"]
        require(same, f'"{name}" and torch.device("{name}") did not give the same.', reply)
    _check_does_not_echo(student)


@check("pick_device")
def check_pick_gives_an_object(student, reference, rng):
    """What comes back is a torch.device, not its name."""
    for gpus, wish in ((0, ()), (1, ()), (0, ("cuda",)), (1, ("cuda",)), (0, ("cpu",))):
        _check_gives_an_object(student, gpus, wish)


# move


@probe
def _write_shows(ns, x, device, turned):
    # A copy first: the input that was sent is not to change.
    there = x.to(device, copy=True)
    there = there.t() if turned else there
    moved = ns.move(there, device)
    there.add_(1)
    first = moved.clone()
    moved.mul_(2)
    return {"the result after a write to x": first, "x after a write to the result": there}


@probe
def _gradient_through(ns, x, start, device):
    leaf = x.to(start, copy=True).requires_grad_()
    moved = ns.move(leaf, device)
    tracked = moved.requires_grad
    gradient = torch.autograd.grad((moved * moved).sum(), leaf)[0] if tracked else None
    return {"the result is tracked": tracked, "the gradient": gradient}


@probe
def _move_from(ns, x, start, device):
    return ns.move(x.to(start), device)


def _devices(name):
    return name, torch.device(name)


@check("move", weight=2)
def check_move_elsewhere(student, reference, rng):
    """On another device the result has the shape and dtype of x, and x stays where it was."""
    for shape, dtype in zip(
        ((), (0, 3), (7,), (3, 5), (2, 3, 4), (1,), (6, 2)), DTYPES, strict=True
    ):
        x = rng.integers(-9, 9, shape).to(dtype)
        for device in _devices("meta"):
            agree(student.call("move", x, device), reference.call("move", x, device))


@check("move")
def check_move_nowhere(student, reference, rng):
    """On the device where it is already, x comes back as it is; from there it still can go."""
    x = rng.integers(-9, 9, (3, 5))
    for dtype in (*DTYPES, torch.bool):
        for name in ("cpu", "meta"):
            for device in _devices(name):
                question = x.to(dtype), name, device
                agree(student.run(_move_from, *question), reference.run(_move_from, *question))
    agree(student.run(_move_from, x, "cpu", META), reference.run(_move_from, x, "cpu", META))


@check("move", weight=2, needs=[check_move_nowhere])
def check_move_makes_no_copy(student, reference, rng):
    """Where x is there already, a write to x shows in the result, and the other way round."""
    for shape, turned in (((7,), False), ((3, 5), False), ((3, 5), True)):
        for device in _devices("cpu"):
            question = rng.normal(*shape), device, turned
            agree(student.run(_write_shows, *question), reference.run(_write_shows, *question))


@check("move")
def check_move_keeps_gradients(student, reference, rng):
    """If x requires a gradient, so does the result, on the same device and on another."""
    x = rng.normal(3, 5)
    question = x, "cpu", "cpu"
    agree(student.run(_gradient_through, *question), reference.run(_gradient_through, *question))
    leaf = x.requires_grad_()
    expected = reference.call("move", leaf, "meta")
    agree(student.call("move", leaf, "meta"), expected, requires_grad=True)


@check("move", gpu=True, needs=[check_move_elsewhere, check_move_makes_no_copy])
def check_move_to_a_gpu(student, reference, rng, gpu):
    """To a GPU and back, every number arrives, and what is there already is not copied."""
    x = rng.integers(-9, 9, (3, 5))
    for dtype in DTYPES:
        for start, device in (("cpu", gpu), (gpu, "cpu"), (gpu, gpu)):
            question = x.to(dtype), start, device
            agree(student.run(_move_from, *question), reference.run(_move_from, *question))
    for device in _devices(str(gpu)):
        question = rng.normal(3, 5), device, False
        agree(student.run(_write_shows, *question), reference.run(_write_shows, *question))


@check("move", gpu=True, needs=[check_move_keeps_gradients])
def check_move_to_a_gpu_keeps_gradients(student, reference, rng, gpu):
    """A gradient finds its way back to x across the road between CPU and GPU."""
    for start, device in (("cpu", gpu), (gpu, "cpu")):
        question = rng.normal(3, 5), start, device
        expected = reference.run(_gradient_through, *question)
        agree(student.run(_gradient_through, *question), expected)


# zscore


@probe
def _zscore(ns, device, x):
    """Of a copy: whether x stays as it is has a check of its own."""
    return ns.zscore(x.to(device, copy=True))


@probe
def _zscore_of_a_view(ns, x):
    return ns.zscore(x.clone().t()[:, 1:])


@probe
def _x_after_zscore(ns, x):
    given = x.clone()
    ns.zscore(given)
    return {"x afterwards": given}


@probe
def _form_of_zscore(ns, x):
    return {"the result": torch.zeros_like(ns.zscore(x.clone()))}


def _table(rng, rows, columns, dtype=torch.float32):
    """Columns of different means and scales."""
    scale, shift = rng.uniform(columns, low=0.5, high=2.0), rng.uniform(columns, low=-2.0, high=2.0)
    return (rng.normal(rows, columns, dtype=torch.float64) * scale + shift).to(dtype)


def _by_formula(x):
    """The formula, column by column, in float64."""
    columns = []
    for column in x.double().unbind(1):
        centred = column - column.sum() / len(column)
        spread = (centred.pow(2).sum() / (len(column) - 1)).sqrt()
        columns.append(centred / spread if spread > 0 else centred)
    return torch.stack(columns, dim=1).to(x.dtype)


def _agree_on_table(reply, expected):
    # Entries near 0 are differences of larger numbers, so they keep fewer digits.
    agree(reply, expected, atol=1e-5 if expected.dtype is torch.float32 else 1e-12)


@check("zscore", visible=True, weight=0)
def check_zscore_by_hand(student, reference):
    """For the table worked out in the notebook the z-scores are right."""
    x = torch.tensor([[1.0, 10.0, 7.0], [2.0, 30.0, 7.0], [3.0, 50.0, 7.0]])
    _agree_on_table(student.run(_zscore, CPU, x), reference.run(_zscore, CPU, x).value)


@check("zscore", weight=2)
def check_zscore(student, reference, rng):
    """For other tables the z-scores are right."""
    for rows, columns in ((7, 4), (12, 1), (9, 20), (30, 5)):
        x = _table(rng, rows, columns)
        _agree_on_table(student.run(_zscore, CPU, x), _by_formula(x))


@check("zscore")
def check_zscore_of_two_rows(student, reference, rng):
    """Two rows are enough, and a table may be part of another, turned round."""
    x = _table(rng, 2, 5)
    x[1] = x[0] + rng.uniform(5, low=1.0, high=3.0)
    _agree_on_table(student.run(_zscore, CPU, x), _by_formula(x))
    wide = _table(rng, 9, 6).t().contiguous()
    _agree_on_table(student.run(_zscore_of_a_view, wide), _by_formula(wide.t()[:, 1:]))


@check("zscore")
def check_zscore_of_equal_entries(student, reference, rng):
    """A column of equal entries becomes zeros, and the columns beside it are right."""
    for _ in range(2):
        # Eight small whole numbers: their mean has no rounding, whichever way it is found.
        x = _table(rng, 8, 6)
        for column in (1, 4):
            x[:, column] = rng.integer(-9, 9)
        x[:, 5] = 0
        _agree_on_table(student.run(_zscore, CPU, x), _by_formula(x))


@check("zscore", needs=[check_zscore])
def check_zscore_to_the_last_digits(student, reference, rng):
    """In float64 eleven digits are right: nothing was added, and nothing rounded on the way."""
    for rows, columns in ((7, 4), (30, 5)):
        x = _table(rng, rows, columns, torch.float64)
        agree(student.run(_zscore, CPU, x), _by_formula(x), rtol=1e-11, atol=1e-12)


@check("zscore", needs=[check_zscore])
def check_zscore_keeps_dtype(student, reference, rng):
    """In four precisions the result is of the dtype of x."""
    for dtype in (*FLOATS, torch.float16, torch.bfloat16):
        x = _table(rng, 6, 4, dtype)
        agree(student.run(_form_of_zscore, x), {"the result": torch.zeros_like(x)})


@check("zscore", needs=[check_zscore])
def check_zscore_leaves_x_alone(student, reference, rng):
    """The table that was given stays as it is."""
    for rows, columns in ((7, 4), (5, 1)):
        x = _table(rng, rows, columns)
        agree(student.run(_x_after_zscore, x), {"x afterwards": x})


@check("zscore", weight=3, needs=[check_zscore])
def check_zscore_on_meta(student, reference, rng):
    """On the device meta the result is there too, with the right shape."""
    for rows, columns in ((rng.integer(3, 9), 12), (4, 1)):
        question = META, torch.zeros(rows, columns)
        agree(student.run(_zscore, *question), reference.run(_zscore, *question))


@check(
    "zscore",
    gpu=True,
    needs=[
        check_zscore_of_equal_entries,
        check_zscore_to_the_last_digits,
        check_zscore_keeps_dtype,
        check_zscore_on_meta,
    ],
)
def check_zscore_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the z-scores are right, and stay there."""
    for dtype, slack in ((torch.float32, 1e-4), (torch.float64, 1e-11)):
        x = _table(rng, 8, 6, dtype)
        x[:, 4] = rng.integer(-9, 9)
        question = gpu, x
        agree(student.run(_zscore, *question), reference.run(_zscore, *question), atol=slack)


# with_bias


@probe
def _with_bias_on_a_view(ns, x):
    return ns.with_bias(x.t()[:, 1:])


@probe
def _numbers_of_with_bias(ns, x):
    return {"the result": ns.with_bias(x).double()}


@probe
def _form_of_with_bias(ns, x):
    return {"the result": torch.zeros_like(ns.with_bias(x))}


@oracle
def _ones_beside(x):
    wider = torch.ones(x.shape[0], x.shape[1] + 1, dtype=x.dtype)
    wider[:, :-1] = x
    return wider


@check("with_bias", visible=True, weight=0)
def check_bias_by_hand(student, reference):
    """The table of the notebook gains its column of ones."""
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    agree(student.run(_on, "with_bias", CPU, x), _ones_beside(x), rtol=0, atol=0)


@check("with_bias", weight=2)
def check_bias(student, reference, rng):
    """For tables of other sizes the ones are the last column, and the rest is x."""
    for shape in ((7, 4), (1, 6), (5, 1), (1, 1)):
        x = rng.normal(*shape)
        agree(student.run(_on, "with_bias", CPU, x), _ones_beside(x), rtol=0, atol=0)
    for dtype in DTYPES:
        x = rng.integers(-9, 9, (4, 3)).to(dtype)
        numbers = {"the result": _ones_beside(x).double()}
        agree(student.run(_numbers_of_with_bias, x), numbers, rtol=0, atol=0)
    x = rng.normal(4, 6)
    agree(student.run(_with_bias_on_a_view, x), _ones_beside(x.t()[:, 1:]), rtol=0, atol=0)


@check("with_bias")
def check_bias_keeps_dtype(student, reference, rng):
    """Whole numbers stay whole, half precision stays half, and double stays double."""
    # float64 first: not all who lose a dtype lose this one.
    for dtype in (torch.float64, *DTYPES):
        x = rng.integers(-9, 9, (4, 3)).to(dtype)
        form = {"the result": torch.zeros_like(_ones_beside(x))}
        agree(student.run(_form_of_with_bias, x), form)


@check("with_bias", weight=2)
def check_bias_on_meta(student, reference, rng):
    """On the device meta the result is there too, with the right shape."""
    for rows, columns in ((rng.integer(2, 9), 11), (3, 1)):
        question = "with_bias", META, torch.zeros(rows, columns)
        agree(student.run(_on, *question), reference.run(_on, *question))


@check("with_bias", gpu=True, needs=[check_bias, check_bias_keeps_dtype, check_bias_on_meta])
def check_bias_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the ones stand beside the table, and both stay there."""
    for dtype in DTYPES:
        question = "with_bias", gpu, rng.integers(-9, 9, (4, 3)).to(dtype)
        agree(student.run(_on, *question), reference.run(_on, *question), rtol=0, atol=0)


# same_everywhere


@probe
def _difference(ns, x, elsewhere, device):
    return ns.same_everywhere(lambda t: t * t if t.device.type == "cpu" else elsewhere, x, device)


@probe
def _difference_of_two_calls(ns, x, changes, device):
    calls = iter(changes)
    return ns.same_everywhere(lambda t: t + next(calls), x, device)


@probe
def _difference_to_afar(ns, x, elsewhere, device, far):
    from torch.utils._pytree import tree_map_only

    class Afar(torch.Tensor):
        """A pretended result on a GPU: with the CPU's tensors it mixes only once it was moved."""

        @staticmethod
        def __new__(cls, values):
            shape, dtype = values.shape, values.dtype
            return cls._make_wrapper_subclass(cls, shape, dtype=dtype, device="cuda:0")

        def __init__(self, values):
            self.values_there = values

        def tolist(self):
            return self.values_there.tolist()

        @classmethod
        def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
            kwargs = dict(kwargs or {})
            device = kwargs.pop("device", None)
            copies = function is torch.ops.aten.copy_.default
            if not copies and any(type(one) is torch.Tensor and one.ndim for one in args):
                raise RuntimeError("Expected all tensors to be on the same device")
            inner = tree_map_only(cls, lambda one: one.values_there, (args, kwargs))
            result = function(*inner[0], **inner[1])
            if copies or (device is not None and device.type == "cpu"):
                return result
            return tree_map_only(torch.Tensor, cls, result)

    def f(t):
        result = t * t if t.device.type == "cpu" else elsewhere
        return Afar(result) if t.device.type == far else result

    return ns.same_everywhere(f, x, device)


@probe
def _difference_really_there(ns, x, gap, *device):
    seen = []

    def f(t):
        seen.append(t.device.type)
        return t + len(seen) * gap.to(t.device)

    difference = ns.same_everywhere(f, x, *device)
    return {"the difference": difference, "the devices where x was": sorted(seen)}


@probe
def _goes_to_the_best_device(ns, x, host):
    from contextlib import ExitStack
    from unittest import mock

    function, seen = ns.same_everywhere, []

    def f(t):
        seen.append(t.device.type)
        return t * 2

    with ExitStack() as pretended:
        for asked, answer in host.items():
            pretended.enter_context(mock.patch(asked, return_value=answer))
        try:
            function(f, x)
        except NotImplementedError:
            raise
        except (AssertionError, RuntimeError):
            # There is no such device after all: whoever goes there fails.
            seen.append("cuda")
    return {"a device that is not the CPU was used": "cuda" in seen}


@check("same_everywhere")
def check_difference_on_cpu(student, reference, rng):
    """Where both devices are the CPU, a function that is the same each time differs by 0.0."""
    x = rng.normal(3, 5)
    agree(student.run(_difference, x, x, "cpu"), 0.0)
    agree(student.run(_difference, x, x, torch.device("cpu")), 0.0)


@check("same_everywhere", weight=2)
def check_difference_elsewhere(student, reference, rng):
    """The difference is the largest one, of either sign, as a Python float."""
    for shape, sign in (((7,), 1), ((3, 5), -1), ((2, 3, 4), 1), ((1,), -1), ((), -1)):
        for dtype in FLOATS:
            x = rng.normal(*shape, dtype=dtype)
            gap = rng.uniform(*shape, dtype=dtype) * 0.1
            gap.view(-1)[-1] = 1.5
            elsewhere = x * x + sign * gap
            expected = (x * x - elsewhere).abs().max().item()
            for device in _devices("meta"):
                agree(student.run(_difference, x, elsewhere, device), expected, rtol=1e-5)


@check("same_everywhere")
def check_difference_comes_home(student, reference, rng):
    """A result that lies on another device is brought to the CPU before the two are compared."""
    x = rng.normal(3, 5)
    elsewhere = x * x + rng.uniform(3, 5)
    expected = (x * x - elsewhere).abs().max().item()
    for far in ("meta", "cpu"):
        agree(student.run(_difference_to_afar, x, elsewhere, "meta", far), expected, rtol=1e-5)


@check("same_everywhere")
def check_difference_of_two_calls(student, reference, rng):
    """The function is called twice, also on the CPU: one that changes its mind is found out."""
    x = rng.normal(3, 5)
    changes = [0.0, float(rng.uniform(1, low=0.5, high=2.0))]
    reply = student.run(_difference_of_two_calls, x, changes, "cpu")
    agree(reply, changes[1], rtol=1e-5)


@check("same_everywhere", needs=[check_difference_elsewhere])
def check_difference_to_the_best_device(student, reference, rng):
    """With no device given, the best one is used: a GPU, where the machine says it has one."""
    expected = {"a device that is not the CPU was used": True}
    agree(student.run(_goes_to_the_best_device, rng.normal(3, 5), _host(1)), expected)


@check(
    "same_everywhere",
    gpu=True,
    needs=[
        check_pick_without_preference,
        check_difference_elsewhere,
        check_difference_comes_home,
        check_difference_of_two_calls,
        check_difference_to_the_best_device,
    ],
)
def check_difference_to_a_gpu(student, reference, rng, gpu):
    """On a real GPU the function runs once there and once on the CPU; None finds that GPU, too."""
    for device in ((gpu,), (str(gpu),), (None,), ()):
        question = rng.normal(3, 5), rng.uniform(3, 5, low=0.5, high=2.0), *device
        expected = reference.run(_difference_really_there, *question)
        agree(student.run(_difference_really_there, *question), expected, rtol=1e-5)
