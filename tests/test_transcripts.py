"""What a terminal says on the front pages is what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command import Waypost

TOP = Path(__file__).resolve().parent.parent

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
POST = re.compile(r"^```markdown\n(---\ntitle: \"What the logs say\"\n.*?)^```$", re.M | re.S)
VARYING = (
    (re.compile(r"\d+(\.\d+)? m?s\b"), "some time"),
    (re.compile(r"\b\d{4}-\d\d-\d\d-what"), "today-what"),
)


def said(text: str) -> list[str]:
    """Give the lines of a terminal, without what differs from day to day."""
    for pattern, instead in VARYING:
        text = pattern.sub(instead, text)
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def transcript(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give the commands of a page, each with the lines that follow it there."""
    for block in CONSOLE.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, answer = part.partition("\n")
            yield command, said(answer)


def read(page: str) -> str:
    return (TOP / page).read_text(encoding="utf-8")


def pages_of(text: str) -> set[str]:
    return set(re.findall(r"\b(\d+) pages\b", text))


@pytest.fixture
def terminal(tmp_path: Path) -> Waypost:
    return Waypost(tmp_path)


def follow(page: str, terminal: Waypost) -> None:
    """Type what a page types, and see that it is answered as the page says."""
    for command, answer in transcript(page):
        name, *arguments = shlex.split(command)
        if name == "cd":
            terminal = terminal.within(arguments[0])
        elif arguments[0] != "serve":
            broken = any("error[" in line for line in answer)
            hub = terminal.folder / "content" / "hubs" / "writing.md"
            if broken:
                whole = hub.read_text(encoding="utf-8")
                hub.write_text(whole.replace("post: keep-a-logbook", "post: keep-a-logbok"))
            done = terminal(*arguments)
            assert sorted(said(done.stdout + done.stderr)) == sorted(answer), command
            if broken:
                hub.write_text(whole)
            if arguments[0] == "new":
                (written,) = (terminal.folder / "content" / "posts").glob("*-what-the-logs-say.md")
                (text,) = POST.findall(page)
                written.write_text(text.replace("2026-11-22", written.name[:10]))


def test_the_readme_can_be_typed_from_top_to_bottom(terminal: Waypost) -> None:
    follow(read("README.md"), terminal)


def first_block(page: str) -> str:
    found = CONSOLE.search(page)
    assert found is not None
    return found[0]


def test_the_page_on_publishing_tells_what_builds_say(terminal: Waypost) -> None:
    assert terminal("init", "blog").returncode == 0
    follow(first_block(read("docs/publishing.md")), terminal.within("blog"))


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/preview.md"])
def test_no_page_counts_others_than_builds_do(page: str) -> None:
    known = pages_of(read("README.md")) | pages_of(read("docs/publishing.md"))
    assert pages_of(read(page)) <= known


def test_an_answer_that_is_not_given_is_noticed(terminal: Waypost) -> None:
    page = first_block(read("docs/publishing.md")).replace("files written", "files are new")
    assert terminal("init", "blog").returncode == 0
    with pytest.raises(AssertionError, match="build"):
        follow(page, terminal.within("blog"))
