"""Find submissions in a zip, whose names, sizes and bytes may all be lies."""

from __future__ import annotations

import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading import zipped
from autograder.grading.collect import entries
from autograder.grading.entry import MAX_NOTEBOOK_BYTES, NothingThere, UnreadableFile

ZipOf = Callable[..., Path]


def found(root: Path) -> dict[str, bytes]:
    return {str(entry.path): entry.read() for entry in entries(root)}


def only_error(root: Path) -> str:
    (entry,) = entries(root)
    with pytest.raises(UnreadableFile) as error:
        entry.read()
    return str(error.value)


def test_zip(zip_of: ZipOf) -> None:
    archive = zip_of(("a/04/04.ipynb", b"a"), ("a/04/timestamp.txt", b"t"), ("a/x.csv", b""))
    assert found(archive) == {"a/04/04.ipynb": b"a", "a/04/timestamp.txt": b"t"}


@pytest.mark.parametrize(
    "name", ["../a.ipynb", "a/../../b.ipynb", "/../a.ipynb", "..\\a.ipynb", "C:\\..\\a.ipynb"]
)
def test_member_that_climbs_is_nobodys_and_told(zip_of: ZipOf, name: str) -> None:
    climbing, honest = entries(zip_of((name, b"{}"), ("b.ipynb", b"{}")))
    assert (str(honest.path), honest.read()) == ("b.ipynb", b"{}")
    assert ".." not in climbing.path.parts
    with pytest.raises(UnreadableFile, match="leads out of the zip"):
        climbing.read()


@pytest.mark.parametrize("name", ["a\\04\\04.ipynb", "C:\\a\\04\\04.ipynb", "C:/a/04/04.ipynb"])
def test_names_as_windows_writes_them(zip_of: ZipOf, name: str) -> None:
    assert found(zip_of((name, b"x"))) == {"a/04/04.ipynb": b"x"}


def test_letters_composed_in_another_way_are_the_same_name(zip_of: ZipOf) -> None:
    assert list(found(zip_of(("Zoe\u0308/04/04.ipynb", b"x")))) == ["Zo\xeb/04/04.ipynb"]


def test_member_without_a_name(zip_of: ZipOf) -> None:
    path = zip_of(("xy.ipynb", b"{}"), ("b.ipynb", b"{}"))
    path.write_bytes(path.read_bytes().replace(b"xy.ipynb", b"\0y.ipynb"))
    assert list(found(path)) == ["b.ipynb"]


def test_name_that_no_file_can_have(zip_of: ZipOf) -> None:
    path = zip_of(("a" * 60_000 + "/04/04.ipynb", b"{}"), ("b/04/04.ipynb", b"{}"))
    long, honest = entries(path)
    assert (str(honest.path), honest.read()) == ("b/04/04.ipynb", b"{}")
    assert len(str(long.path)) < 300
    with pytest.raises(UnreadableFile, match="too long"):
        long.read()


@pytest.mark.parametrize("name", ["/etc/a.ipynb", "etc//a.ipynb", "./etc/a.ipynb"])
def test_member_has_a_path_below_the_root(zip_of: ZipOf, name: str) -> None:
    assert found(zip_of((name, b"x"))) == {"etc/a.ipynb": b"x"}


def test_zip_with_a_name_twice_shows_both(zip_of: ZipOf) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive = zip_of(("a.ipynb", b"1"), ("a.ipynb", b"2"))
    assert [entry.read() for entry in entries(archive)] == [b"1", b"2"]


def test_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    link = zipfile.ZipInfo("a.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "it is a link" in only_error(path)


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
    path = tmp_path / "all.zip"
    path.write_bytes(content)
    with pytest.raises(NothingThere, match="zip"):
        entries(path)


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


def test_zip_in_a_zip_is_not_opened(zip_of: ZipOf) -> None:
    inner = zip_of(("bo/04/04.ipynb", b"{}")).read_bytes()
    path = zip_of(("al/04/all.zip", inner), ("al/05/05.ipynb", inner))
    assert found(path) == {"al/04/all.zip": inner, "al/05/05.ipynb": inner}


def test_members_that_share_their_bytes_are_each_capped(zip_of: ZipOf) -> None:
    """A bomb of one kernel and many members: all records point at the same bytes."""
    path = zip_of(("a.ipynb", b"\0" * (2 * MAX_NOTEBOOK_BYTES)))
    content = path.read_bytes()
    end = content.rindex(b"PK\5\6")
    (start,) = struct.unpack_from("<I", content, end + 16)
    records = content[start:end] * 50
    counts = struct.pack("<HHIIH", 50, 50, len(records), start, 0)
    path.write_bytes(content[:start] + records + content[end : end + 8] + counts)
    members = entries(path)
    assert len(members) == 50
    tracemalloc.start()
    for member in members[:5]:
        with pytest.raises(UnreadableFile):  # too large; newer Pythons see that they overlap
            member.read()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MAX_NOTEBOOK_BYTES


def test_directory_of_a_zip_is_capped(zip_of: ZipOf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zip_of(*((f"{i}.ipynb", b"") for i in range(200)))
    monkeypatch.setattr(zipped, "MAX_DIRECTORY_BYTES", 5000)
    with pytest.raises(NothingThere, match="too many files"):
        entries(path)


def test_many_members_are_read_in_one_pass(zip_of: ZipOf) -> None:
    path = zip_of(*((f"s{i}/04/04.ipynb", b"{}") for i in range(20_000)))
    members = entries(path)
    started = time.process_time()
    assert all(entry.read() == b"{}" for entry in members[:200])
    assert time.process_time() - started < 2  # listing it anew for each takes over twenty


@given(data=st.data())
def test_zip_with_wrong_bytes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bent") / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/04/04.ipynb", b"{}" * 200)
        archive.writestr("b/04/04.ipynb", b"[]" * 200)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        members = entries(path)
    except NothingThere:
        return
    for member in members:
        try:
            assert member.read() in (b"{}" * 200, b"[]" * 200)
        except UnreadableFile:
            continue
