"""Seeds of fresh inputs: from course secret, student, assignment and check, exactly repeatable."""

from __future__ import annotations

import hashlib


def submission_seed(secret: str, student: str, slug: str) -> int:
    """The seed of one student's assignment, 63 bits; torch's generator takes 32 of them."""
    return _seed(secret, student, slug)


def check_seed(seed: int, check: str) -> int:
    """The seed of one check under a submission's seed."""
    return _seed(str(seed), check)


def fresh_seed(seed: int, nonce: str) -> int:
    """A submission's seed in a run whose questions leave the trusted machine, and only there."""
    return _seed("fresh", str(seed), nonce)


def public_seed(slug: str, check: str) -> int:
    """The fixed seed of a visible check, the same for everybody."""
    return _seed("public", slug, check)


def _seed(*parts: str) -> int:
    text = "\x00".join(parts)
    return (
        int.from_bytes(hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest()[:8], "big")
        >> 1
    )
