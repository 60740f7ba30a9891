"""Checks of 12-checkpoints. The docstring of a check is the line a student reads.

Files for the student to load are made here, as bytes, so what loads them has never seen the
model. Files that a student's function has written are opened only inside the student's box.
All numbers must be equal, bit for bit. What they should be is known from what was sent, so
nothing here asks the reference.

A model and its optimizer, with all their past, travel to a probe as one file. Where there is a GPU,
that file is opened on it; what comes of it is brought home, and where it was is told in words.
"""

import contextlib
import io
from unittest import mock

import torch
from torch import nn

from autograder.checks import agree, check, probe, require

FLOATS = (torch.float32, torch.float64)
SIZES = ((3, 5, 2), (4, 7, 1), (2, 6, 3))
"""Inputs, hidden, outputs of the models."""

OPTIMIZERS = (
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("Adam", {"lr": 0.02}),
    ("SGD", {"lr": 0.03, "momentum": 0.8, "nesterov": True}),
)


def _state(rng, sizes, dtype=torch.float32):
    """Numbers of its own for every parameter and buffer."""
    state = {}
    for name, tensor in _model(sizes).state_dict().items():
        if tensor.is_floating_point():
            state[name] = rng.uniform(*tensor.shape, low=0.2, high=1.5, dtype=dtype)
        else:
            state[name] = torch.tensor(rng.integer(10, 1000))
    return state


def _model(sizes, state=None, dtype=torch.float32):
    inputs, hidden, outputs = sizes
    layers = nn.Linear(inputs, hidden), nn.BatchNorm1d(hidden), nn.ReLU()
    model = nn.Sequential(*layers, nn.Linear(hidden, outputs)).to(dtype)
    model.load_state_dict(state or model.state_dict())
    return model


def _pair(model, optimizer=OPTIMIZERS[0]):
    """A model and an optimizer without a past."""
    name, options = optimizer
    return model, getattr(torch.optim, name)(model.parameters(), **options)


def _trained(rng, sizes, optimizer=OPTIMIZERS[0]):
    """A model and an optimizer that have some past."""
    model, optimizer = _pair(_model(sizes, _state(rng, sizes)), optimizer)
    for _ in range(3):
        optimizer.zero_grad()
        model(rng.normal(6, sizes[0])).pow(2).mean().backward()
        optimizer.step()
    return model, optimizer


def _checkpoint(model, optimizer, epoch):
    return {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}


def _plain(thing):
    """As it crosses the boundary: dicts and lists, all the way down."""
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    return thing.detach() if isinstance(thing, torch.Tensor) else thing


def _file(thing, *, on_a_gpu=False):
    """The bytes that ``torch.save`` writes; with the mark of a GPU, if asked, on any machine."""
    buffer = io.BytesIO()
    tag = mock.patch.object(torch.serialization, "location_tag", return_value="cuda:0")
    with tag if on_a_gpu else contextlib.nullcontext():
        torch.save(thing, buffer)
    return buffer.getvalue()


