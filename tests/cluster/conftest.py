"""A Dask cluster as a person starts one by hand, on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

PATIENCE = 120.0


@dataclass
class Cluster:
    """A scheduler and its workers, as processes. Stop it at the end."""

    folder: Path
    begun: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def start_scheduler(self, env: Mapping[str, str] | None = None) -> None:
        """Start it on a port that is free."""
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        log, _ = self._start("scheduler", *options, env=env)
        self.address = self._wait_for(log, r"Scheduler at:\s+(tcp://\S+)")

    def start_worker(
        self, *options: str, env: Mapping[str, str] | None = None, within: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        """Start a worker, maybe ``within`` another program, and wait until it is known."""
        command = ["worker", self.address, "--nthreads", "1", "--no-dashboard", *options]
        command += ["--memory-limit", "0", "--local-directory", str(self.folder / "dask")]
        log, process = self._start(*command, env=env, within=within)
        self._wait_for(log, "Registered to: +tcp")
        return process

    def stop(self) -> None:
        """End all of it."""
        for process in self.begun:
            for one in (*family(process.pid), process):
                one.kill()
            process.wait()

    def _start(
        self, *args: str, env: Mapping[str, str] | None = None, within: Sequence[str] = ()
    ) -> tuple[Path, subprocess.Popen[bytes]]:
        log = self.folder / f"{len(self.begun)}.log"
        environment = {**os.environ, "TMPDIR": str(self.folder), **(env or {})}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*within, sys.executable, "-m", "dask", *args],
                stdout=output,
                stderr=output,
                env=environment,
                cwd=self.folder,
            )
        self.begun.append(process)
        return log, process

    def _wait_for(self, log: Path, pattern: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, log.read_text())):
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        return found[found.lastindex or 0]


def family(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler without workers."""
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.start_scheduler()
        yield made
    finally:
        made.stop()


@pytest.fixture
def submitted(course: Path, tmp_path: Path) -> Callable[..., Path]:
    """A folder of what some students of the sample class handed in."""
    folder = tmp_path / "submitted"

    def made(*students: str, slugs: Sequence[str] = ("04-autograd",)) -> Path:
        for student in students:
            for slug in slugs:
                name = f"{student}/{slug}/{slug}.ipynb"
                (folder / name).parent.mkdir(parents=True)
                source = course / "tests" / "sample_class" / "submitted" / name
                (folder / name).write_bytes(source.read_bytes())
        return folder

    return made
