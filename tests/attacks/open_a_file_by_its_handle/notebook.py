import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
mount = ctypes.c_int()
libc.name_to_handle_at(-100, BAIT["secret"].encode(), handle, ctypes.byref(mount), 0)
folder = os.open("/", os.O_RDONLY)
if (number := libc.open_by_handle_at(folder, handle, os.O_RDONLY)) >= 0:
    print("BROKEN", os.read(number, 10))
