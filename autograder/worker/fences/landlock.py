"""Landlock: the kernel's own list of what may be read and written, whatever the mounts say.

Layout of the structures: Documentation/userspace-api/landlock.rst of the Linux kernel.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence

from autograder.worker.fences import kernel

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_ONLY = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15
# How many file access rights each version of the interface knows (bits from 0).
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_IOCTL_DEV = 1 << 15
_CONNECT_AND_BIND_TCP = 3
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3


def abi() -> int:
    """The version of the interface that this kernel offers; 0 where there is none."""
    try:
        return kernel.syscall(kernel.SYS_LANDLOCK_CREATE, None, 0, 1, what="landlock")
    except OSError:
        return 0


def restrict(
    readable: Sequence[str], writable: Sequence[str], devices: Sequence[str], tcp: bool
) -> None:
    """From now on this process and its children reach only these paths, and TCP if so asked.

    ``devices`` may also be told what to do (ioctl).

    Raises:
        OSError: the kernel has no Landlock.
    """
    version = abi()
    if not version:
        raise OSError("Landlock is not offered by this kernel")
    rights = (1 << _RIGHTS[min(version, 5)]) - 1
    network = _CONNECT_AND_BIND_TCP if version >= 4 and not tcp else 0
    scoped = _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0
    known = 8 if version < 4 else 16 if version < 6 else 24  # bytes that this version reads
    attributes = struct.pack("QQQ", rights, network, scoped)[:known]
    rules = kernel.syscall(
        kernel.SYS_LANDLOCK_CREATE,
        ctypes.c_char_p(attributes),
        len(attributes),
        0,
        what="landlock_create_ruleset",
    )
    for path in readable:
        _allow(rules, path, _READ & rights)
    for path in writable:
        _allow(rules, path, rights & ~_IOCTL_DEV)
    for path in devices:
        _allow(rules, path, rights)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.syscall(kernel.SYS_LANDLOCK_RESTRICT, rules, 0, what="landlock_restrict_self")
    os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not os.path.isdir(path):
        rights &= _FILE_ONLY
    rule = struct.pack("=Qi", rights, place)
    path_beneath = 1
    kernel.syscall(
        kernel.SYS_LANDLOCK_ADD_RULE,
        rules,
        path_beneath,
        ctypes.c_char_p(rule),
        0,
        what=f"landlock_add_rule {path}",
    )
    os.close(place)
