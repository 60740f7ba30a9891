import socket

socket.socket(socket.AF_UNIX).connect(BAIT["unix"])
print("BROKEN")
