"""Files that posts include: an edit of one parses the posts that include it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from support.increments import Result, clean, small_site
from support.sites import built, options, post, tree, write
from waypost.builds import build
from waypost.session import Session
from waypost.workers import WORTH_A_PROCESS

tasks: Any = import_module("waypost.tasks")

PART = "content/posts/kept/part.py"
DATA = "content/posts/kept/data.csv"
SEVENTH = "content/posts/seventh.md"
FIFTH = "content/posts/fifth.md"

Step = Callable[[Path], object]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which posts are parsed."""
    noted: list[str] = []
    real = tasks.load_post

    def load_post(source: str, *given: Any) -> Any:
        noted.append(source)
        return real(source, *given)

    monkeypatch.setattr(tasks, "load_post", load_post)
    return noted


def site(folder: Path) -> Path:
    """Write the small site, without a search: to index it would take most of the time."""
    root = small_site(folder / "site")
    edit("content/site.yaml", "hubs:", "search: false\nhubs:")(root)
    return root


def edit(name: str, old: str, new: str) -> Step:
    return lambda root: write(root, {name: (root / name).read_text().replace(old, new).encode()})


def including(name: str) -> str:
    return post("Fifth column", "2023-03-01", f"```python file={name}\n```", topics="[ai]")


STEPS: dict[str, tuple[tuple[Step, ...], set[str]]] = {
    "an edit": ((edit(PART, "3", "5"),), {SEVENTH}),
    "an edit of another part": ((edit(PART, "retry()", "again()"),), {SEVENTH}),
    "an edit of a file that nobody includes": (
        (lambda root: write(root, {"content/posts/third/a.svg": "<svg/>"}),),
        set(),
    ),
    "a deletion": ((lambda root: (root / DATA).unlink(),), {SEVENTH}),
    "a renaming": ((lambda root: (root / PART).rename(root / "content/posts/kept/p"),), {SEVENTH}),
    "a file that appears": (
        (
            lambda root: write(root, {FIFTH: including("new.py").encode()}),
            lambda root: write(root, {"content/posts/new.py": "new()\n"}),
        ),
        {FIFTH},
    ),
    "an edit and its undoing": ((edit(PART, "3", "5"), edit(PART, "5", "3")), set()),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("way", ["builds", "session", "told"])
def test_what_happens_to_a_file_parses_the_posts_that_include_it(
    tmp_path: Path, parsed: list[str], name: str, way: str
) -> None:
    steps, expected = STEPS[name]
    root = site(tmp_path)
    asked = options(root, jobs=1)
    session = Session(asked, clock=lambda: asked.now)

    def made(touched: set[str] | None) -> Any:
        if way == "builds":
            return build(asked)
        return session.build(touched if way == "told" else None).outcome

    made(None)
    for step in steps:
        before = {**tree(root / "content")}
        parsed.clear()
        step(root)
        after = tree(root / "content")
        touched = {f"content/{n}" for n in before | after if before.get(n) != after.get(n)}
        outcome = made(touched)
    session.close()
    assert set(parsed) == expected
    assert len(parsed) == len(expected)
    result, _ = clean(asked, tmp_path / "clean")
    assert Result.of(outcome).diagnostics == result.diagnostics
    parsed.clear()
    assert Result.of(made(set())).diagnostics == result.diagnostics
    assert parsed == []


def test_what_is_included_is_on_the_page_and_its_file_beside_it(tmp_path: Path) -> None:
    root = site(tmp_path)
    outcome = built(root)
    assert outcome.diagnostics == ()
    page = (root / "public/posts/seventh/index.html").read_text()
    assert '>retries <span class="o">=</span>' in page
    assert "retry()" not in page
    assert '<td>queues</td>\n<td class="align-right">3</td>' in page
    assert any(path.endswith("data.csv") for path in tree(root / "public"))


@pytest.mark.parametrize(
    ("link", "code"),
    [("../../../../secret.py", "symlink-outside"), ("nowhere.py", "broken-symlink")],
)
def test_a_link_out_of_the_site_shows_nothing(tmp_path: Path, link: str, code: str) -> None:
    write(tmp_path, {"secret.py": "secret()\n"})
    root = site(tmp_path)
    (root / PART).unlink()
    (root / PART).symlink_to(link)
    outcome = build(options(root))
    assert {code, "missing-include"} <= {found.code for found in outcome.diagnostics}
    assert outcome.published is None


@pytest.mark.parametrize("name", [".hidden.py", "x.py~", "draft.md"])
def test_what_a_site_does_not_publish_can_not_be_included(tmp_path: Path, name: str) -> None:
    root = site(tmp_path)
    write(root, {f"content/posts/{name}": "x = 1\n", FIFTH: including(name).encode()})
    codes = {found.code for found in build(options(root)).diagnostics}
    assert codes & {"missing-include", "bad-include"}


def test_a_finding_shows_the_line_of_the_included_file(tmp_path: Path) -> None:
    root = site(tmp_path)
    write(root, {DATA: "name,count\nqueues,3\nretries\n"})
    (found,) = build(options(root)).diagnostics
    assert str(found.place) == f"{DATA}:3"
    assert found.excerpt == "retries"


def test_hubs_and_paths_include_too(tmp_path: Path) -> None:
    root = site(tmp_path)
    hub = root / "content/hubs/go.md"
    shown = "```python file=../posts/kept/part.py region=setup\n```\n"
    hub.write_text(hub.read_text() + f"\n\n{shown}")
    for number in ("3", "5"):
        edit(PART, "retries = 3", f"retries = {number}")(root)
        built(root)
        page = (root / "public/topics/go/index.html").read_text()
        assert f'<span class="mi">{number}</span>' in page


def test_workers_include_what_one_process_does(tmp_path: Path) -> None:
    root = site(tmp_path)
    many = {
        f"content/posts/n{n}.md": post(f"N {n}", body="```python file=kept/part.py\n```")
        for n in range(WORTH_A_PROCESS)
    }
    write(root, {name: text.encode() for name, text in many.items()})
    one, two = (clean(options(root, jobs=jobs), tmp_path / "clean") for jobs in (1, 2))
    assert one == two
