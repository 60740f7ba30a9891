from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.sandbox.visible import ExposedError, require_hidden, visible_paths


def test_a_course_beside_its_environment_is_hidden(course: Path) -> None:
    require_hidden([course / "solutions", course / "gradebook.db"])


@pytest.mark.parametrize("place", ["/usr/share/course", f"{sys.prefix}/course"])
def test_a_course_inside_what_students_see_is_refused(place: str) -> None:
    with pytest.raises(ExposedError, match="which student code can read"):
        require_hidden([Path(place)])


def test_a_link_into_a_visible_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "course").symlink_to("/usr/share")
    with pytest.raises(ExposedError):
        require_hidden([tmp_path / "course"])


def test_only_the_part_of_ours_that_runs_inside_is_visible(course: Path) -> None:
    ours = [p for p in visible_paths() if Path(p).is_relative_to(course / "autograder")]
    assert ours == [str(course / "autograder" / "worker")]
