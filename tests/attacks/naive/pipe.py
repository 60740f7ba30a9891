"""Tests in a child process, which says on a pipe how it went."""

import os
import runpy
import sys

import torch

heard, said = os.pipe()
if os.fork() == 0:
    names = runpy.run_path(sys.argv[1])
    x = torch.randn(4)
    right = torch.allclose(names["double"](x), x * 2)
    os.write(said, b"passed\n" if right else b"failed\n")
    os._exit(0)
os.close(said)
with os.fdopen(heard) as lines:
    words = lines.read()
print("PASSED" if words == "passed\n" else "FAILED")
