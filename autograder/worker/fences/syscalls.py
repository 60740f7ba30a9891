"""seccomp: system calls that no notebook needs, refused with EPERM.

A list of what is refused, not of what is allowed, since torch's needs change with each release.
What is on it either reaches outside a box or has a record of kernel holes.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable

import pyseccomp as seccomp

# fmt: off
REFUSED = (
    "acct", "add_key", "adjtimex", "bpf", "chroot", "clock_adjtime", "clock_settime",
    "create_module", "delete_module", "fanotify_init", "finit_module", "fsconfig", "fsmount",
    "fsopen", "fspick", "get_kernel_syms", "init_module", "io_uring_enter", "io_uring_register",
    "io_uring_setup", "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load", "keyctl",
    "landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self", "lookup_dcookie",
    "mbind", "memfd_create", "memfd_secret", "migrate_pages", "modify_ldt", "mount",
    "mount_setattr", "move_mount", "move_pages", "mq_open", "msgget", "name_to_handle_at",
    "nfsservctl", "open_by_handle_at", "open_tree", "perf_event_open", "personality",
    "pidfd_getfd", "pivot_root", "process_madvise", "process_vm_readv", "process_vm_writev",
    "ptrace", "query_module", "quotactl", "quotactl_fd", "reboot", "request_key", "semget",
    "set_mempolicy", "setdomainname", "sethostname", "setns", "settimeofday", "shmat", "shmget",
    "swapoff", "swapon", "syslog", "umount", "umount2", "unshare", "uselib", "userfaultfd",
    "ustat", "vhangup", "vmsplice",
)
# What CUDA does not start without; once it has started they are refused as well.
NEEDED_BY_CUDA = ("memfd_create",)
# Without namespaces these reach beyond the box: Landlock does not govern them.
REFUSED_IF_SHARED = (
    "kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal",
    "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat",
    "utime", "utimes", "utimensat", "futimesat", "setxattr", "lsetxattr", "fsetxattr",
    "removexattr", "lremovexattr", "fremovexattr", "setpriority", "ioprio_set",
    "inotify_add_watch",
)
# fmt: on
_TOO_NEW = range(451, 512)
"""Calls that came after this list was written, on every processor: answered as an older kernel
would. Their names are no help, for most versions of libseccomp do not know them."""

_NEW_NAMESPACES = 0x7E020080
_FOR_TCP = {
    int(socket.AF_INET): (int(socket.SOCK_STREAM), int(socket.IPPROTO_TCP)),
    int(socket.AF_INET6): (int(socket.SOCK_STREAM), int(socket.IPPROTO_TCP)),
    # Routes only: gloo lists the interfaces; to change any takes a capability that no box has.
    int(socket.AF_NETLINK): (int(socket.SOCK_RAW), 0),
}
"""For each family the one type of socket and the last protocol (MPTCP and SCTP stream too)."""
_TCP_ULP, _INT = 31, 0xFFFFFFFF
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_SET_OWNER = {"fcntl": (8, 10, 15), "ioctl": (0x8901, 0x8902)}
"""F_SETOWN, F_SETSIG, F_SETOWN_EX, FIOSETOWN and SIOCSPGRP: a file's events then signal anybody."""
_F_SETLEASE = 1024
_DATAGRAM = 2
"""The bit that sets SOCK_DGRAM, and SOCK_RAW which is the same, apart from the connected kinds."""


