import socket

socket.create_connection((BAIT["address"], BAIT["web_port"]), 2)
print("BROKEN")
