import fcntl
import os
import signal
import socket
import time

F_SETSIG = 10


def grader():
    """R or S where it goes on, T where it was stopped."""
    with open(f"/proc/{BAIT['pid']}/stat") as words:
        return words.read().rpartition(")")[2].split()[0]


def send(number):
    one, other = socket.socketpair()
    fcntl.fcntl(one, fcntl.F_SETOWN, BAIT["pid"])
    fcntl.fcntl(one, F_SETSIG, number)
    fcntl.fcntl(one, fcntl.F_SETFL, os.O_ASYNC)
    other.send(b"x")
    time.sleep(0.2)


send(signal.SIGSTOP)
if grader() == "T":
    print("BROKEN")
send(signal.SIGCONT)
