"""All five tensors have one dtype, the one that PyTorch picks by itself. Only their names in the
dict differ. How do you tell PyTorch which dtype you want?
"""

FAILS = ("check_typed_of_the_notes", "check_typed")


def typed(values):
    names = ("float32", "float64", "int16", "int32", "int64")
    return {name: torch.tensor(values) for name in names}
