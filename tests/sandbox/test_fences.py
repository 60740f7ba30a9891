"""What the fences let through, and what becomes of a box without one. Attacks: tests/attacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from autograder.course.course import assignment
from autograder.course.notebook import as_text, solved
from autograder.grading.grade import trial, zygote_for
from autograder.grading.submission import Submission
from autograder.outcome import StudentProblem
from autograder.sandbox.box import Box
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.control import LAYERS
from autograder.wire.limits import Limits

LIMITS = Limits(cell_seconds=10, memory_mib=512, processes=16, file_mib=8, disk_mib=16)
GENEROUS = Limits(cell_seconds=10, memory_mib=4096, processes=500, file_mib=8, disk_mib=16)
"""So that the grader's own watch does not step in where a fence is down."""

WITH_LOOPBACK = msgspec.structs.replace(LIMITS, loopback=True)


@pytest.fixture(scope="module")
def restricted() -> Iterator[Zygote]:
    """What a host without user namespaces gives."""
    with Zygote(("landlock", "seccomp", "rlimits")) as warm:
        yield warm


def test_nothing_outlives_a_box_without_namespaces(restricted: Zygote) -> None:
    source = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0: time.sleep(60)\n"
        "    os._exit(0)\n"
        "time.sleep(0.2)\n"
        "os._exit(0)"
    )
    restricted.ready()
    before = set(psutil.Process().children(recursive=True))
    with Box(restricted, LIMITS) as box, pytest.raises(StudentProblem):
        box.run_cell(1, source, 5.0)
    assert set(psutil.Process().children(recursive=True)) == before


def test_a_very_deep_folder_does_not_hurt_the_next_box(restricted: Zygote) -> None:
    deep = "import os\nfor _ in range(1500): os.mkdir('d'); os.chdir('d')"
    with Box(restricted, LIMITS) as box:
        assert box.run_cell(1, deep, 5.0).error is None
    with Box(restricted, LIMITS) as box:
        assert box.run_cell(1, "import os; print(os.listdir('.'))", 5.0).output == "[]\n"


def test_a_fence_that_cannot_be_put_up_stops_everything() -> None:
    """A zygote that does not know a layer must refuse, not run without it."""
    with Zygote(("rlimits", "no such layer")) as zygote, pytest.raises(SandboxError):
        Box(zygote, LIMITS)


def test_all_layers_are_known() -> None:
    assert set(LAYERS) == {"namespaces", "landlock", "seccomp", "rlimits"}


SERVE = (
    "import socket; server = socket.create_server(('127.0.0.1', 0)); print(server.getsockname()[1])"
)
TALK = "import socket; socket.create_connection(('127.0.0.1', {}), 2); print('BROKEN')"


def two_boxes_talk(layers: tuple[str, ...], limits: Limits) -> bool:
    """Whether one box reaches a server in another; within a box it must."""
    with (
        Zygote(layers) as one,
        Zygote(layers) as other,
        Box(one, limits) as serving,
        Box(other, limits) as talking,
    ):
        talk = TALK.format(serving.run_cell(1, SERVE, 5.0).output)
        assert "BROKEN" in serving.run_cell(2, talk, 5.0).output
        return "BROKEN" in talking.run_cell(1, talk, 5.0).output


def test_two_boxes_cannot_talk_over_loopback() -> None:
    assert not two_boxes_talk(LAYERS, WITH_LOOPBACK)


def test_two_boxes_without_fences_can_talk() -> None:
    assert two_boxes_talk((), GENEROUS)


def test_loopback_allows_tcp_and_the_list_of_interfaces_only(zygote: Zygote) -> None:
    source = """
        import itertools, socket
        for kind in itertools.product(range(46), range(12), (0, 1, 6, 15, 17, 132, 262)):
            try:
                socket.socket(*kind).close()
            except OSError:
                continue
            if kind[0] != socket.AF_UNIX:
                print(*kind)
    """
    with Box(zygote, WITH_LOOPBACK) as box:
        lines = box.run_cell(1, source, 5.0).output.splitlines()
    tcp = {f"{family:d} 1 {protocol}" for family in (2, 10) for protocol in (0, 6)}
    assert {"2 1 0"} <= set(lines) <= tcp | {"16 3 0"}


def test_loopback_allows_nothing_on_top_of_tcp(zygote: Zygote) -> None:
    layer = "import socket; socket.socket().setsockopt(socket.SOL_TCP, 31, b'tls')"
    with Box(zygote, WITH_LOOPBACK) as box:
        error = box.run_cell(1, layer, 5.0).error
    assert error is not None
    assert error.name == "PermissionError"


@pytest.mark.parametrize("layers", [(), ("landlock", "seccomp", "rlimits")])
@pytest.mark.parametrize(
    ("slug", "need"), [("13-distributed", "loopback"), ("09-data", "shared_memory")]
)
def test_what_needs_namespaces_is_without_them_no_fault_of_the_student(
    layers: tuple[str, ...], slug: str, need: str, course: Path
) -> None:
    about = assignment(course, slug)
    submission = Submission("somebody", slug, as_text(solved(about)).encode())
    with zygote_for(course, submission, layers) as zygote:
        attempt = trial(submission, about, course, zygote)
    assert (attempt.status, attempt.score, attempt.checks) == ("grader_error", None, ())
    assert f"needs namespaces (its limits say `{need}`)" in attempt.note
    assert "--isolation full" in attempt.note


def test_temporary_files_go_to_the_scratch_folder(restricted: Zygote) -> None:
    source = "import tempfile\nwith tempfile.TemporaryFile() as file: print(file.write(b'x'))"
    with Box(restricted, LIMITS) as box:
        assert box.run_cell(1, source, 5.0).output == "1\n"
