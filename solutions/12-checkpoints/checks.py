"""Checks of 12-checkpoints. The docstring of a check is the line a student reads.

Files for the student to load are made here, as bytes, so what loads them has never seen the
model. Files that a student's function has written are opened only inside the student's box.
All numbers must be equal, bit for bit. What they should be is known from what was sent, so
nothing here asks the reference.
"""

import io
from unittest import mock

import torch
from torch import nn

from autograder.checks import agree, check, probe, require

FLOATS = (torch.float32, torch.float64)
SIZES = ((3, 5, 2), (4, 7, 1), (2, 6, 3))
"""Inputs, hidden, outputs of the models, which are built in the same way in every probe."""


def _model(sizes, dtype=torch.float32):
    inputs, hidden, outputs = sizes
    layers = nn.Linear(inputs, hidden), nn.BatchNorm1d(hidden), nn.ReLU()
    return nn.Sequential(*layers, nn.Linear(hidden, outputs)).to(dtype)


def _state(rng, sizes, dtype=torch.float32):
    """Numbers of its own for every parameter and buffer."""
    state = {}
    for name, tensor in _model(sizes).state_dict().items():
        if tensor.is_floating_point():
            state[name] = rng.uniform(*tensor.shape, low=0.2, high=1.5, dtype=dtype)
        else:
            state[name] = torch.tensor(rng.integer(10, 1000))
    return state


def _filled(sizes, state, dtype=torch.float32):
    model = _model(sizes, dtype)
    model.load_state_dict(state)
    return model


def _file(thing, *, on_a_gpu=False):
    """The bytes that ``torch.save`` writes; with the mark of a GPU, if asked, on any machine."""
    buffer = io.BytesIO()
    if on_a_gpu:
        with mock.patch.object(torch.serialization, "location_tag", return_value="cuda:0"):
            torch.save(thing, buffer)
    else:
        torch.save(thing, buffer)
    return buffer.getvalue()


def _exactly(reply, expected):
    agree(reply, expected, rtol=0.0, atol=0.0)


def _damaged(good):
    """Files that nobody can load."""
    return good[: len(good) // 2], good[:-30], b"", b"These are no weights, but words.\n" * 40


# Whole models


@probe
def _saved_model(ns, path_of, sizes, state, dtype, training):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs)).to(dtype)
    model.load_state_dict(state)
    model.train(training)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.pt")
        ns.save_model({"str": str, "Path": pathlib.Path}[path_of](path), model)
        found = torch.load(path, weights_only=False)
        is_model = isinstance(found, torch.nn.Module)
        return {
            "the class of what is in the file": type(found).__name__,
            "numbers in the file": dict(found.state_dict()) if is_model else None,
            "training mode of your model afterwards": model.training,
            "numbers of your model afterwards": dict(model.state_dict()),
        }


@probe
def _loaded_model(ns, content, x):
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.pt")
        path.write_bytes(content)
        model = ns.load_model(str(path))
    with torch.no_grad():
        outputs = model(x)
    return {"outputs": outputs, "numbers": dict(model.state_dict())}


@probe
def _modes_of_loaded_model(ns, content):
    import pathlib
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.pt")
        path.write_bytes(content)
        model = ns.load_model(path)
    return {"training mode of each layer": [layer.training for layer in model.modules()]}


@probe
def _model_or_error(ns, content):
    import pathlib
    import tempfile

    load_model = ns.load_model
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.pt")
        if content is not None:
            path.write_bytes(content)
        try:
            load_model(path)
        except NotImplementedError:
            raise
        except Exception:
            return {"an exception": True}
        return {"an exception": False}


@check("save_model", visible=True, weight=0)
def check_save_model_by_hand(student, reference):
    """A model of ones is saved as a whole, and stays in training mode."""
    ones = {name: torch.ones_like(t) for name, t in _model((3, 4, 2)).state_dict().items()}
    _agree_on_saved_model(student, (3, 4, 2), ones, torch.float32, True, "Path")


