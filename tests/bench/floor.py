"""The floor: what nobody can beat who runs the notebooks at all. Run as a script.

A bare Python imports torch and what notebooks import once, and forks a child for each notebook,
which runs its code cells with ``exec``: no fence, no shell, no check. As many at once as told.
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
from pathlib import Path


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


def run(path: Path) -> None:
    """Run a notebook's code cells in this process."""
    cells = json.loads(path.read_bytes())["cells"]
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), str(path), "exec"), names)


def start(path: Path) -> None:
    """Run a notebook in a child of its own, whose status is 0 where all its cells ran."""
    if os.fork() == 0:
        status = 1
        try:
            run(path)
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
    notebooks = sorted(folder.rglob("*.ipynb"))
    started, before = time.monotonic(), time.process_time()
    for number, path in enumerate(notebooks):
        if number >= workers:
            wait_for_one()
        start(path)
    for _ in range(min(workers, len(notebooks))):
        wait_for_one()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime + time.process_time() - before
    sys.stdout.write(json.dumps({"wall": time.monotonic() - started, "cpu": cpu}))


if __name__ == "__main__":
    main()
