import os

os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY)
print("BROKEN")
