import os

held = [os.open("/dev/null", os.O_RDONLY) for _ in range(300)]
print("BROKEN")