def _damaged(good):
    """Files that nobody can load."""
    return good[: len(good) // 2], good[:-30], b"", b"These are no weights, but words.\n" * 40


def _exactly(reply, expected):
    agree(reply, expected, rtol=0.0, atol=0.0)


def _ones(sizes):
    return {name: torch.ones_like(t) for name, t in _model(sizes).state_dict().items()}


# Saving


@probe
def _saved(ns, task, as_text, pair, epoch):
    import io
    import pathlib
    import tempfile

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.pt")
        given = [str(path) if as_text else path, model]
        if task == "save_checkpoint":
            path.write_bytes(b"an older file" * 1000)
            given += [optimizer, epoch]
        getattr(ns, task)(*given)
        found = torch.load(path, weights_only=task != "save_model")
    if task == "save_model":
        is_model = isinstance(found, torch.nn.Module)
        numbers = dict(found.state_dict()) if is_model else None
        found = {"class": type(found).__name__, "numbers": numbers}
    if task == "save_checkpoint":
        found = {key: found.get(key) for key in ("model", "optimizer", "epoch")}
    return {
        "in the file": found,
        "numbers of your model afterwards": dict(model.state_dict()),
        "training mode of your model afterwards": model.training,
        "state of your optimizer afterwards": optimizer.state_dict(),
    }


@probe
def _moved_while_saving(ns, task, pair, epoch):
    """Whether the model itself is sent elsewhere; where there is only the CPU, nobody sees that."""
    import io
    import pathlib
    import tempfile
    from unittest import mock

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    moved, move = [], torch.nn.Module._apply

    def noting(module, *args, **kwargs):
        moved.append(module is model)
        return move(module, *args, **kwargs)

    rest = (optimizer, epoch) if task == "save_checkpoint" else ()
    save = getattr(ns, task)
    watched = mock.patch.object(torch.nn.Module, "_apply", noting)
    with tempfile.TemporaryDirectory() as folder, watched:
        save(pathlib.Path(folder, "file.pt"), model, *rest)
    # Who moves it twice has moved it back.
    return {"your model was moved to another device": sum(moved) % 2 == 1}


@probe
def _saved_there(ns, task, device, pair, epoch):
    import io
    import pathlib
    import tempfile

    model, optimizer = torch.load(io.BytesIO(pair), map_location=device, weights_only=False)
    rest = (optimizer, epoch) if task == "save_checkpoint" else ()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.pt")
        getattr(ns, task)(path, model, *rest)
        found = torch.load(path, map_location="cpu", weights_only=task != "save_model")
    if task == "save_model":
        found = dict(found.state_dict())
    if task == "save_checkpoint":
        found = {key: found.get(key) for key in ("model", "optimizer", "epoch")}
    devices = {tensor.device.type for tensor in model.state_dict().values()}
    return {
        "in the file, read on the CPU": found,
        "numbers of your model afterwards": {k: t.cpu() for k, t in model.state_dict().items()},
        "device of your model afterwards": sorted(devices),
    }


def _agree_on_not_moving(student, rng, task):
    pair = _file(_trained(rng, SIZES[0]))
    reply = student.run(_moved_while_saving, task, pair, rng.integer(3, 90))
    agree(reply, {"your model was moved to another device": False})


def _agree_on_saved_there(student, rng, task, gpu):
    for sizes, optimizer in zip(SIZES, OPTIMIZERS, strict=True):
        pair, epoch = _trained(rng, sizes, optimizer), rng.integer(3, 90)
        numbers = _plain(dict(pair[0].state_dict()))
        checkpoint = _plain(_checkpoint(*pair, epoch))
        expected = {
            "in the file, read on the CPU": checkpoint if task == "save_checkpoint" else numbers,
            "numbers of your model afterwards": numbers,
            "device of your model afterwards": [gpu.type],
        }
        _exactly(student.run(_saved_there, task, gpu, _file(pair), epoch), expected)


def _agree_on_saved(student, task, pair, in_the_file, as_text=False, epoch=None):
    model, optimizer = pair
    expected = {
        "in the file": in_the_file,
        "numbers of your model afterwards": _plain(dict(model.state_dict())),
        "training mode of your model afterwards": model.training,
        "state of your optimizer afterwards": _plain(optimizer.state_dict()),
    }
    _exactly(student.run(_saved, task, as_text, _file(pair), epoch), expected)


def _agree_on_saved_numbers(student, task, state, sizes, dtype=FLOATS[0], mode=True, text=False):
    pair = _pair(_model(sizes, state, dtype).train(mode))
    found = {"class": "Sequential", "numbers": state} if task == "save_model" else state
    _agree_on_saved(student, task, pair, found, text)


@check("save_model", visible=True, weight=0)
def check_save_model_by_hand(student, reference):
    """A model of ones is saved as a whole, and stays in training mode."""
    _agree_on_saved_numbers(student, "save_model", _ones((3, 4, 2)), (3, 4, 2))


@check("save_model")
def check_save_model(student, reference, rng):
    """The file holds a model with all parameters and buffers; the model saved stays as it is."""
    for dtype, training in zip(FLOATS, (True, False), strict=True):
        question = _state(rng, SIZES[0], dtype), SIZES[0], dtype, training, training
        _agree_on_saved_numbers(student, "save_model", *question)


@check("save_model", needs=[check_save_model])
def check_save_model_moves_nothing(student, reference, rng):
    """The model stays on its device while it is saved, whichever that is."""
    _agree_on_not_moving(student, rng, "save_model")


@check("save_model", gpu=True, needs=[check_save_model, check_save_model_moves_nothing])
def check_save_model_on_a_gpu(student, reference, rng, gpu):
    """Saved from a GPU, the model can be loaded on the CPU, and the model stays there."""
    _agree_on_saved_there(student, rng, "save_model", gpu)


@check("save_weights", visible=True, weight=0)
def check_save_weights_by_hand(student, reference):
    """For a model of ones, the file holds ones under each name."""
    _agree_on_saved_numbers(student, "save_weights", _ones((3, 4, 2)), (3, 4, 2))


@check("save_weights")
def check_save_weights(student, reference, rng):
    """The file loads with weights_only=True, and holds each parameter and each buffer by name."""
    for dtype, training in zip(FLOATS, (False, True), strict=True):
        question = _state(rng, SIZES[1], dtype), SIZES[1], dtype, training, not training
        _agree_on_saved_numbers(student, "save_weights", *question)


@check("save_weights", needs=[check_save_weights])
def check_save_weights_moves_nothing(student, reference, rng):
    """The model stays on its device while it is saved, whichever that is."""
    _agree_on_not_moving(student, rng, "save_weights")


@check("save_weights", gpu=True, needs=[check_save_weights, check_save_weights_moves_nothing])
def check_save_weights_on_a_gpu(student, reference, rng, gpu):
    """Saved from a GPU, the weights can be loaded on the CPU, and the model stays there."""
    _agree_on_saved_there(student, rng, "save_weights", gpu)


@check("save_checkpoint", weight=2)
def check_save_checkpoint(student, reference, rng):
    """The file loads with weights_only=True and holds the model, the optimizer and the epoch."""
    for sizes, optimizer, as_text in zip(SIZES, OPTIMIZERS, (True, False, True), strict=True):
        pair, epoch = _trained(rng, sizes, optimizer), rng.integer(3, 90)
        found = _plain(_checkpoint(*pair, epoch))
        _agree_on_saved(student, "save_checkpoint", pair, found, as_text, epoch)


@check("save_checkpoint", needs=[check_save_checkpoint])
def check_save_checkpoint_moves_nothing(student, reference, rng):
    """The model stays on its device while it is saved, whichever that is."""
    _agree_on_not_moving(student, rng, "save_checkpoint")


@check(
    "save_checkpoint", gpu=True, needs=[check_save_checkpoint, check_save_checkpoint_moves_nothing]
)
def check_save_checkpoint_on_a_gpu(student, reference, rng, gpu):
    """Saved from a GPU, the checkpoint can be loaded on the CPU, and the model stays there."""
    _agree_on_saved_there(student, rng, "save_checkpoint", gpu)


# Loading whole models


@probe
def _loaded_model(ns, content, x):
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.pt")
        path.write_bytes(content)
        model = ns.load_model(str(path))
    with torch.no_grad():
        outputs = model.eval()(x)
    return {"outputs": outputs, "numbers": dict(model.state_dict())}


@probe
def _modes_or_error(ns, content, may_fail):
    import pathlib
    import tempfile

    load_model = ns.load_model
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.pt")
        if content is not None:
            path.write_bytes(content)
        try:
            model = load_model(path)
        except Exception:
            if not may_fail:
                raise
            return {"an exception": True}
    if may_fail:
        return {"an exception": False}
    return {"training mode of each layer": [layer.training for layer in model.modules()]}


@probe
def _loaded_from(ns, task, device, saved, pair):
    """What becomes of a model and an optimizer on the CPU, by a file that a device has saved."""
    import io
    import pathlib
    import tempfile

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    contents, finished = torch.load(io.BytesIO(saved), device, weights_only=False), None
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.pt")
        torch.save(contents, path)
        if task == "load_model":
            model = ns.load_model(path)
        elif task == "load_weights":
            ns.load_weights(path, model)
        else:
            finished = ns.load_checkpoint(path, model, optimizer)
    return {
        "finished epochs": finished,
        "model": dict(model.state_dict()),
        "optimizer": optimizer.state_dict() if task == "load_checkpoint" else None,
    }


def _agree_on_loaded_from(student, rng, task, gpu):
    for sizes, optimizer in zip(SIZES, OPTIMIZERS, strict=True):
        model, its_optimizer = _trained(rng, sizes, optimizer)
        states = _checkpoint(model, its_optimizer, rng.integer(3, 90))
        whole = task == "load_checkpoint"
        saved = {"load_model": model, "load_weights": states["model"]}.get(task, states)
        expected = {
            "finished epochs": states["epoch"] if whole else None,
            "model": _plain(dict(states["model"])),
            "optimizer": _plain(states["optimizer"]) if whole else None,
        }
        pair = _file(_pair(_model(sizes, _state(rng, sizes)), (optimizer[0], {"lr": 1.0})))
        _exactly(student.run(_loaded_from, task, gpu, _file(saved), pair), expected)


def _agree_on_loaded_model(student, rng, sizes, dtype=torch.float32, on_a_gpu=False):
    model = _model(sizes, _state(rng, sizes, dtype), dtype).eval()
    x = rng.normal(6, sizes[0], dtype=dtype)
    expected = {"outputs": model(x).detach(), "numbers": dict(model.state_dict())}
    agree(student.run(_loaded_model, _file(model, on_a_gpu=on_a_gpu), x), expected)


@check("load_model", weight=2)
def check_load_model(student, reference, rng):
    """A model that was saved elsewhere has all its numbers, and gives the outputs it gave there."""
    for sizes, dtype in zip(SIZES[:2], FLOATS, strict=True):
        _agree_on_loaded_model(student, rng, sizes, dtype)


@check("load_model")
def check_load_model_is_ready_for_use(student, reference, rng):
    """Saved in training mode or not, all layers of the loaded model are in evaluation mode."""
    model = _model(SIZES[1], _state(rng, SIZES[1]))
    for training in (True, False):
        expected = {"training mode of each layer": [False] * 5}
        content = _file(model.train(training))
        agree(student.run(_modes_or_error, content, False), expected)


@check("load_model")
def check_load_model_from_a_gpu(student, reference, rng):
    """A model that was saved on a GPU is loaded where there is none."""
    _agree_on_loaded_model(student, rng, SIZES[2], on_a_gpu=True)


@check("load_model", gpu=True, needs=[check_load_model, check_load_model_from_a_gpu])
def check_load_model_of_a_gpu(student, reference, rng, gpu):
    """A model that a real GPU has saved is loaded on the CPU, bit for bit."""
    _agree_on_loaded_from(student, rng, "load_model", gpu)


@check("load_model")
def check_load_model_refuses(student, reference, rng):
    """No file, a damaged file, or one with only weights in it: an exception, and no model."""
    model = _model(SIZES[0], _state(rng, SIZES[0]))
    _no_error(student.run(_modes_or_error, _file(model), False))
    others = _file(model.state_dict()), _file(torch.ones(3)), None
    for content in (*_damaged(_file(model)), *others):
        agree(student.run(_modes_or_error, content, True), {"an exception": True})


def _no_error(reply):
    """Demand some answer: whoever refuses everything refuses nothing."""
    return reply.value


# Loading into a model, and into its optimizer


@probe
def _loaded(ns, task, content, pair, may_fail):
    import io
    import pathlib
    import tempfile

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    parameters, load = list(model.parameters()), getattr(ns, task)
    both = task == "load_checkpoint"
    failed, result = False, None
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.pt")
        if content is not None:
            path.write_bytes(content)
        try:
            result = load(path, model, optimizer) if both else load(str(path), model)
        except Exception:
            if not may_fail:
                raise
            failed = True
    same = [one is other for one, other in zip(parameters, model.parameters(), strict=True)]
    return {
        "an exception": failed,
        "finished epochs": result if both else None,
        "model": dict(model.state_dict()),
        "optimizer": optimizer.state_dict(),
        "training mode": model.training,
        "the parameters are the same objects": all(same),
    }


@probe
def _code_in_a_file(ns, task, with_code):
    import os
    import pathlib
    import tempfile

    class Trick:
        def __init__(self, folder):
            self.folder = folder

        def __reduce__(self):
            return os.mkdir, (self.folder,)

    model, failed, load = torch.nn.Linear(3, 2), False, getattr(ns, task)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with tempfile.TemporaryDirectory() as folder:
        path, trace = pathlib.Path(folder, "file.pt"), pathlib.Path(folder, "trace")
        bias = Trick(str(trace)) if with_code else torch.ones(2)
        states, given = {**model.state_dict(), "bias": bias}, [model]
        if task == "load_checkpoint":
            states = {"model": states, "optimizer": optimizer.state_dict(), "epoch": 3}
            given += [optimizer]
        torch.save(states, path)
        try:
            load(path, *given)
        except Exception:
            if not with_code:
                raise
            failed = True
        return {"an exception": failed, "code of the file was run": trace.exists()}


def _agree_on_loading(student, task, content, pair, states):
    """All that is in ``states`` was loaded; what is not in there stayed as it was."""
    model, optimizer = pair
    expected = {
        "an exception": False,
        "finished epochs": states.get("epoch"),
        "model": _plain(dict(states["model"])),
        "optimizer": _plain(states.get("optimizer", optimizer.state_dict())),
        "training mode": model.training,
        "the parameters are the same objects": True,
    }
    _exactly(student.run(_loaded, task, content, _file(pair), False), expected)


def _agree_on_refusals(student, task, good, contents, pair):
    """The good file is loaded; all others raise, and nothing has changed."""
    model, optimizer = pair
    _no_error(student.run(_loaded, task, good, _file(pair), False))
    expected = {
        "an exception": True,
        "finished epochs": None,
        "model": _plain(dict(model.state_dict())),
        "optimizer": _plain(optimizer.state_dict()),
        "training mode": model.training,
        "the parameters are the same objects": True,
    }
    for content in contents:
        _exactly(student.run(_loaded, task, content, _file(pair), True), expected)


def _agree_on_code(student, task):
    _no_error(student.run(_code_in_a_file, task, False))
    expected = {"an exception": True, "code of the file was run": False}
    agree(student.run(_code_in_a_file, task, True), expected)


def _unfit(rng, sizes):
    """States that fit a model of these sizes in part: a name missing, one too many, a shape."""
    state = _state(rng, sizes)
    inputs, hidden, outputs = sizes
    without_bias = {name: t for name, t in state.items() if name != "3.bias"}
    without_buffer = {name: t for name, t in state.items() if name != "1.running_var"}
    more = {**state, "4.weight": torch.ones(2)}
    return without_bias, without_buffer, more, _state(rng, (inputs, hidden, outputs + 1))


def _agree_on_loaded_weights(student, rng, sizes, dtype, training, on_a_gpu=False):
    state, old = _state(rng, sizes, dtype), _state(rng, sizes, dtype)
    pair = _pair(_model(sizes, old, dtype).train(training))
    content = _file(state, on_a_gpu=on_a_gpu)
    _agree_on_loading(student, "load_weights", content, pair, {"model": state})


@check("load_weights", weight=2)
def check_load_weights(student, reference, rng):
    """The model gets every parameter and buffer; its mode and its parameter objects stay."""
    for sizes, dtype, training in zip(SIZES[:2], FLOATS, (True, False), strict=True):
        _agree_on_loaded_weights(student, rng, sizes, dtype, training)


@check("load_weights")
def check_load_weights_from_a_gpu(student, reference, rng):
    """Weights that were saved on a GPU are loaded where there is none."""
    _agree_on_loaded_weights(student, rng, SIZES[2], torch.float32, True, on_a_gpu=True)


@check("load_weights", gpu=True, needs=[check_load_weights, check_load_weights_from_a_gpu])
def check_load_weights_of_a_gpu(student, reference, rng, gpu):
    """Weights that a real GPU has saved are loaded on the CPU, bit for bit."""
    _agree_on_loaded_from(student, rng, "load_weights", gpu)


@check("load_weights")
def check_load_weights_refuses_damaged_files(student, reference, rng):
    """No file, or a damaged or foreign one: an exception, and the model is as it was."""
    good, pair = _file(_state(rng, SIZES[0])), _pair(_model(SIZES[0], _state(rng, SIZES[0])))
    foreign = _file([1, 2, 3]), _file(torch.ones(3)), None
    _agree_on_refusals(student, "load_weights", good, (*_damaged(good), *foreign), pair)


@check("load_weights", weight=2)
def check_load_weights_is_all_or_nothing(student, reference, rng):
    """A name missing, a name too many, another shape: an exception, and nothing was loaded."""
    good, pair = _file(_state(rng, SIZES[1])), _pair(_model(SIZES[1], _state(rng, SIZES[1])))
    _agree_on_refusals(student, "load_weights", good, map(_file, _unfit(rng, SIZES[1])), pair)


@check("load_weights")
def check_load_weights_runs_no_code(student, reference):
    """A stranger's file with a program in it: an exception, and the program was not run."""
    _agree_on_code(student, "load_weights")


def _agree_on_loaded_checkpoint(student, rng, sizes, optimizer, training, on_a_gpu=False):
    states = _checkpoint(*_trained(rng, sizes, optimizer), rng.integer(3, 90))
    pair = _pair(_model(sizes, _state(rng, sizes)).train(training), (optimizer[0], {"lr": 1.0}))
    content = _file(states, on_a_gpu=on_a_gpu)
    _agree_on_loading(student, "load_checkpoint", content, pair, states)


@check("load_checkpoint", weight=2)
def check_load_checkpoint(student, reference, rng):
    """Model and optimizer get all that was saved, and the number of finished epochs comes back."""
    modes = True, False, True
    for sizes, optimizer, training in zip(SIZES, OPTIMIZERS, modes, strict=True):
        _agree_on_loaded_checkpoint(student, rng, sizes, optimizer, training)


@check("load_checkpoint")
def check_load_checkpoint_from_a_gpu(student, reference, rng):
    """A checkpoint that was saved on a GPU is loaded where there is none."""
    _agree_on_loaded_checkpoint(student, rng, SIZES[0], OPTIMIZERS[1], True, on_a_gpu=True)


@check("load_checkpoint", gpu=True, needs=[check_load_checkpoint, check_load_checkpoint_from_a_gpu])
def check_load_checkpoint_of_a_gpu(student, reference, rng, gpu):
    """A checkpoint that a real GPU has saved is loaded on the CPU, bit for bit."""
    _agree_on_loaded_from(student, rng, "load_checkpoint", gpu)


@check("load_checkpoint")
def check_load_checkpoint_refuses_damaged_files(student, reference, rng):
    """No file, a damaged or foreign one, a key missing: an exception, and nothing has changed."""
    states = _checkpoint(*_trained(rng, SIZES[0]), 7)
    good, pair = _file(states), _trained(rng, SIZES[0])
    lacking = [{k: v for k, v in states.items() if k != key} for key in states]
    foreign = [_file(thing) for thing in (states["model"], [1, 2, 3], *lacking)]
    _agree_on_refusals(student, "load_checkpoint", good, (*_damaged(good), *foreign, None), pair)


@check("load_checkpoint", weight=2)
def check_load_checkpoint_is_all_or_nothing(student, reference, rng):
    """The model does not fit, or the optimizer does not: an exception, and neither has changed."""
    model, optimizer = _trained(rng, SIZES[1])
    states, pair = _checkpoint(model, optimizer, 7), _trained(rng, SIZES[1])
    last_layer = torch.optim.SGD(model[3].parameters(), lr=0.1, momentum=0.9)
    two_groups = torch.optim.SGD(
        [{"params": layer.parameters()} for layer in (model[0], model[3])], lr=1
    )
    unfit = [{**states, "model": state} for state in _unfit(rng, SIZES[1])]
    unfit += [{**states, "optimizer": o.state_dict()} for o in (last_layer, two_groups)]
    _agree_on_refusals(student, "load_checkpoint", _file(states), map(_file, unfit), pair)


@check("load_checkpoint")
def check_load_checkpoint_runs_no_code(student, reference):
    """A stranger's file with a program in it: an exception, and the program was not run."""
    _agree_on_code(student, "load_checkpoint")


# snapshot


@probe
def _snapshot(ns, pair, device):
    import io

    model, _ = torch.load(io.BytesIO(pair), map_location=device, weights_only=False)
    copies = ns.snapshot(model)
    before = {name: tensor.detach().to("cpu", copy=True) for name, tensor in copies.items()}
    with torch.no_grad():
        for tensor in model.state_dict().values():
            tensor += 1
    return {
        "requires_grad": any(tensor.requires_grad for tensor in copies.values()),
        "the copies at first": before,
        "the copies after the model has changed": {k: t.detach().cpu() for k, t in copies.items()},
        "device of the copies": sorted({tensor.device.type for tensor in copies.values()}),
    }


@probe
def _snapshot_put_back(ns, pair, x, y):
    import io

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    best = ns.snapshot(model)
    for _ in range(3):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x), y).backward()
        optimizer.step()
    model.load_state_dict(best)
    return {"the model with its best weights again": dict(model.state_dict())}


