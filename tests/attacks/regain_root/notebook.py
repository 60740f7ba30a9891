import os

os.setuid(0)
os.chown("/usr", 0, 0)
print("BROKEN")
