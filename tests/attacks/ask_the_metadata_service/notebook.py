import urllib.request

urllib.request.urlopen(f"http://{BAIT['address']}:{BAIT['web_port']}/latest/meta-data", timeout=2)
print("BROKEN")
