for number in range(30):
    with open(f"/dev/shm/{BAIT['mark']}{number}", "wb") as file:
        file.write(bytes(2**20))
print("BROKEN")
