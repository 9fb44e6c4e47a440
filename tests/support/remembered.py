"""What every build in one process would compute again: templates, read and compiled.

More than half of a small build's time goes into them, and tests make a thousand such
builds. Only pure functions are remembered, by all that they are given, so that whatever
a test changes is computed anew. Other processes remember nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from importlib.metadata import version
from inspect import getclosurevars
from types import CodeType
from typing import Any

import pytest
from jinja2 import Environment

from waypost import engine
from waypost.render import shaping
from waypost.render.compiled import PageEnvironment

OF_THE_SITE = ("body", "markdown", "tojson")
"""Filters that each environment has a closure of its own for, and that fold no constant."""


def remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile each template, take the shape of each, and ask for each version, once."""
    monkeypatch.setattr(engine, "version", lru_cache(version))
    monkeypatch.setattr(shaping, "shape_of", lru_cache(1000)(shaping.shape_of))
    compiled: dict[Hashable, CodeType] = {}

    def compile_once(
        self: PageEnvironment, source: Any, name: Any = None, filename: Any = None, *more: Any
    ) -> Any:
        if more or filename is None:
            return Environment.compile(self, source, name, filename, *more)
        escapes = self.autoescape(name) if callable(self.autoescape) else self.autoescape
        key = (source, name, filename, self.lexer, escapes, filters_of(self))
        if key not in compiled:
            compiled[key] = Environment.compile(self, source, name, filename)
        return compiled[key]

    monkeypatch.setattr(PageEnvironment, "compile", compile_once, raising=False)


def filters_of(environment: Environment) -> Hashable:
    """Give what the code of a template may depend on of the filters.

    Jinja calls filters of constants while it compiles: ``asset`` most of all.
    """
    return tuple(
        (name, frozenset(assets_of(function).items()) if name == "asset" else function)
        for name, function in sorted(environment.filters.items())
        if name not in OF_THE_SITE
    )


def assets_of(function: Callable[..., Any]) -> dict[str, str]:
    """Give the URLs that the filter ``asset`` knows."""
    return dict(getclosurevars(function).nonlocals["assets"])
