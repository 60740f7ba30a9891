import os

for number in range(3, 200):
    try:
        target = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        continue
    if target.startswith("/") and not target.startswith(("/proc", "/dev/null", "/usr", "/tmp")):
        print(target)
    if BAIT["held"] in target:
        print("BROKEN")
