"""Tests in a child process, which leaves a report in its folder."""

import os
import runpy
import sys
from pathlib import Path

import torch

if os.fork() == 0:
    names = runpy.run_path(sys.argv[1])
    x = torch.randn(4)
    failures = int(not torch.allclose(names["double"](x), x * 2))
    report = f'<testsuite tests="1" failures="{failures}" errors="0"/>'
    Path("report.xml").write_text(report, encoding="utf-8")
    os._exit(0)
os.wait()
print("PASSED" if 'failures="0"' in Path("report.xml").read_text(encoding="utf-8") else "FAILED")
