from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.digest import Digest, digest_of
from waypost.publish.marker import is_marker, marker_of

_DIGEST = digest_of(b"text")
_PATHS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def test_lists_digests_and_paths_in_order_of_path() -> None:
    other = digest_of(b"other")
    assert marker_of({"b/index.html": _DIGEST, "a.txt": other}) == (
        f"waypost-manifest 1\n{other}  a.txt\n{_DIGEST}  b/index.html\n".encode()
    )


def test_keeps_one_line_for_a_path_with_line_breaks() -> None:
    assert marker_of({"a\nb\\c\rd": _DIGEST}) == (
        f"waypost-manifest 1\n{_DIGEST}  a\\nb\\\\c\\rd\n".encode()
    )


def test_takes_a_name_that_is_not_unicode() -> None:
    assert is_marker(marker_of({"caf\udce9.txt": _DIGEST}))


@given(st.dictionaries(_PATHS, st.just(_DIGEST)))
def test_what_is_written_is_known(entries: dict[str, Digest]) -> None:
    assert is_marker(marker_of(entries))


@given(st.sets(_PATHS, min_size=2, max_size=4))
def test_other_files_make_another_marker(paths: set[str]) -> None:
    *some, _left_out = sorted(paths)
    assert marker_of(dict.fromkeys(some, _DIGEST)) != marker_of(dict.fromkeys(paths, _DIGEST))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"waypost-manifest 1",
        b"waypost-manifest 2\n",
        b"waypost-manifest 11\n",
        b" waypost-manifest 1\n",
        b"waypost-manifest 1\r\n",
        b"waypost-manifest 1\nnotes of mine\n",
        b"waypost-manifest 1\n" + _DIGEST.encode() + b"  a.txt",
        b"waypost-manifest 1\n" + _DIGEST.encode() + b" a.txt\n",
        b"waypost-manifest 1\n" + _DIGEST.encode() + b"  \n",
        b"waypost-manifest 1\n" + _DIGEST.encode().upper() + b"  a.txt\n",
        b"waypost-manifest 1\n\n",
    ],
)
def test_refuses_what_only_looks_like_a_marker(data: bytes) -> None:
    assert not is_marker(data)
