"""Your class computes the right numbers, but it is no nn.Module. What stands in brackets after the
name of the class?
"""

FAILS = ("check_two_layer_owns_nothing",)


class TwoLayer:
    def __call__(self, input, w1, w2):
        return (input @ w1).clamp(min=0) @ w2
