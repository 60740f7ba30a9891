"""Tells which fences this host gives, by putting each of them up.

Started as ``python -m autograder.worker.detect VISIBLE_PATH...``; prints one JSON object: for each
layer an empty string, or the reason why it cannot be had.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import tempfile

from autograder.wire.control import LAYERS, Open
from autograder.wire.limits import Limits
from autograder.worker import box
from autograder.worker.fences import kernel


def reason_against(layers: tuple[str, ...], scratch: str) -> str:
    """Why a box behind these layers cannot be made; empty where it can."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        try:
            place = "/tmp" if "namespaces" in layers else scratch
            order = Open(Limits(), layers, tuple(sys.argv[1:]), place)
            keeper = box.make(theirs.fileno(), order, lambda _: None)
        except (box.BoxError, OSError) as error:
            return str(error)
        os.kill(keeper, signal.SIGKILL)
        os.waitpid(keeper, 0)
    return ""


def main() -> None:
    """Try each layer by itself."""
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as scratch:
        found = {layer: reason_against((layer,), scratch) for layer in LAYERS}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
