"""What a site's folder holds, by what it is for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.findings import only
from waypost.config import Layout
from waypost.load.walk import Inventory, survey
from waypost.model.diagnostic import Checked, Severity


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the default theme."""
    folder = tmp_path / "theme"
    (folder / "static").mkdir(parents=True)
    monkeypatch.setattr("waypost.config.theme_folder", lambda: folder)
    return folder


@pytest.fixture
def root(tmp_path: Path, theme: Path) -> Path:
    """Make an empty site."""
    folder = tmp_path / "site"
    (folder / "content" / "posts").mkdir(parents=True)
    return folder


def write(root: Path, *sources: str) -> None:
    for source in sources:
        file = root / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")


def look(root: Path) -> Checked[Inventory]:
    return survey(Layout(root))


def found(checked: Checked[Inventory]) -> list[tuple[str, str]]:
    return [(d.code, d.place.path) for d in checked.diagnostics]


def test_everything_is_found_by_what_it_is_for(root: Path) -> None:
    write(
        root,
        "content/site.yaml",
        "content/topics.yaml",
        "content/authors.yaml",
        "content/lenses.yaml",
        "content/posts/b.md",
        "content/posts/2020/a.md",
        "content/posts/folder/index.md",
        "content/posts/folder/cover.jpg",
        "content/posts/diagram.svg",
        "content/hubs/ai.md",
        "content/paths/first-week.md",
    )
    checked = look(root)
    assert found(checked) == []
    assert checked.value == Inventory(
        posts=("content/posts/2020/a.md", "content/posts/b.md", "content/posts/folder/index.md"),
        hubs=("content/hubs/ai.md",),
        paths=("content/paths/first-week.md",),
        assets=("content/posts/diagram.svg", "content/posts/folder/cover.jpg"),
        site="content/site.yaml",
        topics="content/topics.yaml",
        authors="content/authors.yaml",
        lenses="content/lenses.yaml",
    )


def test_a_folder_without_a_site_is_empty(tmp_path: Path, theme: Path) -> None:
    assert look(tmp_path / "nothing") == Checked(Inventory())


def test_sources_are_in_order_of_code_points(root: Path) -> None:
    write(
        root,
        *(f"content/posts/{name}.md" for name in ("é", "b", "B", "a-b", "a", "a/b", "10", "9")),
    )
    assert look(root).value.posts == tuple(
        f"content/posts/{name}.md" for name in ("10", "9", "B", "a-b", "a", "a/b", "b", "é")
    )


def test_markdown_is_told_by_any_of_its_endings(root: Path) -> None:
    write(root, "content/posts/a.MD", "content/posts/b.markdown", "content/posts/c.mdx")
    checked = look(root)
    assert checked.value.posts == ("content/posts/a.MD", "content/posts/b.markdown")
    assert checked.value.assets == ("content/posts/c.mdx",)
    assert found(checked) == [("not-markdown", "content/posts/c.mdx")]


@pytest.mark.parametrize(
    "name",
    [".draft.md", ".git/a.md", "a.md~", "#a.md#", ".a.md.swp", "a.swp", "~$a.md", "a.md.orig",
     ".DS_Store", "Thumbs.db", ".obsidian/x.json"],
)  # fmt: skip
def test_hidden_files_and_leftovers_of_editors_are_nobodys(root: Path, name: str) -> None:
    write(root, f"content/posts/{name}", f"content/{name}", f"content/hubs/{name}")
    assert look(root) == Checked(Inventory())


@pytest.mark.parametrize(
    ("source", "place", "fix"),
    [
        ("content/hub/ai.md", "content/hub", "did you mean 'hubs'?"),
        ("content/site.yml", "content/site.yml", "did you mean 'site.yaml'?"),
        ("content/post.md", "content/post.md", "move it"),
        ("content/zzz/a/b/c.md", "content/zzz", "content/posts/"),
        ("content/hubs/deep/ai.md", "content/hubs/deep/ai.md", "right in content/hubs/"),
        ("content/paths/notes.txt", "content/paths/notes.txt", "Markdown"),
    ],
)
def test_what_nobody_reads_is_told_once(root: Path, source: str, place: str, fix: str) -> None:
    write(root, source, source.replace("ai", "bi") if "hub/" in source else source)
    checked = look(root)
    assert checked.value == Inventory()
    assert found(checked) == [("unread-file", place)]
    assert fix in only(checked).fix
    assert only(checked).severity is Severity.WARNING


def test_static_files_of_the_site_win_over_the_themes(root: Path, theme: Path) -> None:
    write(theme, "static/css/site.css", "static/logo.svg")
    write(root, "static/css/site.css", "static/.well-known/security.txt", "static/.env")
    static = {file.path: file for file in look(root).value.static}
    assert list(static) == [".well-known/security.txt", "css/site.css", "logo.svg"]
    own, themed = static["css/site.css"], static["logo.svg"]
    assert (own.source, own.themed, own.file) == (
        "static/css/site.css",
        False,
        root / "static/css/site.css",
    )
    assert (themed.source, themed.themed, themed.file) == (
        "static/logo.svg",
        True,
        theme / "static/logo.svg",
    )


