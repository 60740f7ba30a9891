import socket

for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM):
    one, _ = socket.socketpair(socket.AF_UNIX, kind)
    one.sendto(b"hello", BAIT["letters"])
    print("BROKEN")
