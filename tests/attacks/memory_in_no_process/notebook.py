import os

os.write(os.memfd_create("x"), b"x")
print("BROKEN")
