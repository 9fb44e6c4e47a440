"""``waypost hub promote`` makes a derived hub a file, and the page stays what it was."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.command import Waypost
from support.sites import SITE_YAML, tree, write

HUB = "content/hubs/go.md"

TITLES = [
    "Stars * and _lines_", "Angles <b> & more", "[Brackets]", "Ticks `x` | pipes",
    "1. A list", "# A heading", "'Quotes' \"twice\"", "Ends with a colon:",
]  # fmt: skip
"""What is hard to write in YAML, in Markdown, or in both."""


def source(title: str, day: str, topics: str, body: str, more: str = "") -> str:
    """Write a post; JSON's strings are YAML's."""
    return (
        f"---\ntitle: {json.dumps(title)}\ndate: {day}\ntopics: {topics}\n"
        f"description: About {day}.\n{more}---\n\n{body}\n"
    )


@pytest.fixture
def go(tmp_path: Path) -> Path:
    """Make a site with a derived hub that has all sections."""
    posts = {
        f"content/posts/p{n}.md": source(
            title,
            f"20{16 + n}-03-01",
            "[go, tools]" if n % 2 else "[go]",
            f"See [[p{n % 4}]] and [[p3]].",
            "superseded_by: p3\n" if n == 2 else "",
        )
        for n, title in enumerate(TITLES)
    }
    others = {
        f"content/posts/o{n}.md": source(f"Other {n}", f"2016-01-0{n}", "[rest]", "Text.")
        for n in range(1, 9)
    }
    settings = {
        "content/site.yaml": SITE_YAML,
        "content/topics.yaml": "go:\n  label: Go *now*\n  description: 'On #Go: all of it.'\n",
    }
    return write(tmp_path / "site", {**settings, **posts, **others})


def page(root: Path) -> LexborHTMLParser:
    """Read the hub's page."""
    return LexborHTMLParser((root / "public/topics/go/index.html").read_text())


def text(root: Path, selector: str) -> str:
    """Give the text of the first such part of the hub's page, white space evened out."""
    node = page(root).css_first(selector)
    assert node is not None
    return " ".join(node.text().split())


def parts(root: Path) -> list[str | None]:
    """Give what stands on the hub's page, but for the marks of being curated."""
    found = page(root).css("article .plate, h1, .lede, .introduction, .rail")
    return [node.html for node in found]


def test_the_page_is_what_it_was(go: Path, process: Waypost) -> None:
    here = process.within("site")
    assert here("build", "--strict").returncode == 0
    before = parts(go)
    done = here("hub", "promote", "go")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{HUB}\n", "")
    built = here("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    assert len(before) >= 8
    assert parts(go) == before
    assert "Curated" in text(go, ".legend")


def test_what_is_promoted_stays_live(go: Path, waypost: Waypost) -> None:
    here = waypost.within("site")
    here("hub", "promote", "go")
    write(go, {"content/posts/fresh.md": source("Fresh", "2025-01-01", "[go]", "Text.")})
    assert here("build", "--strict").returncode == 0
    assert "holds 9 posts" in text(go, ".plate-definition")


def test_the_commented_keys_are_right_when_they_are_used(go: Path, waypost: Waypost) -> None:
    here = waypost.within("site")
    here("hub", "promote", "go")
    written = (go / HUB).read_text()
    keys = r"(?m)^# ((?:[a-z_]+:| +- | +[a-z_]+:).*)$"
    (go / HUB).write_text(
        re.sub(keys, r"\1", written).replace(
            "sections:\n", "sections:\n  - start-here\n  - core-themes\n  - related-hubs\n"
        )
    )
    built = here("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    assert page(go).css_first(".plate-start-here .sign")
    assert text(go, ".plate-core-themes .theme-title") == "A theme"
    assert page(go).css_first(".plate-related-hubs")
    assert "What goes wrong" in text(go, ".plate-failure-modes")


def test_what_is_frozen_says_what_the_page_said(go: Path, process: Waypost) -> None:
    here = process.within("site")
    evidence = json.loads(here("explain", "hub", "go", "--json").stdout)
    done = here("hub", "promote", "go", "--freeze")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{HUB}\n", "")
    built = here("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    made = page(go)
    shown = text(go, "article")
    said = [row["sentence"] for row in evidence["statements"]]
    assert len(said) >= 5
    assert [sentence for sentence in said if sentence not in shown] == []
    starts = [node.attributes["href"] for node in made.css(".plate-start-here a.entry-title")]
    assert starts == [f"/posts/{step['post']}/" for step in evidence["path"]]
    reads = [node.attributes["href"] for node in made.css(".plate-core-themes a.entry-title")]
    assert reads == [f"/posts/{tie['post']}/" for tie in evidence["related"]]
    headings = [node.attributes["id"] for node in made.css(".introduction h2")]
    assert headings == ["key-claims", "practical-checklist"]
    assert text(go, ".introduction a[href='/posts/p3/']") == TITLES[3]
    assert not (go / "public/topics/go/evidence.json").exists()


def test_what_is_frozen_changes_no_more(go: Path, waypost: Waypost) -> None:
    here = waypost.within("site")
    here("hub", "promote", "go", "--freeze")
    here("build")
    before = text(go, ".introduction")
    write(go, {"content/posts/fresh.md": source("Fresh", "2025-01-01", "[go]", "[[p1]]")})
    assert here("build", "--strict").returncode == 0
    assert text(go, ".introduction") == before


def test_a_small_hub_is_frozen_without_what_it_has_not(site: Path, waypost: Waypost) -> None:
    write(site, {"content/site.yaml": SITE_YAML + "hubs:\n  minimum_posts: 1\n"})
    here = waypost.within("site")
    assert here("hub", "promote", "Habits", "--freeze").stdout == "content/hubs/habits.md\n"
    assert "start_here" not in (site / "content/hubs/habits.md").read_text()
    assert here("build", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        ("writing", "the hub 'writing' has a file already\nfix: edit content/hubs/writing.md"),
        ("habit", "there is no hub 'habit'\nfix: did you mean 'habits'?"),
        ("nonsense", "there is no hub 'nonsense'\nfix: see the command `list hubs`"),
        ("few", "the topic 'few' has no hub: 1 post of it are too few"),
        ("drafted", "content/hubs/drafted.md is there already\nfix: edit it, or move it away"),
    ],
)
@pytest.mark.parametrize("freeze", [[], ["--freeze"]])
def test_what_can_not_be_promoted(
    topic: str, told: str, freeze: list[str], site: Path, waypost: Waypost
) -> None:
    written = [source(f"D{n}", "2024-01-01", "[drafted]", "Text.") for n in range(3)]
    write(
        site,
        {
            "content/posts/few.md": source("Few", "2024-01-01", "[few]", "Text."),
            **{f"content/posts/d{n}.md": text for n, text in enumerate(written)},
            "content/hubs/drafted.md": "---\ndraft: true\n---\n",
        },
    )
    before = tree(site / "content")
    done = waypost.within("site")("hub", "promote", topic, *freeze)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {told}")
    assert tree(site / "content") == before


def test_a_site_with_errors_is_left_alone(go: Path, process: Waypost) -> None:
    write(go, {"content/posts/bad.md": "no front matter\n"})
    done = process.within("site")("hub", "promote", "go")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("Nothing was written.\n")
    assert not (go / HUB).exists()


def test_an_unknown_command_for_hubs_is_answered(waypost: Waypost) -> None:
    done = waypost("hub", "promot", "go")
    assert done.returncode == 2
    assert "did you mean 'promote'?" in done.stderr
