import os
import time

for _ in range(6):
    if os.fork() == 0:
        hoard = bytearray(350 * 2**20)
        time.sleep(1.5)
        os._exit(0)
try:
    while True:
        os.wait()
except ChildProcessError:
    print("BROKEN")
