import ctypes

data = ctypes.create_string_buffer(2**20)
if ctypes.CDLL(None).mlock(data, 2**20) == 0:
    print("BROKEN")
