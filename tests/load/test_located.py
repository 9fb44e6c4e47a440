"""YAML becomes a tree of texts with places, or located findings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from support.findings import only, told
from waypost.load import located
from waypost.load.located import DEPTH_LIMIT, parse_yaml
from waypost.load.nodes import Mapping, Node, Scalar, Sequence
from waypost.model.diagnostic import Checked, Place

TOP = Place("a.yaml", 1, 1)


def parse(text: str) -> Checked[Node | None]:
    return parse_yaml(text, TOP)


def plain(node: Node | None) -> Any:
    """Give a tree without places."""
    if isinstance(node, Mapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node and (None if node.is_null else node.text)


def value(text: str, key: str = "a") -> Scalar:
    root = parse(text).value
    assert isinstance(root, Mapping)
    node = root.entries[key].value
    assert isinstance(node, Scalar)
    return node


@pytest.fixture(params=["libyaml", "python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml's parser, and with the one that stands in for it."""
    if request.param == "python":
        monkeypatch.setattr(located, "_LOADER", yaml.SafeLoader)


@pytest.mark.parametrize(
    "written",
    [
        "2024", "0o9", "012", "0x1F", "1_000", "12:30:00", "1e3", "1.10", ".nan", "-.inf", "1" * 5000,
        "no", "on", "yes", "Off", "y", "true", "2024-02-30", "2024-13-01 25:00", "=", "a:b", "C#",
    ],
)  # fmt: skip
def test_a_scalar_stays_what_its_author_wrote(written: str, either_parser: None) -> None:
    assert value(f"a: {written}").text == written
    assert told(parse(f"a: {written}")) == []


def test_lists_and_keys_stay_texts() -> None:
    assert plain(parse("topics: [no, on, 2024]\non: 1\n3: x\n").value) == {
        "topics": ["no", "on", "2024"],
        "on": "1",
        "3": "x",
    }


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_null_but_a_quoted_word_is_not(written: str) -> None:
    assert value(f"a: {written}").is_null
    assert not value(f"a: '{written}'").is_null


@pytest.mark.parametrize(
    ("text", "place", "start"),
    [
        ("a: x", (1, 4), (1, 4)),
        ("a: 'x'", (1, 4), (1, 5)),
        ('b: é\na:   "x"', (2, 6), (2, 7)),
        ("a: |\n  x\n  y\n", (1, 4), (2, 3)),
        ("a: >-\n\n    x\n", (1, 4), (2, 5)),
        ("a: |2\n     x\n", (1, 4), (2, 3)),
        ("a: |\n", (1, 4), (2, 1)),
        ("a: |", (1, 4), (2, 1)),
    ],
)
def test_a_value_knows_its_place_and_its_first_characters(
    text: str, place: tuple[int, int], start: tuple[int, int], either_parser: None
) -> None:
    scalar = value(text)
    assert (scalar.place.line, scalar.place.column) == place
    assert (scalar.start.line, scalar.start.column) == start


def test_places_count_from_where_the_block_starts() -> None:
    tree = parse_yaml("a:\n  - x\n", Place("a.md", 7, 1)).value
    assert isinstance(tree, Mapping)
    entry = tree.entries["a"]
    assert entry.key == Place("a.md", 7, 1)
    assert isinstance(entry.value, Sequence)
    assert entry.value.items[0].place == Place("a.md", 8, 5)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("a: 1\nb: 2\na: 3", ["3:1 duplicate-key"]),
        ("a: {b: 1, b: 2}", ["1:11 duplicate-key"]),
        ("a: &x 1", ["1:4 yaml-anchor"]),
        ("a: *x", ["1:4 yaml-alias"]),
        ("a: &x {b: 1}\nc:\n  <<: *x", ["1:4 yaml-anchor", "3:3 yaml-merge-key", "3:7 yaml-alias"]),
        ("a: !!python/object/apply:os.system [x]", ["1:4 yaml-tag"]),
        ("a: !!binary x", ["1:4 yaml-tag"]),
        ("a: ! x", ["1:4 yaml-tag"]),
        ("a: !mine x", ["1:4 yaml-tag"]),
        ("? [a]\n: b", ["1:3 bad-key"]),
        ("{a: b}: c", ["1:1 bad-key"]),
        ("~: b", ["1:1 bad-key"]),
        ("a: {{ b }}", ["1:5 bad-key"]),
        ("a: b\n---\nc: d", ["2:1 yaml-documents"]),
        ("a: Issue #5", ["1:10 comment-in-value"]),
        ("a: b\u2028c", ["1:5 line-separator"]),
        ('a: "\\x02h0\\x03"', ["1:4 control-character"]),
        ('a: "\\0"', ["1:4 control-character"]),
    ],
)
def test_what_loses_content_or_surprises_is_refused(
    text: str, findings: list[str], either_parser: None
) -> None:
    assert told(parse(text)) == findings


