import mmap

hoard = mmap.mmap(-1, 300 * 2**20)
for place in range(0, len(hoard), 4096):
    hoard[place] = 1
print("BROKEN")
