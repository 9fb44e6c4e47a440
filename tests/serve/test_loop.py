"""The loop over real files: whatever happens, what is served ends as a clean build."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from support.preview import eventually
from support.sites import SITE_YAML, options, post, write
from waypost.model.digest import Digest
from waypost.model.faults import EnvironmentFault, Fault
from waypost.serve.edition import Current, Report
from waypost.serve.grounds import Grounds, Meaning, grounds_of
from waypost.serve.loop import Builder, Listener, Loop
from waypost.serve.restarting import Program
from waypost.session import Built, Session
from waypost.store.blobs import LostBlob

A = "content/posts/a.md"


class Trouble:
    """A builder that is a session, but for what is put in its way."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.errors: list[BaseException] = []
        self.before: list[Callable[[], None]] = []
        self.touched: list[frozenset[str] | None] = []
        self.closed = False

    def build(self, touched: frozenset[str] | None = None) -> Built:
        self.touched.append(touched)
        if self.before:
            self.before.pop(0)()
        if self.errors:
            raise self.errors.pop(0)
        return self.session.build(touched)

    def blob(self, digest: Digest) -> bytes:
        return self.session.blob(digest)

    def close(self) -> None:
        self.closed = True
        self.session.close()


class Running:
    """A loop that runs, what it has told, and what it serves."""

    def __init__(self, root: Path, program: Program | None = None) -> None:
        self.root = root
        self.current = Current()
        self.reports: list[Report] = []
        self.lines: list[str] = []
        self.explained: list[Exception] = []
        self.restarts: list[bool] = []
        self.deaths: list[BaseException] = []
        self.builders: list[Trouble] = []
        self.grounds: Callable[[], Grounds] = lambda: grounds_of(options(root).layout, None)
        listener = Listener(
            self.reports.append, self.lines.append, self._explain,
            lambda: self.restarts.append(True), self.deaths.append,
        )  # fmt: skip
        self.loop = Loop(
            options(root), self._builder, lambda: self.grounds(), self.current, listener,
            program=program,
        )  # fmt: skip

    def _builder(self) -> Builder:
        self.builders.append(Trouble(Session(options(self.root))))
        return self.builders[-1]

    def _explain(self, error: Exception) -> Fault:
        self.explained.append(error)
        return error if isinstance(error, Fault) else Fault(f"a bug: {error}")

    def text(self, path: str) -> str:
        """Give an output that is served, "" where there is none."""
        served = self.current.now
        return served.blob(served.entries[path]).decode() if path in served.entries else ""

    def shows(self, text: str, path: str = "posts/a/index.html") -> bool:
        """Whether an output holds a text."""
        return text in self.text(path)

    def save(self, body: str, name: str = A) -> None:
        """Write a post."""
        write(self.root, {name: post(Path(name).stem, body=body)})

    def is_clean(self) -> bool:
        """Whether what is served is what a new process would build."""
        session = Session(options(self.root))
        clean = session.build().outcome.manifest
        session.close()
        return clean is not None and clean.entries == self.current.now.entries


@contextmanager
def started(root: Path, program: Program | None = None) -> Iterator[Running]:
    running = Running(root, program)
    running.loop.start()
    try:
        eventually(lambda: running.reports)
        yield running
    finally:
        assert running.loop.stop(60)
        assert running.deaths == []
        assert all(builder.closed for builder in running.builders)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {f"content/posts/{name}.md": post(name) for name in "abc"}
    return write(tmp_path / "site", {"content/site.yaml": SITE_YAML, **files})


def test_a_saved_file_is_served(root: Path) -> None:
    with started(root) as running:
        running.save("Saved words.")
        eventually(lambda: running.shows("Saved words."))
        assert running.reports[-1].changed == (A,)
        assert running.is_clean()


def test_a_build_for_events_is_for_the_files_they_name_and_all_are_looked_at_later(
    root: Path,
) -> None:
    with started(root) as running:
        touched = running.builders[0].touched
        assert touched == [None]
        running.save("Saved words.")
        eventually(lambda: running.shows("Saved words."))
        eventually(lambda: touched.count(None) >= 2 and touched[-1] is None)
        assert frozenset({A}) in touched
        assert [report.changed for report in running.reports] == [(), (A,)]


def test_what_changes_during_a_build_is_built_after_it(root: Path) -> None:
    with started(root) as running:
        running.builders[0].before.append(lambda: running.save("Second words."))
        running.save("First words.")
        eventually(lambda: running.shows("Second words."))
        assert running.is_clean()


def test_a_build_that_fails_leaves_what_is_served(root: Path) -> None:
    with started(root) as running:
        running.save("[[nowhere]]")
        eventually(lambda: not running.reports[-1].good)
        assert running.shows("Some text.")
        running.save("Some text.")
        eventually(lambda: running.reports[-1].good)


def test_a_renamed_post_is_moved(root: Path) -> None:
    with started(root) as running:
        (root / A).rename(root / "content/posts/z.md")
        eventually(lambda: running.shows("Some text.", "posts/z/index.html"))
        assert running.current.now.moved == {"/posts/a/": "/posts/z/"}
        assert not running.text("posts/a/index.html")


