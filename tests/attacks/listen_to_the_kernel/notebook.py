import socket

socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15)
print("BROKEN")