def _agree_on_saved_model(student, sizes, state, dtype, training, path_of):
    expected = {
        "the class of what is in the file": "Sequential",
        "numbers in the file": state,
        "training mode of your model afterwards": training,
        "numbers of your model afterwards": state,
    }
    _exactly(student.run(_saved_model, path_of, sizes, state, dtype, training), expected)


@check("save_model")
def check_save_model(student, reference, rng):
    """The file holds a model with all parameters and buffers; the model saved stays as it is."""
    for dtype, training, path_of in zip(FLOATS, (True, False), ("str", "Path"), strict=True):
        state = _state(rng, SIZES[0], dtype)
        _agree_on_saved_model(student, SIZES[0], state, dtype, training, path_of)


@check("load_model", weight=2)
def check_load_model(student, reference, rng):
    """A model that was saved elsewhere has all its numbers, and gives the outputs it gave there."""
    for sizes, dtype in zip(SIZES[:2], FLOATS, strict=True):
        model = _filled(sizes, _state(rng, sizes, dtype), dtype).eval()
        x = rng.normal(6, sizes[0], dtype=dtype)
        expected = {"outputs": model(x).detach(), "numbers": dict(model.state_dict())}
        agree(student.run(_loaded_model, _file(model), x), expected)


@check("load_model")
def check_load_model_is_ready_for_use(student, reference, rng):
    """Saved in training mode or not, all layers of the loaded model are in evaluation mode."""
    model = _filled(SIZES[1], _state(rng, SIZES[1]))
    for training in (True, False):
        expected = {"training mode of each layer": [False] * 5}
        content = _file(model.train(training))
        agree(student.run(_modes_of_loaded_model, content), expected)


@check("load_model")
def check_load_model_from_a_gpu(student, reference, rng):
    """A model that was saved on a GPU is loaded where there is none."""
    model = _filled(SIZES[2], _state(rng, SIZES[2])).eval()
    x = rng.normal(5, SIZES[2][0])
    expected = {"outputs": model(x).detach(), "numbers": dict(model.state_dict())}
    agree(student.run(_loaded_model, _file(model, on_a_gpu=True), x), expected)


@check("load_model")
def check_load_model_refuses(student, reference, rng):
    """No file, a damaged file, or one with only weights in it: an exception, and no model."""
    model = _filled(SIZES[0], _state(rng, SIZES[0]))
    others = _file(model.state_dict()), _file(torch.ones(3)), None
    for content in (*_damaged(_file(model)), *others):
        agree(student.run(_model_or_error, content), {"an exception": True})
    agree(student.run(_model_or_error, _file(model)), {"an exception": False})


# Weights


@probe
def _saved_weights(ns, path_of, sizes, state, dtype, training):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs)).to(dtype)
    model.load_state_dict(state)
    model.train(training)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "weights.pt")
        ns.save_weights({"str": str, "Path": pathlib.Path}[path_of](path), model)
        return {
            "in the file": torch.load(path, weights_only=True),
            "training mode of your model afterwards": model.training,
            "numbers of your model afterwards": dict(model.state_dict()),
        }


@probe
def _loaded_weights(ns, content, sizes, state, dtype, training):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs)).to(dtype)
    model.load_state_dict(state)
    model.train(training)
    parameters = list(model.parameters())
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "weights.pt")
        path.write_bytes(content)
        ns.load_weights(str(path), model)
    same = [one is other for one, other in zip(parameters, model.parameters(), strict=True)]
    return {
        "numbers": dict(model.state_dict()),
        "training mode": model.training,
        "the parameters are the same objects": all(same),
    }


@probe
def _weights_or_error(ns, content, sizes, state):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    model.load_state_dict(state)
    load_weights, facts = ns.load_weights, {"an exception": False}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "weights.pt")
        if content is not None:
            path.write_bytes(content)
        try:
            load_weights(path, model)
        except NotImplementedError:
            raise
        except Exception:
            facts["an exception"] = True
    return {**facts, "numbers afterwards": dict(model.state_dict())}


