"""What a teacher decides beforehand: what lateness costs, what counts, and how much.

Everything has a default that changes nothing: no penalty, the last hand-in counts, and the course
total is all points of all assignments together.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

from gradebook.sense import require, require_finite

Unit = Literal["day", "hour"]
Counts = Literal["last", "best"]
Missing = Literal["zero", "left out"]

LENGTH: dict[Unit, timedelta] = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
"""How long a unit of lateness is."""


@dataclass(frozen=True, slots=True)
class LateRule:
    """What handing in late costs."""

    percent: float = 0.0
    """Percent of the raw score lost for each unit that has begun after the grace."""
    per: Unit = "day"
    grace: timedelta = timedelta(0)
    """So much after the due date is free; units are counted from its end."""
    cutoff: timedelta | None = None
    """Later than this after the due date nothing counts; None if there is no such moment."""

    def __post_init__(self) -> None:
        """Refuse a rule under which lateness would pay, or be cut off within the grace."""
        require_finite("the late rule", [self.percent])
        require(self.percent >= 0, "the late rule has a negative percentage; use 0 for no penalty")
        require(self.per in get_args(Unit), f"lateness is counted by {get_args(Unit)}")
        require(self.grace >= timedelta(0), "the grace is negative; use 0 for none")
        require(
            self.cutoff is None or self.cutoff >= self.grace,
            "the late cut-off comes before the end of the grace; make it later",
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for one assignment."""

    late: LateRule = LateRule()
    counts: Counts = "last"
    """Which of several hand-ins counts; a regrade is no hand-in of its own."""
    group: str = ""
    """The group of the course total it belongs to."""
    weight: float | None = None
    """Its weight within the group; None for its points."""
    bonus: bool = False
    """Whether it can only add to the course total: its maximum is asked of nobody."""

    def __post_init__(self) -> None:
        """Refuse what is no policy."""
        require(self.counts in get_args(Counts), f"what counts is one of {get_args(Counts)}")
        require_finite("the policy", [self.weight or 0.0])
        require((self.weight or 0.0) >= 0, "an assignment has a negative weight; use 0 or more")


DEFAULT = Policy()
"""What holds where nobody said otherwise."""


@dataclass(frozen=True, slots=True)
class Group:
    """Assignments that the course total weighs together."""

    name: str
    weight: float = 1.0
    """In proportion to the other groups' weights; percents are as good as any."""
    drop_lowest: int = 0
    """So many of the student's lowest assignments are dropped; never the last one left."""

    def __post_init__(self) -> None:
        """Refuse weights below nothing."""
        require_finite(f"group {self.name!r}", [self.weight])
        right = self.weight >= 0 and self.drop_lowest >= 0
        require(right, f"group {self.name!r} has a negative weight or number to drop")


@dataclass(frozen=True, slots=True)
class CoursePolicy:
    """How the course total comes from the assignments."""

    groups: tuple[Group, ...] = ()
    """A group that is not here has weight 1 and drops nothing."""
    missing: Missing = "zero"
    """What work that was due and never handed in counts in the total; its grade stays blank."""
    cap: float | None = None
    """The most that the total can be, in percent; None if bonus may lift it without end."""

    def __post_init__(self) -> None:
        """Refuse what is no policy."""
        require(self.missing in get_args(Missing), f"missing work is one of {get_args(Missing)}")
        require_finite("the course", [self.cap or 0.0])
        require((self.cap or 0.0) >= 0, "the course caps its total below nothing; use 0 or more")

    def group(self, name: str) -> Group:
        """The group of that name."""
        return next((group for group in self.groups if group.name == name), Group(name))
