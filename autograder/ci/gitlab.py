"""GitLab's code quality report: a JSON file whose entries it shows beside the source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TextIO

from autograder.ci.annotation import Annotation
from gradebook.exports.cells import plain


def write_code_quality(annotations: Iterable[Annotation], stream: TextIO) -> None:
    """Write the report (Code Climate's format)."""
    json.dump([_issue(annotation) for annotation in annotations], stream, indent=1)
    stream.write("\n")


def _issue(annotation: Annotation) -> dict[str, object]:
    words = f"{annotation.title}: {annotation.message}"
    same = "\0".join((annotation.path, str(annotation.line), words))
    return {
        "description": plain(words),
        "check_name": "needs-a-person" if annotation.ours else "check-not-passed",
        "fingerprint": hashlib.sha256(same.encode("utf-8", "backslashreplace")).hexdigest(),
        "severity": "info" if annotation.ours else "major",
        "location": {"path": annotation.path, "lines": {"begin": annotation.line}},
    }
