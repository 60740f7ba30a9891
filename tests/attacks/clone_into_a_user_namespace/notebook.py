import ctypes
import os

child = ctypes.CDLL(None).syscall(56, 0x10000000 | 17, 0, 0, 0, 0)
if child == 0:
    os._exit(0)
if child > 0:
    print("BROKEN")
