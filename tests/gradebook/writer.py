"""A grader reduced to what it writes: records pickled attempts, and may be killed while at it.

Run as ``writer.py TARGET PICKLED [dies]``; ``PICKLED`` holds an assignment and attempts at it. It
says ``ready`` and begins when it is sent a line. With ``dies`` it kills itself after the first
attempt's checks are written, before the end of the transaction.
"""

import os
import pickle
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from gradebook.store import Gradebook


def die_in_transaction(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    if statement.startswith("INSERT INTO checks"):
        os.kill(os.getpid(), signal.SIGKILL)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(target: str, pickled: str, *mode: str) -> None:
    if mode:
        event.listen(Engine, "after_cursor_execute", die_in_transaction)
    assignment, attempts = pickle.loads(Path(pickled).read_bytes())
    say("ready")
    sys.stdin.readline()
    with Gradebook.open(target) as book:
        book.put_assignment(assignment)
        for attempt in attempts:
            book.record(attempt)
            say("recorded")


if __name__ == "__main__":
    main(*sys.argv[1:])
