"""System calls that Python does not offer, with errors raised as ``OSError``."""

from __future__ import annotations

import ctypes
import errno
import os
import signal

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MADV_COLLAPSE = 25

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

SYS_CLONE = {"x86_64": 56, "aarch64": 220}
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
# These have the same number on every architecture.
SYS_MOUNT_SETATTR = 442
SYS_LANDLOCK_CREATE = 444
SYS_LANDLOCK_ADD_RULE = 445
SYS_LANDLOCK_RESTRICT = 446

# A PyDLL keeps Python's lock: of a call that returns twice, both sides must have it.
_libc = ctypes.PyDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, *args: object, what: str) -> int:
    """A raw system call. Raises ``OSError`` naming ``what``."""
    wide = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    return _checked(_libc.syscall(ctypes.c_long(number), *wide), what)


def machine_syscall(numbers: dict[str, int], *args: object, what: str) -> int:
    """A system call whose number depends on the processor."""
    number = numbers.get(os.uname().machine)
    if number is None:
        raise OSError(f"{what}: not known on {os.uname().machine}")
    return syscall(number, *args, what=what)


def fork() -> int:
    """``fork(2)`` of a process with one thread, as C has it.

    ``os.fork`` takes a millisecond more, since it also calls what modules have registered, a
    student's among them. Most of that is about locks, which are free where there is no other
    thread.
    """
    return _checked(_libc.fork(), "fork")


def clone(flags: int) -> int:
    """A child like ``fork``'s, in new namespaces: ``clone(2)``.

    The C library does not know of it, so it must be forked again before it runs anybody's code.
    """
    return machine_syscall(SYS_CLONE, flags | signal.SIGCHLD, 0, 0, 0, 0, what="clone")


def prctl(option: int, argument: int) -> None:
    """``prctl(2)`` with one argument."""
    _checked(_libc.prctl(option, ctypes.c_ulong(argument), 0, 0, 0), f"prctl {option}")


def collapse(start: int, length: int) -> None:
    """Move a range of memory into huge pages; ``madvise(2)``."""
    range_ = ctypes.c_void_p(start), ctypes.c_size_t(length)
    _checked(_libc.madvise(*range_, MADV_COLLAPSE), "madvise")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """``mount(2)``."""
    strings = [text.encode() for text in (source, target, kind, data)]
    result = _libc.mount(strings[0], strings[1], strings[2], ctypes.c_ulong(flags), strings[3])
    _checked(result, f"mount {target}")


def unmount(target: str) -> None:
    """Detach a mount and all below it."""
    detach = 2
    _checked(_libc.umount2(target.encode(), detach), f"umount {target}")


def bar_capabilities() -> None:
    """Take every capability out of reach of this process and its children, for good."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno == errno.EINVAL:  # past the last one that this kernel knows
                return
            raise


def drop_capabilities() -> None:
    """Give up the capabilities that this process holds."""
    version_3 = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    machine_syscall(SYS_CAPSET, version_3, nothing, what="capset")