@probe
def _snapshot_elsewhere(ns, inputs, outputs, device):
    model = torch.nn.Sequential(torch.nn.Linear(inputs, outputs), torch.nn.BatchNorm1d(outputs))
    return dict(ns.snapshot(model.to(device)))


def _agree_on_snapshot(student, rng, device):
    for sizes, dtype in zip(SIZES[:2], FLOATS, strict=True):
        state = _state(rng, sizes, dtype)
        expected = {
            "requires_grad": False,
            "the copies at first": state,
            "the copies after the model has changed": state,
            "device of the copies": [device.type],
        }
        pair = _file(_pair(_model(sizes, state, dtype)))
        _exactly(student.run(_snapshot, pair, device), expected)


@check("snapshot", weight=2)
def check_snapshot_stays(student, reference, rng):
    """The copies hold every parameter and buffer, and do not change when the model does."""
    _agree_on_snapshot(student, rng, torch.device("cpu"))


@check("snapshot")
def check_snapshot_put_back(student, reference, rng):
    """Three steps of training later, the copies bring the model back as it was."""
    state = _state(rng, SIZES[2])
    x, y = rng.normal(8, SIZES[2][0]), rng.normal(8, SIZES[2][2])
    expected = {"the model with its best weights again": state}
    pair = _file(_pair(_model(SIZES[2], state)))
    _exactly(student.run(_snapshot_put_back, pair, x, y), expected)


