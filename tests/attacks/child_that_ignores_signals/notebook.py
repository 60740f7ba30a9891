import ctypes
import os
import signal
import time


def stay(number):
    ctypes.CDLL(None).prctl(15, f"{BAIT['mark']}{number}".encode(), 0, 0, 0)
    time.sleep(60)
    os._exit(0)


if os.fork() == 0:
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    stay(1)
time.sleep(0.3)
