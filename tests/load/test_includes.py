"""The files that a text names, found by a look at the text alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.load.includes import included, named_in, path_of
from waypost.load.markdown import parse_blocks
from waypost.model.diagnostic import Located, Place
from waypost.model.site import ParseSettings

SOURCE = "content/posts/a/index.md"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('```py file="app.py"\n```', ["a/app.py"]),
        ("```py file=app.py\n```", ["a/app.py"]),
        ('~~~ file="sub/x y.csv" region="a"\n~~~', ["a/sub/x y.csv"]),
        ("> - ```py file=../shared/x.py\n", ["shared/x.py"]),
        (
            '```py file="b.py"\n```\n```table file=a.csv\n```\n```py file=b.py',
            ["a/b.py", "a/a.csv"],
        ),
        ('````\n```py file="app.py"\n```\n````', ["a/app.py"]),
        ("Say `file=app.py`, or ``` no more.", []),
        ("```py\nfile=app.py\n```", []),
        ("```py profile=app.py\n```", []),
        ('```py file="/etc/passwd"\n```', []),
        ("```py file=../../site.yaml\n```", []),
        ("```py file=../../../etc/passwd\n```", []),
        ("```py file=../b.md file=\n```", []),
        ("---\ntitle: A\n---\n```py file=app.py\n", ["a/app.py"]),
    ],
)
def test_a_text_names_the_files_that_its_fences_may_include(text: str, names: list[str]) -> None:
    assert named_in(SOURCE, text.encode()) == tuple(f"content/posts/{name}" for name in names)


def test_a_file_that_is_no_text_names_none() -> None:
    assert named_in(SOURCE, b"```py file=app.py\n```\xff") == ()


def test_a_hub_may_name_what_lies_among_the_posts() -> None:
    text = b"```py file=../posts/a/app.py\n```"
    assert named_in("content/hubs/go.md", text) == ("content/posts/a/app.py",)


@pytest.mark.parametrize(
    "written", ["", "/app.py", "..", "../../hubs/a.csv", "b.md", "B.MarkDown", "../../posts"]
)
def test_what_may_not_be_included_has_no_path_and_a_reason(written: str) -> None:
    assert path_of(SOURCE, written) == ""
    read = included(SOURCE, Located(written, Place(SOURCE, 3, 10)), {})
    assert [(found.code, str(found.place)) for found in read.diagnostics] == [
        ("bad-include", f"{SOURCE}:3:10")
    ]
    assert read.diagnostics[0].fix


class Asked(dict[str, bytes | None]):
    """Files of which is noted which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: object = None) -> None:
        self.names.add(name)


MARKS = ("```", "~~~", "````", "> ", "- ", "1. ", "    ", "\n", "\n\n", " ", "`", "~", "[^1]: ")
WORDS = ("py", "table", 'file="a.py"', "file=b.py", 'file="c d"', "file=", 'title="', '"', "{1}")
PIECES = st.sampled_from((*MARKS, *WORDS))


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_file_is_asked_for_that_was_not_named(text: str) -> None:
    asked = Asked()
    parse_blocks(text, Place(SOURCE, 1, 1), ParseSettings(), (), asked)
    assert asked.names <= set(named_in(SOURCE, text.encode()))


def test_files_are_asked_for_by_fences() -> None:
    # What the property above compares with is not empty.
    asked = Asked()
    parse_blocks("- ```py file=b.py\n  ```", Place(SOURCE, 1, 1), ParseSettings(), (), asked)
    assert asked.names == {"content/posts/a/b.py"}
