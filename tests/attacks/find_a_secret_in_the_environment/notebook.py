import os

if os.environ.get(BAIT["token"]):
    print("BROKEN")
