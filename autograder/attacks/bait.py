"""Things that an attack goes for: files, servers and a process that stands for the grader."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO

import psutil

TOKEN = "AUTOGRADER_BAIT_TOKEN"
_WEB_SERVER = """
import http.server, socket, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass

server = http.server.HTTPServer(("", 0), Handler, bind_and_activate=False)
server.socket = socket.socket(fileno=int(sys.argv[1]))
server.serve_forever()
"""


@contextmanager
def laid_out() -> Iterator[dict[str, object]]:
    """Lay it out, before the sandbox starts; what comes is for the attacks to read as ``BAIT``."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="autograder-bait-")))
        held = stack.enter_context((folder / "held").open("w+"))
        _fill(folder, held)
        os.environ[TOKEN] = "secret"
        stack.callback(os.environ.pop, TOKEN)
        terminal, end = os.openpty()
        stack.callback(os.close, terminal)
        stack.callback(os.close, end)
        yield {
            "folder": str(folder),
            "secret": str(folder / "reference.py"),
            "gradebook": str(folder / "gradebook.db"),
            "others": str(folder / "others"),
            "held": str(folder / "held"),
            "terminal": os.ttyname(end),
            "token": TOKEN,
            "host": os.uname().nodename,
            "mark": f"bait{os.getpid()}-",  # short: a process's name has 15 letters
            **_listening(stack, folder),
        }


def _fill(folder: Path, held: IO[str]) -> None:
    (folder / "reference.py").write_text("answer = 42", encoding="utf-8")
    (folder / "others" / "amara").mkdir(parents=True)
    (folder / "others" / "amara" / "double.ipynb").write_text("{}", encoding="utf-8")
    with closing(sqlite3.connect(folder / "gradebook.db")) as book, book:
        book.execute("create table marks (student, points)")
    os.set_inheritable(held.fileno(), True)  # as a careless program's files are


def _listening(stack: ExitStack, folder: Path) -> dict[str, object]:
    """Servers of every kind that a host has."""
    address, unix, abstract = _own_address(), str(folder / "socket"), f"autograder-{os.getpid()}"
    near = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    far = stack.enter_context(socket.create_server((address, 0)))
    for name in (unix, f"\0{abstract}"):
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(name)
        listener.listen()
    box = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    box.bind(letters := str(folder / "letters"))
    command = [sys.executable, "-S", "-c", _WEB_SERVER, str(far.fileno())]
    web = stack.enter_context(subprocess.Popen(command, pass_fds=[far.fileno()]))
    stack.callback(web.kill)
    return {
        "pid": web.pid,
        "address": address,
        "port": near.getsockname()[1],
        "web_port": far.getsockname()[1],
        "unix": unix,
        "abstract": abstract,
        "letters": letters,
    }


def _own_address() -> str:
    """An address of this host that others can reach; its loopback where it has no other."""
    found = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ]
    return found[0] if found else "127.0.0.1"