@probe
def _code_in_a_file_of_weights(ns, with_code):
    import os
    import pathlib
    import tempfile

    class Trick:
        def __init__(self, folder):
            self.folder = folder

        def __reduce__(self):
            return os.mkdir, (self.folder,)

    load_weights, facts = ns.load_weights, {"an exception": False}
    with tempfile.TemporaryDirectory() as folder:
        path, trace = pathlib.Path(folder, "weights.pt"), pathlib.Path(folder, "trace")
        model = torch.nn.Linear(3, 2)
        states = model.state_dict()
        torch.save({**states, "bias": Trick(str(trace))} if with_code else states, path)
        try:
            load_weights(path, model)
        except NotImplementedError:
            raise
        except Exception:
            facts["an exception"] = True
        return {**facts, "code of the file was run": trace.exists()}


@check("save_weights", visible=True, weight=0)
def check_save_weights_by_hand(student, reference):
    """For a model of ones, the file holds ones under each name."""
    ones = {name: torch.ones_like(t) for name, t in _model((3, 4, 2)).state_dict().items()}
    _agree_on_saved_weights(student, (3, 4, 2), ones, torch.float32, True, "Path")


def _agree_on_saved_weights(student, sizes, state, dtype, training, path_of):
    expected = {
        "in the file": state,
        "training mode of your model afterwards": training,
        "numbers of your model afterwards": state,
    }
    _exactly(student.run(_saved_weights, path_of, sizes, state, dtype, training), expected)


@check("save_weights")
def check_save_weights(student, reference, rng):
    """The file loads with weights_only=True, and holds each parameter and each buffer by name."""
    for dtype, training, path_of in zip(FLOATS, (False, True), ("str", "Path"), strict=True):
        state = _state(rng, SIZES[1], dtype)
        _agree_on_saved_weights(student, SIZES[1], state, dtype, training, path_of)


def _agree_on_loaded_weights(student, rng, sizes, dtype, training, on_a_gpu=False):
    state, old = _state(rng, sizes, dtype), _state(rng, sizes, dtype)
    expected = {
        "numbers": state,
        "training mode": training,
        "the parameters are the same objects": True,
    }
    content = _file(state, on_a_gpu=on_a_gpu)
    _exactly(student.run(_loaded_weights, content, sizes, old, dtype, training), expected)


@check("load_weights", weight=2)
def check_load_weights(student, reference, rng):
    """The model gets every parameter and buffer; its mode and its parameter objects stay."""
    for sizes, dtype, training in zip(SIZES[:2], FLOATS, (True, False), strict=True):
        _agree_on_loaded_weights(student, rng, sizes, dtype, training)


@check("load_weights")
def check_load_weights_from_a_gpu(student, reference, rng):
    """Weights that were saved on a GPU are loaded where there is none."""
    _agree_on_loaded_weights(student, rng, SIZES[2], torch.float32, True, on_a_gpu=True)


@check("load_weights")
def check_load_weights_refuses_damaged_files(student, reference, rng):
    """No file, or a damaged or foreign one: an exception, and the model is as it was."""
    sizes = SIZES[0]
    state, old = _state(rng, sizes), _state(rng, sizes)
    foreign = _file([1, 2, 3]), _file(torch.ones(3)), None
    for content in (*_damaged(_file(state)), *foreign):
        _agree_on_weights_or_error(student, content, sizes, old, old)
    _agree_on_weights_or_error(student, _file(state), sizes, old, state)


def _agree_on_weights_or_error(student, content, sizes, old, afterwards):
    expected = {"an exception": afterwards is old, "numbers afterwards": afterwards}
    _exactly(student.run(_weights_or_error, content, sizes, old), expected)


def _unfit(rng, sizes):
    """States that fit a model of these sizes in part: a name missing, one too many, a shape."""
    state = _state(rng, sizes)
    inputs, hidden, outputs = sizes
    without_bias = {name: t for name, t in state.items() if name != "3.bias"}
    without_buffer = {name: t for name, t in state.items() if name != "1.running_var"}
    more = {**state, "4.weight": torch.ones(2)}
    return without_bias, without_buffer, more, _state(rng, (inputs, hidden, outputs + 1))


