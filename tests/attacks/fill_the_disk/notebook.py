for number in range(30):
    with open(f"part{number}", "wb") as file:
        file.write(bytes(2**20))
print("BROKEN")
