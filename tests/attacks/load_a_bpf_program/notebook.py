import ctypes
import errno
import struct

libc = ctypes.CDLL(None, use_errno=True)
array = ctypes.create_string_buffer(struct.pack("IIII", 2, 4, 4, 1).ljust(120, b"\0"))
if libc.syscall(321, 0, array, 72) >= 0:
    print("BROKEN")
elif ctypes.get_errno() == errno.ENOSYS:
    print("ABSENT")
