import os

os.chmod(BAIT["secret"], 0o666)
print("BROKEN")
