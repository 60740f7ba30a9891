import ctypes
import os
import time


def stay(number):
    ctypes.CDLL(None).prctl(15, f"{BAIT['mark']}{number}".encode(), 0, 0, 0)
    time.sleep(60)
    os._exit(0)


if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        stay(1)
    os._exit(0)
time.sleep(0.3)
