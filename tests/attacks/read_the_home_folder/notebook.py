import os

os.listdir(BAIT["others"])
print("BROKEN")
