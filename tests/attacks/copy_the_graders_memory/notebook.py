import ctypes

here = ctypes.create_string_buffer(16)
with open("/proc/self/maps") as maps:
    start = int(maps.readline().split("-")[0], 16)


class Part(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


libc = ctypes.CDLL(None, use_errno=True)
local, remote = Part(ctypes.addressof(here), 16), Part(start, 16)
import os

target = os.fork()
if target == 0:
    import time

    time.sleep(5)
    os._exit(0)
if libc.process_vm_readv(target, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) == 16:
    print("BROKEN")
