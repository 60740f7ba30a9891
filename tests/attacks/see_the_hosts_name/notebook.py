import os

if os.uname().nodename == BAIT["host"]:
    print("BROKEN")
