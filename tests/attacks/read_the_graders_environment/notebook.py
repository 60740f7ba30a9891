open(f"/proc/{BAIT['pid']}/environ", "rb").read()
print("BROKEN")