@check("load_weights", weight=2)
def check_load_weights_is_all_or_nothing(student, reference, rng):
    """A name missing, a name too many, another shape: an exception, and nothing was loaded."""
    old = _state(rng, SIZES[1])
    for state in _unfit(rng, SIZES[1]):
        _agree_on_weights_or_error(student, _file(state), SIZES[1], old, old)
    fit = _state(rng, SIZES[1])
    _agree_on_weights_or_error(student, _file(fit), SIZES[1], old, fit)


@check("load_weights")
def check_load_weights_runs_no_code(student, reference):
    """A stranger's file with a program in it: an exception, and the program was not run."""
    for with_code in (True, False):
        expected = {"an exception": with_code, "code of the file was run": False}
        agree(student.run(_code_in_a_file_of_weights, with_code), expected)


# snapshot


@probe
def _snapshot(ns, sizes, state, dtype):
    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs)).to(dtype)
    model.load_state_dict(state)
    copies = ns.snapshot(model)
    before = {name: tensor.detach().clone() for name, tensor in copies.items()}
    with torch.no_grad():
        for tensor in model.state_dict().values():
            tensor += 1
    return {
        "requires_grad": any(tensor.requires_grad for tensor in copies.values()),
        "the copies at first": before,
        "the copies after the model has changed": {k: t.detach() for k, t in copies.items()},
    }


@probe
def _snapshot_put_back(ns, sizes, state, x, y):
    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    model.load_state_dict(state)
    best = ns.snapshot(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x), y).backward()
        optimizer.step()
    model.load_state_dict(best)
    return {"the model with its best weights again": dict(model.state_dict())}


@probe
def _snapshot_elsewhere(ns, inputs, outputs, device):
    model = torch.nn.Sequential(torch.nn.Linear(inputs, outputs), torch.nn.BatchNorm1d(outputs))
    try:
        return dict(ns.snapshot(model.to(device)))
    except NotImplementedError as error:  # how torch says that it cannot copy from this device
        raise RuntimeError(str(error)) from None


@check("snapshot", weight=2)
def check_snapshot_stays(student, reference, rng):
    """The copies hold every parameter and buffer, and do not change when the model does."""
    for sizes, dtype in zip(SIZES[:2], FLOATS, strict=True):
        state = _state(rng, sizes, dtype)
        expected = {
            "requires_grad": False,
            "the copies at first": state,
            "the copies after the model has changed": state,
        }
        _exactly(student.run(_snapshot, sizes, state, dtype), expected)


@check("snapshot")
def check_snapshot_put_back(student, reference, rng):
    """Three steps of training later, the copies bring the model back as it was."""
    state = _state(rng, SIZES[2])
    x, y = rng.normal(8, SIZES[2][0]), rng.normal(8, SIZES[2][2])
    expected = {"the model with its best weights again": state}
    _exactly(student.run(_snapshot_put_back, SIZES[2], state, x, y), expected)


@check("snapshot", needs=[check_snapshot_stays])
def check_snapshot_on_the_models_device(student, reference, rng):
    """The copies are on the device of the model, wherever that is."""
    inputs, outputs = rng.integer(2, 6), rng.integer(6, 9)
    model = nn.Sequential(nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs)).to("meta")
    reply = student.run(_snapshot_elsewhere, inputs, outputs, torch.device("meta"))
    agree(reply, {name: tensor.detach() for name, tensor in model.state_dict().items()})


# Checkpoints

OPTIMIZERS = (
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("Adam", {"lr": 0.02}),
    ("SGD", {"lr": 0.03, "momentum": 0.8, "nesterov": True}),
)


def _trained(rng, sizes, name, options, steps=3):
    """A model and an optimizer that have some past."""
    model = _filled(sizes, _state(rng, sizes))
    optimizer = getattr(torch.optim, name)(model.parameters(), **options)
    for _ in range(steps):
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


