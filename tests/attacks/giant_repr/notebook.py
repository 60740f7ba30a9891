class Long:
    def __repr__(self):
        return "x" * 10**9


text = repr(Long())
print("BROKEN")
