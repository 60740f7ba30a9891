import ctypes
import errno
import struct

SETXATTRAT, AT_FDCWD = 463, -100  # the same on all processors
value = ctypes.create_string_buffer(b"x")
args = ctypes.create_string_buffer(struct.pack("=QII", ctypes.addressof(value), 1, 0))
path, name = BAIT["secret"].encode(), b"user.mark"
libc = ctypes.CDLL(None, use_errno=True)
size = ctypes.c_size_t(16)  # it goes on the stack, whose upper half a plain 16 leaves as it is
if libc.syscall(SETXATTRAT, AT_FDCWD, path, 0, name, args, size) == 0:
    print("BROKEN")
elif ctypes.get_errno() in (errno.ENOSYS, errno.EOPNOTSUPP):
    print("ABSENT")