@probe
def _saved_checkpoint(ns, path_of, content, sizes, name, epoch):
    import io
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    optimizer = getattr(torch.optim, name)(model.parameters(), lr=1.0)
    past = torch.load(io.BytesIO(content), weights_only=True)
    model.load_state_dict(past["model"])
    optimizer.load_state_dict(past["optimizer"])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "checkpoint.pt")
        path.write_bytes(b"an older file" * 1000)
        ns.save_checkpoint(
            {"str": str, "Path": pathlib.Path}[path_of](path), model, optimizer, epoch
        )
        found = torch.load(path, weights_only=True)
    wanted = {key: found.get(key) for key in ("model", "optimizer", "epoch")}
    return {
        "in the file": wanted,
        "your model afterwards": dict(model.state_dict()),
        "your optimizer afterwards": optimizer.state_dict(),
        "training mode of your model afterwards": model.training,
    }


@probe
def _loaded_checkpoint(ns, content, sizes, state, name, training):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    model.load_state_dict(state)
    model.train(training)
    optimizer = getattr(torch.optim, name)(model.parameters(), lr=1.0)
    parameters = list(model.parameters())
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "checkpoint.pt")
        path.write_bytes(content)
        epoch = ns.load_checkpoint(path, model, optimizer)
    same = [one is other for one, other in zip(parameters, model.parameters(), strict=True)]
    return {
        "finished epochs": epoch,
        "model": dict(model.state_dict()),
        "optimizer": optimizer.state_dict(),
        "training mode": model.training,
        "the parameters are the same objects": all(same),
    }


@probe
def _checkpoint_or_error(ns, content, sizes, state):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.25, momentum=0.5)
    model(torch.ones(4, inputs)).sum().backward()
    optimizer.step()
    model.load_state_dict(state)
    momenta = [optimizer.state[p]["momentum_buffer"].clone() for p in model.parameters()]
    load_checkpoint, facts = ns.load_checkpoint, {"an exception": False}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "checkpoint.pt")
        if content is not None:
            path.write_bytes(content)
        try:
            load_checkpoint(path, model, optimizer)
        except NotImplementedError:
            raise
        except Exception:
            facts["an exception"] = True
    now = [optimizer.state[p].get("momentum_buffer") for p in model.parameters()]
    same = [b is not None and torch.equal(a, b) for a, b in zip(momenta, now, strict=True)]
    return {
        **facts,
        "model afterwards": dict(model.state_dict()),
        "learning rate afterwards": optimizer.param_groups[0]["lr"],
        "the optimizer's memory is as it was": all(same),
    }


@probe
def _code_in_a_checkpoint(ns, with_code):
    import os
    import pathlib
    import tempfile

    class Trick:
        def __init__(self, folder):
            self.folder = folder

        def __reduce__(self):
            return os.mkdir, (self.folder,)

    load_checkpoint, facts = ns.load_checkpoint, {"an exception": False}
    with tempfile.TemporaryDirectory() as folder:
        path, trace = pathlib.Path(folder, "checkpoint.pt"), pathlib.Path(folder, "trace")
        model = torch.nn.Linear(3, 2)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        states = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save({**states, "epoch": Trick(str(trace)) if with_code else 3}, path)
        try:
            load_checkpoint(path, model, optimizer)
        except NotImplementedError:
            raise
        except Exception:
            facts["an exception"] = True
        return {**facts, "code of the file was run": trace.exists()}


@check("save_checkpoint", weight=2)
def check_save_checkpoint(student, reference, rng):
    """The file loads with weights_only=True and holds the model, the optimizer and the epoch."""
    for sizes, (name, options), path_of in zip(
        SIZES, OPTIMIZERS, ("str", "Path", "str"), strict=True
    ):
        states = _checkpoint(*_trained(rng, sizes, name, options), rng.integer(3, 90))
        content, epoch = _file(states), states["epoch"]
        expected = {
            "in the file": _plain(states),
            "your model afterwards": _plain(states["model"]),
            "your optimizer afterwards": _plain(states["optimizer"]),
            "training mode of your model afterwards": True,
        }
        _exactly(student.run(_saved_checkpoint, path_of, content, sizes, name, epoch), expected)


