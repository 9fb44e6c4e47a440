"""A source is split in two, and nothing of it is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load.front_matter import Document, read_document
from waypost.model.diagnostic import Place


def read(text: str) -> Document:
    document = read_document("a.md", text.encode()).value
    assert document is not None
    return document


def front(text: str) -> dict[str, str]:
    mapping = read(text).front
    assert mapping is not None
    return {key: getattr(entry.value, "text", "") for key, entry in mapping.entries.items()}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\nBody\n",
        "---\r\ntitle: A\r\n---\r\nBody\r\n",
        "---\rtitle: A\r---\rBody\r",
        "\ufeff---\ntitle: A\n---\nBody\n",
        "---  \ntitle: A\n--- \t\nBody\n",
        "-----\ntitle: A\n----\nBody\n",
        "\n\n---\ntitle: A\n---\nBody\n",
        "---\n\n\ntitle: A\n\n---\nBody\n",
    ],
)
def test_front_matter_is_told_from_the_body(text: str) -> None:
    assert front(text) == {"title": "A"}
    assert read(text).body == "Body\n"


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitle: A\n---", "", 4),
        ("---\ntitle: A\n---\n", "", 4),
        ("---\ntitle: A\n---\n\n\nBody", "\n\nBody", 4),
        ("\n---\ntitle: A\nb: c\n---\nBody", "Body", 6),
        ("---\na: b\n---\n{not: json}\n", "{not: json}\n", 4),
        ("---\na: b\n---\n{\n}\n", "{\n}\n", 4),
        ("---\na: b\n---\n+++\nx\n+++\n", "+++\nx\n+++\n", 4),
        ("---\na: b\n---\n---\n\nx\n\n---\n", "---\n\nx\n\n---\n", 4),
        ("---\na: b\n---\n\tcode\n", "\tcode\n", 4),
        ("---\na: b\n---\n    code  \n", "    code  \n", 4),
    ],
)
def test_the_body_is_kept_as_it_is_and_knows_its_line(text: str, body: str, line: int) -> None:
    document = read(text)
    assert document.body == body
    assert document.place == Place("a.md", line, 1)


def test_keys_that_are_words_of_the_library_are_keys() -> None:
    text = "---\ncontent: a\nhandler: b\nmetadata: c\n1: d\n---\nBody"
    assert front(text) == {"content": "a", "handler": "b", "metadata": "c", "1": "d"}
    assert read(text).body == "Body"


def test_a_rule_in_indented_text_does_not_close_front_matter() -> None:
    assert front("---\na: |\n  x\n  ---\n  y\nb: c\n---\n") == {"a": "x\n---\ny\n", "b": "c"}


def test_empty_front_matter_is_an_empty_mapping() -> None:
    assert front("---\n---\nBody") == {}
    assert front("---\n# nothing yet\n---\nBody") == {}


@pytest.mark.parametrize(
    ("text", "finding", "fix"),
    [
        ("---\ntitle: A\n\nBody", "1:1 unclosed-front-matter", "add a line '---'"),
        ("\n---\ntitle: A\ndraft: true\n", "2:1 unclosed-front-matter", "add a line '---'"),
        ("---\ntitle: A\n...\nBody", "1:1 unclosed-front-matter", "line 3 is '...'"),
        ("---\ntitle: A\n --- \nBody", "1:1 unclosed-front-matter", "line 3 is '---'"),
        ("---\ntitle: A\n--\nBody\n—\n", "1:1 unclosed-front-matter", "line 5 is '—'"),
        ("---", "1:1 unclosed-front-matter", "add a line '---'"),
        ("Body only\n", "1:1 no-front-matter", "start the file with a line '---'"),
        ("", "1:1 no-front-matter", "start the file with a line '---'"),
        ("\n\nBody\n---\na: b\n---\n", "3:1 no-front-matter", "start the file"),
        ("--- a\nb\n---\n", "1:1 no-front-matter", "start the file"),
        ("+++\ntitle = 'A'\n+++\nBody", "1:1 no-front-matter", "start the file"),
        ('{"title": "A"}\n\nBody', "1:1 no-front-matter", "start the file"),
    ],
)
def test_a_file_without_whole_front_matter_gives_nothing(text: str, finding: str, fix: str) -> None:
    read = read_document("a.md", text.encode())
    assert read.value is None
    assert told(read) == [finding]
    assert fix in only(read).fix


@pytest.mark.parametrize(
    ("yaml", "finding", "named"),
    [
        ("- a\n- b", "2:1 front-matter-not-mapping", "a list"),
        ("just words", "2:1 front-matter-not-mapping", "'just words'"),
        ("42", "2:1 front-matter-not-mapping", "'42'"),
        ("a: b: c", "2:5 yaml-syntax", "mapping values"),
        ("ok: 1\nt: 'x", "3:4 yaml-syntax", "end of stream"),
    ],
)
def test_front_matter_that_holds_no_keys_still_gives_the_body(
    yaml: str, finding: str, named: str
) -> None:
    read = read_document("a.md", f"---\n{yaml}\n---\nBody".encode())
    assert read.value is not None
    assert read.value.front is None
    assert read.value.body == "Body"
    assert told(read) == [finding]
    assert named in only(read).message


@pytest.mark.parametrize("data", [b"---\ntitle: \xff\n---\n", b"---\na: b\n---\n\x02h0\x03"])
def test_a_file_that_is_no_text_gives_nothing(data: bytes) -> None:
    read = read_document("a.md", data)
    assert read.value is None
    assert only(read).is_error


bodies = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\t\n"))


@given(bodies)
def test_any_body_comes_through_whole(body: str) -> None:
    assert read(f"---\ntitle: A\n---\n{body}").body == body


@given(st.lists(st.sampled_from(["---", "--- ", "a: b", "", "{", "+++", "...", "text", "- c"])))
def test_every_line_of_a_file_is_front_matter_body_or_in_an_error(lines: list[str]) -> None:
    read = read_document("a.md", "\n".join(lines).encode())
    assert read.value is not None or read.diagnostics
    if read.value is not None:
        assert read.value.body == "\n".join(lines[read.value.place.line - 1 :])