@check("snapshot", needs=[check_snapshot_stays])
def check_snapshot_on_the_models_device(student, reference, rng):
    """The copies are on the device of the model, wherever that is."""
    inputs, outputs = rng.integer(2, 6), rng.integer(6, 9)
    model = nn.Sequential(nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs)).to("meta")
    reply = student.run(_snapshot_elsewhere, inputs, outputs, torch.device("meta"))
    agree(reply, {name: tensor.detach() for name, tensor in model.state_dict().items()})


@check("snapshot", gpu=True, needs=[check_snapshot_stays, check_snapshot_on_the_models_device])
def check_snapshot_on_a_gpu(student, reference, rng, gpu):
    """Of a model on a GPU the copies are there, too, and do not change when the model does."""
    _agree_on_snapshot(student, rng, gpu)


# From one process to another, which has nothing but the file


def _in_another_process(work):
    # Lent to the probes below; who kills it may be the machine.
    import os
    import signal

    child = os.fork()
    if child == 0:
        try:
            signal.alarm(60)  # ends it, whatever becomes of the one that started it
            work()
        finally:
            os._exit(0)
    try:
        _, status = os.waitpid(child, 0)
    except ChildProcessError:  # the notebook asked not to be told of children
        return
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        raise ChildProcessError("the process that saves was killed")