def test_a_site_that_is_the_theme_owns_its_static_files(theme: Path) -> None:
    write(theme, "static/logo.svg", "content/posts/a.md")
    assert [file.themed for file in look(theme).value.static] == [False]


def test_a_theme_may_be_made_of_links(root: Path, theme: Path, tmp_path: Path) -> None:
    write(tmp_path, "cache/logo.svg")
    (theme / "static/logo.svg").symlink_to(tmp_path / "cache/logo.svg")
    checked = look(root)
    assert [file.path for file in checked.value.static] == ["logo.svg"]
    assert found(checked) == []


def test_links_within_the_site_are_followed(root: Path) -> None:
    write(root, "content/posts/a.md", "shared/cover.jpg", "series/b.md")
    (root / "content/posts/cover.jpg").symlink_to("../../shared/cover.jpg")
    (root / "content/posts/series").symlink_to(root / "series", target_is_directory=True)
    checked = look(root)
    assert found(checked) == []
    assert checked.value.posts == ("content/posts/a.md", "content/posts/series/b.md")
    assert checked.value.assets == ("content/posts/cover.jpg",)


@pytest.mark.parametrize("target", ["outside.md", "outside"])
def test_a_link_out_of_the_site_is_an_error_and_not_followed(
    root: Path, tmp_path: Path, target: str
) -> None:
    write(tmp_path, "outside.md", "outside/secret.md")
    (root / "content/posts/link.md").symlink_to(tmp_path / target)
    checked = look(root)
    assert checked.value.posts == checked.value.assets == ()
    assert found(checked) == [("symlink-outside", "content/posts/link.md")]
    assert only(checked).is_error


@pytest.mark.parametrize("folder", ["content", "content/posts", "content/hubs"])
def test_a_folder_of_the_site_may_not_lie_outside_of_it(
    root: Path, tmp_path: Path, folder: str
) -> None:
    write(tmp_path, "outside/posts/a.md", "outside/b.md")
    (root / "content/posts").rmdir()
    if folder == "content":
        (root / "content").rmdir()
    (root / folder).symlink_to(tmp_path / "outside", target_is_directory=True)
    checked = look(root)
    assert checked.value == Inventory()
    assert set(found(checked)) == {("symlink-outside", folder)}


def test_a_broken_link_is_a_warning(root: Path) -> None:
    (root / "content/posts/gone.md").symlink_to("nowhere.md")
    checked = look(root)
    assert checked.value == Inventory()
    assert found(checked) == [("broken-symlink", "content/posts/gone.md")]
    assert not only(checked).is_error


def test_a_loop_of_links_ends(root: Path) -> None:
    write(root, "content/posts/deep/a.md")
    (root / "content/posts/deep/up").symlink_to("../..", target_is_directory=True)
    (root / "content/posts/self").symlink_to("self")
    checked = look(root)
    assert "content/posts/deep/a.md" in checked.value.posts
    assert ("broken-symlink", "content/posts/self") in found(checked)
    assert ("symlink-repeats", "content/posts/deep/up/posts") in found(checked)


@pytest.mark.parametrize(("folder", "link"), [("z", "a"), ("a", "z")])
def test_a_folder_that_is_linked_twice_is_read_under_its_own_name(
    root: Path, folder: str, link: str
) -> None:
    write(root, f"content/posts/{folder}/post.md")
    (root / "content/posts" / link).symlink_to(folder, target_is_directory=True)
    checked = look(root)
    assert checked.value.posts == (f"content/posts/{folder}/post.md",)
    assert found(checked) == [("symlink-repeats", f"content/posts/{link}")]


@pytest.mark.parametrize(
    ("name", "shown"), [(b"caf\xe9.md", "caf\\xe9.md"), (b"a\nb.md", "a\\x0ab.md")]
)
def test_a_name_that_is_no_text_is_an_error(root: Path, name: bytes, shown: str) -> None:
    folder = os.fsencode(root / "content/posts")
    try:
        Path(os.fsdecode(os.path.join(folder, name))).touch()  # noqa: PTH118
    except OSError:
        pytest.skip("this file system takes no such names")
    checked = look(root)
    assert checked.value == Inventory()
    assert found(checked) == [("bad-file-name", f"content/posts/{shown}")]
    assert shown in only(checked).message


def test_what_is_neither_file_nor_folder_is_left_out(root: Path) -> None:
    os.mkfifo(root / "content/posts/pipe.md")
    checked = look(root)
    assert checked.value == Inventory()
    assert found(checked) == [("special-file", "content/posts/pipe.md")]


def test_a_folder_that_cannot_be_listed_is_an_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "content/posts/a.md", "content/posts/locked/b.md")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    checked = look(root)
    assert checked.value.posts == ("content/posts/a.md",)
    assert found(checked) == [("unreadable", "content/posts/locked")]
    assert "permission denied" in only(checked).message


def test_a_file_in_the_place_of_a_folder_is_an_error(root: Path) -> None:
    (root / "content/posts").rmdir()
    write(root, "content/posts")
    assert found(look(root)) == [
        ("unread-file", "content/posts"),
        ("unreadable", "content/posts"),
    ]
