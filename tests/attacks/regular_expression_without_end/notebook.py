import re

re.match("(a+)+$", "a" * 25 + "b")
print("BROKEN")
