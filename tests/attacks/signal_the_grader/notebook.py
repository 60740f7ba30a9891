import os

os.kill(BAIT["pid"], 0)
print("BROKEN")
