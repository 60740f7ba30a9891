"""Files as students hand them in, and archives made by hand."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile(
    "autograder", database=None, deadline=None, derandomize=True, max_examples=60
)
settings.load_profile("autograder")


@pytest.fixture(scope="session")
def notebook_bytes() -> Callable[..., bytes]:
    """A notebook file with these code cells, that may name its assignment."""

    def made(*sources: Any, assignment: Any = None) -> bytes:
        cells = [{"cell_type": "code", "source": source} for source in sources]
        metadata = {"autograder": {"assignment": assignment}} if assignment else {}
        return json.dumps({"nbformat": 4, "cells": cells, "metadata": metadata}).encode()

    return made


@pytest.fixture
def zip_of(tmp_path: Path) -> Callable[..., Path]:
    """A zip file with these members, in order."""

    def made(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "all.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in members:
                archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
        return path

    return made
