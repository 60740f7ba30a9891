import torch

x = torch.ones(2**28)
print("BROKEN")
