"""Runs the tests in the same process as the code that they test, as courses often do."""

import os
import runpy
import sys

import torch

os.environ["PYTEST_CURRENT_TEST"] = "test_double"


def reference(x):
    return x * 2


def main():
    names = runpy.run_path(sys.argv[1])
    torch.manual_seed(torch.seed())
    x = torch.randn(4)
    result = names["double"](x)
    assert torch.allclose(result, reference(x))
    print("PASSED")


if __name__ == "__main__":
    main()
