"""Code made comparable: without names, comments and blanks, cut into short overlapping pieces.

All pieces are kept (a window of 1): which ones winnowing would choose depends on Python's seed for
hashing text, and the same notebooks shall give the same leads.
"""

from __future__ import annotations

from collections.abc import Collection
from io import StringIO
from typing import Any

import numpy as np
from copydetect import CodeFingerprint
from copydetect.utils import filter_code, get_token_coverage, hashed_kgrams

PIECE = 25
"""Letters of a piece, once every name is one letter: copydetect's default."""

_ALL = 1
_NAME = "notebook.py"
Pieces = np.ndarray[Any, np.dtype[np.int64]]


def pieces(text: str) -> Pieces:
    """The different pieces of a text, as numbers that hold for this process."""
    filtered, _ = filter_code(text, _NAME, "python")
    return np.unique(np.asarray(hashed_kgrams(filtered, PIECE), dtype=np.int64))


def fingerprint(text: str, counted: Collection[int]) -> Any:
    """copydetect's fingerprint of a text, of which only some pieces count."""
    made = CodeFingerprint(_NAME, PIECE, _ALL, None, True, "python", StringIO(text))
    # Not by its own argument for given code, which also drops what a student wrote twice.
    made.hashes &= set(counted)
    made.hash_idx = {piece: made.hash_idx[piece] for piece in made.hashes}
    made.token_coverage = get_token_coverage(made.hash_idx, PIECE, len(made.filtered_code))
    return made
