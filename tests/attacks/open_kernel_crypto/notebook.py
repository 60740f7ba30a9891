import errno
import socket

try:
    socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET).close()
    print("BROKEN")
except OSError as error:
    if error.errno == errno.EAFNOSUPPORT:
        print("ABSENT")
    raise
