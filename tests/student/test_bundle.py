"""The file of a bundle: read back as it was written, and refused with one sentence otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.student.beside import bundle_beside, bundle_of_kernel
from autograder.student.bundle import Bundle, StudentError, dumped, load, parsed


def test_a_bundle_is_read_as_it_was_written(bundle: Bundle) -> None:
    assert parsed(dumped(bundle).encode()) == bundle


def test_the_source_can_be_read_by_people(bundle: Bundle) -> None:
    assert '\n  "    x = torch.ones(2)",\n' in dumped(bundle)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"format": 1}', "cannot be read"),
        (b'{"format": 2, "new": 1}', "another version of this package"),
        (b"[" * 10**5, "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x.checks.json"
    path.write_bytes(content)
    with pytest.raises(StudentError, match=rf"^x.checks.json .*{says}.*\.$"):
        load(path)


def put(folder: Path, bundle: Bundle, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.checks.json").write_text(dumped(bundle))


def test_the_bundle_beside_a_notebook_is_found(tmp_path: Path, bundle: Bundle) -> None:
    put(tmp_path, bundle, "other")
    assert bundle_beside(tmp_path / "mine.ipynb") == bundle


@pytest.mark.parametrize(("stem", "slug"), [("mine", "two"), ("two", None), ("two", "gone")])
def test_of_several_the_metadata_or_else_the_name_tells(
    tmp_path: Path, bundle: Bundle, stem: str, slug: str | None
) -> None:
    put(tmp_path, bundle, "two")
    (tmp_path / "one.checks.json").write_text("{}")
    assert bundle_beside(tmp_path / f"{stem}.ipynb", slug) == bundle


def test_several_that_nothing_tells_apart_are_listed(tmp_path: Path, bundle: Bundle) -> None:
    put(tmp_path, bundle, "one", "two")
    with pytest.raises(
        StudentError, match=r"one.checks.json, two.checks.json\); name one with --b"
    ):
        bundle_beside(tmp_path / "mine.ipynb")


def test_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(StudentError, match="no visible checks here: put the file"):
        bundle_beside(tmp_path / "mine.ipynb")


@pytest.mark.parametrize("teller", ["jupyter", "code", "folder"])
def test_a_kernel_finds_its_bundle(
    tmp_path: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch, teller: str
) -> None:
    """By what Jupyter says, what Visual Studio Code says, or the folder it runs in."""
    (tmp_path / "elsewhere").mkdir()
    put(tmp_path / "here", bundle, "a", "b")
    notebook = str(tmp_path / "here" / "b.ipynb")
    names: dict[str, object] = {"__vsc_ipynb_file__": notebook} if teller == "code" else {}
    environment = {"JPY_SESSION_NAME": notebook} if teller == "jupyter" else {}
    monkeypatch.chdir(tmp_path / ("elsewhere" if teller != "folder" else "here"))
    if teller == "folder":
        (tmp_path / "here" / "a.checks.json").unlink()
    assert bundle_of_kernel(names, environment) == bundle
