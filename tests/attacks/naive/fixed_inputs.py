"""Asks the same every time."""

import runpy
import sys

import torch

result = runpy.run_path(sys.argv[1])["double"](torch.arange(4.0))
assert torch.equal(torch.as_tensor(result), torch.tensor([0.0, 2.0, 4.0, 6.0]))
print("PASSED")
