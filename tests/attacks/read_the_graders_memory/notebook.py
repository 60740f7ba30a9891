with open(f"/proc/{BAIT['pid']}/maps") as maps:
    start = int(maps.readline().split("-")[0], 16)
with open(f"/proc/{BAIT['pid']}/mem", "rb") as memory:
    memory.seek(start)
    memory.read(16)
print("BROKEN")
