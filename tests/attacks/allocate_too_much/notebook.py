x = bytearray(10**9)
print("BROKEN")
