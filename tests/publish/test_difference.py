from __future__ import annotations

import pytest

from waypost.model.digest import digest_of
from waypost.publish.difference import Difference, compare
from waypost.publish.tree import Tree, wanted_tree

_A, _B = digest_of(b"a"), digest_of(b"b")
_WANTED = wanted_tree({"x/b": _B, "a": _A})
_FOLDERS = frozenset({"", "x"})


@pytest.mark.parametrize(
    ("found", "difference"),
    [
        pytest.param(
            Tree({"a": _A, "x/b": _B}, _FOLDERS),
            Difference(("a", "x/b"), (), (), nothing=True),
            id="the same",
        ),
        pytest.param(Tree(), Difference((), ("a", "x/b"), (), nothing=False), id="not there"),
        pytest.param(
            Tree({}, frozenset({""})), Difference((), ("a", "x/b"), (), nothing=False), id="empty"
        ),
        pytest.param(
            Tree({"a": _B, "x/b": _B}, _FOLDERS),
            Difference(("x/b",), ("a",), (), nothing=False),
            id="other bytes",
        ),
        pytest.param(
            Tree({"a": _A, "x/b": _B, "x/c": _A}, _FOLDERS),
            Difference(("a", "x/b"), (), ("x/c",), nothing=False),
            id="a file too many",
        ),
        pytest.param(
            Tree({"a": _A, "x/b": _B}, _FOLDERS | {"y"}),
            Difference(("a", "x/b"), (), (), nothing=False),
            id="an empty folder too many",
        ),
        pytest.param(
            Tree({"a": _A}, _FOLDERS, frozenset({"x/b"})),
            Difference(("a",), ("x/b",), (), nothing=False),
            id="a link in a file's place",
        ),
        pytest.param(
            Tree({"a": _A, "x/b": _B}, _FOLDERS, frozenset({"link"})),
            Difference(("a", "x/b"), (), ("link",), nothing=False),
            id="a link too many",
        ),
        pytest.param(
            Tree({"a": _A, "x/b": _B}, frozenset({""}), frozenset({"x"})),
            Difference(("a", "x/b"), (), (), nothing=False),
            id="a folder with other permissions",
        ),
        pytest.param(
            Tree({"x": _A, "a/c": _A}, frozenset({"", "a"})),
            Difference((), ("a", "x/b"), ("a/c", "x"), nothing=False),
            id="a file and a folder change places",
        ),
    ],
)
def test_difference(found: Tree, difference: Difference) -> None:
    assert compare(_WANTED, found) == difference
