"""The digest of all templates, and what none of them may do."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sites import write
from waypost.render.templates import read_templates


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    write(
        tmp_path,
        {"own/post.html": "own", "theme/post.html": "theirs", "theme/partials/a.html": "a"},
    )
    return tmp_path / "own", tmp_path / "theme"


@pytest.mark.parametrize(
    ("name", "content"),
    [("own/post.html", "changed"), ("theme/partials/a.html", "b"), ("own/new.html", "new")],
)
def test_any_change_of_a_template_changes_the_digest(
    folders: tuple[Path, Path], tmp_path: Path, name: str, content: str
) -> None:
    before = read_templates(folders).value
    write(tmp_path, {name: content})
    assert read_templates(folders).value != before


def test_hidden_files_do_not_count(folders: tuple[Path, Path], tmp_path: Path) -> None:
    before = read_templates(folders).value
    write(tmp_path, {"own/.post.html.swp": "x", "own/.git/a": "x"})
    assert read_templates(folders).value == before


def test_the_same_file_in_another_folder_is_another_state(folders: tuple[Path, Path]) -> None:
    assert read_templates(folders).value != read_templates(folders[::-1]).value


@pytest.mark.parametrize(("folder", "label"), [("own", "templates"), ("theme", "theme")])
def test_a_computed_name_is_found_where_it_stands(
    folders: tuple[Path, Path], tmp_path: Path, folder: str, label: str
) -> None:
    write(tmp_path, {f"{folder}/post.html": "x\n{% include view.name %}"})
    (found,) = read_templates(folders).diagnostics
    assert str(found.place) == f"{label}/post.html:2"


def test_a_template_that_is_no_text_is_an_error(folders: tuple[Path, Path], tmp_path: Path) -> None:
    write(tmp_path, {"own/post.html": b"\xff"})
    (found,) = read_templates(folders).diagnostics
    assert found.code == "template-error"


def test_no_folder_is_no_template(tmp_path: Path) -> None:
    assert read_templates((tmp_path / "none", tmp_path / "nor")).diagnostics == ()
