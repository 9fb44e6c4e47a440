"""Hubs, as editors write them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.hubs import load_hub
from waypost.model.diagnostic import Checked, Place
from waypost.model.digest import digest_of
from waypost.model.fragment import LinkKind
from waypost.model.hub import Grouping, HubDefinition, Order, References
from waypost.model.site import ParseSettings

SOURCE = "content/hubs/ai.md"

WHOLE = """\
---
title: AI in Production
description: What it takes to run it
topics: [ai, llm]
start_here:
  - post: system-shape
    note: Explains the *shape*, see [[cost]]
  - cost
themes:
  - title: Architecture
    text: |
      Mostly control surfaces.

      See [the notes](notes.md).
    reads:
      - system-shape
      - {post: cost, label: On cost, note: "**First**"}
failure_modes:
  - Treating a model as a *feature*
  - |
    Two paragraphs.

    In one entry.
related: [platform, leadership]
references:
  order: oldest
  group_by: none
sections: [core-themes, references]
---
The introduction, with a [link](../posts/cost.md).
"""


def load(text: str, source: str = SOURCE) -> Checked[HubDefinition | None]:
    return load_hub(source, text.encode(), ParseSettings())


def hub(front: str) -> HubDefinition:
    """Load a hub that has nothing wrong with it."""
    loaded = load(f"---\n{front}---\n")
    assert told(loaded) == []
    assert loaded.value is not None
    return loaded.value


def values(located: Any) -> list[Any]:
    return [item.value for item in located]


def test_a_hub_with_every_key() -> None:
    loaded = load(WHOLE)
    assert told(loaded) == []
    hub = loaded.value
    assert hub is not None
    assert (hub.source, hub.slug, hub.place) == (SOURCE, "ai", Place(SOURCE))
    assert hub.digest == digest_of(WHOLE.encode())
    assert hub.title is not None
    assert hub.title.value == "AI in Production"
    assert hub.description == "What it takes to run it"
    assert values(hub.topics) == ["ai", "llm"]
    assert hub.references == References(Order.OLDEST, Grouping.NONE)
    assert values(hub.related or ()) == ["platform", "leadership"]
    assert values(hub.sections or ()) == ["core-themes", "references"]
    assert "The introduction" in hub.introduction.html
    assert hub.introduction.links[0].place.line == 30


def test_cited_posts_have_places_labels_and_notes() -> None:
    hub = load(WHOLE).value
    assert hub is not None
    assert hub.start_here is not None
    first, second = hub.start_here
    assert first.post.value == "system-shape"
    assert first.post.place == Place(SOURCE, 6, 11)
    assert first.note.html.startswith("Explains the <em>shape</em>")
    assert [(link.kind, link.target) for link in first.note.links] == [(LinkKind.WIKI, "cost")]
    assert first.note.links[0].place == Place(SOURCE, 7, 37)
    assert (second.post.value, second.post.place) == ("cost", Place(SOURCE, 8, 5))
    assert not second.note


def test_themes_are_markdown_with_reads() -> None:
    hub = load(WHOLE).value
    assert hub is not None
    assert hub.themes is not None
    (theme,) = hub.themes
    assert theme.title.value == "Architecture"
    assert theme.text.html.count("<p>") == 2
    assert theme.text.links[0].place == Place(SOURCE, 14, 11)
    assert [read.post.value for read in theme.reads] == ["system-shape", "cost"]
    label = theme.reads[1].label
    assert label is not None
    assert (label.value, label.place.line) == ("On cost", 17)
    assert theme.reads[1].note.html == "<strong>First</strong>"


def test_a_failure_mode_is_a_line_or_paragraphs() -> None:
    hub = load(WHOLE).value
    assert hub is not None
    assert hub.failure_modes is not None
    line, paragraphs = hub.failure_modes
    assert line.html == "Treating a model as a <em>feature</em>"
    assert paragraphs.html.count("<p>") == 2


def test_what_the_file_does_not_hold_is_none_and_what_is_empty_is_empty() -> None:
    nothing = hub("title: A\n")
    lists = (nothing.start_here, nothing.themes, nothing.failure_modes, nothing.related)
    assert (*lists, nothing.sections) == (None,) * 5
    assert nothing.topics == ()
    assert nothing.references == References()
    assert not nothing.introduction
    empty = hub("start_here:\nthemes: []\nfailure_modes: []\nrelated: ~\nsections: []\n")
    lists = (empty.start_here, empty.themes, empty.failure_modes, empty.related)
    assert (*lists, empty.sections) == ((),) * 5
    assert empty.title is None


def test_an_empty_file_of_front_matter_is_a_hub() -> None:
    assert hub("").slug == "ai"


def test_the_slug_is_made_of_the_files_name() -> None:
    loaded = load("---\n---\n", "content/hubs/Code Review.md").value
    assert loaded is not None
    assert loaded.slug == "code-review"
    assert only(load("---\n---\n", "content/hubs/!!.md")).code == "bad-slug"


def test_a_file_whose_name_gives_no_slug_is_read_to_its_end_all_the_same() -> None:
    found = load("---\ntitel: Soon\n---\n", "content/hubs/!!.md")
    assert found.value is None
    assert [finding.code for finding in found.diagnostics] == ["bad-slug", "unknown-key"]


def test_a_single_post_needs_no_list() -> None:
    single = hub("start_here: a\nthemes: {title: T, reads: b}\n")
    assert [cited.post.value for cited in single.start_here or ()] == ["a"]
    assert [cited.post.value for cited in (single.themes or ())[0].reads] == ["b"]


def test_slugs_that_yaml_takes_for_something_else_are_slugs() -> None:
    assert [c.post.value for c in hub("start_here: [2024, no, 1.5]\n").start_here or ()] == [
        "2024",
        "no",
        "1.5",
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("titel: A\n", ["2:1 unknown-key"]),
        ("start_here: [[[a]]]\n", ["2:14 wrong-type"]),
        ("start_here:\n  - note: x\n", ["3:5 missing-post"]),
        ("start_here:\n  - {post: a, lable: x}\n", ["3:15 unknown-key"]),
        ("start_here:\n  - a\n  -\n", ["4:4 empty-entry"]),
        ("start_here:\n  - ''\n", ["3:5 wrong-type"]),
        ("themes:\n  - text: x\n", ["3:5 missing-title"]),
        ("themes: [a]\n", ["2:10 wrong-type"]),
        ("themes:\n  - {title: T, reads: [{post: }]}\n", ["3:25 missing-post"]),
        ("failure_modes: [{a: b}]\n", ["2:17 wrong-type"]),
        ("references: {order: newst}\n", ["2:21 bad-choice"]),
        ("references: newest\n", ["2:13 wrong-type"]),
        ("references: {by: year}\n", ["2:14 unknown-key"]),
        ("draft: perhaps\n", ["2:8 wrong-type"]),
        ("themes:\n  - title: T\n    text: |\n      fine\n\n      [empty]()\n", ["7:7 empty-link"]),
        ("- a\n", ["2:1 front-matter-not-mapping"]),
        ("a: [\n", ["2:0 yaml-syntax"]),
    ],
)
def test_findings_stand_where_the_fault_is(front: str, expected: list[str]) -> None:
    loaded = load(f"---\n{front}---\n")
    assert told(loaded) == expected
    assert all(finding.is_error and finding.fix for finding in loaded.diagnostics)


def test_brackets_around_a_slug_are_explained() -> None:
    assert (
        only(load("---\nstart_here:\n  - [[cost]]\n---\n")).fix == "write 'cost', without brackets"
    )


@pytest.mark.parametrize("data", [b"", b"---\ntitle: A\n", b"\xff", b"No front matter"])
def test_a_file_that_is_no_hub_gives_nothing(data: bytes) -> None:
    loaded = load_hub(SOURCE, data, ParseSettings())
    assert loaded.value is None
    assert only(loaded).is_error


KEYS = ["title", "topics", "start_here", "themes", "failure_modes", "related", "references",
        "sections", "draft", "reads"]  # fmt: skip
VALUES = ["x", "[x, y]", "{post: a}", "{title: T}", "[[a]]", "{title: T, reads: [a, [b]]}", "", "|"]


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=6))
def test_any_shape_of_keys_is_a_hub_or_an_error(pairs: list[tuple[str, str]]) -> None:
    loaded = load("---\n" + "".join(f"{key}: {value}\n" for key, value in pairs) + "---\n")
    assert loaded.value is not None or any(d.is_error for d in loaded.diagnostics)
