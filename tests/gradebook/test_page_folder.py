"""Pages are written where they belong, whatever names students have."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.errors import GradebookError
from gradebook.pages.folder import PageFolder, safe_name

names = st.text(st.characters(codec=None), max_size=300)
hostile = st.sampled_from(
    ["..", ".", "/", "\\", "a/../b", "%2E%2E", "\0", "C:", "~", "", " ", "é" * 90]
)


@pytest.mark.parametrize("name", ["amara", "chen-wei", "Ødegård Björn", "a.b@c+d", "李雷"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert safe_name(name) == name


@given(names | hostile)
def test_a_safe_name_is_one_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert Path("x", safe).parts == ("x", safe)
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    assert 0 < len(safe.encode()) <= 240
    assert safe.isprintable()


@given(names | hostile, names | hostile)
def test_two_names_never_become_one(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


def test_a_long_name_cannot_be_forged() -> None:
    """A short name that is escaped to look as the long one is cut."""
    for count in range(300, 400):
        safe = safe_name("a" * count)
        kept, digest = safe[:60], safe[61:]
        if digest[:2].isdecimal():  # then it could be an escaped character
            assert safe_name(kept + chr(int(digest[:2], 16)) + digest[2:]) != safe
    assert safe_name(safe) != safe


@pytest.mark.parametrize("name", ["..", "../..", "a/../../..", "/etc", "..%2f..", "\0"])
def test_nothing_is_written_outside(name: str, tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "pages"
    PageFolder(inside).write(f"{safe_name(name)}/{safe_name(name)}.html", "page")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 1
    assert written[0].is_relative_to(inside)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = PageFolder(tmp_path / "pages")
    (tmp_path / "pages" / "ada").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(GradebookError, match="leads out of"):
        folder.write("ada/page.html", "page")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_page_that_is_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine")
    folder = PageFolder(tmp_path / "pages")
    (tmp_path / "pages" / "page.html").symlink_to(kept)
    folder.write("page.html", "page")
    assert (kept.read_text(), (tmp_path / "pages" / "page.html").read_text()) == ("mine", "page")


def test_where_a_file_stands_in_the_way_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GradebookError, match="no pages can be written into"):
        PageFolder(tmp_path / "file")
