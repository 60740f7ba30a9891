import os

terminal = os.open(BAIT["terminal"], os.O_WRONLY | os.O_NOCTTY)
os.write(terminal, b"100 of 100")
print("BROKEN")
