import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.init_module(b"no module", 9, b"")
if ctypes.get_errno() != 1:  # any other answer than "not permitted" comes from the loader itself
    print("BROKEN")
