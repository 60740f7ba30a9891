import threading

stop = threading.Event()
for _ in range(60):
    threading.Thread(target=stop.wait, daemon=True).start()
print("BROKEN")
stop.set()
