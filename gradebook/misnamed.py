"""What to say to somebody who gave a name that is not there."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 20
"""Names that are told; of a whole class nobody would read more."""


def instead(name: str, known: Iterable[str]) -> str:
    """Return the names alike to ``name``, as a question, or those that there are."""
    names = list(known)
    alike = get_close_matches(name, names, n=3)
    if alike:
        return f"did you mean {' or '.join(alike)}?"
    if not names:
        return "there is none yet"
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"there are {', '.join(names[:_MOST])}{more}"
