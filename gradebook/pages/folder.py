"""A folder that pages are written into, whatever the names of students look like."""

import hashlib
import os
import re
from pathlib import Path

from gradebook.errors import GradebookError, UnusableRequest

_LONGEST = 120
"""Characters; file systems take 255 bytes, and one character may need four, or twelve escaped."""
_UNSAFE = re.compile(r"[^\w .()+@-]|^[. ]|[. ]$")


def safe_name(name: str) -> str:
    """Return the name of a file or folder for ``name``: itself, where that can do no harm.

    Other characters are written as ``%2F`` and the like, so that two names never become one. A
    long name ends in a digest of the whole.
    """
    written = _UNSAFE.sub(lambda found: _escaped(found.group()), name) or "%"
    if len(written.encode()) <= 2 * _LONGEST:
        return written
    return f"{written[: _LONGEST // 2]}~{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


class PageFolder:
    """Where pages go. Nothing is ever written outside it."""

    def __init__(self, root: Path) -> None:
        """Make the folder.

        Raises:
            UnusableRequest: it cannot be made there.
            GradebookError: the disk failed.
        """
        try:
            root.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError, PermissionError) as error:
            said = f"no pages can be written into {root} ({error.strerror}); name another folder"
            raise UnusableRequest(said) from error
        except OSError as error:
            raise GradebookError(f"no pages can be written into {root}: {error}") from error
        self.root = root.resolve()

    def write(self, path: str, page: str) -> None:
        """Write a page at a path of safe names, whole or not at all.

        Raises:
            GradebookError: the path leads out of the folder, through a link for example, or the
                file cannot be written.
        """
        target = self.root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(self.root):
                raise GradebookError(f"{target} leads out of {self.root}; remove the link")
            beside = target.with_name(f".{target.name[:60]}.{os.getpid()}.part")
            beside.write_text(page, encoding="utf-8")
            beside.replace(target)
        except OSError as error:
            raise GradebookError(f"{target} cannot be written: {error}") from error
