import ctypes
import os
import time


def stay(number):
    ctypes.CDLL(None).prctl(15, f"{BAIT['mark']}{number}".encode(), 0, 0, 0)
    time.sleep(60)
    os._exit(0)


if os.fork() == 0:
    os.setsid()
    for generation in range(400):
        if os.fork():
            os._exit(0)
        time.sleep(0.005)
    stay(1)
time.sleep(0.3)
