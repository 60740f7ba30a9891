import socket

one, _ = socket.socketpair()
before = one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**24)
if one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) > before:
    print("BROKEN")
