"""Outputs in each other's place: the quick look finds what the thorough one does."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from waypost.model.diagnostic import Place
from waypost.model.plan import PagePlan
from waypost.model.views import RobotsView
from waypost.plan.collisions import without_collisions

names = st.sampled_from(
    ["a", "A", "b", "stra\u00dfe", "STRASSE", "\u00e9", "e\u0301", ".waypost-manifest"]
)
paths = st.lists(names, min_size=1, max_size=3).map("/".join)


def page(path: str, written: bool) -> PagePlan:
    return PagePlan(path, "robots.txt", RobotsView(path), Place(f"content/{path}" * written))


def on_disk(path: str) -> str:
    """Name a path as a file system may, to which neither case nor form counts."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


@given(st.lists(st.builds(page, paths, st.booleans()), max_size=6))
def test_what_is_kept_has_room_and_what_is_not_is_told(planned: list[PagePlan]) -> None:
    plan = without_collisions(planned, ())
    kept = [on_disk(page.path) for page in plan.value.pages]
    assert len(set(kept)) == len(kept)
    assert not any(other.startswith(f"{path}/") for path in kept for other in kept)
    assert not any(path.split("/")[0] == ".waypost-manifest" for path in kept)
    assert len(plan.diagnostics) == len(planned) - len(kept)
    assert [page.path for page in plan.value.pages] == sorted(
        page.path for page in plan.value.pages
    )


@given(st.lists(paths, max_size=6))
def test_nothing_is_dropped_without_need(planned: list[str]) -> None:
    plan = without_collisions([page(path, written=True) for path in planned], ())
    kept = {on_disk(page.path) for page in plan.value.pages}
    for path in map(on_disk, planned):
        reserved = path.split("/")[0] == ".waypost-manifest"
        assert path in kept or reserved or any(other.startswith(f"{path}/") for other in kept)
