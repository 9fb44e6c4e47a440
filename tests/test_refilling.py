"""Other texts are put into the frame of the build before, where nothing else has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import time

import pytest

from support.edits import EDITS, FIFTH, changed
from support.increments import Result, clean, small_site
from support.sites import options, post, tree, write
from waypost.builds import build
from waypost.config import Options
from waypost.outcome import Outcome
from waypost.store import actions
from waypost.store.database import Database


def built_right(asked: Options) -> Outcome:
    """Build a site, and see that a clean build comes to the same."""
    result, published = clean(asked, asked.root.with_name("clean"))
    outcome = build(asked)
    assert Result.of(outcome) == result
    assert tree(asked.root / "public") == published
    return outcome


def built_and_refused(asked: Options) -> int:
    """Build a site with errors as a clean build does; gives the exit code."""
    result, _ = clean(asked, asked.root.with_name("clean"))
    assert Result.of(build(asked)) == result
    return result.exit_code


def stages(outcome: Outcome) -> set[str]:
    return {timing.stage for timing in outcome.timings}


@pytest.mark.parametrize("name", ["fifth", "second"])
def test_a_body_with_the_same_terms_needs_no_graph(tmp_path: Path, name: str) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    file = root / f"content/posts/{name}.md"
    for mark in ("!!", "??"):
        file.write_text(file.read_text(encoding="utf-8").rstrip() + f" {mark}\n", encoding="utf-8")
        outcome = built_right(options(root))
        assert "graph" not in stages(outcome)
        assert mark in (root / f"public/posts/{name}/index.html").read_text(encoding="utf-8")
        assert built_right(options(root)).rendered == 0


def test_two_bodies_are_put_in_at_once_and_taken_back_one_by_one(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    for step in (("again", "again !"), ("again !", "again ?")):
        changed(root, FIFTH, *step)
        changed(root, "content/posts/first.md", "next" + step[0][5:], "next" + step[1][5:])
        assert "graph" not in stages(built_right(options(root)))
    changed(root, FIFTH, "again ?", "again")
    assert "graph" not in stages(built_right(options(root)))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_what_others_can_know_of_makes_everything_else_anew(
    tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    edit(root)
    result, _ = clean(options(root), tmp_path / "clean")
    outcome = build(options(root))
    assert Result.of(outcome) == result
    assert "graph" in stages(outcome)


INCLUDES = {
    "a table of odd rows": (
        "data.csv",
        b"name,count\nqueues\n",
        '```table file="kept/data.csv"\n```',
    ),
    "code of odd bytes": ("part.py", b"\xff\xfe\x00", '```python file="kept/part.py"\n```'),
}


@pytest.mark.parametrize("name", INCLUDES)
def test_what_is_wrong_with_an_included_file_goes_with_the_including(
    tmp_path: Path, name: str
) -> None:
    root = small_site(tmp_path / "site")
    file, held, fence = INCLUDES[name]
    own = root / FIFTH
    text = own.read_text(encoding="utf-8")
    (root / "content/posts/seventh.md").unlink()
    write(root, {f"content/posts/kept/{file}": held, FIFTH: f"{text}\n{fence}\n".encode()})
    assert built_and_refused(options(root)) == 1
    own.write_text(text, encoding="utf-8")
    assert built_right(options(root)).exit_code(strict=True) == 0


FAILING = "{% macro box() %}{% set text = caller() %}{{ text.no.way if '!!' in text else text }}"


def test_a_page_that_could_not_be_rendered_is_made_with_its_next_text(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    text = post("Fifth column", "2023-03-01", ":::box\nRetries??\n:::", topics="[ai]")
    write(root, {"templates/components/box.html": FAILING + "{% endmacro %}", FIFTH: text})
    built_right(options(root))
    changed(root, FIFTH, "??", "!!")
    assert built_and_refused(options(root)) == 1
    changed(root, FIFTH, "!!", "!?")
    built_right(options(root))
    assert "!?" in (root / "public/posts/fifth/index.html").read_text(encoding="utf-8")


def test_posts_of_one_text_are_told_apart(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    twins = {
        f"content/posts/{name}.md": post(name.title(), day, "The very same.", topics="[ai]")
        for name, day in (("left", "2025-02-03"), ("right", "2025-02-04"))
    }
    write(root, twins)
    build(options(root))
    for name in ("left", "right", "left"):
        file = root / f"content/posts/{name}.md"
        file.write_text(file.read_text(encoding="utf-8").rstrip() + " !\n", encoding="utf-8")
        built_right(options(root))


def test_a_frame_holds_no_longer_than_what_is_due(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    write(root, {"content/posts/due.md": post("Due", "2026-06-02")})
    before = datetime(2026, 6, 1, tzinfo=UTC)
    build(options(root, now=before))
    changed(root, FIFTH, "again", "again !")
    outcome = built_right(options(root, now=datetime(2026, 6, 3, tzinfo=UTC)))
    assert "graph" in stages(outcome)


def test_a_frame_is_that_of_the_build_before_also_where_that_was_known(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    text = (root / FIFTH).read_text(encoding="utf-8")
    build(options(root))
    changed(root, FIFTH, "Fifth column", "Fifth row")
    build(options(root))
    write(root, {FIFTH: text.encode()})
    assert build(options(root)).rendered == 0
    changed(root, FIFTH, "again", "again !")
    assert "graph" not in stages(built_right(options(root)))


def test_a_frame_stays_that_builds_go_on_from_again_and_again(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    for title in ("row", "line", "rank", "file", "lane"):
        changed(root, FIFTH, "Fifth column", f"Fifth {title}")
        build(options(root))
        changed(root, FIFTH, f"Fifth {title}", "Fifth column")
        assert built_right(options(root)).rendered == 0
    file = root / FIFTH
    file.write_text(file.read_text(encoding="utf-8").rstrip() + " !!\n", encoding="utf-8")
    assert "graph" not in stages(built_right(options(root)))


def test_a_frame_is_of_one_configuration(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    changed(root, "content/site.yaml", "Notes", "Books")
    build(options(root))
    changed(root, "content/site.yaml", "Books", "Notes")
    changed(root, FIFTH, "again", "again !")
    assert "graph" not in stages(built_right(options(root)))


@pytest.mark.parametrize("kind", ["view", "frame", "anatomy"])
def test_what_is_lost_of_a_frame_is_made_anew(tmp_path: Path, kind: str) -> None:
    root = small_site(tmp_path / "site")
    build(options(root))
    changed(root, FIFTH, "again", "again !")
    database = Database(root / ".waypost/cache/actions.sqlite")
    lost = "delete from results where key in (select key from uses where kind = ?)"
    assert database.write((lost, [(kind,)]))
    database.close()
    assert "graph" in stages(built_right(options(root)))
    changed(root, FIFTH, "again !", "again ?")
    assert kind == "anatomy" or "graph" not in stages(built_right(options(root)))


def test_the_size_of_a_text_counts_towards_the_limit_of_the_cache(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    write(root, {FIFTH: post("Fifth", "2023-03-01", "Word. " * 2000)})
    build(options(root))
    database = Database(root / ".waypost/cache/actions.sqlite")
    assert database.number("select max(size) from uses where kind = 'post'") > 12_000
    database.close()


def test_what_a_frame_tells_of_stays_as_long_as_it_is_of_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_site(tmp_path / "site")
    text = (root / FIFTH).read_text(encoding="utf-8")
    for days in range(0, 80, 20):
        monkeypatch.setattr(actions, "time", lambda days=days: time() + days * 86_400)
        write(root, {FIFTH: f"{text.rstrip()} {'!' * days}\n".encode()})
        outcome = build(options(root))
        assert ("graph" in stages(outcome)) == (not days)
    changed(root, FIFTH, "Fifth column", "Fifth row")
    assert build(options(root)).rendered < outcome.pages


def test_what_a_page_shows_stays_as_long_as_the_page_is_of_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_site(tmp_path / "site")
    for days in range(0, 80, 20):
        monkeypatch.setattr(actions, "time", lambda days=days: time() + days * 86_400)
        assert build(options(root)).rendered == 0 or not days
        database = Database(root / ".waypost/cache/actions.sqlite")
        whole = "delete from results where key in (select key from uses where kind = ?)"
        for kind in ("build", "frame") if days < 60 else ():
            assert database.write((whole, [(kind,)]))
        database.close()
    changed(root, FIFTH, "again", "again !")
    assert "graph" not in stages(built_right(options(root)))
