"""What every export is, so that a command can offer them all alike."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from gradebook.ledger import Ledger


class Export(Protocol):
    """Writes a ledger in one format."""

    @property
    def name(self) -> str:
        """What ``autograder export --format`` calls it."""
        ...

    @property
    def suffix(self) -> str:
        """Of the file that it writes, such as ``.csv``; empty where it writes a folder."""
        ...

    def write(self, ledger: Ledger, target: Path) -> None:
        """Write to a new file, or into a folder. Raises ``OSError``, ``GradebookError``."""
        ...


@dataclass(frozen=True)
class TextExport:
    """An export that is one text file, by a function that writes to a stream."""

    name: str
    suffix: str
    to_stream: Callable[[Ledger, TextIO], None]

    def write(self, ledger: Ledger, target: Path) -> None:
        """Write the file as UTF-8 with plain line ends, on every system alike."""
        with target.open("w", encoding="utf-8", newline="") as stream:
            self.to_stream(ledger, stream)
