import resource

resource.setrlimit(resource.RLIMIT_CORE, (2**20, 2**20))
print("BROKEN")
