open(f"/proc/{BAIT['pid']}/cmdline").read()
print("BROKEN")
