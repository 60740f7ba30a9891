"""One notebook on its author's own machine: run cells, then answer checks, without any fence.

Started as ``python -m autograder.worker.alone KIB`` with pipes as standard input and output; KIB is
how much printed text is kept of a cell. It needs nothing that only Linux has.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from autograder.wire.answer import answer
from autograder.wire.channel import ChannelClosed
from autograder.wire.messages import BeginCheck, Call, Probe, Ready, RunCell, pack, unpack_request
from autograder.wire.pipe import Pipe
from autograder.worker.interrupts import ignore_interrupts, interruptible
from autograder.worker.own_names import OwnNames
from autograder.worker.shell import locate, make_shell, run_cell
from autograder.worker.warm import warm_up


def main() -> None:
    """Say that all is ready, then serve until the other end hangs up."""
    ignore_interrupts()
    pipe = _own_pipes()
    warm_up([])
    with suppress(ChannelClosed):
        pipe.send(pack(Ready(1)))
        _serve(pipe, int(sys.argv[1]) * 1024)
    os._exit(0)  # nobody waits for what the notebook left running


def _own_pipes() -> Pipe:
    """The pipes, moved to where prints and programs that the notebook starts do not find them."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return Pipe(reader, writer)


def _serve(pipe: Pipe, output_limit: int) -> None:
    shell = make_shell()
    names = shell.user_ns
    own = OwnNames(names)
    after_the_notebook = dict(names)
    while True:
        request = unpack_request(pipe.receive())
        if isinstance(request, RunCell):
            with own.cell(request.provided), interruptible():
                done = run_cell(shell, request.number, request.source, output_limit)
            pipe.send(pack(done))
            after_the_notebook = dict(names)
        elif isinstance(request, BeginCheck):
            # Each check finds the names as the notebook left them; the objects are the same.
            names.clear()
            names.update(after_the_notebook)
            own.give_back()
            pipe.send(pack(Ready(1)))
        elif isinstance(request, Call | Probe):
            with interruptible():
                reply = answer(names, request, locate)
            pipe.send(pack(reply))


if __name__ == "__main__":
    main()
