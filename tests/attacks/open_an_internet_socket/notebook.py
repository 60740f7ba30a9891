import socket

socket.socket(socket.AF_INET)
print("BROKEN")
