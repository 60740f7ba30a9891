"""On what it was measured, and how busy that was."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

import psutil

_BUSY = 0.5


def machine() -> dict[str, object]:
    """What decides how fast everything is, and how busy it was at the start."""
    load = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    return {
        "cpu": _cpu_name(),
        "cores": cores,
        "memory_bytes": psutil.virtual_memory().total,
        "system": platform.platform(),
        "python": platform.python_version(),
        "torch": metadata.version("torch"),
        "nbgrader": metadata.version("nbgrader"),
        "load_at_start": load,
        "busy": load > _BUSY * cores,
    }


def described(about: dict[str, object]) -> str:
    """In a line."""
    text = (
        f"{about['cores']} cores ({about['cpu']}), Python {about['python']}, "
        f"torch {about['torch']}, nbgrader {about['nbgrader']}; "
        f"load at the start {about['load_at_start']:.2f}"
    )
    return f"{text}: BUSY, others were at work, so believe ratios only" if about["busy"] else text


def _cpu_name() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
