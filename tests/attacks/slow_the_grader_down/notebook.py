import os

os.setpriority(os.PRIO_PROCESS, BAIT["pid"], 19)
print("BROKEN")
