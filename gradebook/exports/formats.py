"""All formats by name. None of them is imported before it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from gradebook.exports.export import Export

_WHERE = {
    "csv": "csv_table:GRADES",
    "csv tasks": "csv_table:TASKS",
    "csv checks": "csv_table:CHECKS",
    "wide": "wide:ASSIGNMENTS",
    "wide tasks": "wide:TASKS",
    "wide checks": "wide:CHECKS",
    "canvas": "canvas:CANVAS",
    "moodle": "moodle:MOODLE",
    "gradescope": "gradescope:GRADESCOPE",
    "parquet": "parquet:GRADES",
    "parquet tasks": "parquet:TASKS",
    "parquet checks": "parquet:CHECKS",
}
"""The module of each format and the export in it; after a blank, the detail."""

_STREAMED = {
    "junit": ("junit", "write_junit", ".xml"),
    "json": ("document", "write_document", ".json"),
    "markdown": ("summary", "write_summary", ".md"),
}
"""Formats by a function of graded submissions and a stream: its module, name and suffix."""

_PACKAGE = "gradebook.exports"

FORMATS = (*dict.fromkeys(name.partition(" ")[0] for name in _WHERE), *_STREAMED)
DETAILS = ("assignments", "tasks", "checks")


def details_of(name: str) -> list[str]:
    """The details that a format can be written in; the first is the default."""
    found = [detail for detail in DETAILS if _key(name, detail) in _WHERE]
    return found or [DETAILS[0]]


def export_named(name: str, detail: str = "assignments") -> "Export":
    """The export in that format and detail; both must be among those that there are."""
    if name in _STREAMED:
        return _streamed(name)
    module, _, attribute = _WHERE[_key(name, detail)].partition(":")
    return cast("Export", getattr(import_module(f"{_PACKAGE}.{module}"), attribute))


def _streamed(name: str) -> "Export":
    from gradebook.exports.export import TextExport

    module, function, suffix = _STREAMED[name]
    write = getattr(import_module(f"{_PACKAGE}.{module}"), function)
    return TextExport(name, suffix, lambda ledger, stream: write(ledger.graded(), stream))


def _key(name: str, detail: str) -> str:
    return name if detail == DETAILS[0] else f"{name} {detail}"
