import socket

socket.create_connection(("127.0.0.1", BAIT["port"]), 2)
print("BROKEN")
