"""Lines that work where the student works, in Colab, on Windows or at a keyboard, but not here.

Each line stands alone in a cell, then at the top of a task's cell: neither may cost a point.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from gradebook.records import Attempt

Grade = Callable[[bytes], Attempt]

pytestmark = pytest.mark.slow

# What the line is, and what the note must say; no note where nothing failed.
LINES = {
    "input": ("name = input('Your name? ')", "nobody sits at a keyboard"),
    "getpass": ("import getpass; getpass.getpass()", "nobody sits at a keyboard"),
    "pip with !": ("!pip install torchinfo", ""),
    "python -m pip": ("!python -m pip install -q torchinfo --upgrade", ""),
    "pip with %": ("%pip install torchinfo", ""),
    "pip of something here": ("%pip install torch", ""),
    "conda": ("%conda install -y torchinfo", ""),
    "apt": ("!apt-get install -y graphviz", ""),
    "a package that is not here": ("import torchinfo", "No module named 'torchinfo'"),
    "cd": ("%cd /content/drive/MyDrive/course", ""),
    "os.chdir": ("import os; os.chdir('/content/drive')", "FileNotFoundError"),
    "matplotlib inline": ("%matplotlib inline", ""),
    "matplotlib notebook": ("%matplotlib notebook", ""),
    "matplotlib widget": ("%matplotlib widget", ""),
    "retina": ("%config InlineBackend.figure_format = 'retina'", ""),
    "autoreload": ("%load_ext autoreload\n%autoreload 2", ""),
    "tensorboard": ("%load_ext tensorboard", ""),
    "a magic of Colab": ("%tensorflow_version 2.x", ""),
    "shell magic": ("%ls", ""),
    "drive": ("from google.colab import drive\ndrive.mount('/content/drive')", ""),
    "upload": ("from google.colab import files\nuploaded = files.upload()", ""),
    "secrets": ("from google.colab import userdata\nuserdata.get('KEY')", ""),
    "asks for Colab": (
        "import sys\nassert 'google.colab' not in sys.modules\n"
        "assert 'colab' not in str(get_ipython())",
        "",
    ),
    "Windows path": (r"open('C:\\Users\\me\\data.csv')", "FileNotFoundError"),
    "table at a Windows path": (
        r"import pandas as pd; pd.read_csv(r'C:\Users\me\data.csv')",
        "FileNotFoundError",
    ),
    "warning": ("import warnings; warnings.warn('old')", ""),
    "stderr": ("import sys; print('careful', file=sys.stderr)", ""),
    "log": ("import logging; logging.warning('careful')", ""),
    "download": (
        "import urllib.request; urllib.request.urlopen('https://example.org', timeout=9)",
        "Your code raised",
    ),
    "wget": ("!wget -q https://example.org/data.csv", ""),
    "failed test": ("assert 1 == 2, 'not yet'", "not yet"),
    "clear the screen": ("import os; os.system('cls')", ""),
    "clear the output": ("from IPython.display import clear_output; clear_output()", ""),
}


def all_right(attempt: Attempt, note: str) -> None:
    assert (attempt.status, attempt.score) == ("graded", 20), attempt.note
    assert re.search(note, attempt.note) if note else not attempt.note, attempt.note


@pytest.mark.parametrize("case", LINES)
def test_in_a_cell_of_its_own(case: str, right: dict[str, Any], graded: Grade) -> None:
    line, note = LINES[case]
    right["cells"].insert(1, {"cell_type": "code", "source": line})
    all_right(graded(json.dumps(right).encode()), note)


@pytest.mark.parametrize("case", LINES)
def test_above_the_imports_and_a_function(case: str, right: dict[str, Any], graded: Grade) -> None:
    line, note = LINES[case]
    for cell in right["cells"]:
        if {"import torch", "def zscore(x):\n"} & set(cell["source"]):
            cell["source"] = [f"{line}\n", *cell["source"]]
    all_right(graded(json.dumps(right).encode()), note)


@pytest.mark.parametrize("wrong", ["1/0", "assert False"])
def test_a_draft_below_an_error_replaces_nothing(
    wrong: str, right: dict[str, Any], graded: Grade
) -> None:
    """As in Jupyter, where the cell ends at its error."""
    draft = f"{wrong}\ndef zscore(x):\n    return x\ntorch = 3"
    right["cells"].append({"cell_type": "code", "source": draft})
    all_right(graded(json.dumps(right).encode()), "did not run to its end")


def test_what_a_failed_cell_defines_further_down_may_need_more(
    right: dict[str, Any], graded: Grade
) -> None:
    for cell in right["cells"]:
        if "def zscore(x):\n" in cell["source"]:
            code = "".join(cell["source"]).replace("dim=0", "dim=ROWS")
            above = "import torchinfo\nfrom nowhere import y\nROWS = 0\nslow = [1 for _ in ROWS]\n"
            cell["source"] = above + code
    all_right(graded(json.dumps(right).encode()), "No module named 'torchinfo'")
