"""Builds that follow each other in one process are right: they equal clean ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from msgspec.structs import replace

from support.changing import EXAMPLES, STEPS, Site, stamps
from support.increments import AUTHORS, Result, clean, small_site
from support.sites import options, post, write
from waypost.config import Options
from waypost.model.artifact import MARKER
from waypost.model.digest import digest_of
from waypost.session import Built, Session
from waypost.store.blobs import LostBlob


def session_of(asked: Options) -> Session:
    """Open a session whose clock stands still."""
    return Session(asked, clock=lambda: asked.now)


Outputs = dict[str, Any]
"""Something of each output, by path."""


def without_search(outputs: Outputs) -> Outputs:
    """Leave out the indexes of the search."""
    return {path: one for path, one in outputs.items() if not path.startswith("search/index/")}


def held(session: Session, built: Built) -> dict[str, bytes]:
    """Give the bytes of every output, by path."""
    manifest = built.outcome.manifest
    entries = manifest.entries.items() if manifest else ()
    return {path: session.blob(digest) for path, digest in entries}


class Previewed(Site):
    """A site that its author changes while it is previewed."""

    def __init__(self) -> None:
        super().__init__()
        self.session = session_of(self.asked)
        self.asked_before = self.asked
        self.before: dict[str, tuple[int, int, bytes]] = {}
        self.telling = True

    def teardown(self) -> None:
        self.session.close()
        super().teardown()

    @rule(telling=st.booleans())
    def tell_what_changes_or_not(self, telling: bool) -> None:
        self.telling = telling

    def tables(self) -> list[Path]:
        # A database that is open and becomes shorter ends the process that has it open.
        return []

    @invariant()
    def a_build_equals_a_clean_one(self) -> None:
        if self.asked != self.asked_before:
            self.session.close()
            self.session, self.asked_before, self.before = session_of(self.asked), self.asked, {}
        result, published = clean(self.asked, self.folder / "clean")
        now = stamps(self.root)
        touched = {name for name, _ in now.items() ^ self.before.items()}
        self.before = now
        built = self.session.build(touched if self.telling else None)
        try:
            made = held(self.session, built)
        except LostBlob:
            # What is seen to be lost is made again by the next build.
            built = self.session.build(())
            made = held(self.session, built)
        published.pop(MARKER, None)
        # The search waits for a build that is told nothing.
        shown = without_search if self.telling else dict
        assert self._result(built, shown) == replace(result, manifest=shown(result.manifest or {}))
        if not result.exit_code:
            assert shown(made) == shown(published)
        self._and_again(result)

    def _result(self, built: Built, shown: Callable[[Outputs], Outputs] = dict) -> Result:
        result = Result.of(built.outcome, self.asked.strict)
        return replace(result, manifest=shown(result.manifest or {}))

    def _and_again(self, result: Result) -> None:
        again = self.session.build()
        assert self._result(again) == replace(result, manifest=result.manifest or {})
        assert (again.outcome.rendered, again.changed, again.moved) == (0, (), {})
        assert stamps(self.root) == self.before


Previewed.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestPreviewed = pytest.mark.long(Previewed.TestCase)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    opened = session_of(options(root))
    yield opened
    opened.close()


def test_the_first_build_changes_nothing(session: Session) -> None:
    first = session.build()
    assert (first.changed, first.moved) == ((), {})
    assert first.outcome.rendered == first.outcome.pages > 0


def test_a_build_says_which_files_have_changed(root: Path, session: Session) -> None:
    session.build()
    write(
        root,
        {
            "content/posts/fifth.md": post("Fifth", "2023-03-01", "Other words."),
            "content/posts/new.md": post("New"),
            "templates/not-found.html": '{% extends "theme/not-found.html" %}',
            "static/humans.txt": "Written by others.\n",
        },
    )
    (root / "content/paths/start.md").unlink()
    assert session.build().changed == (
        "content/paths/start.md",
        "content/posts/fifth.md",
        "content/posts/new.md",
        "static/humans.txt",
        "templates/not-found.html",
    )


ADA, GRACE = "ada: {name: Ada, bio: Writes of engines.}\n", "grace: Grace\n"
EDITS_OF_AUTHORS = {
    "their order": ("content/authors.yaml", GRACE + ADA),
    "a bio": ("content/authors.yaml", ADA.replace("engines", "looms") + GRACE),
    "a name": ("content/authors.yaml", ADA.replace("Ada,", "Ada King, aliases: [Ada],") + GRACE),
    "nobody registered": ("content/authors.yaml", ""),
    "one author": ("content/posts/fifth.md", post("Fifth", "2023-03-01", topics="[ai]")),
}


@pytest.mark.parametrize("edit", EDITS_OF_AUTHORS)
def test_an_edit_of_authors_gives_what_a_clean_build_does(
    root: Path, session: Session, tmp_path: Path, edit: str
) -> None:
    write(root, AUTHORS | {"content/authors.yaml": ADA + GRACE})
    session.build()
    write(root, dict([EDITS_OF_AUTHORS[edit]]))
    made = held(session, session.build())
    _, published = clean(options(root), tmp_path / "clean")
    published.pop(MARKER)
    assert made == published


def test_an_argument_is_read_anew_where_its_parameter_takes_another_kind(
    root: Path, session: Session, tmp_path: Path
) -> None:
    text = post("Fifth column", "2023-03-01", "::wide{n=3}", topics="[ai]")
    component = "{% macro wide(n=1) %}<p>{{ n }}</p>{% endmacro %}"
    template = "templates/components/wide.html"
    write(root, {template: component, "content/posts/fifth.md": text})
    session.build()
    # 3 and 3.0 are equal, and look different.
    write(root, {template: component.replace("n=1", "n=1.5")})
    made = held(session, session.build())
    assert b"<p>3.0</p>" in made["posts/fifth/index.html"]
    _, published = clean(options(root), tmp_path / "clean")
    published.pop(MARKER)
    assert made == published


@pytest.mark.parametrize("told", [True, False])
def test_an_edit_of_a_body_renders_its_page_and_the_feeds_alone(
    root: Path, session: Session, told: bool
) -> None:
    session.build()
    name = "content/posts/seventh.md"
    write(root, {name: (root / name).read_text().replace("links here", "links there")})
    built = session.build([name] if told else None)
    # The site's feed has three formats, and stands at two old addresses too.
    assert built.outcome.rendered == 1 + 5
    assert built.changed == (name,)


MOVES = {
    "renamed": ("content/posts/other.md", None, "/posts/other/"),
    "another slug": ("content/posts/seventh.md", "slug: other", "/posts/other/"),
}


@pytest.mark.parametrize("move", MOVES)
def test_a_page_is_followed_to_its_new_address(root: Path, session: Session, move: str) -> None:
    session.build()
    new, line, url = MOVES[move]
    old = root / "content/posts/seventh.md"
    text = old.read_text()
    old.unlink()
    (root / new).write_text(text.replace("---\n", f"---\n{line}\n", 1) if line else text)
    assert session.build().moved == {"/posts/seventh/": url}


def test_of_two_that_hold_the_same_none_is_followed(root: Path, session: Session) -> None:
    session.build()
    old = root / "content/posts/seventh.md"
    text = old.read_text().replace("aliases: [/old/seven]\n", "")
    old.write_text(text)
    session.build()
    old.unlink()
    write(root, {"content/posts/one.md": text, "content/posts/two.md": text})
    assert session.build().moved == {}


def test_a_page_that_is_gone_has_not_moved(root: Path, session: Session) -> None:
    session.build()
    (root / "content/posts/seventh.md").unlink()
    assert session.build().moved == {}


def test_pages_are_followed_over_builds_that_fail(root: Path, session: Session) -> None:
    session.build()
    site = (root / "content/site.yaml").read_text()
    (root / "content/posts/seventh.md").rename(root / "content/posts/other.md")
    write(root, {"content/site.yaml": "title: ["})
    assert session.build().outcome.configuration_failed
    write(root, {"content/site.yaml": site})
    assert session.build().moved == {"/posts/seventh/": "/posts/other/"}


def test_what_is_lost_is_made_again(root: Path, session: Session) -> None:
    built = session.build()
    before = held(session, built)
    shutil.rmtree(root / ".waypost/cache/blobs")
    with pytest.raises(LostBlob):
        held(session, built)
    again = session.build(())
    assert held(session, again) == before
    assert again.outcome.notes


def test_a_build_is_of_the_moment_that_the_clock_gives(root: Path) -> None:
    write(root, {"content/posts/later.md": post("Later", "2026-07-01")})
    moments = iter([datetime(2026, 6, 30, tzinfo=UTC), datetime(2026, 7, 2, tzinfo=UTC)])
    session = Session(replace(options(root)), clock=lambda: next(moments))
    counts = [session.build(()).outcome.counts for _ in range(2)]
    session.close()
    assert [count.posts for count in counts if count] == [8, 9]


def test_no_blob_is_there_before_the_first_build(session: Session) -> None:
    with pytest.raises(LostBlob):
        session.blob(digest_of(b"anything"))
