open("../" * 30 + BAIT["secret"].lstrip("/")).read()
print("BROKEN")
