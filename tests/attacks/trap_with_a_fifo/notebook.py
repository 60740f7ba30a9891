import os

os.mkfifo(BAIT["folder"] + "/trap")
print("BROKEN")
