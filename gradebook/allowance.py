"""How many hand-ins of one student are graded on one day, and what a further one is told.

Only a hand-in whose moment is known belongs to a day. One that got no score, because it could not
be read or the grader failed, uses up nothing, and neither does a notebook that was graded that day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from gradebook.counting import Verdict
from gradebook.records import CheckResult

_MAX_LINES = 3
_MAX_CHARACTERS = 400
"""Of each line: it is a reminder, and the feedback page has it all."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many hand-ins a day are graded; days begin at midnight in ``zone``."""

    per_day: int
    zone: tzinfo = UTC

    def is_used_up(self, notebook_sha256: str, moment: datetime, before: Sequence[Verdict]) -> bool:
        """Return whether a notebook that arrived at ``moment`` comes after the day's last.

        ``before`` are the verdicts on what the same student handed in for the same assignment.
        """
        today = [
            (one.notebook_sha256, one.submitted_at)
            for one in before
            if one.score is not None
            and one.submitted_at
            and self._day(one.submitted_at) == self._day(moment)
        ]
        if any(notebook == notebook_sha256 for notebook, _ in today):
            return False
        return len({notebook for notebook, arrived in today if arrived <= moment}) >= self.per_day

    def refusal(self, moment: datetime, graded: Sequence[CheckResult]) -> str:
        """Return what a hand-in of that moment is told; ``graded`` is what the last one got."""
        here = moment.astimezone(self.zone)
        next_day = datetime.combine(here.date() + timedelta(days=1), time(), self.zone)
        many = "the one attempt" if self.per_day == 1 else f"the {self.per_day} attempts"
        said = " ".join(_reminders(graded))
        return (
            f"Handed in on {here:%Y-%m-%d at %H:%M %Z}, after {many} of that day: not graded, and "
            f"nothing changes. The next is accepted from {next_day:%Y-%m-%d %H:%M %Z} on. "
            + (f"The last one graded said: {said}" if said else "")
        ).strip()

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def _reminders(graded: Sequence[CheckResult]) -> Iterator[str]:
    """What a student may read of the checks that did not pass; of hidden ones how many they are."""
    wrong = [check for check in graded if check.outcome not in ("passed", "skipped")]
    hints = dict.fromkeys(f"{one.task}: {one.hint}" for one in wrong if one.hint)
    seen = [f"{one.task}: {one.message}" for one in wrong if one.visible and one.message]
    hidden = Counter(one.task for one in wrong if not one.visible)
    counts = [f"{task}: {_many(number)} not pass." for task, number in hidden.items()]
    for line in [*hints, *seen, *counts][:_MAX_LINES]:
        yield line if len(line) <= _MAX_CHARACTERS else line[:_MAX_CHARACTERS] + "…"


def _many(number: int) -> str:
    return "one hidden check did" if number == 1 else f"{number} hidden checks did"
