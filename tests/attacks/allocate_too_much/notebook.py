x = bytearray(300 * 2**20)
print("BROKEN")
