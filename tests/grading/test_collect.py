"""Find submissions in a folder, a zip or one file, any of which may be hostile."""

from __future__ import annotations

import os
import socket
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading import collect
from autograder.grading.collect import (
    MAX_NOTEBOOK_BYTES,
    NothingThere,
    UnreadableFile,
    entries,
    submitted_at,
)

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


def test_file_that_goes_away_is_unreadable(tmp_path: Path) -> None:
    path = put(tmp_path, "a.ipynb")
    (entry,) = entries(tmp_path)
    path.unlink()
    with pytest.raises(UnreadableFile, match="No such file"):
        entry.read()


def test_largest_file_that_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "MAX_NOTEBOOK_BYTES", 10)
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
    monkeypatch.setattr(collect, "MAX_FILES", 2)
    for name in "abc":
        put(tmp_path / "in", f"{name}.ipynb")
    archive = zip_of(*((f"{name}.ipynb", b"") for name in "abc"))
    for root in (tmp_path / "in", archive):
        with pytest.raises(NothingThere, match="more than 2 files"):
            entries(root)


def test_zip(zip_of: ZipOf) -> None:
    archive = zip_of(("a/04/04.ipynb", b"a"), ("a/04/timestamp.txt", b"t"), ("a/x.csv", b""))
    assert found(archive) == {"a/04/04.ipynb": b"a", "a/04/timestamp.txt": b"t"}


@pytest.mark.parametrize("name", ["../a.ipynb", "a/../../b.ipynb", "a/..", "/../a.ipynb"])
def test_zip_member_that_climbs_is_ignored(zip_of: ZipOf, name: str) -> None:
    assert list(found(zip_of((name, b""), ("b.ipynb", b"")))) == ["b.ipynb"]


@pytest.mark.parametrize("name", ["/etc/a.ipynb", "etc//a.ipynb", "./etc/a.ipynb"])
def test_zip_member_has_a_path_below_the_root(zip_of: ZipOf, name: str) -> None:
    assert found(zip_of((name, b"x"))) == {"etc/a.ipynb": b"x"}


def test_zip_with_a_name_twice_shows_both(zip_of: ZipOf) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive = zip_of(("a.ipynb", b"1"), ("a.ipynb", b"2"))
    assert [entry.read() for entry in entries(archive)] == [b"1", b"2"]


def test_link_in_a_zip_is_only_its_text(zip_of: ZipOf, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    link = zipfile.ZipInfo("a.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert found(path) == {"a.ipynb": b"/etc/passwd"}


def test_encrypted_member_is_unreadable(zip_of: ZipOf) -> None:
    path = zip_of(("a.ipynb", b"x" * 99))
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        content[content.find(signature) + offset] |= 1
    path.write_bytes(content)
    assert "encrypted" in only_error(path)


def test_member_with_a_wrong_checksum_is_unreadable(zip_of: ZipOf) -> None:
    path = zip_of(("a.ipynb", b"x" * 99), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"xxxxxx", b"yyyyyy"))
    assert "CRC" in only_error(path)


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\3\4" + b"\0" * 99])
def test_what_is_no_zip(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NothingThere, match="zip"):
        entries(put(tmp_path, "all.zip", content))


@given(data=st.data())
def test_truncated_zip_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("cut") / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/a.ipynb", b"{}" * 200)
    content = path.read_bytes()
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(NothingThere):
        entries(path)


def test_bomb_is_not_inflated_beyond_the_cap(zip_of: ZipOf) -> None:
    path = zip_of(("a.ipynb", b"\0" * (8 * MAX_NOTEBOOK_BYTES)))
    assert path.stat().st_size < 2**20
    tracemalloc.start()
    assert "is larger than 20 MiB" in only_error(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MAX_NOTEBOOK_BYTES


def test_listing_a_zip_inflates_nothing(zip_of: ZipOf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zip_of(("a.ipynb", b"{}"))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert len(entries(path)) == 1


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
