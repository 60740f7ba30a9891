import site

with open(site.getsitepackages()[0] + "/sitecustomize.py", "x") as file:
    file.write("raise SystemExit")
print("BROKEN")
import os

os.remove(file.name)
