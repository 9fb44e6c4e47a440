"""What holds for the repository as a whole, and that each check would notice."""

from __future__ import annotations

import inspect
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct

import waypost
from waypost import model
from waypost.model import views
from waypost.model.fields import field_names
from waypost.model.views import Body, CardView, View

REPOSITORY = Path(__file__).parent.parent.parent

# --- views --------------------------------------------------------------------------

LEVELS = {"View": 2, "Row": 1, "Card": 0}


def held(kind: type) -> Iterator[type]:
    """Find the structs that a view's fields hold, in tuples, mappings and unions too."""
    pending = list(get_type_hints(kind).values())
    while pending:
        hint = pending.pop()
        pending += get_args(hint)
        if isinstance(hint, type) and field_names(hint):
            yield hint


def depth(kind: type) -> int:
    """Count the levels below a view. A post's text is one piece, whatever fills its holes."""
    return max((1 + depth(inner) for inner in held(kind)), default=0) if kind is not Body else 0


def too_deep(kinds: tuple[type, ...]) -> list[str]:
    """Find views that hold more than rows and cards, and rows and cards alike."""
    return [
        kind.__name__
        for kind in kinds
        for ending, levels in LEVELS.items()
        if kind.__name__.endswith(ending) and depth(kind) > levels
    ]


def thawed(module: ModuleType) -> list[str]:
    """Find a module's values that are no structs, or can be changed once they are made."""
    return [kind.__name__ for kind in classes(module) if not frozen(kind)]


def classes(module: ModuleType) -> tuple[type, ...]:
    """Give a module's structs, and its dataclasses."""
    kinds = [kind for _, kind in inspect.getmembers(module, inspect.isclass)]
    return tuple(kind for kind in kinds if field_names(kind))


def frozen(kind: Any) -> bool:
    return issubclass(kind, Struct) and kind.__struct_config__.frozen


def test_views_nest_from_view_to_row_to_card_at_most() -> None:
    assert set(get_args(View)) <= set(classes(views))
    assert too_deep(classes(views)) == []


@pytest.mark.parametrize("name", [found.name for found in iter_modules(model.__path__)])
def test_the_model_is_frozen(name: str) -> None:
    assert thawed(import_module(f"waypost.model.{name}")) == []


class LeakyCard(Struct):
    """A card that holds another, and can be changed."""

    inner: CardView


class DeepRow(Struct, frozen=True):
    """A row with a card in a card."""

    cards: tuple[tuple[LeakyCard, ...], ...]


class DeepView(Struct, frozen=True):
    """A view with three levels below it."""

    rows: Mapping[str, DeepRow] | None


@dataclass(frozen=True, slots=True)
class PlainCard:
    """A card that is no struct."""

    text: str


def test_deep_and_changeable_views_are_noticed() -> None:
    planted = (LeakyCard, DeepRow, DeepView, PlainCard, CardView)
    assert too_deep(planted) == ["LeakyCard", "DeepRow", "DeepView"]
    module = ModuleType("planted")
    vars(module).update({kind.__name__: kind for kind in planted})
    assert thawed(module) == ["LeakyCard", "PlainCard"]


# --- files --------------------------------------------------------------------------

UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X)\b")

MACHINE = re.compile(
    r"(?<![\w.~*])/(?:work|root|home/(?!ada\b)\w+)\b"
    r"|(?:extra-)?index-url|trusted-host|_authToken|\"resolved\":"
)
"""Paths of the machine that something was made on, and where it gets its packages."""

INLINE = re.compile(
    r"<(?:script(?![^>]*\ssrc=| type=.application/ld\+json.>)|style)\b|\s(?:style|on\w+)\s*=\s*[\"']",
    re.IGNORECASE,
)
"""Style and program that no strict policy of a host lets through; JSON-LD is neither."""


def files() -> dict[str, str]:
    """Read the texts of the repository, new ones included: what git tracks or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [path for path in sorted(set(listed.split("\0"))) if (REPOSITORY / path).is_file()]
    return {path: (REPOSITORY / path).read_bytes().decode(errors="replace") for path in paths}


def hits(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    """Find where a pattern occurs: path, line, and what was found."""
    return [
        f"{path}:{number}: {found[0].strip()}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        for found in pattern.finditer(line)
    ]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """All but the posts, which may speak of anything."""
    found = {path: text for path, text in files().items() if not path.startswith("content/posts/")}
    assert len(found) > 200
    del found["tests/gates/test_repository.py"]
    return found


def test_nothing_is_left_for_later(texts: dict[str, str]) -> None:
    assert hits(UNFINISHED, texts) == []


def test_nothing_tells_of_the_machine_it_was_made_on(texts: dict[str, str]) -> None:
    assert hits(MACHINE, texts) == []


def test_templates_have_no_inline_style_or_script(texts: dict[str, str]) -> None:
    templates = {path: text for path, text in texts.items() if path.startswith("templates/")}
    assert len(templates) > 15
    assert hits(INLINE, templates) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "# TODO: later"),
        (UNFINISHED, "x = 1  # FIXME"),
        (UNFINISHED, "<!-- XXX -->"),
        (MACHINE, 'ROOT = "/root/site"'),
        (MACHINE, "cd /root/project"),
        (MACHINE, "see /home/someone/notes"),
        (MACHINE, "pip install --index-url https://example.org a"),
        (MACHINE, '"resolved": "https://example.org/a.tgz"'),
        (INLINE, '<p style="color: red">'),
        (INLINE, "<script>go()</script>"),
        (INLINE, "<script defer>go()</script>"),
        (INLINE, "<script type='module'>"),
        (INLINE, '<script type="application/ld+json" onload="go()">'),
        (INLINE, '<a onclick="go()">'),
        (INLINE, "<style>"),
    ],
)
def test_a_planted_line_is_noticed(pattern: re.Pattern[str], line: str) -> None:
    assert hits(pattern, {"a.txt": f"first\n{line}\n"})[0].startswith("a.txt:2: ")


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "method, autodoc, toDo"),
        (MACHINE, "docs/root/order.md, https://example.org/root/, ~/root, ./home/a"),
        (INLINE, '<script src="a.js" defer></script>'),
        (INLINE, '<script type="module" src="a.js"></script>'),
        (INLINE, 'rel="stylesheet" data-style="x" href="a.css" content="y"'),
    ],
)
def test_a_harmless_line_passes(pattern: re.Pattern[str], line: str) -> None:
    assert hits(pattern, {"a.txt": line}) == []


# --- release ------------------------------------------------------------------------


def newest_version(changelog: str) -> str:
    """Give the version of the newest release that a changelog names."""
    releases = re.finditer(r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    return next(releases)[1]


def test_the_version_is_the_newest_of_the_changelog() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert newest_version(changelog) == waypost.__version__
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "src/waypost/__init__.py"


def test_a_changelog_that_is_behind_is_noticed() -> None:
    changelog = "## [Unreleased]\n\n## [9.9.0] - 2026-01-02\n\n## [9.8.0] - 2025-01-02\n"
    assert newest_version(changelog) == "9.9.0"
