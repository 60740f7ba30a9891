"""GitHub's workflow commands: lines of a log that act. What students wrote must never be one."""

from __future__ import annotations

import io
import re
from typing import TextIO

from autograder.ci.annotation import Annotation
from gradebook.exports.cells import plain

# A runner obeys a line that begins with "::", and "##[" anywhere in one.
_COMMAND = re.compile(r"##\[|:(?=:)")


def workflow_command(annotation: Annotation) -> str:
    """The command that shows an annotation, without its line end."""
    level = "warning" if annotation.ours else "error"
    properties = ("file", annotation.path), ("line", str(annotation.line))
    about = ",".join(f"{name}={_property(value)}" for name, value in properties)
    title = _property(plain(annotation.title))
    return f"::{level} {about},title={title}::{_data(plain(annotation.message))}"


def _data(text: str) -> str:
    escapes = {"%": "%25", "\r": "%0D", "\n": "%0A"}
    return "".join(escapes.get(character, character) for character in harmless(text))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def harmless(text: str) -> str:
    """Text in which no runner finds a command, and a person sees hardly a difference."""
    return _COMMAND.sub(lambda match: {":": ": "}.get(match.group(), "# #["), text)


class HarmlessLog(io.TextIOBase):
    """Passes text on to a log of a CI server, line by line, with no command in it."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, log: TextIO) -> None:
        self._log = log
        self._begun = ""

    def write(self, text: str) -> int:
        """Pass on the lines that are whole."""
        *whole, self._begun = (self._begun + text).split("\n")
        for line in whole:
            self._log.write(harmless(line.replace("\r", " ")) + "\n")
        return len(text)

    def flush(self) -> None:
        """Pass on what is whole so far, at once."""
        self._log.flush()

    def finish(self) -> None:
        """Pass on the last line too; no more will come."""
        if self._begun:
            self.write("\n")
        self._log.flush()

    def writable(self) -> bool:
        """Whether text can be written: it can."""
        return True
