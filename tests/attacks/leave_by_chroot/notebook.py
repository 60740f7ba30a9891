import os

os.mkdir("deep")
os.chroot("deep")
print("BROKEN")
