import os
import time


def double(x):
    if os.fork() == 0:
        time.sleep(30)
    os._exit(0)
