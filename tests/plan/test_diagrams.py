"""Pages with diagrams: who is told of the script that draws them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from support.values import SITE, archive, post
from waypost.model.digest import digest_of
from waypost.model.memory import Memory
from waypost.model.post import Asset
from waypost.plan.assemble import DRAWING, plan_site

SCRIPT = (DRAWING, Asset(f"static/{DRAWING}", digest_of(b""), 0))
BELOW = replace(SITE, base_url="https://example.org/blog")


@pytest.mark.parametrize(
    ("has_diagrams", "static", "expected"),
    [
        (True, (SCRIPT,), "/blog/js/mermaid.min.js"),
        (True, (), ""),
        (False, (SCRIPT,), ""),
    ],
)
def test_only_a_page_with_diagrams_loads_the_script_of_the_site(
    has_diagrams: bool, static: tuple[Any, ...], expected: str
) -> None:
    made = archive(post("a", has_diagrams=has_diagrams), site=BELOW).value
    plan = plan_site(made, BELOW, static).value
    (view,) = (page.view for page in plan.pages if page.path == "posts/a/index.html")
    shown: Any = view
    assert shown.drawing == expected


def test_a_script_that_comes_later_is_seen_by_the_next_plan_of_a_preview() -> None:
    memory = Memory(lasting=True)
    made = archive(post("a", has_diagrams=True), site=SITE).value
    found = []
    for static in ((), (SCRIPT,), ()):
        plan = plan_site(made, SITE, static, memory=memory).value
        shown: Any = next(p.view for p in plan.pages if p.path == "posts/a/index.html")
        found.append(shown.drawing)
    assert found == ["", "/js/mermaid.min.js", ""]
