import errno
import socket

try:
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()
    print("BROKEN")
except OSError as error:
    if error.errno == errno.EAFNOSUPPORT:
        print("ABSENT")
    raise
