"""How a template becomes a page: its filters, and what every page says about itself."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup, escape

from gradebook.exports.cells import plain as on_one_line
from gradebook.pages.folder import safe_name

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
"""The content security policy of a page: it may be styled and show pictures, and no more."""

SCRIPT = (resources.files("gradebook.pages") / "templates" / "report.js").read_text("utf-8")
"""The one script that there is, in a teacher's pages."""

_DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
SCRIPTED_POLICY = f"{POLICY}; script-src 'sha256-{_DIGEST}'"
"""The policy of a page with that script, to the byte; no other one runs."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CODE = re.compile(r"`([^`]+)`")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("gradebook.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,  # nothing that a template shows can be forgotten
    )
    named = (printed, words, number, percent, moment, delay, counted, size, safe_name)
    environment.filters |= {filter.__name__: filter for filter in named}
    policies = {"policy": POLICY, "scripted_policy": SCRIPTED_POLICY}
    environment.globals |= {**policies, "script": Markup(SCRIPT)}
    return environment


def render(template: str, facts: Mapping[str, object]) -> str:
    """Return the page that a template makes of these facts."""
    return _environment().get_template(template).render(facts)


def _seen(value: object) -> object:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def plain(text: str) -> str:
    """Return text of a student in which everything is seen: no escapes, no marks that reorder it.

    Line ends stay, and tabs become spaces.
    """
    if text.isprintable():  # as most is
        return text
    return "\n".join(on_one_line(line.expandtabs(4)) for line in text.split("\n"))


def printed(text: str) -> str:
    """Return what a cell printed as a terminal leaves it, but for its colours.

    A line, such as a progress bar's, is what came after its last return.
    """
    lines = _COLOUR.sub("", text).split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)


def words(text: str) -> Markup:
    """Return a sentence with what stands in `backticks` as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(text)))))


def number(value: float | None) -> str:
    """Return points with at most two decimals; a dash for None, which is never 0."""
    if value is None:
        return "–"
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown.replace("-", "−")


def percent(share: float | None) -> str:
    """Return a share as a whole percentage; a dash for None."""
    return "–" if share is None else f"{number(round(100 * share))} %"


def moment(value: datetime | None) -> str:
    """Return a moment as people write it, in UTC."""
    if value is None:
        return "unknown"
    there = value.astimezone(UTC)
    return f"{there.day} {there:%B %Y, %H:%M} UTC"


def delay(value: timedelta) -> str:
    """Return how long that is, in its two largest units."""
    minutes = max(1, round(value.total_seconds() / 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [counted(days, "day"), counted(hours, "hour"), counted(minutes, "minute")]
    first = 0 if days else 1 if hours else 2
    return " and ".join(part for part in parts[first : first + 2] if not part.startswith("0 "))


def counted(count: int, what: str) -> str:
    """Return a number with its noun, in the plural where there are several."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def size(count: float) -> str:
    """Return a number of bytes in the unit that fits."""
    for unit in ("bytes", "KiB", "MiB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.1f} GiB"
