"""From files to submissions: who handed in what for which assignment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from autograder.grading import submission
from autograder.grading.entry import Entry, NothingThere, UnreadableFile
from autograder.grading.submission import Submission, Unplaced, submissions

SLUGS = ["04-autograd", "06-manual-backprop"]
NotebookBytes = Callable[..., bytes]


def entry(path: str, content: bytes | None = b"{}") -> Entry:
    def read() -> bytes:
        if content is None:
            raise UnreadableFile("it is a link")
        return content

    return Entry(PurePosixPath(path), read)


def placed(*entries: Entry, only: str | None = None) -> list[tuple[str, str]]:
    found, unplaced = submissions(entries, SLUGS, only)
    assert not unplaced
    return [(one.student, one.slug) for one in found]


def one_of(*entries: Entry, only: str | None = None) -> Submission:
    (found, *_), _ = submissions(entries, SLUGS, only)
    return found


def test_layout_of_nbgrader() -> None:
    files = [entry(f"{who}/{slug}/{slug}.ipynb") for who in ("bo", "al") for slug in SLUGS]
    assert placed(*files) == [(who, slug) for slug in SLUGS for who in ("al", "bo")]


def test_layout_of_nbgrader_below_other_folders() -> None:
    assert placed(entry("submitted/al/04-autograd/x.ipynb")) == [("al", "04-autograd")]


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("al_04-autograd.ipynb", "al"),
        ("04-autograd-al.ipynb", "al"),
        ("al 04-autograd.ipynb", "al"),
        ("al.lee.04-autograd.ipynb", "al.lee"),
        ("04-autograd.ipynb", "04-autograd"),
        ("downloads/04-autograd.ipynb", "downloads"),
    ],
)
def test_flat_by_name(name: str, student: str) -> None:
    assert placed(entry(name)) == [(student, "04-autograd")]


def test_longest_assignment_in_a_name_counts() -> None:
    found, _ = submissions(
        [entry("al_04-autograd-extra.ipynb")], ["04-autograd", "04-autograd-extra"]
    )
    assert [(one.student, one.slug) for one in found] == [("al", "04-autograd-extra")]


def test_by_metadata(notebook_bytes: NotebookBytes) -> None:
    content = notebook_bytes("x = 1", assignment="06-manual-backprop")
    assert placed(entry("al.ipynb", content)) == [("al", "06-manual-backprop")]


def test_metadata_beats_the_name(notebook_bytes: NotebookBytes) -> None:
    content = notebook_bytes(assignment="06-manual-backprop")
    assert placed(entry("al/04-autograd.ipynb", content)) == [("al", "06-manual-backprop")]


def test_folder_beats_metadata(notebook_bytes: NotebookBytes) -> None:
    content = notebook_bytes(assignment="06-manual-backprop")
    assert placed(entry("al/04-autograd/x.ipynb", content)) == [("al", "04-autograd")]


@pytest.mark.parametrize("assignment", ["99-unknown", 5, ["04-autograd"]])
def test_metadata_that_names_no_assignment_is_ignored(
    notebook_bytes: NotebookBytes, assignment: object
) -> None:
    content = notebook_bytes(assignment=assignment)
    assert placed(entry("al_04-autograd.ipynb", content)) == [("al", "04-autograd")]


def test_option_places_what_its_folder_does_not(notebook_bytes: NotebookBytes) -> None:
    content = notebook_bytes(assignment="06-manual-backprop")
    files = [entry("al.ipynb"), entry("bo/work.ipynb", content), entry("cy/04-autograd/n.ipynb")]
    who = ["al", "bo", "cy"]
    assert placed(*files, only="04-autograd") == [(one, "04-autograd") for one in who]


def test_option_leaves_other_assignments_out() -> None:
    assert placed(entry("al/06-manual-backprop/x.ipynb"), only="04-autograd") == []


def test_notebook_of_no_assignment_is_unplaced() -> None:
    found, unplaced = submissions([entry("al/notes.ipynb"), entry("bo.ipynb", None)], SLUGS)
    assert found == []
    assert [str(one.path) for one in unplaced] == ["al/notes.ipynb", "bo.ipynb"]
    assert "--assignment" in unplaced[0].reason
    assert unplaced[1].reason == "it is a link"
    assert isinstance(unplaced[0], Unplaced)


def test_single_notebook_has_no_trouble() -> None:
    found = one_of(entry("al/04-autograd/whatever.ipynb", b"x"))
    assert (found.content, found.trouble, found.note) == (b"x", "", "")


def test_of_several_notebooks_the_one_named_after_the_assignment_counts() -> None:
    files = ["copy.ipynb", "04-autograd.ipynb", "old.ipynb"]
    found = one_of(*(entry(f"al/04-autograd/{name}", name.encode()) for name in files))
    assert found.content == b"04-autograd.ipynb"
    assert (
        found.note == "Also there, not graded: al/04-autograd/copy.ipynb, al/04-autograd/old.ipynb."
    )


@pytest.mark.parametrize("names", [["a", "b"], ["a", "a"], ["04-autograd", "04-autograd"]])
def test_several_notebooks_of_which_none_stands_out(names: list[str]) -> None:
    found = one_of(*(entry(f"al/04-autograd/{name}.ipynb") for name in names))
    assert found.content == b""
    assert found.trouble.startswith("2 notebooks")


def test_thousands_of_notebooks_are_counted_and_a_few_are_named() -> None:
    found = one_of(*(entry(f"al/04-autograd/{n}.ipynb") for n in range(5000)))
    assert found.trouble.startswith("5000 notebooks (al/04-autograd/0.ipynb, ")
    assert len(found.trouble) < 500
    exact = entry("al/04-autograd/04-autograd.ipynb")
    found = one_of(exact, *(entry(f"al/04-autograd/{n}.ipynb") for n in range(5000)))
    assert "and 4995 more" in found.note


def test_file_that_cannot_be_read_is_trouble_and_not_a_zero() -> None:
    found = one_of(entry("al/04-autograd/04-autograd.ipynb", None))
    assert (found.content, found.trouble) == (b"", "it is a link.")


def test_time_stamp_next_to_the_notebook_counts() -> None:
    stamp = entry("al/04-autograd/timestamp.txt", b"2027-01-02 03:04:05 UTC")
    found = one_of(entry("al/04-autograd/x.ipynb"), stamp)
    assert found.submitted_at == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("content", [b"soon", None])
def test_time_stamp_without_sense_is_none(content: bytes | None) -> None:
    found = one_of(entry("al/04-autograd/x.ipynb"), entry("al/04-autograd/timestamp.txt", content))
    assert found.submitted_at is None


def test_time_stamp_of_another_folder_does_not_count() -> None:
    found = one_of(
        entry("al/04-autograd/x.ipynb"),
        entry("al/timestamp.txt", b"2027-01-02 03:04:05 UTC"),
        entry("bo/04-autograd/timestamp.txt", b"2027-01-02 03:04:05 UTC"),
    )
    assert found.submitted_at is None


def test_digest_tells_contents_and_troubles_apart() -> None:
    made = [
        Submission("al", "s", b"1"),
        Submission("al", "s", b"2"),
        Submission("al", "s", b"", trouble="link"),
        Submission("al", "s", b"", trouble="size"),
    ]
    assert len({one.sha256 for one in made}) == 4
    assert made[0].sha256 == Submission("bo", "t", b"1", note="n").sha256


@pytest.mark.parametrize(
    "path",
    [
        "alice/04-autograd/bob/06-manual-backprop/06-manual-backprop.ipynb",
        "alice/bob/06-manual-backprop/06-manual-backprop.ipynb",
        "alice/bob_06-manual-backprop.ipynb",
    ],
)
def test_nobody_hands_in_for_another(path: str) -> None:
    found, _ = submissions([entry(path), entry("bob/06-manual-backprop/a.ipynb")], SLUGS)
    assert {one.student for one in found} <= {"alice", "bob"}
    (bob,) = [one for one in found if one.student == "bob"]
    assert (bob.slug, bob.trouble, bob.note) == ("06-manual-backprop", "", "")


def test_the_only_student_is_not_taken_for_a_wrapping_folder() -> None:
    found, unplaced = submissions(
        [entry("alice/bob/06-manual-backprop/06-manual-backprop.ipynb")], SLUGS
    )
    assert not found
    assert len(unplaced) == 1


def test_folder_without_a_notebook_is_a_submission_that_needs_a_person() -> None:
    found = one_of(entry("al/04-autograd/work.pdf"), entry("bo/06-manual-backprop/x.ipynb"))
    assert (found.student, found.slug, found.content) == ("al", "04-autograd", b"")
    assert "no notebook" in found.trouble


def test_late_stamp_is_not_dodged_by_a_deeper_folder() -> None:
    found = one_of(
        entry("al/04-autograd/timestamp.txt", b"2027-03-01 00:00:00 UTC"),
        entry("al/04-autograd/sub/04-autograd.ipynb"),
        entry("al/04-autograd/sub/timestamp.txt", b"2027-01-01 00:00:00 UTC"),
    )
    assert found.submitted_at is not None
    assert found.submitted_at.month == 3


def test_folder_of_one_student() -> None:
    found, _ = submissions([entry("04-autograd/x.ipynb")], SLUGS, home="al")
    assert [(one.student, one.slug) for one in found] == [("al", "04-autograd")]


@pytest.mark.parametrize("name", [" ", "\u200b", "\u202e\u2066", "\u3164", "\u00a0\u00ad", "(..)"])
@pytest.mark.parametrize("only", [None, "04-autograd"])
def test_name_that_nobody_can_see_is_no_student(
    name: str, only: str | None, notebook_bytes: NotebookBytes
) -> None:
    content = notebook_bytes(assignment="04-autograd")
    files = [f"{name}/04-autograd/x.ipynb", f"{name}.ipynb", f"{name}/x.ipynb"]
    rest = [entry(f"{name}/04-autograd/work.pdf"), entry("al/04-autograd/x.ipynb")]
    found, unplaced = submissions([*(entry(f, content) for f in files), *rest], SLUGS, only)
    assert [one.student for one in found] == ["al"]
    assert len(unplaced) == 3
    assert all("names no student" in one.reason for one in unplaced)


def test_more_than_memory_holds_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(submission, "MAX_TOTAL_BYTES", 10)
    files = [entry(f"{who}/04-autograd/x.ipynb", b"12345678") for who in ("al", "bo", "cy")]
    with pytest.raises(NothingThere, match="--assignment"):
        submissions(files, SLUGS)


def test_folder_of_one_student_whose_name_is_no_utf8() -> None:
    found, _ = submissions([entry("04-autograd/x.ipynb")], SLUGS, home="al\udcff")
    assert [one.student for one in found] == ["al\\xff"]
