"""On the CPU, CUDA is out of reach in the same words, in a box as in the trusted process."""

from __future__ import annotations

import subprocess
import sys

from autograder.sandbox.box import Box
from autograder.sandbox.zygote import Zygote
from autograder.wire.limits import Limits

TRY = """
import torch
print(torch.cuda.is_available(), torch.cuda.device_count())
for tied in (lambda: torch.ones(2).cuda(), lambda: torch.ones(2, device="cuda"),
             lambda: torch.nn.Linear(2, 2).to("cuda"), lambda: torch.cuda.init()):
    try:
        tied()
    except Exception as error:
        print(type(error).__name__, error)
"""
SAID = "False 0\n" + 4 * "RuntimeError No CUDA GPUs are available\n"


def test_a_box_says_so(zygote: Zygote) -> None:
    with Box(zygote, Limits()) as box:
        assert box.run_cell(1, TRY, 10).output == SAID


def test_the_trusted_process_says_so() -> None:
    code = f"from autograder.wire.no_gpu import hide_gpus\nhide_gpus()\n{TRY}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == SAID


def test_it_can_be_taken_back() -> None:
    code = """
import os
os.environ["CUDA_VISIBLE_DEVICES"] = "3"
import torch
start = torch.cuda._lazy_init
from autograder.wire.no_gpu import hide_gpus, show_gpus
hide_gpus()
assert torch.cuda._lazy_init is not start and os.environ["CUDA_VISIBLE_DEVICES"] == ""
show_gpus()
assert torch.cuda._lazy_init is start and os.environ["CUDA_VISIBLE_DEVICES"] == "3"
"""
    subprocess.run([sys.executable, "-c", code], check=True)
