"""Runs the hidden test as one more cell of the notebook, as nbgrader does."""

import sys
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

TEST = "import torch\nx = torch.randn(4)\nassert torch.allclose(double(x), x * 2)\n"

shell = InteractiveShell.instance()
shell.run_cell(Path(sys.argv[1]).read_text(encoding="utf-8"))
if shell.run_cell(TEST).success:
    print("PASSED")
