import resource

limit = resource.prlimit(BAIT["pid"], resource.RLIMIT_NOFILE)
resource.prlimit(BAIT["pid"], resource.RLIMIT_NOFILE, limit)
print("BROKEN")
