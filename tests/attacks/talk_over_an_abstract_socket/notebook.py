import socket

socket.socket(socket.AF_UNIX).connect(chr(0) + BAIT["abstract"])
print("BROKEN")
