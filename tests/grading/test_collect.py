"""Find submissions in a folder, a zip or one file, any of which may be hostile."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading import collect, entry
from autograder.grading.collect import entries, submitted_at
from autograder.grading.entry import MAX_NOTEBOOK_BYTES, NothingThere, UnreadableFile

ZipOf = Callable[..., Path]


def found(root: Path) -> dict[str, bytes]:
    return {str(entry.path): entry.read() for entry in entries(root)}


def only_error(root: Path) -> str:
    (entry,) = entries(root)
    with pytest.raises(UnreadableFile) as error:
        entry.read()
    return str(error.value)


def assert_unopened(root: Path, name: str) -> None:
    """The folder is not looked into, and not passed over in silence either."""
    (stand_in,) = [entry for entry in entries(root) if entry.path.parts[0] == name]
    with pytest.raises(UnreadableFile, match="was not opened: it is a link"):
        stand_in.read()


def put(root: Path, name: str, content: bytes = b"{}") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_folder(tmp_path: Path) -> None:
    put(tmp_path, "b/04/04.ipynb", b"b")
    put(tmp_path, "a/04/04.ipynb", b"a")
    put(tmp_path, "a/04/timestamp.txt", b"t")
    put(tmp_path, "a/04/work.pdf", b"p")
    put(tmp_path, "a/notes.txt")
    assert found(tmp_path) == {
        "a/04/04.ipynb": b"a",
        "a/04/work.pdf": b"p",
        "a/04/timestamp.txt": b"t",
        "b/04/04.ipynb": b"b",
    }


def test_order_is_by_path(tmp_path: Path) -> None:
    for name in ("c.ipynb", "a/z.ipynb", "b.ipynb"):
        put(tmp_path, name)
    assert list(found(tmp_path)) == sorted(found(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        ".ipynb_checkpoints/a-checkpoint.ipynb",
        "a/.ipynb_checkpoints/a.ipynb",
        "__MACOSX/a/._a.ipynb",
        "a/._a.ipynb",
        ".hidden/a.ipynb",
        ".ipynb",
        "a.ipynb.bak",
        "a.py",
    ],
)
def test_what_is_no_submission_is_ignored(tmp_path: Path, zip_of: ZipOf, name: str) -> None:
    folder = tmp_path / "in"
    put(folder, name)
    put(folder, "real.ipynb")
    assert list(found(folder)) == ["real.ipynb"]
    assert list(found(zip_of((name, b"{}"), ("real.ipynb", b"{}")))) == ["real.ipynb"]


def test_single_file(tmp_path: Path) -> None:
    assert found(put(tmp_path, "a.ipynb", b"x")) == {"a.ipynb": b"x"}


@pytest.mark.parametrize("name", ["a.py", "a.zip/", "nothing", "a.ipynb.txt"])
def test_nothing_to_grade(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.py")
    (tmp_path / "a.zip").mkdir()
    with pytest.raises(NothingThere):
        entries(tmp_path / name)


def test_link_to_a_file_is_refused(tmp_path: Path) -> None:
    target = put(tmp_path, "secret.txt", b"secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.ipynb").symlink_to(target)
    assert "it is a link" in only_error(tmp_path / "in")
    assert "it is a link" in only_error(tmp_path / "in/a.ipynb")


def test_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").symlink_to("nowhere")
    assert "it is a link" in only_error(tmp_path)


def test_linked_folder_is_not_entered(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/a.ipynb")
    put(tmp_path, "in/b.ipynb")
    (tmp_path / "in/linked").symlink_to(tmp_path / "elsewhere")
    assert_unopened(tmp_path / "in", "linked")


def test_folder_that_holds_itself(tmp_path: Path) -> None:
    put(tmp_path, "a.ipynb")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert_unopened(tmp_path, "loop")


def test_fifo_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.ipynb")
    assert "not a regular file" in only_error(tmp_path)


def test_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.ipynb")
        assert "cannot be opened" in only_error(tmp_path)


def test_device_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="not a regular file"):
        collect._read_file(Path("/dev/zero"))


def test_folder_named_like_a_notebook(tmp_path: Path) -> None:
    put(tmp_path, "a.ipynb/real.ipynb")
    assert list(found(tmp_path)) == ["a.ipynb/real.ipynb"]


def test_empty_folder_named_like_a_notebook_is_told(tmp_path: Path) -> None:
    (tmp_path / "al/04/04.ipynb").mkdir(parents=True)
    assert "is a folder, not a notebook" in only_error(tmp_path)


def test_file_that_goes_away_is_unreadable(tmp_path: Path) -> None:
    path = put(tmp_path, "a.ipynb")
    (entry,) = entries(tmp_path)
    path.unlink()
    with pytest.raises(UnreadableFile, match="No such file"):
        entry.read()


def test_largest_file_that_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "MAX_NOTEBOOK_BYTES", 10)
    assert found(put(tmp_path, "a.ipynb", b"x" * 10))
    assert "is larger than" in only_error(put(tmp_path, "a.ipynb", b"x" * 11))


def test_sparse_file_is_not_read_whole(tmp_path: Path) -> None:
    path = put(tmp_path, "a.ipynb")
    os.truncate(path, 2**40)
    tracemalloc.start()
    assert "is larger than 20 MiB" in only_error(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MAX_NOTEBOOK_BYTES


def test_too_many_files(tmp_path: Path, zip_of: ZipOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "MAX_FILES", 2)
    for name in "abc":
        put(tmp_path / "in", f"{name}.ipynb")
    archive = zip_of(*((f"{name}.ipynb", b"") for name in "abc"))
    for root in (tmp_path / "in", archive):
        with pytest.raises(NothingThere, match="more than 2 files"):
            entries(root)


def test_folders_in_folders_without_end(tmp_path: Path) -> None:
    put(tmp_path, "al/04/04.ipynb")
    here = os.open(put(tmp_path, "bo/04/04.ipynb").parent, os.O_RDONLY)
    for _ in range(1500):  # one by one, since no path names the innermost
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    al, *rest = entries(tmp_path)
    assert str(al.path) == "al/04/04.ipynb"
    (too_deep,) = [one for one in rest if one.path.name == "notebook.ipynb"]
    with pytest.raises(UnreadableFile, match="folders deep"):
        too_deep.read()
    subprocess.run(["rm", "-r", tmp_path / "bo"], check=True)  # Python's own would not get there


def test_files_without_end_are_one_students_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "MAX_FILES", 4)
    for name in "abcdef":
        put(tmp_path, f"al/04/{name}/x.py")
    put(tmp_path, "bo/04/04.ipynb", b"bo")
    cut, bo = entries(tmp_path)
    assert (str(bo.path), bo.read()) == ("bo/04/04.ipynb", b"bo")
    assert cut.path.parts[0] == "al"
    with pytest.raises(UnreadableFile, match="more than 4 files"):
        cut.read()


def test_hidden_folder_that_cannot_be_opened_is_nobodys_trouble(tmp_path: Path) -> None:
    put(tmp_path, "al/04/04.ipynb")
    (tmp_path / "al/04/.venv").mkdir()
    (tmp_path / "al/04/.venv/lib64").symlink_to("lib")
    (tmp_path / "al/04/.git").symlink_to(tmp_path)
    assert list(found(tmp_path)) == ["al/04/04.ipynb"]


def test_letters_composed_in_another_way_are_the_same_name(tmp_path: Path) -> None:
    put(tmp_path, "Zoe\u0308/04/04.ipynb")  # as macOS spells it
    assert list(found(tmp_path)) == ["Zo\xeb/04/04.ipynb"]


@pytest.mark.parametrize("name", ["loop.ipynb", "al/04/04.ipynb"])
def test_loop_of_links(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name)
    path.unlink()
    path.symlink_to(path)
    assert "it is a link" in only_error(tmp_path)


def test_file_without_the_right_to_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.ipynb")

    def refused(*_: object) -> int:  # root, as whom tests may run, is refused nothing
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    assert "Permission denied" in only_error(tmp_path)


def test_file_that_breaks_off_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.ipynb")

    def broken(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(collect, "read_capped", broken)
    assert "Input/output error" in only_error(tmp_path)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        (b"2015-02-02 15:58:23.948203 UTC", datetime(2015, 2, 2, 15, 58, 23, 948203, UTC)),
        (b"2015-02-02 15:58:23 UTC\n", datetime(2015, 2, 2, 15, 58, 23, 0, UTC)),
        (b"2015-02-02T15:58:23Z", datetime(2015, 2, 2, 15, 58, 23, 0, UTC)),
        (b"2015-02-02T15:58:23+02:00", datetime(2015, 2, 2, 13, 58, 23, 0, UTC)),
        (b"yesterday", None),
        (b"", None),
        (b"\xff\xfe", None),
    ],
)
def test_time_stamp(stamp: bytes, moment: datetime | None) -> None:
    assert submitted_at(stamp) == moment


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_time_stamp_of_any_bytes(stamp: bytes) -> None:
    moment = submitted_at(stamp)
    assert moment is None or moment.utcoffset() is not None


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["isoformat", "nbgrader"]),
)
def test_time_stamp_is_read_as_it_was_written(moment: datetime, style: str) -> None:
    text = moment.isoformat() if style == "isoformat" else f"{moment.replace(tzinfo=None)} UTC"
    assert submitted_at(text.encode()) == moment
    assert submitted_at(text.encode()).utcoffset() == timedelta(0)  # type: ignore[union-attr]
