"""Saving a file or a rewrite."""

from pathlib import Path

import pytest

from adapters.console.keeping import save
from coaching.messages.reply import File

BRIEF = File(name="brief.md", media_type="text/markdown", content="# Brief\nRAG ✓")


def test_it_goes_into_the_folder_under_its_own_name(tmp_path: Path) -> None:
    assert save(BRIEF, "", tmp_path) == tmp_path / "brief.md"
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == "# Brief\nRAG ✓\n"


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    names = [save(BRIEF, "", tmp_path).name for _ in range(3)]
    assert names == ["brief.md", "brief-2.md", "brief-3.md"]


def test_it_goes_where_the_person_says(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert save(BRIEF, "notes", tmp_path) == tmp_path / "notes" / "brief.md"
    assert save(BRIEF, "notes/hr.md", tmp_path) == tmp_path / "notes" / "hr.md"
    assert save(BRIEF, str(tmp_path / "absolute.md"), Path("/nowhere")) == tmp_path / "absolute.md"


def test_a_files_own_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    assert save(File(name="../../x.md", media_type="", content=""), "", tmp_path) == tmp_path / "x.md"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        save(BRIEF, "missing/brief.md", tmp_path)
