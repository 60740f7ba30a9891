import sys

sys.setrecursionlimit(10**8)
deep = []
for _ in range(10**6):
    deep = [deep]


def double(x):
    return repr(deep)
