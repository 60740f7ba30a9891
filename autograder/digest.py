"""A digest of files, which changes with any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(root: Path, files: Iterable[Path]) -> str:
    """Of what the files hold, in the order of their names below ``root``: 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
