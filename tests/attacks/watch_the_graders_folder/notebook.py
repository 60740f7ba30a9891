import ctypes
import os

IN_OPEN = 0x20
libc = ctypes.CDLL(None, use_errno=True)


def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


events = checked(libc.inotify_init1(0))
checked(libc.inotify_add_watch(events, BAIT["others"].encode(), IN_OPEN))
print("BROKEN")
