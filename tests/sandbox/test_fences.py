"""Attacks on each fence: they work where it is down, and fail where it is up.

Every attack prints ``BROKEN`` where it got through. It runs in a box with every fence, where it
must not, and in a box without those that stop it, where it must: else it would prove nothing.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import psutil
import pytest

from autograder.course.course import assignment
from autograder.course.notebook import as_text, solved
from autograder.grading.grade import trial
from autograder.outcome import StudentProblem
from autograder.sandbox.box import Box
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.control import LAYERS
from autograder.wire.limits import Limits

LIMITS = Limits(cell_seconds=10, memory_mib=512, processes=16, file_mib=8, disk_mib=16)
GENEROUS = Limits(cell_seconds=10, memory_mib=4096, processes=500, file_mib=8, disk_mib=16)
"""So that the grader's own watch does not step in where a fence is down."""

WITH_LOOPBACK = msgspec.structs.replace(LIMITS, loopback=True)


@dataclass(frozen=True)
class Attack:
    """``without``: the layers left in the box where the attack must succeed."""

    source: str
    without: tuple[str, ...] = ()


ATTACKS = {
    "read the solutions": Attack("print('BROKEN', len(open({secret!r}).read()))"),
    "list the solutions": Attack("import os; print('BROKEN', os.listdir({folder!r}))"),
    "write beside the grader": Attack("open({folder!r} + '/forged', 'w'); print('BROKEN')"),
    "read what others left in /tmp": Attack("open({left!r}).read(); print('BROKEN')"),
    "see the grader's processes": Attack(
        "import os\n"
        "if any(p.isdigit() and int(p) == {pid} for p in os.listdir('/proc')): print('BROKEN')"
    ),
    "signal the grader": Attack("import os; os.kill({pid}, 0); print('BROKEN')"),
    "open a network socket": Attack(
        "import socket; socket.socket(socket.AF_INET).close(); print('BROKEN')"
    ),
    "talk to a local server": Attack(
        "import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('BROKEN')"
    ),
    "talk to a server at another address": Attack(
        "import socket; socket.create_connection(({address!r}, {other_port}), 2); print('BROKEN')"
    ),
    "send a datagram": Attack(
        "import socket; s = socket.socket(type=socket.SOCK_DGRAM)\n"
        "s.sendto(b'x', ('127.0.0.1', 9)); print('BROKEN')"
    ),
    "listen to the kernel's devices": Attack(
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15); print('BROKEN')"
    ),
    "read packets": Attack(
        "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW); print('BROKEN')"
    ),
    "set up a network interface": Attack(
        "import fcntl, socket, struct; s = socket.socket(socket.AF_UNIX)\n"
        "as_it_is = fcntl.ioctl(s, 0x8921, struct.pack('16s24x', b'lo'))\n"
        "fcntl.ioctl(s, 0x8922, as_it_is); print('BROKEN')"
    ),
    "mount a file system": Attack(
        "import ctypes; libc = ctypes.CDLL(None)\nif libc.unshare(0x10020000) == 0: print('BROKEN')"
    ),
    "trace another process": Attack(
        "import ctypes, os, time\n"
        "child = os.fork()\n"
        "if not child: time.sleep(5); os._exit(0)\n"
        "if ctypes.CDLL(None).ptrace(16, child, 0, 0) == 0: print('BROKEN')"
    ),
    "allocate too much": Attack("x = bytearray(600 * 2**20); print('BROKEN')", ("namespaces",)),
    "write a huge file": Attack(
        "import os\nwith open('huge', 'wb') as f:\n"
        "    for _ in range(20): f.write(bytes(2**20))\nos.remove('huge'); print('BROKEN')"
    ),
    "start many processes": Attack(
        "import os, time\nfor _ in range(40):\n"
        "    if os.fork() == 0: time.sleep(1); os._exit(0)\nprint('BROKEN')",
        ("namespaces", "seccomp"),
    ),
    "read the environment of the grader": Attack(
        "text = open('/proc/{pid}/environ').read(); print('BROKEN')"
    ),
    "hide memory in no process": Attack(
        "import os; os.write(os.memfd_create('x'), b'x'); print('BROKEN')"
    ),
    "open up a file of the grader": Attack(
        "import os; os.chmod({secret!r}, 0o644); print('BROKEN')"
    ),
    "limit the grader": Attack(
        "import resource as r; limit = r.prlimit({pid}, r.RLIMIT_NOFILE)\n"
        "r.prlimit({pid}, r.RLIMIT_NOFILE, limit); print('BROKEN')"
    ),
    "regain root": Attack("import os; os.setuid(0); os.chown('/usr', 0, 0); print('BROKEN')"),
}
"""Where ``without`` is empty the attack must succeed in a box without any fence."""

