"""The error comes, but by then the model has already taken from the file whatever did fit. All
or nothing: find out first, or put back what was there. (If you do put it back: was it a
copy?)
"""

FAILS = ("check_load_weights_is_all_or_nothing",)


def load_weights(path, model):
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
