"""One value as the text of one spreadsheet cell."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache

_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
# Control characters, marks that reorder text or take no room, and halves of surrogate pairs. Not
# the two joiners, U+200C and U+200D: Persian and Indian names are written with them.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_DELETE = 0x7F


@lru_cache(10_000)  # of the rows of a class most cells are alike
def text(value: str | None) -> str:
    """Return text that is seen as it is and that no spreadsheet runs as a formula.

    Line ends become `` / ``: Excel opens a quoted line end as a cell of many lines, its import
    wizard and every line-based tool as a new row. Control characters become visible signs.
    A leading apostrophe marks what would run, the sign for "this is text" in a spreadsheet, and
    so after a semicolon: where the comma is the decimal sign, that begins a cell.
    """
    return ";".join(map(_cell, (value or "").split(";")))


def plain(value: str) -> str:
    """Return text on one line in which nothing is unseen: control characters are visible signs."""
    return _UNSEEN.sub(_sign, _LINE_END.sub(" / ", value.strip("\r\n")))


def number(value: float | None) -> str:
    """Return a number rounded to 4 decimals without needless zeros; nothing for None."""
    if value is None:
        return ""
    shown = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def moment(value: datetime | None) -> str:
    """Return a moment as nbgrader writes it, UTC without saying so; nothing for None."""
    return "" if value is None else str(value.astimezone(UTC).replace(tzinfo=None))


def flag(value: bool) -> str:
    """Return ``true`` or ``false``."""
    return "true" if value else "false"


def _cell(original: str) -> str:
    shown = plain(original)
    return f"'{shown}" if _runs(original) else shown


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    # Unicode has a picture of each of the first 32, such as ␛ for escape.
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def _runs(value: str) -> bool:
    # NFKC turns the full-width and small variants that Excel accepts into the plain signs.
    plain = unicodedata.normalize("NFKC", value)
    first = next((c for c in plain if not _is_blank(c)), "")
    return first in {"=", "+", "-", "@"} or plain.startswith(("\t", "\r"))


def _is_blank(character: str) -> bool:
    # Spaces, controls and invisible format marks: a spreadsheet may skip them. And it takes a quote
    # after what it thinks is a separator to begin a quoted cell.
    return unicodedata.category(character)[0] in "ZC" or character == '"'
