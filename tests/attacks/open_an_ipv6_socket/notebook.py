import socket

socket.socket(socket.AF_INET6)
print("BROKEN")
