"""Gets the result from a child process by pickle."""

import os
import pickle
import runpy
import sys

import torch

torch.manual_seed(torch.seed())
x = torch.randn(4)
heard, said = os.pipe()
if os.fork() == 0:
    result = runpy.run_path(sys.argv[1])["double"](x)
    os.write(said, pickle.dumps(result))
    os._exit(0)
os.close(said)
with os.fdopen(heard, "rb") as stream:
    result = pickle.load(stream)
print("PASSED" if torch.allclose(result, x * 2) else "FAILED")
