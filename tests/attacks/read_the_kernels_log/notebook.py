import ctypes

text = ctypes.create_string_buffer(64)
if ctypes.CDLL(None).klogctl(3, text, 64) >= 0:
    print("BROKEN")
