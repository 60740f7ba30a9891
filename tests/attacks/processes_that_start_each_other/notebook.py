import ctypes
import os
import time

if os.fork() == 0:
    os.setsid()
    ctypes.CDLL(None).prctl(15, f"{BAIT['mark']}1".encode(), 0, 0, 0)
    for _ in range(50):
        if os.fork():
            os._exit(0)
        time.sleep(0.005)
    time.sleep(60)
    os._exit(0)
time.sleep(1)