@pytest.mark.parametrize(
    ("error", "again"),
    [
        pytest.param(EnvironmentFault("the disk is full"), True, id="the machine"),
        pytest.param(LostBlob(Digest("0" * 40)), True, id="the cache"),
        pytest.param(ZeroDivisionError("division by zero"), False, id="a bug"),
        pytest.param(SystemExit(3), False, id="a function of the site that exits"),
    ],
)
def test_whatever_goes_wrong_is_told_once_and_the_loop_goes_on(
    root: Path, error: BaseException, again: bool
) -> None:
    with started(root) as running:
        former = running.builders[0]
        former.errors = [error]
        running.save("Saved words.")
        eventually(lambda: len(running.reports) > 1)
        assert [f.code for f in running.reports[1].outcome.diagnostics] == ["build-stopped"]
        if not again:
            assert running.shows("Some text.")
            running.save("Other words.", "content/posts/b.md")
        # What was missed is made up for by another builder.
        eventually(lambda: running.shows("Saved words."))
        assert running.builders[1].touched[0] is None
        eventually(lambda: former.closed)
        assert [report.good for report in running.reports] == [True, False, True]
        assert running.is_clean()


def test_lost_bytes_are_made_again(root: Path) -> None:
    with started(root) as running:
        served = running.current.now
        shutil.rmtree(root / ".waypost/cache/blobs")
        with pytest.raises(LostBlob):
            served.blob(served.entries["posts/a/index.html"])

        def is_whole() -> bool:
            now = running.current.now
            try:
                return all(now.blob(digest) for digest in now.entries.values())
            except LostBlob:
                return False

        running.loop.look()
        eventually(is_whole)


def test_a_site_that_vanishes_and_comes_back_is_served_again(root: Path) -> None:
    with started(root) as running:
        (root / "content").rename(root / "elsewhere")
        eventually(lambda: not running.reports[-1].good)
        assert running.shows("Some text.")
        (root / "elsewhere").rename(root / "content")
        eventually(lambda: running.reports[-1].good)
        running.save("Saved words.")
        eventually(lambda: running.shows("Saved words."))


def test_a_folder_of_the_site_that_appears_later_is_watched(root: Path) -> None:
    with started(root) as running:
        write(root, {"static/note.txt": "one"})
        eventually(lambda: running.text("note.txt") == "one")
        write(root, {"static/note.txt": "two"})
        eventually(lambda: running.text("note.txt") == "two")


def test_it_watches_as_soon_as_that_is_possible(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, troubles = Running(root), [OSError(5, "Input/output error")]
    proper = running.grounds

    def grounds() -> Grounds:
        if troubles:
            raise troubles.pop()
        return proper()

    running.grounds = grounds
    running.loop.start()
    eventually(lambda: running.reports)
    running.save("Unheard words.")
    eventually(lambda: running.shows("Unheard words."))
    running.save("Saved words.")
    eventually(lambda: running.shows("Saved words."))
    assert running.loop.stop(60)


def test_a_post_appears_when_its_moment_has_come(root: Path) -> None:
    for seconds in (4, 30):
        soon = datetime.now(UTC) + timedelta(seconds=seconds)
        write(root, {A: post("a", day=soon.isoformat(timespec="seconds"))})
        with started(root) as running:
            if running.text("posts/a/index.html"):
                continue  # the first build has taken all that time
            eventually(lambda: running.shows("Some text."))
            assert running.reports[-1].changed == ()
            assert datetime.now(UTC) >= soon.replace(microsecond=0)
            return
    pytest.fail("it was there in the first build already")


class Changing(Program):
    """A program of which a test says whether it has changed, and can run."""

    def __init__(self) -> None:
        super().__init__()
        self.changed = False
        self.broken = ""

    def has_changed(self) -> bool:
        return self.changed

    def trouble(self) -> str:
        return self.broken


def in_code(running: Running) -> None:
    """Let the loop hear that the program may have changed."""
    running.loop._hear(Meaning(code=True))


def test_a_program_that_is_touched_but_the_same_goes_on(root: Path) -> None:
    with started(root, Changing()) as running:
        in_code(running)
        running.save("Saved words.")
        eventually(lambda: running.shows("Saved words."))
        assert running.restarts == []


def test_a_program_that_has_changed_is_started_anew_and_builds_no_more(root: Path) -> None:
    program = Changing()
    with started(root, program) as running:
        program.changed = True
        in_code(running)
        running.save("Saved words.")
        eventually(lambda: running.restarts)
        assert running.loop.stop(60)
        assert len(running.reports) == 1


def test_a_program_that_can_not_run_is_told_and_nothing_is_built_until_it_can(
    root: Path,
) -> None:
    program = Changing()
    with started(root, program) as running:
        program.changed, program.broken = True, "SyntaxError: invalid syntax"
        in_code(running)
        eventually(lambda: len(running.reports) == 2)
        [finding] = running.reports[1].outcome.diagnostics
        assert "SyntaxError: invalid syntax" in finding.message
        builds = len(running.builders[0].touched)
        running.save("Saved words.")
        program.changed = False
        in_code(running)
        eventually(lambda: running.shows("Saved words."))
        assert running.builders[0].touched[builds] is None
        assert running.restarts == []


def test_a_death_of_the_loop_is_told(root: Path) -> None:
    running = Running(root)

    def refuse(_report: Report) -> None:
        raise RuntimeError("nobody listens")

    running.loop._listener = replace(running.loop._listener, built=refuse)
    running.loop.start()
    eventually(lambda: running.deaths)
    assert running.loop.stop(60)


def test_a_day_of_builds_leaves_no_garbage_behind(root: Path) -> None:
    class Circle:
        """An object that only the collector can tell to be garbage."""

        def __init__(self) -> None:
            self.itself = self

    with started(root) as running:
        circles: list[weakref.ref[Circle]] = []
        running.builders[0].before = [lambda: circles.append(weakref.ref(Circle()))]
        running.save("Saved words.")
        eventually(lambda: circles and circles[0]() is None)
