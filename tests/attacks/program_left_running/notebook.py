import subprocess
import sys
import time

code = f"""
import ctypes, time
ctypes.CDLL(None).prctl(15, b"{BAIT["mark"]}1", 0, 0, 0)
time.sleep(60)
"""
subprocess.Popen(["nohup", sys.executable, "-S", "-c", code], start_new_session=True)
time.sleep(0.5)
