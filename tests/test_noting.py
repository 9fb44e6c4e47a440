"""What is held of a run that has made all its pages, until it is noted."""

from __future__ import annotations

from pathlib import Path

from support.increments import small_site
from support.sites import options
from waypost.config import Extensions
from waypost.editions.taking import edition_of
from waypost.inputs import take_stock
from waypost.model.memory import NONE, Memory
from waypost.model.plan import Plan, Rendered
from waypost.model.views import PostView
from waypost.noting import Notes
from waypost.outcome import silent
from waypost.pipeline import Run, as_far_as_planned, make
from waypost.store.cache import open_cache
from waypost.workers import workers


def left_of(root: Path, memory: Memory) -> tuple[Notes, Plan]:
    """Make a small site: what is left to note of it, and what was planned."""
    asked = options(small_site(root))
    with open_cache(root / "cache") as cache, workers(1) as pool:
        inputs = take_stock(asked, Extensions())
        run = Run(asked, Extensions(), silent, inputs, cache, pool, memory=memory)
        planned = as_far_as_planned(run).plan
        notes = make(run).notes
    assert planned
    assert notes
    return notes, planned.value


def posts_of(plan: Plan) -> int:
    return sum(isinstance(page.view, PostView) for page in plan.pages)


def test_of_posts_only_titles_are_left_and_the_edition_is_the_same(tmp_path: Path) -> None:
    notes, planned = left_of(tmp_path, NONE)
    assert posts_of(planned) == len(notes.archive.posts) > 3
    assert posts_of(notes.plan) == 0
    left = [page.view for page in notes.plan.pages if isinstance(page.view, Rendered)]
    assert {view.title for view in left} == {p.title.value for p in notes.archive.posts}
    others = [page for page in planned.pages if not isinstance(page.view, PostView)]
    assert [p for p in notes.plan.pages if not isinstance(p.view, Rendered)] == others
    manifest = notes.pages.manifest(planned, {})
    assert edition_of(notes.archive, notes.site, notes.plan, manifest) == edition_of(
        notes.archive, notes.site, planned, manifest
    )


def test_a_preview_has_all_of_the_plan_to_go_on_from(tmp_path: Path) -> None:
    notes, planned = left_of(tmp_path, Memory(lasting=True))
    assert notes.plan == planned
