"""Answer one request from a namespace of functions.

The same few lines serve the student's notebook inside the sandbox and the reference on the
trusted side, so that a difference between the two replies is a difference between the functions.
"""

from __future__ import annotations

import ast
import random
import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np
import torch

from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Answer, Call, Missing, Probe, Raised, Returned
from autograder.wire.values import MAX_NAME

MAX_MESSAGE = 500
GLOBAL_SEED = 1905


class MissingName(Exception):
    """A probe or a call asked for a name that the namespace lacks."""


class NotAFunction(Exception):
    """A task's name stands for something that cannot be called."""


class Namespace:
    """Attribute access to the functions of a notebook, for probes (``ns.vjp``)."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        if name not in self._names:
            raise MissingName(name)
        thing = self._names[name]
        if not callable(thing):
            raise NotAFunction(
                f"`{name}` is of type {type(thing).__name__} at the end of the notebook: "
                "a later line gave the name to something else"
            )
        return thing


def describe(error: BaseException) -> Raised:
    """An exception as plain data: the name of its type and its words, shortened."""
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = "(no message)"
    return Raised(name=_clean(type(error).__name__, MAX_NAME), message=_clean(message, MAX_MESSAGE))


def _clean(text: str, limit: int) -> str:
    return text[:limit].encode("utf-8", "replace").decode("utf-8")


def answer(
    names: dict[str, Any],
    request: Call | Probe,
    report: Callable[[BaseException], Raised] = describe,
) -> Answer:
    """Run the request with fresh copies of its arguments. Never raises on the function's behalf."""
    try:
        _reset_state()
        inputs, named = [decode(value) for value in request.args], _keywords(request)
        value = _function(names, request)(*inputs, **named)
        return Returned(encode(value), [encode(item) for item in (*inputs, *named.values())])
    except MissingName as missing:
        return Missing(_clean(str(missing), MAX_NAME))
    except BaseException as error:
        return report(error)


def _reset_state() -> None:
    """Make answers the same in a rerun, and recording gradients what it is in a fresh process.

    A notebook may end with recording switched off; a function that is right stays right.
    """
    torch.set_grad_enabled(True)
    seed_all()
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        _reset_cuda()


def seed_all() -> None:
    """Have all global generators of random numbers begin where they always do."""
    # Not torch.manual_seed: without CUDA that queues a stack trace for ever, at each call.
    torch.default_generator.manual_seed(GLOBAL_SEED)
    np.random.seed(GLOBAL_SEED)
    random.seed(GLOBAL_SEED)


def _reset_cuda() -> None:
    """As exact and repeatable as a GPU can be: all digits of float32, and no racing sums.

    See "Reproducibility" and "TensorFloat-32" in PyTorch's notes; operations of which there is no
    repeatable form stay allowed.
    """
    torch.cuda.manual_seed_all(GLOBAL_SEED)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.deterministic = True
    torch.use_deterministic_algorithms(True, warn_only=True)
    warnings.filterwarnings("ignore", ".*does not have a deterministic implementation")


def _function(names: dict[str, Any], request: Call | Probe) -> Callable[..., Any]:
    namespace = Namespace(names)
    if isinstance(request, Call):
        function: Callable[..., Any] = getattr(namespace, request.name)
        return function
    scope: dict[str, Any] = {"torch": torch}
    exec(_compiled(request.name, request.source), scope)

    def probe(*args: Any) -> Any:
        with _lending(names, {name: scope[name] for name in request.lent}):
            return scope[request.name](namespace, *args)

    return probe


@contextmanager
def _lending(names: dict[str, Any], lent: Mapping[str, Any]) -> Iterator[None]:
    """Put functions of ours in the place of the notebook's, and leave the names as they were."""
    own = {name: names[name] for name in lent if name in names}
    names.update(lent)
    try:
        yield
    finally:
        for name in lent:
            names.pop(name, None)
        names.update(own)


def _keywords(request: Call | Probe) -> dict[str, Any]:
    if isinstance(request, Probe):
        return {}
    return {name: decode(value) for name, value in request.kwargs.items()}


@lru_cache(maxsize=64)
def _compiled(name: str, source: str) -> CodeType:
    """A probe's module, to be run where only ``torch`` is in scope; decorators stay behind.

    A task's checks ask with one probe again and again, with other arguments.
    """
    tree = ast.parse(textwrap.dedent(source))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
    return compile(tree, f"<probe {name}>", "exec")
