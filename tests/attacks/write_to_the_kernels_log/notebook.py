import os

os.open("/dev/kmsg", os.O_WRONLY)
print("BROKEN")