@probe
def _in_a_fresh_process(ns, save, load, pair, other):
    import io
    import pathlib
    import tempfile

    def saved():
        model, _ = torch.load(io.BytesIO(pair), weights_only=False)
        getattr(ns, save)(path, model)

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.pt")
        ns._in_another_process(saved)
        if load == "load_model":
            return dict(ns.load_model(path).state_dict())
        model, _ = torch.load(io.BytesIO(other), weights_only=False)
        getattr(ns, load)(path, model)
        return dict(model.state_dict())


@probe
def _resumed(ns, pair, other, x, y, epochs):
    import io
    import pathlib
    import tempfile

    def build(content):
        return torch.load(io.BytesIO(content), weights_only=False)

    def train(model, optimizer):
        for _ in range(epochs):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(x), y).backward()
            optimizer.step()

    def saved():
        first = build(pair)
        train(*first)
        ns.save_checkpoint(path, *first, epochs)

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "checkpoint.pt")
        ns._in_another_process(saved)
        resumed, straight = build(other), build(pair)
        finished = ns.load_checkpoint(path, *resumed)
    train(*resumed)
    train(*straight)
    train(*straight)
    return {
        "finished epochs": finished,
        "resumed": dict(resumed[0].state_dict()),
        "in one go": dict(straight[0].state_dict()),
    }


