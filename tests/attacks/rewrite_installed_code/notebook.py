import torch

with open(torch.__file__, "a"):
    print("BROKEN")
