"""Find the bundle that came with a notebook: it lies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.student.bundle import SUFFIX, Bundle, StudentError, load

_NONE = (
    "no visible checks here: put the file named like the notebook, but with the ending "
    f"{SUFFIX}, beside the notebook; it came in the same folder"
)


def bundle_beside(notebook: Path, slug: str | None = None) -> Bundle:
    """The bundle in the folder of a notebook.

    Args:
        notebook: the file; where there are several bundles, its name tells which.
        slug: the assignment that its metadata name, which tells before its name does.

    Raises:
        StudentError: there is none, or there are several.
    """
    return load(_chosen(_in_folder(notebook.parent), [slug, notebook.stem]))


def bundle_of_kernel(names: Mapping[str, object], environment: Mapping[str, str]) -> Bundle:
    """The bundle beside the notebook that a kernel runs, as far as that can be known.

    Args:
        names: the kernel's; Visual Studio Code tells the notebook's path there.
        environment: Jupyter tells it there.

    Raises:
        StudentError: there is none, or there are several.
    """
    told = [names.get("__vsc_ipynb_file__"), environment.get("JPY_SESSION_NAME")]
    notebooks = [Path(path) for path in told if isinstance(path, str) and path]
    folders = [*(notebook.parent for notebook in notebooks), Path.cwd()]
    found = next(filter(None, map(_in_folder, folders)), [])
    return load(_chosen(found, [notebook.stem for notebook in notebooks], " --bundle FILE"))


def _in_folder(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except OSError:
        return []


def _chosen(found: list[Path], stems: Iterable[str | None], how: str = " --bundle FILE") -> Path:
    if not found:
        raise StudentError(f"{_NONE}, or name it with{how}.")
    by_name = {path.name.removesuffix(SUFFIX): path for path in found}
    for stem in stems:
        if stem in by_name:
            return by_name[stem]
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise StudentError(f"several visible checks lie here ({names}); name one with{how}.")
    return found[0]
