"""Citations are changed in the text of a hub's file, and nothing else is."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.hub_edits import with_citation, with_successor
from waypost.load.hubs import load_hub
from waypost.load.yaml_text import word
from waypost.model.site import ParseSettings

SOURCE = "content/hubs/go.md"


def hub(front: str, body: str = "Text.\n") -> str:
    """Write a hub's file."""
    return f"---\n{dedent(front).strip()}\n---\n\n{body}"


ADDED = [
    ("start_here: [a]", None, "start_here: [a, new]"),
    ("start_here: [ a, b ]", None, "start_here: [ a, b, new ]"),
    ("start_here: ['a', \"b\"] # why", None, "start_here: ['a', \"b\", new] # why"),
    ("start_here: a", None, "start_here: [a, new]"),
    ("start_here: 'a' # why", None, "start_here: ['a', new] # why"),
    ("start_here: [a, {post: b, note: N}]", None, "start_here: [a, new, {post: b, note: N}]"),
    ("start_here:\n- a\n- b", None, "start_here:\n- a\n- b\n- new"),
    ("start_here:\n  -   a", None, "start_here:\n  -   a\n  -   new"),
    ("start_here:\n  - a # why\n\n# Below\ntitle: T", None,
     "start_here:\n  - a # why\n  - new\n\n# Below\ntitle: T"),
    ("start_here:\n  - post: a\n    note: N", None,
     "start_here:\n  - post: a\n    note: N\n  - post: new"),
    ("start_here:\n  - post: a\n    note: >-\n      Two\n\n      lines.\ntitle: T", None,
     "start_here:\n  - post: a\n    note: >-\n      Two\n\n      lines.\n  - post: new\ntitle: T"),
    ("start_here:\n  - a\n  - post: b", None, "start_here:\n  - a\n  - post: b\n  - new"),
    ("start_here:\n  - {post: a}", None, "start_here:\n  - {post: a}\n  - new"),
    ("start_here: [\n  a,\n  b,\n]", None, "start_here: [\n  a,\n  b,\n  new,\n]"),
    ("start_here:\n  [a,\n   b]", None, "start_here:\n  [a,\n   b,\n   new]"),
    ("themes:\n  - title: One\n    reads: [a]\n  - title: Two\n    reads:\n      - b\n    text: X", 1,
     "themes:\n  - title: One\n    reads: [a]\n  - title: Two\n    reads:\n      - b\n      - new\n    text: X"),
    ("themes:\n- reads: [a]\n  title: One\n- reads:\n  - b\n  title: Two", 0,
     "themes:\n- reads: [a, new]\n  title: One\n- reads:\n  - b\n  title: Two"),
    ("themes: [{title: One, reads: [a]}]", 0, "themes: [{title: One, reads: [a, new]}]"),
    ("themes:\n  title: One\n  reads: a", 0, "themes:\n  title: One\n  reads: [a, new]"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "theme", "after"), ADDED)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_post_is_added_as_its_neighbours_are_written(
    before: str, theme: int | None, after: str, ending: str
) -> None:
    text = hub(before).replace("\n", ending)
    assert with_citation(SOURCE, text, theme, "new") == hub(after).replace("\n", ending)


@pytest.mark.parametrize(
    ("front", "theme"),
    [
        ("title: T", None),
        ("start_here:", None),
        ("start_here: []", None),
        ("start_here:\n  post: a", None),
        ("start_here: >-\n  a", None),
        ("start_here:\n  -\n    post: a", None),
        ("themes:\n  - title: One", 0),
        ("themes:\n  - title: One\n    reads: [a]", 1),
        ("start_here:\n  - post: a\n    note: |\n      # no comment", None),
    ],
)
def test_what_can_not_be_added_to_is_left_alone(front: str, theme: int | None) -> None:
    text = hub(front)
    done = with_citation(SOURCE, text, theme, "new")
    assert done is None