def _agree_on_loaded_checkpoint(student, rng, sizes, optimizer, training, on_a_gpu=False):
    name, options = optimizer
    states = _checkpoint(*_trained(rng, sizes, name, options), rng.integer(3, 90))
    expected = {
        "finished epochs": states["epoch"],
        "model": _plain(states["model"]),
        "optimizer": _plain(states["optimizer"]),
        "training mode": training,
        "the parameters are the same objects": True,
    }
    content, old = _file(states, on_a_gpu=on_a_gpu), _state(rng, sizes)
    _exactly(student.run(_loaded_checkpoint, content, sizes, old, name, training), expected)


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


def _agree_on_refusal(student, content, sizes, old):
    expected = {
        "an exception": True,
        "model afterwards": old,
        "learning rate afterwards": 0.25,
        "the optimizer's memory is as it was": True,
    }
    _exactly(student.run(_checkpoint_or_error, content, sizes, old), expected)


def _agree_on_success(student, states, sizes, old):
    """The same question, put with a file that is in order."""
    expected = {
        "an exception": False,
        "model afterwards": _plain(states["model"]),
        "learning rate afterwards": states["optimizer"]["param_groups"][0]["lr"],
        "the optimizer's memory is as it was": False,
    }
    _exactly(student.run(_checkpoint_or_error, _file(states), sizes, old), expected)


@check("load_checkpoint")
def check_load_checkpoint_refuses_damaged_files(student, reference, rng):
    """No file, a damaged or foreign one, a key missing: an exception, and nothing has changed."""
    sizes = SIZES[0]
    states = _checkpoint(*_trained(rng, sizes, *OPTIMIZERS[0]), 7)
    lacking = [{k: v for k, v in states.items() if k != key} for key in states]
    foreign = [_file(thing) for thing in (states["model"], [1, 2, 3], *lacking)]
    old = _state(rng, sizes)
    for content in (*_damaged(_file(states)), *foreign, None):
        _agree_on_refusal(student, content, sizes, old)
    _agree_on_success(student, states, sizes, old)


@check("load_checkpoint", weight=2)
def check_load_checkpoint_is_all_or_nothing(student, reference, rng):
    """The model does not fit, or the optimizer does not: an exception, and neither has changed."""
    sizes = SIZES[1]
    model, optimizer = _trained(rng, sizes, *OPTIMIZERS[0])
    states, old = _checkpoint(model, optimizer, 7), _state(rng, sizes)
    last_layer = torch.optim.SGD(model[3].parameters(), lr=0.1, momentum=0.9)
    two_groups = torch.optim.SGD(
        [{"params": layer.parameters()} for layer in (model[0], model[3])], lr=1
    )
    unfit = [{**states, "model": state} for state in _unfit(rng, sizes)]
    unfit += [{**states, "optimizer": o.state_dict()} for o in (last_layer, two_groups)]
    for content in map(_file, unfit):
        _agree_on_refusal(student, content, sizes, old)
    _agree_on_success(student, states, sizes, old)


@check("load_checkpoint")
def check_load_checkpoint_runs_no_code(student, reference):
    """A stranger's file with a program in it: an exception, and the program was not run."""
    for with_code in (True, False):
        expected = {"an exception": with_code, "code of the file was run": False}
        agree(student.run(_code_in_a_checkpoint, with_code), expected)


# From one process to another, which has nothing but the file


@probe
def _in_a_fresh_process(ns, save, load, sizes, state):
    import os
    import pathlib
    import signal
    import tempfile

    def build():
        inputs, hidden, outputs = sizes
        layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
        return torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.pt")
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(10)
                model = build()
                model.load_state_dict(state)
                getattr(ns, save)(path, model)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        if load == "load_model":
            return dict(ns.load_model(path).state_dict())
        model = build()
        getattr(ns, load)(path, model)
        return dict(model.state_dict())


