import os

os.symlink(BAIT["secret"], "innocent.txt")
open("innocent.txt").read()
print("BROKEN")
