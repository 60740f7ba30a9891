import ctypes

if ctypes.CDLL(None).mount(b"none", b"/mnt", b"tmpfs", 0, b"") == 0:
    ctypes.CDLL(None).umount(b"/mnt")
    print("BROKEN")
