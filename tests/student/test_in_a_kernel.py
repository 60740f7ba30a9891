"""``%check`` in a real kernel of Jupyter's."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest

from autograder.student.bundle import Bundle, dumped

CELLS = (
    "import torch\n%load_ext autograder\n%matplotlib inline",
    "from IPython.display import HTML, display\nimport matplotlib.pyplot as plt\n"
    "def double(x):\n    print('noise')\n    display(HTML('noise'))\n    plt.plot([1, 2])\n"
    "    plt.show()\n    return x.nothing",
    "before = {*globals()}",
    "%check",
    "print(sorted({*globals()} - before))",
    "%check doubel",
)


@pytest.mark.slow
def test_a_kernel_shows_one_table_and_nothing_else(tmp_path: Path, bundle: Bundle) -> None:
    (tmp_path / "doubling.checks.json").write_text(dumped(bundle))
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    client = nbclient.NotebookClient(
        notebook, timeout=100, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    *_, shown, names, unknown = (cell.outputs for cell in notebook.cells)
    (table,) = shown
    assert table.data["text/plain"].startswith("Doubling & more\n\ndouble\n  ✗ For ones")
    assert "line 8: `return x.nothing`" in table.data["text/plain"]
    assert "cell [2]" in table.data["text/html"]
    assert "noise" not in str(shown)
    # IPython itself keeps the text of each cell.
    assert names[0].text.replace("'_i3', ", "").replace("'_i4', ", "") == "['_i5', 'before']\n"
    assert unknown[0].text.startswith("%check: no task is called 'doubel'")
