import ctypes
import struct

libc = ctypes.CDLL(None, use_errno=True)
perf = ctypes.create_string_buffer(struct.pack("IIQ", 1, 112, 0).ljust(112, b"\0"))
if libc.syscall(298, ctypes.byref(perf), 0, -1, -1, 0) >= 0:
    print("BROKEN")
