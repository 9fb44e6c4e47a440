"""Reading paths, as editors write them."""

from __future__ import annotations

import pytest

from support.findings import only, told
from waypost.load.paths import load_path
from waypost.model.diagnostic import Checked, Place
from waypost.model.digest import digest_of
from waypost.model.hub import PathDefinition
from waypost.model.site import ParseSettings

SOURCE = "content/paths/first-week.md"


def load(text: str, source: str = SOURCE) -> Checked[PathDefinition | None]:
    return load_path(source, text.encode(), ParseSettings())


def steps(front: str) -> list[tuple[str, str]]:
    """Load a path that has nothing wrong with it, as (stage, post)."""
    loaded = load(f"---\ntitle: A\n{front}---\n")
    assert told(loaded) == []
    assert loaded.value is not None
    return [(step.stage, step.citation.post.value) for step in loaded.value.steps]


def test_a_path_with_every_key() -> None:
    text = """\
---
title: First week
description: What to read first
draft: yes
steps:
  - welcome
  - post: on-call
    label: On call
    note: Read it *twice*
---
Hello.
"""
    loaded = load(text)
    assert told(loaded) == []
    path = loaded.value
    assert path is not None
    assert (path.source, path.slug, path.place) == (SOURCE, "first-week", Place(SOURCE))
    assert path.digest == digest_of(text.encode())
    assert path.title.value == "First week"
    assert path.description == "What to read first"
    assert path.draft
    assert path.introduction.html == "<p>Hello.</p>\n"
    welcome, on_call = path.steps
    assert welcome.citation.post.place == Place(SOURCE, 6, 5)
    assert on_call.citation.label is not None
    assert on_call.citation.label.value == "On call"
    assert on_call.citation.note.html == "Read it <em>twice</em>"


def test_steps_may_name_their_stage() -> None:
    front = "steps:\n- {post: a, stage: One}\n- {post: b, stage: One}\n- c\n"
    assert steps(front) == [("One", "a"), ("One", "b"), ("", "c")]


def test_stages_hold_their_steps() -> None:
    front = "stages:\n- title: One\n  steps: [a, {post: b}]\n- title: Two\n  steps: c\n"
    assert steps(front) == [("One", "a"), ("One", "b"), ("Two", "c")]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", ["2:1 no-steps"]),
        ("steps: []\n", ["2:1 no-steps"]),
        ("steps:\n", ["2:1 no-steps"]),
        ("stages: []\n", ["2:1 no-steps"]),
        ("steps: [a]\nstages: [{title: B, steps: [b]}]\n", ["4:1 steps-and-stages"]),
        ("stages:\n- title: One\n", ["4:3 no-steps"]),
        ("stages:\n- steps: [a]\n", ["4:3 missing-title"]),
        ("stages: [a]\n", ["3:10 wrong-type"]),
        ("stages:\n- title: One\n  steps: [{post: a, stage: Two}]\n", ["5:21 unknown-key"]),
        ("steps: [[[a]]]\n", ["3:9 wrong-type"]),
        ("steps:\n- {psot: a}\n", ["4:3 missing-post", "4:4 unknown-key"]),
        ("steps: [a]\nstep: b\n", ["4:1 unknown-key"]),
    ],
)
def test_findings_stand_where_the_fault_is(front: str, expected: list[str]) -> None:
    assert sorted(told(load(f"---\ntitle: A\n{front}---\n"))) == sorted(expected)


def test_a_path_without_a_title_gives_nothing() -> None:
    loaded = load("---\nsteps: [a]\n---\n")
    assert loaded.value is None
    assert told(loaded) == ["1:1 missing-title"]


@pytest.mark.parametrize("data", [b"", b"---\ntitle: A\n", b"\xff", b"---\n- a\n---\n"])
def test_a_file_that_is_no_path_gives_nothing(data: bytes) -> None:
    loaded = load_path(SOURCE, data, ParseSettings())
    assert loaded.value is None
    assert only(loaded).is_error