@probe
def _resumed(ns, sizes, state, x, y, name, options, epochs):
    import os
    import pathlib
    import signal
    import tempfile

    def build(**other_options):
        inputs, hidden, outputs = sizes
        layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
        model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
        optimizer = getattr(torch.optim, name)(model.parameters(), **(other_options or options))
        return model, optimizer

    def train(model, optimizer):
        for _ in range(epochs):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(x), y).backward()
            optimizer.step()

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "checkpoint.pt")
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(10)
                model, optimizer = build()
                model.load_state_dict(state)
                train(model, optimizer)
                ns.save_checkpoint(path, model, optimizer, epochs)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        resumed, optimizer = build(lr=1.0)
        finished = ns.load_checkpoint(path, resumed, optimizer)
    train(resumed, optimizer)
    straight, optimizer = build()
    straight.load_state_dict(state)
    train(straight, optimizer)
    train(straight, optimizer)
    return {
        "finished epochs": finished,
        "resumed": dict(resumed.state_dict()),
        "in one go": dict(straight.state_dict()),
    }


@check("load_model", needs=[check_save_model, check_load_model])
def check_model_in_a_fresh_process(student, reference, rng):
    """What your save_model saves, your load_model loads in another process, bit for bit."""
    state = _state(rng, SIZES[0])
    _exactly(student.run(_in_a_fresh_process, "save_model", "load_model", SIZES[0], state), state)


@check("load_weights", needs=[check_save_weights, check_load_weights])
def check_weights_in_a_fresh_process(student, reference, rng):
    """What your save_weights saves, your load_weights loads in another process, bit for bit."""
    state = _state(rng, SIZES[1])
    names = "save_weights", "load_weights"
    _exactly(student.run(_in_a_fresh_process, *names, SIZES[1], state), state)


@check("load_checkpoint", weight=2, needs=[check_save_checkpoint, check_load_checkpoint])
def check_resumed_training(student, reference, rng):
    """Train 10 epochs, save, load in another process, train 10 more: equal to 20 in one go."""
    for sizes, (name, options) in zip(SIZES, OPTIMIZERS, strict=True):
        x, y = rng.normal(9, sizes[0]), rng.normal(9, sizes[2])
        question = sizes, _state(rng, sizes), x, y, name, options, 10
        reply = student.run(_resumed, *question)
        goal = reply.value["in one go"]
        require(all(t.isfinite().all() for t in goal.values()), "The training has failed.", reply)
        _exactly(reply, {"finished epochs": 10, "resumed": goal, "in one go": goal})


# train_or_resume


@probe
def _interrupted(ns, sizes, state, x, y, power_cuts, epochs):
    import contextlib
    import pathlib
    import tempfile

    class PowerCut(Exception):
        pass

    def build():
        inputs, hidden, outputs = sizes
        layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
        model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
        return model, torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)

    def train_epoch(model, optimizer, epoch):
        if epoch in cuts:
            cuts.remove(epoch)
            raise PowerCut
        calls.append(epoch)
        optimizer.zero_grad()
        (torch.nn.functional.mse_loss(model(x), y) * (epoch + 1)).backward()
        optimizer.step()

    train_or_resume = ns.train_or_resume
    calls, cuts, noted, starts = [], set(power_cuts), [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        for _ in range(len(power_cuts) + 1):
            model, optimizer = build()
            if not starts:
                model.load_state_dict(state)
            starts += 1
            with contextlib.suppress(PowerCut):
                train_or_resume(path, model, optimizer, train_epoch, epochs)
            noted.append(torch.load(path, weights_only=True)["epoch"] if path.exists() else None)
    return {
        "epochs trained": calls,
        "finished epochs in the file, after each start": noted,
        "model": dict(model.state_dict()),
    }


@probe
def _in_one_go(ns, sizes, state, x, y, epochs):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    model.load_state_dict(state)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    saved = []

    def train_epoch(model, optimizer, epoch):
        saved.append(torch.load(path, weights_only=True)["epoch"] if path.exists() else None)
        optimizer.zero_grad()
        (torch.nn.functional.mse_loss(model(x), y) * (epoch + 1)).backward()
        optimizer.step()

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
def _nothing_left_to_do(ns, content, sizes, epochs):
    import pathlib
    import tempfile

    inputs, hidden, outputs = sizes
    layers = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), torch.nn.ReLU()
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    calls = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        path.write_bytes(content)
        ns.train_or_resume(path, model, optimizer, lambda *args: calls.append(args[2]), epochs)
        finished = torch.load(path, weights_only=True)["epoch"]
    return {
        "epochs trained": calls,
        "model": dict(model.state_dict()),
        "epoch in the file": finished,
    }


