"""The proof as files: JSON for programs, a table for a README, and a page to read."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from itertools import groupby
from pathlib import Path

import jinja2
import msgspec

from autograder.verify.proof import Proof, Row

COLUMNS: tuple[tuple[str, str], ...] = (
    ("assignment", "slug"),
    ("checks", "checks"),
    ("alternatives", "alternatives"),
    ("mistakes", "misconceptions"),
    ("junk", "junk"),
    ("mutants", "mutants"),
    ("caught", "caught"),
    ("equivalent", "equivalent"),
    ("false accepts", "false_accepts"),
    ("false rejects", "false_rejects"),
    ("flakes", "flakes"),
    ("other faults", "others"),
)
"""The heading of each column of the table, and the row's attribute in it."""


def total(proof: Proof) -> Row:
    """All rows added up."""
    numbers = {
        field: sum(getattr(row, field) for row in proof.rows)
        for field in Row.__struct_fields__
        if field not in ("slug", "title")
    }
    return Row(slug="total", title="", **numbers)


def write_reports(proof: Proof, folder: Path) -> None:
    """Write ``verify.json``, ``verify.md`` and ``verify.html`` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = msgspec.json.format(msgspec.json.encode(proof), indent=1)
    (folder / "verify.json").write_bytes(written + b"\n")
    (folder / "verify.md").write_text(markdown(proof), encoding="utf-8")
    (folder / "verify.html").write_text(page(proof), encoding="utf-8")


def markdown(proof: Proof) -> str:
    """The table in Markdown, and a line on how it was made."""
    lines = ["| " + " | ".join(heading for heading, _ in COLUMNS) + " |"]
    lines.append("| --- |" + " ---: |" * (len(COLUMNS) - 1))
    for row in (*proof.rows, total(proof)):
        cells = [str(getattr(row, field)) for _, field in COLUMNS]
        cells[0] = f"`{cells[0]}`" if row.title else f"**{cells[0]}**"
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", summary(proof), ""])


def summary(proof: Proof) -> str:
    """How much was tried, and how long it took."""
    return (
        f"{total(proof).answers:,} checks run under {_counted(proof.seeds, 'seed')} in "
        f"{_duration(proof.seconds)} on {_counted(proof.cores, 'core')}: "
        f"{_counted(len(proof.shortfalls), 'shortfall')}."
    )


def page(proof: Proof) -> str:
    """A page of HTML that stands alone, and that runs and fetches nothing."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.verify", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("verify.css").render()
    return environment.get_template("verify.html").render(
        style=style,
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        proof=proof,
        total=total(proof),
        columns=COLUMNS,
        summary=summary(proof),
        equivalents=groupby(proof.equivalents, key=lambda one: one.slug),
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