@pytest.mark.parametrize(
    "text",
    ["", "no front matter", "---\nstart_here: [old\n---\n", "---\rstart_here: [old]\r---\r"],
)
def test_a_file_that_can_not_be_read_line_by_line_is_left_alone(text: str) -> None:
    assert with_citation(SOURCE, text, None, "new") is None
    assert with_successor(SOURCE, text, "old", "new") is None


EXCHANGED = [
    ("start_here: [old, a]", "", "start_here: [new, a]"),
    ("start_here: ['old', \"a\"]", "", "start_here: [new, \"a\"]"),
    ("start_here: old", "", "start_here: new"),
    ("start_here:\n  - old # why\n  - older", "", "start_here:\n  - new # why\n  - older"),
    ("start_here:\n  - post: old\n    note: On old.", "", "start_here:\n  - post: new\n    note: On old."),
    ("start_here:\n  - {post: old, label: Old}", "New: it", "start_here:\n  - {post: new, label: \"New: it\"}"),
    ("start_here:\n  - label: 'Old'\n    post: old\n", "New", "start_here:\n  - label: \"New\"\n    post: new"),
    ("start_here:\n  - post: old\n    label: Old\n", "", "start_here:\n  - post: new\n    label: Old"),
    ("start_here: [old]\nthemes:\n  - title: T\n    reads: [a, old]", "",
     "start_here: [new]\nthemes:\n  - title: T\n    reads: [a, new]"),
    ("start_here: [a]\ntitle: old", "", "start_here: [a]\ntitle: old"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "label", "after"), EXCHANGED)
def test_a_post_stands_where_the_other_stood(before: str, label: str, after: str) -> None:
    assert with_successor(SOURCE, hub(before), "old", "new", label) == hub(after)


@pytest.mark.parametrize(
    "front",
    [
        "start_here:\n  - >-\n    old",
        "start_here:\n  - post: old\n    label: >-\n      Old\n      one",
    ],
)
def test_what_stands_on_several_lines_is_left_alone(front: str) -> None:
    assert with_successor(SOURCE, hub(front), "old", "new", "New") is None


@pytest.mark.parametrize(
    ("slug", "written"),
    [
        ("a-b", "a-b"), ("2024", "2024"), ("null", '"null"'), ("größe", "größe"), ("v1.2", "v1.2"),
        ("-a", '"-a"'), ("a'b", '"a\'b"'), ("~", '"~"'), ("a:b", '"a:b"'),
    ],
)  # fmt: skip
def test_a_slug_is_quoted_where_yaml_would_read_something_else(slug: str, written: str) -> None:
    assert word(slug) == written
    done = with_citation(SOURCE, hub("start_here: [a]"), None, slug)
    assert done == hub(f"start_here: [a, {written}]")


SLUGS = st.sampled_from(["a", "b-c", "d1", "größe", "2024"])


@given(
    st.lists(
        st.one_of(
            SLUGS,
            SLUGS.map(lambda s: f"'{s}'"),
            SLUGS.map(lambda s: f"{s} # why"),
            SLUGS.map(lambda s: f"post: {s}\n    note: Because."),
            SLUGS.map(lambda s: f"post: {s}\n\n    # said\n    note: |\n      One.\n\n      Two."),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_block_list_of_any_kind_gets_one_more_at_its_end(items: list[str]) -> None:
    text = hub("start_here:\n" + "".join(f"  - {item}\n" for item in items) + "related: [x]")
    done = with_citation(SOURCE, text, None, "new")
    assert done is not None
    before, after = (
        load_hub(SOURCE, version.encode(), ParseSettings()).value for version in (text, done)
    )
    assert before is not None
    assert after is not None
    cited = [citation.post.value for citation in before.start_here or ()]
    assert [citation.post.value for citation in after.start_here or ()] == [*cited, "new"]
    kept = done.splitlines()
    (line,) = [line for line in kept if line.endswith("new")]
    kept.remove(line)
    assert kept == text.splitlines()
