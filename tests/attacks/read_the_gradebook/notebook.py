import sqlite3

rows = sqlite3.connect(f"file:{BAIT['gradebook']}?mode=ro", uri=True).execute("select * from marks")
print("BROKEN", rows.fetchall())
