"""No text of a student's is ever a workflow command; what we say is exactly one."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.ci.annotation import Annotation
from autograder.ci.github import HarmlessLog, workflow_command

PIECES = (":", "::", "##[", "#", "[", "]", "\n", "\r", " ", "\t", "error", "%0A", ",")
TEMPTING = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def obeyed(log: str) -> list[str]:
    """The lines in which a runner finds a command, as its source reads them."""
    lines = re.split("\r\n|\r|\n", log)
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


def test_an_annotation_is_a_command() -> None:
    note = Annotation("a/b.ipynb", 7, "vjp: failed", "100% of 2 entries\ndiffer, x::y")
    assert workflow_command(note) == (
        "::error file=a/b.ipynb,line=7,title=vjp%3A failed::100%25 of 2 entries / differ, x: :y"
    )


def test_what_needs_a_person_is_a_warning() -> None:
    assert workflow_command(Annotation("a", 1, "t", "m", ours=True)).startswith("::warning file=a")


@given(TEMPTING | st.text(max_size=30), TEMPTING | st.text(max_size=30))
def test_an_annotation_is_one_command_with_three_properties(path: str, text: str) -> None:
    command = workflow_command(Annotation(path.replace("\0", ""), 1, text, text))
    assert len(obeyed(command)) == 1
    found = re.fullmatch("::error file=([^,:\r\n]*),line=1,title=([^,:\r\n]*)::([^\r\n]*)", command)
    assert found, command
    assert "##[" not in command


@given(st.lists(TEMPTING, max_size=6))
def test_nothing_printed_is_obeyed(pieces: list[str]) -> None:
    """However it is cut into writes."""
    seen = io.StringIO()
    log = HarmlessLog(seen)
    for piece in pieces:
        log.write(piece)
        log.flush()
    log.finish()
    assert obeyed(seen.getvalue()) == []


def test_ordinary_text_is_as_it_was() -> None:
    seen = io.StringIO()
    log = HarmlessLog(seen)
    log.write("ada: 3 of 4\nlate: ")
    log.write("-1")
    log.finish()
    assert seen.getvalue() == "ada: 3 of 4\nlate: -1\n"
    assert not log.isatty()


COMMANDS = ["::error::x", " ::set-output name=a::b", "a ##[error]x", "::stop-commands::x"]


@pytest.mark.parametrize("line", COMMANDS)
def test_this_test_knows_commands(line: str) -> None:
    assert obeyed(line)
