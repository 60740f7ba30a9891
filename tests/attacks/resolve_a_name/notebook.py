import socket

query = b"\x12\x34\x01\x00\x00\x01" + bytes(6) + b"\x06secret\x07example\x00\x00\x01\x00\x01"
resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
resolver.sendto(query, ("127.0.0.1", BAIT["port"]))
print("BROKEN")
