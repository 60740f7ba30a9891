"""Which runs need no repeating: they would end as the newest run of the same notebook did."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import RowMapping

Settled = dict[tuple[str, str], set[str]]
"""Fingerprints by student id and slug."""

_CONDITIONS = ("assignment_version", "grader_version", "seed", "device", "isolation")
COLUMNS = ("student_id", "slug", "notebook_sha256", "status", "fingerprint", *_CONDITIONS)
"""Of ``attempts``: what is looked at."""


def settled(runs: Iterable[RowMapping]) -> Settled:
    """Return the fingerprints that need no other run; ``runs`` are rows of attempts, oldest first.

    A notebook is settled under the conditions of its newest run, at whatever moments it was handed
    in. What ran under others before is not: a version that comes back is graded again, since it
    is the newest run that counts. After a failure of the grader nothing is settled.
    """
    conditions: dict[tuple[str, str, str], tuple[object, ...]] = {}
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for run in runs:
        notebook = run["student_id"], run["slug"], run["notebook_sha256"]
        now = tuple(run[name] for name in _CONDITIONS)
        if run["status"] == "grader_error" or conditions.get(notebook) != now:
            found[notebook].clear()
        conditions[notebook] = now
        if run["status"] != "grader_error":
            found[notebook].add(run["fingerprint"])
    together: Settled = defaultdict(set)
    for (student, slug, _), fingerprints in found.items():
        together[student, slug] |= fingerprints
    return dict(together)
