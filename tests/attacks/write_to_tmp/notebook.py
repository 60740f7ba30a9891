open("/tmp/" + BAIT["mark"], "w").write("x")
print("LEFT")
