len(str(hash(7 ** (3 * 10**6) % 10**1000 + 3 ** (10**7))))
print("BROKEN")