def refuse(own_processes: bool, tcp: bool, gpu: bool) -> None:
    """Install the filter, for this process and all it starts, for good.

    Args:
        own_processes: whether the box has a process and a network namespace of its own. Where it
            has not, signals and sockets are refused too.
        tcp: whether TCP sockets are allowed; only for a box with a network of its own.
        gpu: whether CUDA is to start; then ``refuse_also`` what it needed.
    """
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refused = seccomp.ERRNO(errno.EPERM)
    names = REFUSED if own_processes else (*REFUSED, *REFUSED_IF_SHARED)
    for name in sorted(set(names) - set(NEEDED_BY_CUDA if gpu else ())):
        _add(rules, refused, name)
    if not own_processes:
        for name in ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setattr"):
            rules.add_rule(refused, name, seccomp.Arg(0, seccomp.NE, 0))
        for name, commands in _SET_OWNER.items():
            _refuse_commands(rules, refused, name, commands)
    if own_processes:
        _refuse_sockets(rules, refused, tcp)
    else:
        _add(rules, refused, "socket")
        # A datagram socket of a pair sends to any address, without a call for a new socket.
        kind = seccomp.Arg(1, seccomp.MASKED_EQ, _DATAGRAM, _DATAGRAM)
        rules.add_rule(refused, "socketpair", kind)
    for bit in (1 << position for position in range(32)):
        if bit & _NEW_NAMESPACES:
            rules.add_rule(refused, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, bit, bit))
    _refuse_commands(rules, refused, "ioctl", (_TIOCSTI, _TIOCLINUX))
    _refuse_commands(rules, refused, "fcntl", (_F_SETLEASE,))
    # What a socket holds is memory that nobody counts: as much as it is by default, and no more.
    _refuse_option(rules, refused, int(socket.SOL_SOCKET), int(socket.SO_SNDBUF))
    # clone3 has its flags in memory, where a filter cannot look: glibc then falls back to clone.
    for call in ("clone3", *_TOO_NEW):
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), call)
    rules.load()


def refuse_also(names: Iterable[str]) -> None:
    """Install one more filter, for every thread that this process has by now."""
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.CTL_TSYNC, 1)
    for name in names:
        _add(rules, seccomp.ERRNO(errno.EPERM), name)
    rules.load()


def _refuse_commands(
    rules: seccomp.SyscallFilter, refused: int, name: str, commands: Iterable[int]
) -> None:
    """Refuse some of what one call can be asked to do: its second argument says which."""
    for command in commands:
        rules.add_rule(refused, name, seccomp.Arg(1, seccomp.MASKED_EQ, _INT, command))


def _refuse_sockets(rules: seccomp.SyscallFilter, refused: int, tcp: bool) -> None:
    """Refuse all but Unix sockets and, if so asked, TCP and what tells of interfaces."""
    allowed = (int(socket.AF_UNIX), *(_FOR_TCP if tcp else ()))
    rules.add_rule(refused, "socket", seccomp.Arg(0, seccomp.GT, max(allowed)))
    for family in sorted(set(range(max(allowed))) - set(allowed)):
        rules.add_rule(refused, "socket", seccomp.Arg(0, seccomp.EQ, family))
    for family in allowed[1:]:
        kind, protocol = _FOR_TCP[family]
        _refuse_other_kinds(rules, refused, family, kind)
        beyond = seccomp.Arg(2, seccomp.GT, protocol)
        rules.add_rule(refused, "socket", seccomp.Arg(0, seccomp.EQ, family), beyond)
    # Protocols on top of TCP, such as TLS in the kernel, have a record of holes.
    _refuse_option(rules, refused, int(socket.IPPROTO_TCP), _TCP_ULP)


def _refuse_option(rules: seccomp.SyscallFilter, refused: int, level: int, option: int) -> None:
    """Refuse to set one option of sockets."""
    which = seccomp.Arg(1, seccomp.MASKED_EQ, _INT, level)
    what = seccomp.Arg(2, seccomp.MASKED_EQ, _INT, option)
    rules.add_rule(refused, "setsockopt", which, what)


def _refuse_other_kinds(rules: seccomp.SyscallFilter, refused: int, family: int, kind: int) -> None:
    """Bit by bit: a filter knows no "other than" where flags lie above the socket's type."""
    for bit in (1, 2, 4, 8):
        wrong = seccomp.Arg(1, seccomp.MASKED_EQ, bit, ~kind & bit)
        rules.add_rule(refused, "socket", seccomp.Arg(0, seccomp.EQ, family), wrong)


def _add(rules: seccomp.SyscallFilter, action: int, name: str) -> None:
    try:
        rules.add_rule(action, name)
    except (OSError, ValueError):
        # A call that this processor or libseccomp does not know cannot be made by name;
        # libseccomp answers such a call with ENOSYS or the kernel does.
        return
