"""The two servers' lists of pushes, on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Api:
    """What it answers to which path, and what was asked of it with which headers."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def pushed(self, repository: str, *pushes: tuple[str, str, str]) -> None:
        """Branch, commit and moment of each push, newest first, as each server tells them."""
        self.answers[f"/repos/{repository}/activity?per_page=100"] = [
            {"ref": f"refs/heads/{branch}", "after": commit, "timestamp": at, "before": "0" * 40}
            for branch, commit, at in pushes
        ]
        project = repository.replace("/", "%2F")
        self.answers[f"/projects/{project}/events?action=pushed&per_page=100"] = [
            {"created_at": at, "push_data": {"ref": branch, "commit_to": commit}}
            for branch, commit, at in pushes
        ]


@contextmanager
def serving() -> Iterator[Api]:
    """One that runs until the block ends."""
    api = Api()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            api.asked.append((self.path, dict(self.headers)))
            self.send_response(200 if self.path in api.answers else 404)
            self.end_headers()
            self.wfile.write(json.dumps(api.answers.get(self.path)).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        api.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()
            thread.join()
