import ctypes
import os

with open("/proc/1/ns/mnt") as view:
    if ctypes.CDLL(None).setns(view.fileno(), 0) == 0:
        print("BROKEN", os.listdir("/"))
