import fcntl
import socket
import struct

handle = socket.socket(socket.AF_UNIX)
as_it_is = fcntl.ioctl(handle, 0x8921, struct.pack("16s24x", b"lo"))
fcntl.ioctl(handle, 0x8922, as_it_is)
print("BROKEN")
