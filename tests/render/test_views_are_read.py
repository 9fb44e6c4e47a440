from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from waypost.model import views
from waypost.model.fields import field_names
from waypost.model.views import View

CLASSES = [
    value
    for _, value in inspect.getmembers(views, inspect.isclass)
    if field_names(value) and value.__module__.startswith(views.__name__)
]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Record which fields of which views are read from here on."""
    seen: set[tuple[str, str]] = set()

    def recorder(name: str) -> Callable[[object, str], Any]:
        def get(self: object, field: str) -> Any:
            seen.add((name, field))
            return object.__getattribute__(self, field)

        return get

    for view in CLASSES:
        monkeypatch.setattr(view, "__getattribute__", recorder(view.__name__), raising=False)
    return seen


def test_there_are_views_to_look_at() -> None:
    assert {"PostView", "HubView", "CardView", "SiteView"} <= {view.__name__ for view in CLASSES}


def test_every_view_has_a_sample(samples: dict[str, View]) -> None:
    shown = {type(view) for view in samples.values()}
    assert shown == set(View.__args__)


def test_every_field_of_every_view_is_read_by_a_template(
    samples: dict[str, View],
    render: Callable[[str, object], str],
    read: set[tuple[str, str]],
) -> None:
    for template, view in samples.items():
        render(template, view)
    known = {(view.__name__, name) for view in CLASSES for name in field_names(view)}
    # A filling is not a view, and its fields are read outside of templates.
    assert known - read == set()
