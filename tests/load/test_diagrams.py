"""Diagrams in Markdown: code blocks that a script may draw."""

from __future__ import annotations

import pytest

from waypost.load.markdown import Parsed, parse_blocks
from waypost.model.diagnostic import Checked, Place
from waypost.model.site import ParseSettings


def blocks(text: str) -> Checked[Parsed]:
    return parse_blocks(text, Place("a.md", 1, 1), ParseSettings(markdown=True))


@pytest.mark.parametrize(
    "text",
    ["```mermaid\na --> b\n```", "~~~ mermaid\na --> b\n~~~", "> ```mermaid\n> a --> b\n> ```"],
)
def test_a_diagram_is_code_that_can_be_read_without_a_script(text: str) -> None:
    checked = blocks(text)
    fragment = checked.value.fragment
    assert checked.diagnostics == ()
    assert fragment.has_diagrams
    assert '<div class="diagram" data-source="Source of the diagram"><div class=' in fragment.html
    assert ">a --&gt; b\n</code>" in fragment.html
    assert fragment.markdown == text


@pytest.mark.parametrize("text", ["A mermaid.", "`mermaid`", "```text\nmermaid\n```"])
def test_a_text_that_only_speaks_of_mermaids_has_none(text: str) -> None:
    assert not blocks(text).value.fragment.has_diagrams