def _agree_on_a_fresh_process(student, rng, save, load, sizes):
    state = _state(rng, sizes)
    pair, other = (_file(_pair(_model(sizes, s))) for s in (state, _state(rng, sizes)))
    lend = [_in_another_process]
    _exactly(student.run(_in_a_fresh_process, save, load, pair, other, lend=lend), state)


@check("load_model", needs=[check_save_model, check_load_model])
def check_model_in_a_fresh_process(student, reference, rng):
    """What your save_model saves, your load_model loads in another process, bit for bit."""
    _agree_on_a_fresh_process(student, rng, "save_model", "load_model", SIZES[0])


@check("load_weights", needs=[check_save_weights, check_load_weights])
def check_weights_in_a_fresh_process(student, reference, rng):
    """What your save_weights saves, your load_weights loads in another process, bit for bit."""
    _agree_on_a_fresh_process(student, rng, "save_weights", "load_weights", SIZES[1])


@check("load_checkpoint", weight=2, needs=[check_save_checkpoint, check_load_checkpoint])
def check_resumed_training(student, reference, rng):
    """Train 10 epochs, save, load in another process, train 10 more: equal to 20 in one go."""
    for sizes, optimizer in zip(SIZES, OPTIMIZERS, strict=True):
        x, y = rng.normal(9, sizes[0]), rng.normal(9, sizes[2])
        pair = _file(_pair(_model(sizes, _state(rng, sizes)), optimizer))
        other = _file(_pair(_model(sizes, _state(rng, sizes)), (optimizer[0], {"lr": 1.0})))
        lend = [_in_another_process]
        reply = student.run(_resumed, pair, other, x, y, 10, lend=lend)
        goal = reply.value["in one go"]
        require(all(t.isfinite().all() for t in goal.values()), "The training has failed.", reply)
        _exactly(reply, {"finished epochs": 10, "resumed": goal, "in one go": goal})