@probe
def _start_from_a_file(ns, content):
    import pathlib
    import tempfile

    model = torch.nn.Linear(3, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    train_or_resume, calls, facts = ns.train_or_resume, [], {"an exception": False}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "training.pt")
        path.write_bytes(content)
        try:
            train_or_resume(path, model, optimizer, lambda *args: calls.append(args[2]), 3)
        except NotImplementedError:
            raise
        except Exception:
            facts["an exception"] = True
        kept = path.read_bytes() == content
    return {**facts, "epochs trained": calls, "the file is as it was": kept}


def _after_training(sizes, state, x, y, epochs):
    """What the training of the probes comes to without a break."""
    model = _filled(sizes, state)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for epoch in range(epochs):
        optimizer.zero_grad()
        (nn.functional.mse_loss(model(x), y) * (epoch + 1)).backward()
        optimizer.step()
    return _plain(model.state_dict())


def _training(rng, sizes):
    return sizes, _state(rng, sizes), rng.normal(9, sizes[0]), rng.normal(9, sizes[2])


@check("train_or_resume")
def check_training_in_one_go(student, reference, rng):
    """Without a file all epochs are trained, and after each of them there is a checkpoint."""
    question, epochs = _training(rng, SIZES[0]), rng.integer(3, 6)
    goal = _after_training(*question, epochs)
    expected = {
        "finished epochs in the file, before each epoch": [None, *range(1, epochs)],
        "finished epochs in the file, at the end": epochs,
        "model in the file": goal,
        "model": goal,
    }
    agree(student.run(_in_one_go, *question, epochs), expected)


@check("train_or_resume", weight=2)
def check_training_after_power_cuts(student, reference, rng):
    """Interrupted and started again, each epoch is trained once, and the model is the same."""
    first = rng.integer(1, 4)
    cuts, epochs = [first, first + 2], first + rng.integer(4, 7)
    question = _training(rng, SIZES[2])
    expected = {
        "epochs trained": list(range(epochs)),
        "finished epochs in the file, after each start": [*cuts, epochs],
        "model": _after_training(*question, epochs),
    }
    agree(student.run(_interrupted, *question, cuts, epochs), expected)


@check("train_or_resume")
def check_training_is_finished_already(student, reference, rng):
    """Where all epochs are finished, nothing is trained, and the model comes from the file."""
    epochs = rng.integer(4, 9)
    for finished in (epochs, epochs + 1):
        states = _checkpoint(*_trained(rng, SIZES[1], *OPTIMIZERS[0]), finished)
        expected = {
            "epochs trained": [],
            "model": _plain(states["model"]),
            "epoch in the file": finished,
        }
        _exactly(student.run(_nothing_left_to_do, _file(states), SIZES[1], epochs), expected)


@check("train_or_resume")
def check_training_keeps_a_damaged_file(student, reference, rng):
    """A checkpoint that cannot be loaded: an exception, no training, and the file stays."""
    states = _checkpoint(*_trained(rng, SIZES[0], *OPTIMIZERS[0]), 2)
    for content in (_file(states), *_damaged(_file(states))):
        expected = {"an exception": True, "epochs trained": [], "the file is as it was": True}
        agree(student.run(_start_from_a_file, content), expected)
    model = nn.Linear(3, 2)
    fit = _checkpoint(model, torch.optim.SGD(model.parameters(), lr=0.1), 2)
    expected = {"an exception": False, "epochs trained": [2], "the file is as it was": False}
    agree(student.run(_start_from_a_file, _file(fit)), expected)
