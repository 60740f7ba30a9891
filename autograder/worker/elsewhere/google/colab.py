"""Stands for the module of this name in Google Colab, where many students work.

A notebook from there mounts a drive and asks for files in its first lines. Here is no drive and
nobody to ask; what follows these lines is what counts.
"""

from __future__ import annotations

from typing import Any


class _NotHere:
    """Does nothing, whatever is asked of it: ``drive.mount(...)``, ``userdata.get(...)``."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing

    def upload(self) -> dict[str, bytes]:
        """No file."""
        return {}


def _nothing(*_: Any, **__: Any) -> None:
    print("There is no Google Colab where a notebook is graded.")  # noqa: T201 - for the student


auth = drive = files = output = runtime = userdata = _NotHere()
