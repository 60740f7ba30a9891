open("/dev/shm/" + BAIT["mark"], "w").write("x")
print("LEFT")
