"""The words for what a comparison found: the only place that writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from autograder.checks.compare import Mismatch
from autograder.sandbox.session import Reply
from autograder.wire.messages import Probe, Raised, Returned
from autograder.wire.values import Array, Bytes, Complex, Mapping, Name, Opaque, Tensor, Value
from autograder.wire.values import Sequence as Items

MAX_SHOWN = 3

_WORDS = {
    "type": ("has type `{got}`", "it should have type `{expected}`"),
    "nothing": ("is None (is there a `return` for it?)", "it should have type `{expected}`"),
    "length": ("has {got} items", "it should have {expected}"),
    "keys": ("has the keys {got}", "it should have {expected}"),
    "shape": ("has shape {got}", "it should have {expected}"),
    "dtype": ("has dtype {got}", "it should have {expected}"),
    "device": ("is on device {got}", "it should be on {expected}"),
    "requires_grad": ("has requires_grad={got}", "it should have {expected}"),
    "value": ("is {got}, which is not the right value", "it should be {expected}"),
    "truth": ("is {got}", "it should be {expected}"),  # with two values there is nothing to hide
    "input": ("was changed by your function", "it must be left as it was given"),
    "input_otherwise": ("was changed by your function", "it must be changed in another way"),
    "input_unchanged": ("was left as it was", "your function must change it in place"),
    "no_error": ("came back", "this call must raise an error, such as {expected}"),
}

_A_FUNCTION = re.compile(r"\bns\.(\w+)")
_A_WORD_OF_OURS = re.compile(r"[a-z ]*")


def message(found: Sequence[Mismatch], visible: bool, reply: Reply | None = None) -> str:
    """One message for a failed check. A hidden check never tells an expected value."""
    probed = reply is not None and isinstance(reply.request, Probe)
    lines = [_sentence(mismatch, visible, probed) for mismatch in found[:MAX_SHOWN]]
    if len(found) > MAX_SHOWN:
        lines.append(f"There are more differences: {len(found) - MAX_SHOWN}.")
    if reply is not None:
        lines.append(f"Called: {call_text(reply)}.")
    return " ".join(lines)


def _sentence(mismatch: Mismatch, visible: bool, probed: bool) -> str:
    is_none = (mismatch.kind, mismatch.got) == ("type", "NoneType")
    is_now, should_be = _WORDS["nothing" if is_none else mismatch.kind]
    told = visible or mismatch.kind not in ("value", "keys")
    words = "; ".join([is_now, should_be] if told else [is_now])
    text = words.format(got=mismatch.got, expected=mismatch.expected)
    detail = f" ({mismatch.detail})" if mismatch.detail else ""
    return f"`{place_text(mismatch.where, probed)}` {text}{detail}."


def place_text(where: str, probed: bool) -> str:
    """Where a difference is, to a student.

    A probe gives its findings names; how it holds them is no concern of the student's.
    """
    key, bracket, rest = where.removeprefix("result['").partition("']")
    return key + rest if probed and bracket and where.startswith("result['") else where


def call_text(reply: Reply) -> str:
    """The call as the student would write it, with shapes in place of numbers."""
    request = reply.request
    if isinstance(request, Probe):
        return _probe_text(request)
    inputs = [_summary(value) for value in request.args]
    inputs += [f"{name}={_summary(value)}" for name, value in request.kwargs.items()]
    return f"`{request.name}({', '.join(inputs)})`"


def _probe_text(probe: Probe) -> str:
    """What a probe calls: the functions its source names, or those it was given the names of.

    Words among its arguments tell it what to look at, which is no concern of the student's.
    """
    named = _A_FUNCTION.findall(probe.source)
    given = [value for value in probe.args if isinstance(value, str)]
    names = " and ".join(f"`{name}`" for name in dict.fromkeys(named or given))
    told = [v for v in probe.args if not (isinstance(v, str) and _is_ours(v, bool(named)))]
    inputs = list(map(_summary, told))
    return f"{names} with {', '.join(inputs)}" if inputs else names


def _is_ours(word: str, named: bool) -> bool:
    return not named or _A_WORD_OF_OURS.fullmatch(word) is not None


def answer_text(reply: Reply) -> str:
    """The answer in a line, with shapes in place of numbers."""
    answer = reply.answer
    if isinstance(answer, Returned):
        return _summary(answer.value)
    return f"{answer.name}: {answer.message}" if isinstance(answer, Raised) else "not defined"


def _summary(value: Value) -> str:
    if isinstance(value, Tensor):
        flag = ", requires_grad" if value.requires_grad else ""
        place = "" if value.device == "cpu" else f" on {value.device}"
        return f"<{value.dtype} tensor of shape {value.shape}{flag}{place}>"
    if isinstance(value, Array):
        return f"<{np.dtype(value.dtype)} array of shape {value.shape}>"
    if isinstance(value, Items):
        return _summary_of_items(value)
    if isinstance(value, Mapping):
        return f"<dict of {len(value.items)}>"
    if isinstance(value, Name):
        return f"torch.{value.name}" if value.kind == "dtype" else f"torch.device({value.name!r})"
    if isinstance(value, Bytes):
        return f"<{len(value.data)} bytes>"
    if isinstance(value, Complex):
        return f"{value.real:.4g}{value.imag:+.4g}j"
    if isinstance(value, Opaque):
        return f"<{value.type_name}>"
    text = f"{value:.4g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _summary_of_items(value: Items) -> str:
    """A few items are shown, many are counted."""
    if len(value.items) > MAX_SHOWN:
        return f"<{value.kind} of {len(value.items)}>"
    text = ", ".join(map(_summary, value.items))
    if value.kind == "list":
        return f"[{text}]"
    return f"({text},)" if len(value.items) == 1 else f"({text})"
