open(BAIT["secret"]).read()
print("BROKEN")
