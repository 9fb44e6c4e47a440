"""The engine: one digest of the program, its libraries and what a site adds."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distribution, packages_distributions, version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from support.sites import write
from waypost import engine
from waypost.config import PACKAGE, Extensions
from waypost.engine import LIBRARIES, engine_of, functions_key

NONE = Extensions()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the program's folder."""
    folder = tmp_path / "waypost"
    write(
        folder,
        {
            "a.py": "A = 1",
            "deep/b.py": "B = 1",
            "rules/c.yaml": "c: 1",
            "theme/static/d.py": "published as it is",
            "__pycache__/a.pyc": "compiled",
        },
    )
    monkeypatch.setattr(engine, "PACKAGE", folder)
    return folder


@pytest.mark.parametrize("name", ["a.py", "deep/b.py", "rules/c.yaml", "new.py"])
def test_any_change_of_the_program_is_another_engine(
    package: Path, tmp_path: Path, name: str
) -> None:
    before = engine_of(NONE, tmp_path)
    write(package, {name: "changed"})
    assert engine_of(NONE, tmp_path) != before


def test_moving_code_from_file_to_file_is_another_engine(package: Path, tmp_path: Path) -> None:
    before = engine_of(NONE, tmp_path)
    (package / "a.py").rename(package / "z.py")
    assert engine_of(NONE, tmp_path) != before


@pytest.mark.parametrize("name", ["theme/static/d.py", "__pycache__/a.pyc", "README.md"])
def test_what_is_no_code_of_the_program_plays_no_part(
    package: Path, tmp_path: Path, name: str
) -> None:
    before = engine_of(NONE, tmp_path)
    write(package, {name: "changed"})
    assert engine_of(NONE, tmp_path) == before


def test_another_version_of_a_library_is_another_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine_of(NONE, tmp_path)
    for library in LIBRARIES:
        with monkeypatch.context() as patched:
            patched.setattr(
                engine, "version", lambda name, new=library: "0" if name == new else version(name)
            )
            assert engine_of(NONE, tmp_path) != before, library


def test_another_codec_in_the_same_version_of_pillow_is_another_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine_of(NONE, tmp_path)
    files = distribution("pillow").read_text("RECORD") or ""
    assert "sha256=" in files

    class Other:
        def read_text(self, name: str) -> str:
            return files.replace("sha256=", "sha256=A", 1)

    monkeypatch.setattr(engine, "distribution", lambda _: Other())
    assert engine_of(NONE, tmp_path) != before


def test_another_graphviz_is_another_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engines = [engine_of(NONE, tmp_path)]
    for text in ("#!/bin/sh", "#!/bin/bash"):
        program = tmp_path / "dot"
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        engines.append(engine_of(NONE, tmp_path))
    assert len(set(engines)) == 3


def test_another_python_is_another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = engine_of(NONE, tmp_path)
    monkeypatch.setattr(sys, "version", "4.0.0")
    assert engine_of(NONE, tmp_path) != before


WITHOUT_A_SAY = {"click", "h11", "rich", "uvicorn", "watchdog", "yaml"}
"""Shows, serves, watches, or is counted under its other name, PyYAML."""


def test_every_library_that_the_program_imports_counts() -> None:
    def imported() -> Iterator[str]:
        for file in PACKAGE.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (name.name.partition(".")[0] for name in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module.partition(".")[0]

    known = packages_distributions()
    for name in sorted(set(imported()) - sys.stdlib_module_names - {"waypost"} - WITHOUT_A_SAY):
        distributions = {distribution.lower() for distribution in known[name]}
        assert distributions & set(LIBRARIES), name


# --- what a site adds -----------------------------------------------------------------

SITE = {
    "build.py": "import own.filters",
    "own/filters.py": "def shout(text): return text.upper()",
    "content/posts/a.md": "text",
    "static/script.py": "published",
    "public/script.py": "published",
    ".venv/lib/x.py": "installed",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", SITE)


def filter_of(file: Path) -> Callable[..., Any]:
    """Import a site's function as its build.py does."""
    spec = spec_from_file_location("own_filters", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["own_filters"] = module
    spec.loader.exec_module(module)
    function: Callable[..., Any] = module.shout
    return function


@pytest.mark.parametrize(
    ("name", "without", "with_functions"),
    [
        ("build.py", True, True),
        ("own/filters.py", False, True),
        ("own/new.py", False, True),
        ("content/posts/a.md", False, False),
        ("static/script.py", False, False),
        ("public/script.py", False, False),
        (".venv/lib/x.py", False, False),
    ],
)
def test_code_of_the_site_counts_where_it_has_a_say(
    site: Path, name: str, without: bool, with_functions: bool
) -> None:
    own = Extensions(filters=(filter_of(site / "own" / "filters.py"),))
    before = engine_of(NONE, site), engine_of(own, site)
    write(site, {name: "changed = 1"})
    after = engine_of(NONE, site), engine_of(own, site)
    differs = tuple(one != other for one, other in zip(before, after, strict=True))
    assert differs == (without, with_functions)


def test_a_module_from_elsewhere_counts_too(site: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"filters.py": "def shout(text): return text"})
    file = tmp_path / "elsewhere" / "filters.py"
    own = Extensions(filters=(filter_of(file),))
    before = engine_of(own, site)
    file.write_text("def shout(text): return text.upper()")
    assert engine_of(own, site) != before


def one(value: object) -> object:
    return value


def other(value: object) -> object:
    return value


def test_functions_and_their_order_count(site: Path) -> None:
    asked = [(), (one,), (other,), (one, other), (other, one)]
    digests = [engine_of(Extensions(filters=functions), site) for functions in asked]
    assert len(set(digests)) == len(asked)
    assert functions_key((one, other)) == (f"{__name__}.one", f"{__name__}.other")


def test_where_the_site_lies_plays_no_part(site: Path, tmp_path: Path) -> None:
    twin = write(tmp_path / "twin", SITE)
    assert engine_of(NONE, site) == engine_of(NONE, twin)
