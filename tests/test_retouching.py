"""Texts of posts take the place of others in what was made before, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from support.edits import EDITS, FIFTH, changed
from support.increments import Result, clean, small_site
from support.sites import options, post, write
from support.values import post as loaded
from waypost.config import Extensions, Options
from waypost.model.archive import Archive
from waypost.model.artifact import MARKER
from waypost.model.digest import Digest
from waypost.model.plan import PagePlan
from waypost.model.site import Site
from waypost.model.views import RobotsView
from waypost.outcome import Outcome
from waypost.retouching import exchanged
from waypost.session import Session

SEVENTH = "content/posts/seventh.md"


class Preview:
    """A preview of a site, whose clock can be set."""

    def __init__(self, root: Path, extensions: Extensions = Extensions()) -> None:
        self.asked: Options = options(root)
        self.session = Session(self.asked, extensions, clock=lambda: self.asked.now)

    def build(self) -> Outcome:
        """Build the site, and see that a clean build comes to the same."""
        outcome = self.session.build().outcome
        result, published = clean(self.asked, self.asked.root.with_name("clean"))
        assert Result.of(outcome) == result
        published.pop(MARKER, None)
        entries = outcome.manifest.entries.items() if outcome.manifest else ()
        made = {path: self.session.blob(digest) for path, digest in entries}
        assert result.exit_code or made == published
        return outcome


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    root = small_site(tmp_path / "site")
    # Indexes are made by a program of their own, which takes longer than all else.
    changed(root, "content/site.yaml", "title:", "search: false\ntitle:")
    opened = Preview(root)
    yield opened
    opened.session.close()


def made_again(before: Outcome, now: Outcome) -> bool:
    """Say whether an archive was made, and not taken from the build before."""
    assert before.archive
    assert now.archive
    return before.archive.cards is not now.archive.cards


@pytest.mark.parametrize("name", ["fifth", "second", "third/index"])
def test_a_body_with_the_same_terms_needs_no_other_archive(preview: Preview, name: str) -> None:
    before, source = preview.build(), f"content/posts/{name}.md"
    file = preview.asked.root / source
    for mark in ("!!", "??"):
        file.write_text(file.read_text(encoding="utf-8").rstrip() + f" {mark}\n", encoding="utf-8")
        now = preview.build()
        assert not made_again(before, now)
        assert now.archive
        [post] = [post for post in now.archive.posts if post.source == source]
        assert mark.encode() in preview.session.blob(post.body)


def test_two_bodies_change_at_once_and_go_back_one_by_one(preview: Preview) -> None:
    root, before = preview.asked.root, preview.build()
    changed(root, FIFTH, "again", "again !")
    changed(root, SEVENTH, "Nothing links here.", "Nothing links here!")
    assert not made_again(before, preview.build())
    changed(root, FIFTH, "again !", "again")
    assert not made_again(before, preview.build())
    changed(root, SEVENTH, "Nothing links here!", "Nothing links here.")
    assert not made_again(before, preview.build())


def test_a_text_that_has_changed_is_found(tmp_path: Path) -> None:
    preview = Preview(small_site(tmp_path / "site"))
    before = preview.build()
    changed(preview.asked.root, FIFTH, "again", "again !")
    assert not made_again(before, preview.build())
    preview.session.close()


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("beside", [True, False], ids=["with a body", "alone"])
def test_whatever_else_changes_is_seen(
    preview: Preview, edit: Callable[[Path], object], beside: bool
) -> None:
    preview.build()
    changed(preview.asked.root, SEVENTH, "Nothing links here.", "Nothing links here!")
    preview.build()
    edit(preview.asked.root)
    if beside:
        changed(preview.asked.root, SEVENTH, "Nothing links here!", "Nothing links here?")
    preview.build()


@pytest.mark.parametrize("name", ["site", "topics", "authors", "lenses"])
def test_settings_that_change_with_a_body_are_seen(preview: Preview, name: str) -> None:
    root = preview.asked.root
    changed(root, "content/site.yaml", "minimum_posts: 2", "minimum_posts: 1")
    settings = {
        "site": (root / "content/site.yaml").read_text().replace("posts: 1", "posts: 99"),
        "topics": "go: {label: Golang}\n",
        "authors": "ada: {name: Ada, bio: Writes.}\n",
        "lenses": (root / "content/lenses.yaml").read_text().replace("Retry", "Try"),
    }
    preview.build()
    write(root, {f"content/{name}.yaml": settings[name]})
    changed(root, FIFTH, "again", "again !")
    preview.build()


@pytest.mark.parametrize("line", ["date: 2026-07-01", "expires: 2026-07-01"])
def test_a_post_whose_moment_comes_with_another_body_is_seen(preview: Preview, line: str) -> None:
    root = preview.asked.root
    head = line if line.startswith("date") else f"date: 2021-07-01\n{line}"
    write(root, {"content/posts/later.md": f"---\ntitle: Later\n{head}\n---\n\nLater.\n"})
    preview.asked = replace(preview.asked, now=datetime(2026, 6, 30, tzinfo=UTC))
    before = preview.build()
    moments = {
        datetime(2026, 6, 30, 12, tzinfo=UTC): False,
        datetime(2026, 7, 2, tzinfo=UTC): True,
        datetime(2026, 6, 30, tzinfo=UTC): True,
    }
    for moment, again in moments.items():
        preview.asked = replace(preview.asked, now=moment)
        changed(root, FIFTH, "again", "again !")
        now = preview.build()
        assert made_again(before, now) is again
        before = now


def test_of_two_posts_with_one_text_the_right_one_changes(preview: Preview) -> None:
    root = preview.asked.root
    write(root, {f"content/posts/{n}.md": post(n, "2024-09-01", "One text.") for n in ("a", "b")})
    preview.build()
    changed(root, "content/posts/b.md", "One text.", "One text!")
    preview.build()
    changed(root, "content/posts/a.md", "One text.", "One text!")
    preview.build()
    changed(root, "content/posts/a.md", "One text!", "One text?")
    preview.build()


def test_a_sites_own_planner_sees_every_text(tmp_path: Path) -> None:
    def planned(archive: Archive, _site: Site) -> list[PagePlan]:
        lines = tuple(post.body for post in archive.posts)
        return [PagePlan("texts.txt", "robots.txt", RobotsView(" ".join(lines)))]

    root = small_site(tmp_path / "site")
    session = Session(options(root), Extensions(planners=(planned,)))
    try:
        for mark in ("", " !"):
            changed(root, FIFTH, "again", f"again{mark}")
            outcome = session.build().outcome
            assert outcome.archive
            assert outcome.manifest
            shown = session.blob(outcome.manifest.entries["texts.txt"])
            assert all(post.body.encode() in shown for post in outcome.archive.posts)
    finally:
        session.close()


ONE, TWO = (
    replace(loaded(name), body=Digest(f"text of {name}"), gist=Digest(f"gist of {name}"))
    for name in ("one", "two")
)
OTHER = Digest("another text")
EXCHANGED = {
    "nothing": ((ONE, TWO), {}),
    "a text": ((replace(ONE, body=OTHER), TWO), {ONE.body: OTHER}),
    "a file with the same text": ((replace(ONE, digest=OTHER), TWO), {}),
    "a gist": ((replace(ONE, body=OTHER, gist=OTHER), TWO), None),
    "a post less": ((ONE,), None),
    "the order": ((TWO, ONE), None),
}


@pytest.mark.parametrize(("now", "instead"), EXCHANGED.values(), ids=EXCHANGED.keys())
def test_texts_are_exchanged_where_gists_are_the_same(
    now: tuple[object, ...], instead: object
) -> None:
    assert exchanged((ONE, TWO), now) == instead  # type: ignore[arg-type]


def test_posts_without_a_gist_and_texts_of_several_posts_are_not_exchanged() -> None:
    nameless = replace(ONE, gist=Digest(""))
    assert exchanged((nameless,), (replace(nameless, body=OTHER),)) is None
    copy = replace(TWO, body=ONE.body)
    assert exchanged((ONE, copy), (replace(ONE, body=OTHER), copy)) is None
