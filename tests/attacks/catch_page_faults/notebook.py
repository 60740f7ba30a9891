import ctypes
import errno

libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(323, 1) >= 0:
    print("BROKEN")
elif ctypes.get_errno() == errno.ENOSYS:
    print("ABSENT")