# train_or_resume


@probe
def _interrupted(ns, pair, other, x, y, power_cuts, epochs):
    import io
    import pathlib
    import tempfile

    class PowerCut(Exception):
        pass

    def train_epoch(model, optimizer, epoch):
        if epoch in cuts:
            cuts.remove(epoch)
            raise PowerCut
        calls.append(epoch)
        optimizer.zero_grad()
        (torch.nn.functional.mse_loss(model(x), y) * (epoch + 1)).backward()
        optimizer.step()

    train_or_resume, calls, cuts, reached = ns.train_or_resume, [], set(power_cuts), 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        for content in [pair] + [other] * len(power_cuts):
            model, optimizer = torch.load(io.BytesIO(content), weights_only=False)
            try:
                train_or_resume(path, model, optimizer, train_epoch, epochs)
            except PowerCut:
                reached += 1
    facts = {"errors of train_epoch that reached the caller": reached}
    return {"epochs trained": calls, "model": dict(model.state_dict()), **facts}


@probe
def _in_one_go(ns, pair, x, y, epochs):
    import io
    import pathlib
    import tempfile

    def train_epoch(model, optimizer, epoch):
        saved.append(torch.load(path, weights_only=True)["epoch"] if path.exists() else None)
        optimizer.zero_grad()
        (torch.nn.functional.mse_loss(model(x), y) * (epoch + 1)).backward()
        optimizer.step()

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    saved = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        ns.train_or_resume(str(path), model, optimizer, train_epoch, epochs)
        last = torch.load(path, weights_only=True)
    return {
        "finished epochs in the file, before each epoch": saved,
        "finished epochs in the file, at the end": last["epoch"],
        "model in the file": last["model"],
        "model": dict(model.state_dict()),
    }


@probe
def _from_a_file(ns, content, pair, epochs, may_fail):
    import io
    import pathlib
    import tempfile

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    train_or_resume, calls, failed = ns.train_or_resume, [], False
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        path.write_bytes(content)
        try:
            train_or_resume(path, model, optimizer, lambda *args: calls.append(args[2]), epochs)
        except Exception:
            if not may_fail:
                raise
            failed = True
        facts = {"an exception": failed, "epochs trained": calls}
        if may_fail:
            kept = path.exists() and path.read_bytes() == content
            return {**facts, "the file is as it was": kept}
        finished = torch.load(path, weights_only=True)["epoch"]
    return {**facts, "epoch in the file": finished, "model": dict(model.state_dict())}


