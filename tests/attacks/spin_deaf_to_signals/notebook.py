import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
end = time.process_time() + 4
while time.process_time() < end:
    pass
print("BROKEN")
