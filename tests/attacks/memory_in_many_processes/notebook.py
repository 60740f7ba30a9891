import os

ready, holding = os.pipe()
wait, _release = os.pipe()
for _ in range(4):
    if os.fork() == 0:
        hoard = bytearray(200 * 2**20)
        os.write(holding, b"x")
        os.read(wait, 1)
for _ in range(4):
    os.read(ready, 1)
print("BROKEN")
