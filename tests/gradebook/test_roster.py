"""Rosters as spreadsheets write them."""

from pathlib import Path

import pytest

from gradebook.errors import GradebookError
from gradebook.records import Student
from gradebook.roster import read_roster

HEADER = "id,last_name,first_name,email\n"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


def refusal(roster: Path, content: str | bytes) -> str:
    roster.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(GradebookError) as caught:
        read_roster(roster)
    sentence = str(caught.value)
    assert str(roster) in sentence
    return sentence.removeprefix(str(roster))


def test_reads_students_in_order(roster: Path) -> None:
    roster.write_text(HEADER + 'grace,Hopper,Grace,g@navy.mil\nada,"Lovelace, Countess",Ada,\n')
    assert read_roster(roster) == [
        Student("grace", "Hopper", "Grace", "g@navy.mil"),
        Student("ada", "Lovelace, Countess", "Ada", ""),
    ]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_what_excel_writes(roster: Path, line_end: str) -> None:
    excel = "student_id,first_name,last_name,email,group\nada,Ådä,Löve,a@b.c,1\n,,,,\n\n"
    roster.write_bytes(b"\xef\xbb\xbf" + excel.replace("\n", line_end).encode())
    assert read_roster(roster) == [Student("ada", "Löve", "Ådä", "a@b.c")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", ", line 1: no single column 'id'"),
        ("ada,Lovelace,Ada,a@b.c\n", ", line 1: no single column 'id'"),
        ("id,last_name,email\n", "begin the file with id,last_name,first_name,email"),
        ("id,student_id,last_name,first_name,email\n", "no single column 'id'"),
        (HEADER + "ada,,,\n\nada,,,\n", ", line 4: 'ada' again"),
        (HEADER, ", line 1: no student follows"),
        (HEADER + "ada,,\n", ", line 2: 3 cells but 4 columns"),
        (HEADER + " ,Lovelace,Ada,\n", ", line 2: no id"),
        (HEADER + "\u200b\u202e,Lovelace,Ada,\n", ", line 2: no id"),
        (HEADER + "Zo\xeb,,,\nZoe\u0308,,,\n", ", line 3: 'Zo\xeb' again"),
        (HEADER + 'ada,"Love"lace,,\n', ", line 2: not CSV"),
        (HEADER.encode() + b"ada,L\xf6ve,,\n", ", line 2: not UTF-8; save it again"),
        (HEADER.encode("utf-16"), ", line 1: not UTF-8"),
    ],
)
def test_refuses_with_line_and_advice(roster: Path, content: str | bytes, sentence: str) -> None:
    assert sentence in refusal(roster, content)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="cannot be read"):
        read_roster(tmp_path / "roster.csv")
