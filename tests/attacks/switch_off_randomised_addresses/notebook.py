import ctypes

if ctypes.CDLL(None).personality(0x0040000) != -1:
    print("BROKEN")
