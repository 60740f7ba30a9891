"""Messages of failures that say the same, but for numbers and places."""

import re

_PLACE = re.compile(r" \(code cell \d+, line \d+: `.*?`\)", re.DOTALL)
_CALL = re.compile(r" Called: .*", re.DOTALL)
# A number of its own: `w1` and `float32` are names.
_NUMBER = re.compile(r"(?<![\w.])-?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|nan|inf)(?![\w.]*\w)", re.I)
_LONGEST = 240


def pattern(message: str) -> str:
    """What failures of one kind have in common: no numbers (``#``), no place, no call."""
    general = _NUMBER.sub("#", _CALL.sub("", _PLACE.sub("", message)))
    return general if len(general) <= _LONGEST else general[: _LONGEST - 1] + "…"
