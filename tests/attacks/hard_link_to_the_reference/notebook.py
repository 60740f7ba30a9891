import os

os.link(BAIT["secret"], "mine.py")
print("BROKEN")
