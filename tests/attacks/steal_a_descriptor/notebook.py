import ctypes
import os
import time

child = os.fork()
if child == 0:
    time.sleep(5)
    os._exit(0)
libc = ctypes.CDLL(None)
handle = libc.syscall(434, child, 0)
if libc.syscall(438, handle, 0, 0) >= 0:
    print("BROKEN")