ROOT_ONLY = {"regain root", "read packets", "set up a network interface"}
NEEDS_NAMESPACES = {"see the grader's processes", "start many processes", "write a huge file"}
"""Without namespaces others' pids can be seen, processes are counted by the grader's watch only,
and files by their size only."""
NETWORK = {name for name, attack in ATTACKS.items() if "socket" in attack.source}
ALLOWED_WITH_LOOPBACK = {"open a network socket"}


def own_address() -> str:
    """An address of this host that others can reach; its loopback where it has no other."""
    found = [a.address for of_one in psutil.net_if_addrs().values() for a in of_one
             if a.family == socket.AF_INET and not a.address.startswith("127.")]  # fmt: skip
    return found[0] if found else "127.0.0.1"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """Things of ours that an attack goes for."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "reference.py").write_text("answer = 42")
    (folder / "reference.py").chmod(0o644)
    address = own_address()
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_server((address, 0)) as far,
    ):
        yield {
            "folder": str(folder),
            "secret": str(folder / "reference.py"),
            "left": str(folder / "reference.py"),
            "pid": os.getpid(),
            "port": server.getsockname()[1],
            "address": address,
            "other_port": far.getsockname()[1],
        }


def attempt(
    zygote: Zygote,
    attack: Attack,
    facts: dict[str, object],
    limits: Limits = LIMITS,
    seconds: float = 10.0,
) -> bool:
    """Whether the attack gets through."""
    source = attack.source
    for name, value in facts.items():
        source = source.replace(f"{{{name}!r}}", repr(value)).replace(f"{{{name}}}", str(value))
    with Box(zygote, limits) as box:
        return "BROKEN" in box.run_cell(1, source, seconds).output


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_fails_behind_all_fences(
    name: str, zygote: Zygote, facts: dict[str, object]
) -> None:
    assert not attempt(zygote, ATTACKS[name], facts)


@pytest.mark.parametrize("name", sorted(NETWORK - ALLOWED_WITH_LOOPBACK))
def test_attack_fails_where_a_notebook_has_a_loopback(
    name: str, zygote: Zygote, facts: dict[str, object]
) -> None:
    assert not attempt(zygote, ATTACKS[name], facts, WITH_LOOPBACK)


@pytest.fixture(scope="module")
def restricted() -> Iterator[Zygote]:
    """What a host without user namespaces gives."""
    with Zygote(("landlock", "seccomp", "rlimits")) as warm:
        yield warm


@pytest.mark.parametrize("name", sorted(set(ATTACKS) - NEEDS_NAMESPACES))
def test_attack_fails_without_namespaces(
    name: str, restricted: Zygote, facts: dict[str, object]
) -> None:
    assert not attempt(restricted, ATTACKS[name], facts)


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


@pytest.fixture(scope="module")
def open_zygotes() -> Iterator[dict[tuple[str, ...], Zygote]]:
    """Zygotes with fewer fences, made as they are needed."""
    made: dict[tuple[str, ...], Zygote] = {}
    yield made
    for zygote in made.values():
        zygote.stop()


@pytest.mark.parametrize("name", sorted(set(ATTACKS) - ROOT_ONLY))
def test_attack_works_without_the_fence(
    name: str, open_zygotes: dict[tuple[str, ...], Zygote], facts: dict[str, object]
) -> None:
    layers = ATTACKS[name].without
    if layers not in open_zygotes:
        open_zygotes[layers] = Zygote(layers)
    assert attempt(open_zygotes[layers], ATTACKS[name], facts, GENEROUS, seconds=60.0)


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
def test_loopback_without_namespaces_is_no_fault_of_the_student(
    layers: tuple[str, ...], course: Path
) -> None:
    about = assignment(course, "13-distributed")
    attempt = trial(as_text(solved(about)).encode(), about, course, layers)
    assert (attempt.status, attempt.score, attempt.checks) == ("grader_error", None, ())
    assert "needs the network namespace" in attempt.note
    assert "--isolation full" in attempt.note
