open(f"/proc/{BAIT['pid']}/root{BAIT['secret']}").read()
print("BROKEN")
