import os

if str(BAIT["pid"]) in os.listdir("/proc"):
    print("BROKEN")