@probe
def _resumed_from(ns, device, saved, pair, epochs):
    import io
    import pathlib
    import tempfile

    model, optimizer = torch.load(io.BytesIO(pair), weights_only=False)
    contents, calls = torch.load(io.BytesIO(saved), device, weights_only=True), []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        torch.save(contents, path)
        ns.train_or_resume(path, model, optimizer, lambda *args: calls.append(args[2]), epochs)
        finished = torch.load(path, map_location="cpu", weights_only=True)["epoch"]
    facts = {"epochs trained": calls, "epoch in the file": finished}
    return {**facts, "model": dict(model.state_dict())}


def _after_training(model, x, y, epochs):
    """What the training of the probes comes to without a break."""
    model, optimizer = _pair(model)
    for epoch in range(epochs):
        optimizer.zero_grad()
        (nn.functional.mse_loss(model(x), y) * (epoch + 1)).backward()
        optimizer.step()
    return _plain(dict(model.state_dict()))


def _training(rng, sizes):
    """A model and an optimizer, and data for them."""
    model = _model(sizes, _state(rng, sizes))
    return model, _file(_pair(model)), rng.normal(9, sizes[0]), rng.normal(9, sizes[2])


@check("train_or_resume")
def check_training_in_one_go(student, reference, rng):
    """Without a file all epochs are trained, and after each of them there is a checkpoint."""
    model, pair, x, y = _training(rng, SIZES[0])
    epochs = rng.integer(3, 6)
    goal = _after_training(model, x, y, epochs)
    expected = {
        "finished epochs in the file, before each epoch": [None, *range(1, epochs)],
        "finished epochs in the file, at the end": epochs,
        "model in the file": goal,
        "model": goal,
    }
    agree(student.run(_in_one_go, pair, x, y, epochs), expected)


@check("train_or_resume", weight=2)
def check_training_after_power_cuts(student, reference, rng):
    """Interrupted and started again, each epoch is trained once, and the model is the same."""
    first = rng.integer(1, 4)
    cuts, epochs = [first, first + 2], first + rng.integer(4, 7)
    model, pair, x, y = _training(rng, SIZES[2])
    other = _file(_pair(_model(SIZES[2], _state(rng, SIZES[2]))))
    goal = _after_training(model, x, y, epochs)
    facts = {"errors of train_epoch that reached the caller": len(cuts)}
    expected = {"epochs trained": list(range(epochs)), "model": goal, **facts}
    agree(student.run(_interrupted, pair, other, x, y, cuts, epochs), expected)


@check("train_or_resume")
def check_training_is_finished_already(student, reference, rng):
    """Where all epochs are finished, nothing is trained, and the model comes from the file."""
    epochs = rng.integer(4, 9)
    for finished in (epochs, epochs + 1):
        states = _checkpoint(*_trained(rng, SIZES[1]), finished)
        expected = {
            "an exception": False,
            "epochs trained": [],
            "epoch in the file": finished,
            "model": _plain(dict(states["model"])),
        }
        pair = _file(_pair(_model(SIZES[1], _state(rng, SIZES[1]))))
        _exactly(student.run(_from_a_file, _file(states), pair, epochs, False), expected)


@check("train_or_resume")
def check_training_keeps_a_damaged_file(student, reference, rng):
    """A checkpoint that cannot be loaded: an exception, no training, and the file stays."""
    pair = _file(_pair(_model(SIZES[0], _state(rng, SIZES[0]))))
    good = _file(_checkpoint(*_trained(rng, SIZES[0]), 2))
    _no_error(student.run(_from_a_file, good, pair, 2, False))
    foreign = _file(_checkpoint(*_trained(rng, SIZES[1]), 2))  # of another model
    expected = {"an exception": True, "epochs trained": [], "the file is as it was": True}
    for content in (foreign, *_damaged(good)):
        agree(student.run(_from_a_file, content, pair, 3, True), expected)


@check(
    "train_or_resume",
    gpu=True,
    needs=[check_training_after_power_cuts, check_load_checkpoint_from_a_gpu],
)
def check_training_goes_on_from_a_gpu(student, reference, rng, gpu):
    """What a real GPU has begun goes on on the CPU, with the epoch that comes next."""
    states = _checkpoint(*_trained(rng, SIZES[1]), rng.integer(2, 5))
    epochs = states["epoch"] + 3
    pair = _file(_pair(_model(SIZES[1], _state(rng, SIZES[1]))))
    expected = {
        "epochs trained": list(range(states["epoch"], epochs)),
        "epoch in the file": epochs,
        "model": _plain(dict(states["model"])),
    }
    _exactly(student.run(_resumed_from, gpu, _file(states), pair, epochs), expected)