def test_an_escaped_control_character_does_not_come_through() -> None:
    assert plain(parse('a: "x\\x02y"').value) == {"a": "x\ufffdy"}


def test_a_duplicate_key_names_both_lines_and_the_first_one_counts() -> None:
    doubled = parse("title: one\nx: 1\ntitle: two\n")
    assert "lines 1 and 3" in only(doubled).message
    assert plain(doubled.value) == {"title": "one", "x": "1"}


def test_a_comment_behind_a_space_is_a_comment() -> None:
    assert told(parse("draft: true # until June\n# all\nb: 'x' #y\n")) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("title: Go: a tour", "1:10 yaml-syntax"),
        ("a: 1\ntitle: @home", "2:8 yaml-syntax"),
        ("a: 'open\nb: c\n", "1:4 yaml-syntax"),
        ("a: [x, y\nb: d\n", "1:4 yaml-syntax"),
        ("a:\n\tb: c", "2:1 yaml-syntax"),
        ("a: 'it's'", "1:8 yaml-syntax"),
        ("a: 1\n\nText begins here\nand goes on\n", "3:1 yaml-syntax"),
        ("a: b\n...\nText", "3:1 yaml-syntax"),
        ("a: {b: c", "1:4 yaml-syntax"),
    ],
)
def test_a_syntax_error_is_told_at_its_place(text: str, finding: str) -> None:
    parsed = parse(text)
    assert parsed.value is None
    assert told(parsed) == [finding]
    assert only(parsed).fix


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\ud800"])
def test_an_escape_that_means_no_character_is_an_error(escape: str, either_parser: None) -> None:
    assert only(parse(f'a: "{escape}"')).place.line == 1


@pytest.mark.parametrize(
    "text",
    ["[" * 80_000, "{a: " * 20_000, "- " * 40_000, "? " * 40_000, "a: " + "[" * 300 + "]" * 300],
)
def test_deep_nesting_is_refused_before_anything_recurses(text: str, either_parser: None) -> None:
    parsed = parse(text)
    assert parsed.value is None
    assert only(parsed).code == "yaml-depth"
    assert only(parsed).place.line == 1


def test_nesting_up_to_the_limit_is_read() -> None:
    assert told(parse("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT)) == []


def test_a_merge_bomb_does_not_grow() -> None:
    bomb = "a0: &a0 {x: 1}\n" + "".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
    )
    parsed = parse(bomb)
    assert {finding.split()[1] for finding in told(parsed)} == {
        "yaml-anchor",
        "yaml-alias",
        "yaml-merge-key",
    }
    assert len(str(plain(parsed.value))) < len(bomb)


scalars = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
trees = st.recursive(
    scalars,
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(scalars.filter(lambda key: key != ""), below, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(scalars, trees, min_size=1, max_size=4), st.booleans())
def test_what_a_writer_of_yaml_puts_in_comes_out(content: dict[str, Any], flow: bool) -> None:
    # Double quotes are how any text can be written, whatever it holds.
    text = yaml.safe_dump(content, default_flow_style=flow, default_style='"', allow_unicode=False)
    text = text.replace("!!str ", "")
    assert plain(parse(text).value) == content
    assert told(parse(text)) == []


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n"), max_size=200)
)
def test_any_text_is_a_tree_or_a_located_error(text: str) -> None:
    parsed = parse(text)
    lines = text.count("\n") + 1 + text.count("\u2028") + text.count("\u2029")
    for finding in parsed.diagnostics:
        assert 1 <= finding.place.line <= lines
    assert parsed.value is not None or parsed.diagnostics or not text.strip() or "#" in text


@given(st.text("[]{}:,-?&*!|>'\"%@`#~<= \n\tab0", max_size=60))
def test_no_punctuation_makes_the_parser_fail(text: str) -> None:
    for finding in parse(text).diagnostics:
        assert finding.place.line >= 1
        assert finding.message
