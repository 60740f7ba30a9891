import ctypes

libc = ctypes.CDLL(None)
segment = libc.shmget(0, 2**20, 0o1600)
if segment >= 0:
    libc.shmctl(segment, 0, None)
    print("BROKEN")
