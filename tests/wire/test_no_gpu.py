"""On the CPU, CUDA is out of reach in the same words, in a box as in the trusted process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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


START = """
import os, subprocess, sys, torch
start = torch.cuda._lazy_init
from autograder.wire.no_gpu import hide_gpus, show_gpus
hide_gpus()
assert torch.cuda._lazy_init is not start and os.environ["CUDA_VISIBLE_DEVICES"] == ""
again = "from autograder.wire.no_gpu import *; show_gpus(); import os; print(asked_for()); "
again += "print(os.environ.get('CUDA_VISIBLE_DEVICES'))"
subprocess.run([sys.executable, "-c", again], check=True)
show_gpus()
assert torch.cuda._lazy_init is start
print(os.environ.get("CUDA_VISIBLE_DEVICES"))
"""


@pytest.mark.parametrize("visible", ["3", "0,GPU-1f", "", None])
def test_it_can_be_taken_back_here_and_in_what_is_started(visible: str | None) -> None:
    environment = {k: v for k, v in os.environ.items() if "CUDA_VISIBLE" not in k}
    environment |= {} if visible is None else {"CUDA_VISIBLE_DEVICES": visible}
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == f"{visible}\n" * 3
