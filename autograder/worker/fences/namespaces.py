"""Namespaces: a box sees its own users, files, processes, network, IPC and host name.

Its file system is a new, empty one: the system's programs and Python are bound in read-only,
/tmp and /dev/shm are its own and of limited size, and nothing else exists.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Sequence
from pathlib import Path

from autograder.worker.fences import kernel

NOBODY = 65534
STUDENT = 1000
ALL = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
)

DEVICES = ("null", "zero", "full", "random", "urandom")

_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_BIND, _MS_REC, _MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_READ_ONLY = 0x1 | 0x2 | 0x4  # MOUNT_ATTR_RDONLY | NOSUID | NODEV


def write_id_maps(pid: int) -> None:
    """Give a process in its new user namespace its users. Called from outside that namespace.

    Root outside becomes ``nobody`` before student code runs; anybody else keeps one user, who
    owns nothing that the box can see.
    """
    root = os.geteuid() == 0
    if not root:
        Path(f"/proc/{pid}/setgroups").write_text("deny")
    for name, own in (("uid_map", os.geteuid()), ("gid_map", os.getegid())):
        lines = f"0 0 1\n{NOBODY} {NOBODY} 1\n" if root else f"{STUDENT} {own} 1\n"
        Path(f"/proc/{pid}/{name}").write_text(lines)


def become_user() -> None:
    """Leave root behind, where it was root that made the box."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def raise_loopback() -> None:
    """Bring up ``lo``, the only interface of a new network namespace: it leads nowhere else."""
    request = struct.pack("16sh22x", b"lo", _IFF_UP)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def enter_new_root(visible: Sequence[str], devices: Sequence[str], disk_mib: int) -> None:
    """Swap the file system for a new one that holds only ``visible`` (read-only) and scratch.

    Of the host's devices there are those that tell nothing of anybody, and ``devices``.

    The technique is bubblewrap's: pivot into a tmpfs, bind from the old root, pivot again.
    """
    kernel.mount("none", "/", "none", _MS_REC | _MS_PRIVATE)
    kernel.mount("tmpfs", "/tmp", "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=755,size=1m")
    os.mkdir("/tmp/new")
    os.mkdir("/tmp/old")
    _pivot("/tmp", "/tmp/old")
    # A bind mount of itself, for the second pivot wants a mount point.
    kernel.mount("/new", "/new", "none", _MS_BIND | _MS_REC)
    _scratch("/new/tmp", disk_mib)
    for path in visible:
        _bind(path)
    _devices([*(f"/dev/{name}" for name in DEVICES), *devices], disk_mib)
    _own_proc()
    os.chdir("/new")
    _pivot(".", ".")
    kernel.unmount(".")
    os.chdir("/tmp")


def _pivot(new: str, old: str) -> None:
    paths = [ctypes.c_char_p(path.encode()) for path in (new, old)]
    kernel.machine_syscall(kernel.SYS_PIVOT_ROOT, *paths, what="pivot_root")
    os.chdir("/")


def _bind(path: str) -> None:
    old, new = Path("/old" + path), Path("/new" + path)
    if new.exists() or not (old.exists() or old.is_symlink()):
        return
    new.parent.mkdir(parents=True, exist_ok=True)
    if old.is_symlink():
        new.symlink_to(old.readlink())
        return
    if old.is_dir():
        new.mkdir()
    else:
        new.touch()
    kernel.mount(str(old), str(new), "none", _MS_BIND | _MS_REC)
    _make_read_only(str(new))


def _make_read_only(path: str) -> None:
    attributes = struct.pack("QQQQ", _READ_ONLY, 0, 0, 0)
    kernel.syscall(
        kernel.SYS_MOUNT_SETATTR,
        _AT_FDCWD,
        ctypes.c_char_p(path.encode()),
        _AT_RECURSIVE,
        ctypes.c_char_p(attributes),
        len(attributes),
        what=f"mount_setattr {path}",
    )


def _scratch(path: str, size_mib: int) -> None:
    os.makedirs(path)
    options = f"mode=1777,size={size_mib}m,nr_inodes=16384"
    kernel.mount("tmpfs", path, "tmpfs", _MS_NOSUID | _MS_NODEV, options)


def _devices(nodes: Sequence[str], disk_mib: int) -> None:
    os.makedirs("/new/dev")
    for node in nodes:
        Path(f"/new{node}").touch()
        kernel.mount(f"/old{node}", f"/new{node}", "none", _MS_BIND)
    _scratch("/new/dev/shm", disk_mib)
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(f"/proc/self/{target}", f"/new/dev/{name}")


def _own_proc() -> None:
    os.makedirs("/new/proc")
    kernel.mount("proc", "/new/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
