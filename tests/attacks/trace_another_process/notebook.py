import ctypes
import os
import time

child = os.fork()
if child == 0:
    time.sleep(5)
    os._exit(0)
if ctypes.CDLL(None).ptrace(16, child, 0, 0) == 0:
    print("BROKEN")
