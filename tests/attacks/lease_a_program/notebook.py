import fcntl
import os
import sysconfig

seldom_read = os.path.join(sysconfig.get_path("stdlib"), "this.py")
file = os.open(seldom_read, os.O_RDONLY)
fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
print("BROKEN")
