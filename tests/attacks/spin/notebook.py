import time

end = time.process_time() + 2
while time.process_time() < end:
    pass
print("BROKEN")
