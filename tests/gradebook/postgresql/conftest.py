"""A PostgreSQL server of the tests' own, on this machine and gone at their end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

PASSWORD = "a-password-to-keep"
USER = "postgres"
HINT = "no PostgreSQL server to test with: apt-get install postgresql"


@dataclass
class Server:
    """One server, with its files in a folder of its own."""

    programs: Path
    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        """The address of a database, as a teacher writes it."""
        return f"postgresql+psycopg://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *args: str) -> None:
        """Run one of PostgreSQL's programs as somebody who is not root, which it refuses."""
        self._popen(program, *args).communicate(timeout=60)

    def initialise(self) -> None:
        """Make its files."""
        shutil.chown(self.folder, *([USER] if os.geteuid() == 0 else [os.geteuid()]))
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        options = ["--encoding=UTF8", "--locale=C", "--no-sync", f"--username={USER}"]
        options += ["--auth=scram-sha-256", f"--pwfile={secret}"]
        self.run("initdb", "--pgdata", str(self.folder / "data"), *options)

    def start(self) -> None:
        """Start it, on the port that it had if it had one."""
        self.port = self.port or free_port()
        options = ["-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.folder), "-F"]
        self.process = self._popen("postgres", "-D", str(self.folder / "data"), *options)
        deadline = time.monotonic() + 60
        while not self.ask("SELECT 1", quiet=True):
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def stop(self) -> None:
        """End it at once, and every connection to it."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
            self.process = None

    def ask(self, query: str, database: str = "postgres", quiet: bool = False) -> Any:
        """A query's rows, or True for a command; False where it is ``quiet`` and not reached."""
        address = self.url(database).replace("+psycopg", "")
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                found = connection.execute(query)  # type: ignore[arg-type]
                return found.fetchall() if found.description else True
        except psycopg.OperationalError:
            if quiet:
                return False
            raise

    def _popen(self, program: str, *args: str) -> subprocess.Popen[bytes]:
        another = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        nothing = subprocess.DEVNULL
        command = [str(self.programs / program), *args]
        return subprocess.Popen(command, stdout=nothing, stderr=nothing, cwd="/", **another)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def programs() -> Path | None:
    """Where PostgreSQL's programs are; Debian keeps them out of PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in debian), default=None)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that runs; tests that stop it start it again."""
    found = programs()
    if found is None:
        pytest.skip(HINT)
    folder = Path(tempfile.mkdtemp(prefix="gradebook-"))  # pytest's own only root may enter
    made = Server(found, folder)
    try:
        made.initialise()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


@pytest.fixture
def new_database(server: Server) -> Callable[..., str]:
    """Make an empty database and give its URL."""

    def made(name: str, options: str = "") -> str:
        server.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.ask(f"CREATE DATABASE {name} {options}")
        return server.url(name)

    return made


@pytest.fixture
def url(new_database: Callable[..., str]) -> str:
    """The URL of an empty database."""
    return new_database("course")
