class Long:
    def __repr__(self):
        return "x" * (300 * 2**20)


text = repr(Long())
print("BROKEN")
