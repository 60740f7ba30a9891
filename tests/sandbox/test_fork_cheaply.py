"""Huge pages make forks cheap, and change nothing else."""

from __future__ import annotations

import platform
import re
import subprocess
import sys

import pytest

_PROGRAM = """
from pathlib import Path
from autograder.worker.fork_cheaply import fork_cheaply

def huge():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("AnonHugePages"))

blocks = [bytes([number]) * 100_000 for number in range(200)]
before = huge()
fork_cheaply()
assert blocks == [bytes([number]) * 100_000 for number in range(200)]
print(huge() - before)
"""


_KERNEL = tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])


@pytest.mark.skipif(_KERNEL < (6, 1), reason="Linux gathers memory in huge pages since 6.1")
def test_memory_is_gathered_in_huge_pages_and_stays_as_it_was() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) >= 8192
