"""Which submission in which run a file is about: told to the trusted zone alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from autograder.grading.job import Job
from autograder.seeds import fresh_seed

LAYERS = ("split",)
"""Stands for the fences of a zone that nobody here can see."""


@dataclass(frozen=True)
class Run:
    """One round of asking and judging. ``nonce`` makes its questions of no use in another."""

    secret: str
    nonce: str

    def ticket(self, job: Job) -> str:
        """A name for the submission, its notebook and this run, which nobody else can make.

        Its moment is part of it: where students' code runs, somebody could set that back.
        """
        handed_in = job.submission
        who = handed_in.student, handed_in.slug
        parts = (self.nonce, *who, handed_in.sha256, str(handed_in.submitted_at))
        text = "\0".join(parts).encode("utf-8", "backslashreplace")
        return hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()[:32]

    def seed(self, job: Job) -> int:
        """The seed that hidden checks draw their inputs under, in this run only."""
        return fresh_seed(job.seed, self.nonce)


def new_nonce() -> str:
    """A nonce for a new run."""
    return secrets.token_hex(16)
