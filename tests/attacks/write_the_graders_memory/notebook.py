open(f"/proc/{BAIT['pid']}/mem", "r+b").close()
print("BROKEN")
