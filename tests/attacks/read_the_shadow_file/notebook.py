open("/etc/shadow").read()
print("BROKEN")
