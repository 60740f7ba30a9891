"""One request, answered from a namespace of functions."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import torch

from autograder.wire.answer import MAX_MESSAGE, answer
from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Call, Missing, Probe, Raised, Returned, pack, unpack_reply
from autograder.wire.values import Opaque, Tensor


def asked(function: Any, *args: Any, **kwargs: Any) -> Any:
    """The answer to a call of ``function``, across the wire."""
    request = Call("f", [encode(a) for a in args], {k: encode(v) for k, v in kwargs.items()})
    return unpack_reply(pack(answer({"f": function}, request)))


def probed(source: str, names: dict[str, Any], *args: Any) -> Any:
    request = Probe("p", source, [encode(arg) for arg in args])
    return unpack_reply(pack(answer(names, request)))


def raising(error: BaseException) -> Any:
    def function() -> None:
        raise error

    return function


def test_value_comes_back() -> None:
    reply = asked(lambda x, *, k: x + k, torch.ones(2), k=1)
    assert decode(reply.value).tolist() == [2, 2]


def test_name_that_is_not_there_is_missing() -> None:
    assert answer({}, Call("f", [], {})) == Missing("f")


def test_missing_name_inside_a_probe_is_missing() -> None:
    assert probed("def p(ns): return ns.g()", {"f": abs}) == Missing("g")


def notebook(source: str) -> dict[str, Any]:
    """The names that a notebook of this source leaves."""
    names: dict[str, Any] = {}
    exec(source, names)
    return names


LENDING = "def p(ns): return ns.f()\n\ndef g(): return 'lent'"


def lent(names: dict[str, Any], source: str = LENDING) -> Any:
    return unpack_reply(pack(answer(names, Probe("p", source, [], ["g"]))))


@pytest.mark.parametrize("own", ["def g(): return 'own'\n", ""])
def test_lent_function_stands_in_while_the_probe_runs(own: str) -> None:
    names = notebook(own + "def f(): return g()")
    before = dict(names)
    assert decode(lent(names).value) == "lent"
    assert names == before


@pytest.mark.parametrize("f", ["def f(): raise ValueError", "def f():\n    global g\n    del g"])
def test_names_are_as_they_were_whatever_the_probe_does(f: str) -> None:
    names = notebook("def g(): return 'own'\n" + f)
    before = dict(names)
    lent(names)
    assert names == before


def test_what_is_not_lent_does_not_stand_in() -> None:
    names = notebook("def g(): return 'own'\ndef f(): return g()")
    assert decode(probed(LENDING, names).value) == "own"


def test_key_error_of_the_function_is_its_own() -> None:
    assert asked(lambda: {}["g"]) == Raised(name="KeyError", message="'g'")


@pytest.mark.parametrize(
    "error",
    [ValueError("no"), SystemExit(0), KeyboardInterrupt(), GeneratorExit(), RecursionError("deep")],
)
def test_exception_is_an_answer(error: BaseException) -> None:
    reply = asked(raising(error))
    assert reply == Raised(name=type(error).__name__, message=str(error))


def test_endless_recursion_is_an_answer() -> None:
    def forever() -> None:
        forever()

    assert asked(forever).name == "RecursionError"


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError


def test_exception_without_words_is_an_answer() -> None:
    assert asked(raising(Unspeakable())) == Raised(name="Unspeakable", message="(no message)")


def test_long_words_are_cut_and_odd_ones_mended() -> None:
    assert asked(raising(ValueError("x" * 9999))).message == "x" * MAX_MESSAGE
    assert asked(raising(ValueError("\ud800"))).message == "?"


def test_wrong_number_of_arguments_is_an_answer() -> None:
    assert asked(lambda: 0, 1).name == "TypeError"
    assert asked(lambda: 0, k=1).name == "TypeError"


def test_what_is_no_function_is_an_answer() -> None:
    assert asked(5).name == "NotAFunction"
    assert "type int" in asked(5).message


def test_recording_is_on_again_before_each_call() -> None:
    before = torch.is_grad_enabled()
    try:
        asked(lambda: torch.set_grad_enabled(False))
        assert asked(torch.is_grad_enabled).value is True
    finally:
        torch.set_grad_enabled(before)


def test_words_of_a_syntax_error_name_no_file() -> None:
    def compiles() -> None:
        compile("x = (", "secret.py", "exec")

    assert asked(compiles) == Raised(name="SyntaxError", message="'(' was never closed")


class Touchy(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *_: Any, **__: Any) -> Any:
        raise ValueError("do not touch")


def test_value_that_resists_translation_is_an_answer() -> None:
    assert asked(lambda: torch.ones(2).as_subclass(Touchy)).name == "ValueError"


def test_strange_value_is_only_named() -> None:
    assert asked(object).value == Opaque("object")


def test_inputs_are_reported_as_they_are_afterwards() -> None:
    def change(x: torch.Tensor, numbers: list[int], other: int) -> None:
        x.add_(1).requires_grad_()
        numbers.append(3)

    reply = asked(change, torch.zeros(2), [1], 5)
    x, numbers, other = map(decode, reply.inputs)
    assert (x.tolist(), x.requires_grad, numbers, other) == ([1, 1], True, [1, 3], 5)


def test_arguments_are_fresh_copies() -> None:
    request = Call("f", [encode(torch.zeros(1))], {"k": encode(torch.zeros(1))})
    names = {"f": lambda x, k: x.add_(1) + k.add_(1)}
    replies = [answer(names, request) for _ in range(2)]
    assert [decode(reply.value).item() for reply in replies] == [2, 2]  # type: ignore[union-attr]


def test_argument_handed_back_is_reported_twice() -> None:
    reply = asked(lambda x: x.add_(1), torch.zeros(1))
    assert reply.value == reply.inputs[0]
    assert isinstance(reply.value, Tensor)


def draws() -> list[Any]:
    return [torch.rand(2), float(np.random.rand()), random.random()]


def test_global_generators_are_reset_before_each_call() -> None:
    first, second = asked(draws), asked(draws)
    assert isinstance(first, Returned)
    assert first == second


def test_probe_calls_functions_of_the_namespace() -> None:
    source = "def p(ns, x):\n    return ns.f(x) + torch.ones(1)"
    assert decode(probed(source, {"f": abs}, -3.0).value).item() == 4


def test_probe_leaves_its_decorators_behind() -> None:
    assert probed("    @probe\n    def p(ns):\n        return 1", {}).value == 1


@pytest.mark.parametrize("name", ["np", "f", "encode", "answer", "Returned", "math"])
def test_probe_sees_nothing_else(name: str) -> None:
    reply = probed(f"def p(ns): return {name}", {"f": abs})
    assert reply.name == "NameError"


def test_probe_sees_torch_the_namespace_and_builtins() -> None:
    reply = probed("def p(ns): return sorted(set(globals()) - {'__builtins__'})", {"f": abs})
    assert decode(reply.value) == ["p", "torch"]


def test_probe_leaves_nothing_in_the_namespace() -> None:
    names: dict[str, Any] = {"f": abs}
    probed("def p(ns):\n    global left\n    left = 1", names)
    assert list(names) == ["f"]


@pytest.mark.parametrize("source", ["def p(ns:", "", "def q(ns): pass", "\0"])
def test_probe_that_does_not_compile_is_an_answer(source: str) -> None:
    assert isinstance(probed(source, {}), Raised)


def test_own_report_of_an_exception() -> None:
    told = Raised(name="Told", message="")
    assert answer({"f": raising(ValueError())}, Call("f", [], {}), lambda _: told) is told


def test_argument_that_cannot_be_read_is_an_answer() -> None:
    broken = Tensor("float32", (3,), b"", False, "cpu")
    assert answer({"f": abs}, Call("f", [broken], {})).name == "WireError"  # type: ignore[union-attr]
