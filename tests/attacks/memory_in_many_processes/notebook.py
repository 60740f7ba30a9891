import os
import time

for _ in range(4):
    if os.fork() == 0:
        hoard = bytearray(320 * 2**20)
        time.sleep(1.5)
        os._exit(0)
try:
    while True:
        os.wait()
except ChildProcessError:
    print("BROKEN")
