import os

os.listdir(BAIT["folder"])
print("BROKEN")
