"""The floor: what nobody can beat who runs the notebooks at all. Run as a script.

A bare Python imports torch and what notebooks import once, and forks a child for each notebook,
which runs its code cells with ``exec``: no fence, no shell, no check. As many at once as told.
Where an assignment is named, the child also puts its checks to its own functions: what grading
costs in one process, where no mark would be safe.
Prints, as JSON, the wall and CPU seconds of all notebooks together, the imports left out.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.judge import Judge
    from autograder.sandbox.session import AskedSession

ROOT = Path(__file__).parent.parent.parent
_ANYBODY = -1


def warm_up() -> None:
    """Import what notebooks import, and make the first optimiser."""
    import IPython  # noqa: F401
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot
    import pandas  # noqa: F401
    import torch

    torch.set_num_threads(1)  # after more, a fork would hang
    torch.set_num_interop_threads(1)
    parameter = torch.nn.Parameter(torch.ones(2))
    optimiser = torch.optim.SGD([parameter], lr=0.1)
    (parameter * 2).sum().backward()
    optimiser.step()


def judge_of(slug: str) -> Judge:
    """What knows the assignment's checks, and has run them once."""
    from autograder.course.course import assignment
    from autograder.course.reference import reference_names
    from autograder.grading.judge import Judge

    about = assignment(ROOT, slug)
    judge = Judge(about)
    require_right(judge, reference_names(about), _ANYBODY)
    return judge


def require_right(judge: Judge, names: dict[str, Any], seed: int) -> None:
    """Put every check to these functions, under a seed. Raises where one does not pass."""
    from autograder.sandbox.student import StudentSession
    from autograder.wire.answer import answer
    from autograder.wire.messages import Answer, Call, Probe

    class Here:
        def ask(self, request: Call | Probe) -> Answer:
            return answer(names, request)

    @contextmanager
    def student(*_: object) -> Iterator[AskedSession]:
        yield StudentSession(Here())

    judged = judge.judge_answers(student, seed)
    assert [one.run.outcome for one in judged] == ["passed"] * len(judged)


def run(path: Path) -> dict[str, Any]:
    """Run a notebook's code cells in this process; returns what they define."""
    cells = json.loads(path.read_bytes())["cells"]
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), str(path), "exec"), names)
    return names


def start(path: Path, judge: Judge | None, seed: int) -> None:
    """Run a notebook in a child of its own, whose status is 0 where all is as it should be.

    Each has a seed of its own, as students have, or the reference would remember the answers.
    """
    if os.fork() == 0:
        status = 1
        try:
            names = run(path)
            if judge is not None:
                require_right(judge, names, seed)
            status = 0
        finally:
            os._exit(status)


def wait_for_one() -> None:
    """Wait for a child. Raises where it did not run to its end."""
    _, status = os.wait()
    if status:
        raise RuntimeError("a notebook did not run to its end")


def main() -> None:
    """Run the notebooks below a folder, so many at once."""
    folder, workers = Path(sys.argv[1]), int(sys.argv[2])
    warm_up()
    judge = judge_of(sys.argv[3]) if sys.argv[3:] else None
    notebooks = sorted(folder.rglob("*.ipynb"))
    started, before = time.monotonic(), time.process_time()
    for number, path in enumerate(notebooks):
        if number >= workers:
            wait_for_one()
        start(path, judge, number)
    for _ in range(min(workers, len(notebooks))):
        wait_for_one()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime + time.process_time() - before
    sys.stdout.write(json.dumps({"wall": time.monotonic() - started, "cpu": cpu}))


if __name__ == "__main__":
    main()
