"""The words for a difference: a hidden check tells no expected value, a visible one does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.compare import Mismatch, Tolerance, mismatches
from autograder.checks.wording import _WORDS, MAX_SHOWN, answer_text, call_text, message
from autograder.sandbox.session import Reply, argument_names
from autograder.wire.encoding import encode
from autograder.wire.messages import Call, Missing, Probe, Raised, Returned

# Expected numbers have nine digits and no other number here does, so that a text that
# holds one of them tells it.
secrets = st.integers(10**8, 10**9 - 1)


def changed(value: Any) -> Any:
    """The same shape with every number wrong."""
    if isinstance(value, torch.Tensor):
        return torch.full_like(value, 7)
    if isinstance(value, list | tuple):
        return type(value)(map(changed, value))
    if isinstance(value, dict):
        return {key: changed(item) for key, item in value.items()}
    return "wrong" if isinstance(value, str) else type(value)(7)


def numbers_in(value: Any) -> list[str]:
    if isinstance(value, torch.Tensor):
        return [f"{n:.6g}" if isinstance(n, float) else str(n) for n in value.reshape(-1).tolist()]
    if isinstance(value, list | tuple):
        return [text for item in value for text in numbers_in(item)]
    if isinstance(value, dict):
        return numbers_in(list(value.values()))
    return [f"{value:.6g}" if isinstance(value, float) else str(value)]


rows = st.lists(secrets, min_size=1, max_size=4)
answers = st.recursive(
    st.one_of(
        secrets,
        secrets.map(float),
        secrets.map("secret {}".format),
        rows.map(torch.tensor),
        rows.map(lambda row: torch.tensor(row, dtype=torch.float64)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


@given(answers, st.sampled_from([changed, lambda _: None, lambda value: [changed(value), 1]]))
def test_hidden_check_tells_no_expected_value(expected: Any, spoil: Callable[[Any], Any]) -> None:
    got = spoil(expected)
    text = message(list(mismatches(got, expected, Tolerance())), visible=False)
    assert text
    assert not [number for number in numbers_in(expected) if number in text]


@given(answers)
def test_visible_check_tells_the_first_expected_value(expected: Any) -> None:
    found = list(mismatches(changed(expected), expected, Tolerance()))
    assert numbers_in(expected)[0] in message(found, visible=True)


def test_hidden_check_tells_the_contract() -> None:
    found = [Mismatch("result", "shape", "(2,)", "(3,)")]
    assert message(found, visible=False) == "`result` has shape (2,); it should have (3,)."


@pytest.mark.parametrize("kind", _WORDS)
def test_every_kind_has_words(kind: str) -> None:
    for visible in (True, False):
        text = message([Mismatch("result", kind, "GOT", "WANTED", "why")], visible)
        assert text.startswith("`result` ")
        assert text.endswith(" (why).")


def test_few_differences_are_shown_and_the_rest_counted() -> None:
    found = [Mismatch(f"result[{i}]", "value", "1", "2") for i in range(MAX_SHOWN + 4)]
    text = message(found, visible=True)
    assert f"result[{MAX_SHOWN - 1}]" in text
    assert f"result[{MAX_SHOWN}]" not in text
    assert "more differences: 4." in text


def reply(*args: Any, **kwargs: Any) -> Reply:
    call = Call("f", [encode(a) for a in args], {k: encode(v) for k, v in kwargs.items()})
    return Reply(call, Returned(None, []))


def test_call_is_told_with_shapes_in_place_of_numbers() -> None:
    x = torch.full((2, 3), 123456.0, requires_grad=True)
    text = call_text(reply(x, [1, 2], "a", k=torch.ones(1, dtype=torch.int64)))
    assert text == (
        "`f(<float32 tensor of shape (2, 3), requires_grad>, [1, 2], 'a', "
        "k=<int64 tensor of shape (1,)>)`"
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (torch.float64, "torch.float64"),
        (torch.device("meta"), "torch.device('meta')"),
        (b"abc", "<3 bytes>"),
        (1 - 2j, "1-2j"),
        ((), "()"),
        ((1,), "(1,)"),
        ([(1, torch.ones(2)), "a"], "[(1, <float32 tensor of shape (2,)>), 'a']"),
        (torch.Size([2, 3]), "(2, 3)"),
        (np.ones((2, 3)), "<float64 array of shape (2, 3)>"),
        (list(range(7)), "<list of 7>"),
        ({"a": 1}, "<dict of 1>"),
        (object(), "<object>"),
    ],
)
def test_each_type_of_argument_is_told_as_a_student_would_write_it(value: Any, told: str) -> None:
    assert call_text(reply(value)) == f"`f({told})`"


def test_changed_input_of_a_probe_is_told_by_its_name() -> None:
    source = "def _step(ns, w, x):\n    return ns.step(w, x)"
    asked = Probe("_step", source, [encode(torch.ones(2)), encode(torch.ones(2))])
    assert argument_names(asked) == ["w", "x"]
    assert argument_names(Probe("_many", "def _many(ns, *all): ...", [encode(1)])) == ["argument 1"]


def test_probe_is_told_by_the_functions_that_it_calls() -> None:
    source = "def _slopes(ns, x):\n    return ns.f(ns.g(ns.f(x)))"
    question = Probe("_slopes", source, [encode(torch.ones(2))])
    assert (
        call_text(Reply(question, Missing("f")))
        == "`f` and `g` with <float32 tensor of shape (2,)>"
    )


def test_words_that_tell_a_probe_what_to_look_at_are_not_told() -> None:
    source = "def _ask(ns, about, x):\n    return ns.f(x)"
    question = Probe("_ask", source, [encode("the values"), encode("x + 1"), encode(3)])
    assert call_text(Reply(question, Missing("f"))) == "`f` with 'x + 1', 3"


def test_nothing_in_place_of_an_answer_is_told_as_none() -> None:
    text = message([*mismatches(None, torch.ones(2), Tolerance())], visible=False)
    expected = "`result` is None (is there a `return` for it?); it should have type `Tensor`."
    assert text == expected


def test_finding_of_a_probe_is_told_by_its_name() -> None:
    found = [Mismatch("result['grad'][0]", "value", "1", "2")]
    probed = Reply(Probe("p", "def p(ns, x): ...", [encode(1)]), Returned(None, []))
    assert message(found, False, probed).startswith("`grad[0]` is 1")
    assert message(found, False, reply()).startswith("`result['grad'][0]` is 1")


@pytest.mark.parametrize("key", ["{", "}", "{0}", "{x}", "{expected}", "'", '"', "']"])
def test_odd_key_is_told_as_it_is(key: str) -> None:
    found = list(mismatches({key: 1}, {key: 31337}, Tolerance()))
    text = message(found, visible=False)
    assert repr(key) in text
    assert "31337" not in text


def test_call_is_part_of_the_message() -> None:
    found = [Mismatch("result", "value", "1", "2")]
    assert message(found, False, reply(5)).endswith("Called: `f(5)`.")


def test_long_argument_is_cut() -> None:
    assert len(call_text(reply("x" * 10**5))) < 60


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Returned(encode(torch.ones(2)), []), "<float32 tensor of shape (2,)>"),
        (Raised(name="ValueError", message="no"), "ValueError: no"),
        (Missing("f"), "not defined"),
    ],
)
def test_answer_in_a_line(answer: Any, text: str) -> None:
    assert answer_text(Reply(Call("f", [], {}), answer)) == text
