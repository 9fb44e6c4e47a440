"""Where links lead, and which lead nowhere."""

from __future__ import annotations

import posixpath
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.values import archive, codes, hub, link, path, post
from waypost.graph.resolve import joined
from waypost.model.archive import NodeKind
from waypost.model.digest import digest_of
from waypost.model.fragment import LinkKind
from waypost.model.post import Asset

SOURCE, WIKI, URL, ASSET = LinkKind.SOURCE, LinkKind.WIKI, LinkKind.URL, LinkKind.ASSET
DIAGRAM = "content/posts/folder/a.svg"
ASSETS = {DIAGRAM: Asset(DIAGRAM, digest_of(b""), 0)}


def world(*links: object) -> tuple[object, ...]:
    return (
        post("a", topics="go", links=tuple(links)),
        post("b", topics="go", source="content/posts/2020/b.md", anchors=("why", "how")),
        post("c", topics="go", source="content/posts/folder/index.md"),
        post("hidden", draft=True),
        hub("tools", topics="go"),
        path("first", "a b"),
    )


@pytest.mark.parametrize(
    ("target", "kind", "node"),
    [
        ("2020/b.md", SOURCE, (NodeKind.POST, "b")),
        ("./2020/../2020/b.md", SOURCE, (NodeKind.POST, "b")),
        ("../hubs/tools.md", SOURCE, (NodeKind.HUB, "tools")),
        ("../paths/first.md", SOURCE, (NodeKind.PATH, "first")),
        ("b", WIKI, (NodeKind.POST, "b")),
        ("tools", WIKI, (NodeKind.HUB, "tools")),
        ("go", WIKI, (NodeKind.HUB, "go")),
        ("first", WIKI, (NodeKind.PATH, "first")),
        ("/posts/b/", URL, (NodeKind.POST, "b")),
        ("/posts/b", URL, (NodeKind.POST, "b")),
        ("/topics/tools/", URL, (NodeKind.HUB, "tools")),
        ("/paths/first/", URL, (NodeKind.PATH, "first")),
        ("/archive/2024/", URL, (NodeKind.PAGE, "/archive/2024/")),
        ("folder/a.svg", ASSET, (NodeKind.ASSET, DIAGRAM)),
    ],
)
def test_a_link_finds_its_node(target: str, kind: LinkKind, node: tuple[NodeKind, str]) -> None:
    made = archive(*world(link(target, kind)), assets=ASSETS)
    assert codes(made) == []
    reference = made.value.references["a"][0]
    assert (reference.kind, reference.key) == node


@pytest.mark.parametrize(
    ("target", "kind", "code", "fix"),
    [
        ("2020/bb.md", SOURCE, "unknown-target", "'2020/b.md'"),
        ("bb", WIKI, "unknown-target", "'b'"),
        ("folder/b.svg", ASSET, "unknown-asset", "'folder/a.svg'"),
        ("../../../etc/passwd", ASSET, "unknown-asset", "correct the target"),
        ("zzzzz", WIKI, "unknown-target", "correct the target"),
    ],
)
def test_an_unknown_target_is_an_error_at_its_line(
    target: str, kind: LinkKind, code: str, fix: str
) -> None:
    made = archive(*world(link(target, kind)), assets=ASSETS)
    assert codes(made) == [code]
    assert fix in made.diagnostics[0].fix
    assert str(made.diagnostics[0].place) == "content/posts/a.md:10:3"
    assert made.value.references["a"][0].kind is NodeKind.NOTHING


@pytest.mark.parametrize(("anchor", "found"), [("why", []), ("whi", ["unknown-anchor"])])
def test_an_anchor_is_checked_against_the_posts_headings(anchor: str, found: list[str]) -> None:
    made = archive(*world(link("b", anchor=anchor)))
    assert codes(made) == found
    if found:
        assert made.diagnostics[0].fix == "did you mean 'why'?"


@pytest.mark.parametrize(
    "wanted", [link("hidden"), link("hidden.md", SOURCE), link("/posts/hidden/", URL)]
)
def test_a_link_to_a_draft_warns_and_leads_nowhere(wanted: object) -> None:
    made = archive(*world(wanted))
    assert codes(made) == ["unpublished-target"]
    assert not made.diagnostics[0].is_error
    assert made.value.references["a"][0].kind is NodeKind.NOTHING


@pytest.mark.parametrize(
    "wanted", [link("bad"), link("2024-01-01-bad.md", SOURCE), link("/posts/bad/", URL)]
)
def test_a_link_to_a_broken_source_is_not_blamed_for_it(wanted: object) -> None:
    made = archive(*world(wanted), broken=("content/posts/2024-01-01-bad.md",))
    assert codes(made) == []


def test_a_post_comes_before_a_hub_of_the_same_name() -> None:
    made = archive(post("x", topics="go", links=(link("go"),)), post("go"), hub("go"))
    assert made.value.references["x"][0].kind is NodeKind.POST


@given(
    st.lists(st.sampled_from(["content", "posts", "é"]), max_size=3).map("/".join),
    st.lists(st.sampled_from(["..", ".", "", "a.md", "b", ".c", "e\u0301"]), min_size=1).map("/".join),
)  # fmt: skip
def test_a_path_is_joined_as_the_system_would(folder: str, target: str) -> None:
    expected = posixpath.normpath(posixpath.join(folder, target))
    assert joined(folder, target) == normalize("NFC", expected)


def test_backlinks_turn_links_around_newest_first_and_each_once() -> None:
    made = archive(
        post("old", "2020-01-01", links=(link("target"), link("target"))),
        post("new", "2022-01-01", links=(link("target"),)),
        post("target", "2021-01-01", links=(link("target"),)),
    )
    assert made.value.backlinks == {"target": ("new", "old")}
