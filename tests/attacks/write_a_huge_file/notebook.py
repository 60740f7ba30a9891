with open("huge", "wb") as file:
    for _ in range(20):
        file.write(bytes(2**20))
print("BROKEN")
