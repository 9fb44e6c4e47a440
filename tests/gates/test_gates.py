"""Each gate of .ci/run catches what it is there for, and lets pass what is right.

A gate runs once over copies of the project with a violation of each kind planted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.sites import write

REPOSITORY = Path(__file__).parent.parent.parent
TOOLS = Path(sys.executable).parent

GATES = {
    "python3 build.py test -n auto --dist worksteal",
    '"$tools/ruff" check .',
    '"$tools/ruff" format --check .',
    '"$tools/mypy"',
    '"$tools/lint-imports"',
}

LINT = {
    "src/waypost/graph/prints.py": ("print('here')\n", "T201"),
    "src/waypost/graph/unused.py": ("import re\n", "F401"),
    "src/waypost/graph/naive.py": ("from datetime import datetime\n\nNOW = datetime.now()\n", "DTZ005"),
    "src/waypost/graph/relative.py": ("from ..model import urls\n\n__all__ = ['urls']\n", "TID252"),
    "src/waypost/graph/dead.py": ("# total = sum(rows)\n", "ERA001"),
    "src/waypost/graph/shadow.py": ("list = (1, 2)\n", "A001"),
    "src/waypost/graph/swallow.py": ("try:\n    x = 1\nexcept Exception:\n    pass\n", "S110"),
    "src/waypost/graph/wide.py": (f"X = {'1 + ' * 40}1\n", "E501"),
    "src/waypost/graph/tangle.py": (
        "def f(x: int) -> int:\n" + "".join(f"    if x == {n}:\n        x += 1\n" for n in range(11)) + "    return x\n",
        "C901",
    ),
    "tests/graph/unsorted.py": ("import re\nimport ast\n\nX = (re, ast)\n", "I001"),
}  # fmt: skip

TYPES = {
    "untyped": ("def f(x):\n    return x\n", "no-untyped-def"),
    "generic": ("def f(x: list) -> None: ...\n", "type-arg"),
    "wrong": ("X: int = 'one'\n", "assignment"),
    "argument": ("from waypost.near import did_you_mean\n\ndid_you_mean(1, ['a'])\n", "arg-type"),
    "optional": ("def f(x: str | None) -> str:\n    return x.upper()\n", "union-attr"),
    "leaking": ("import json\n\ndef f() -> str:\n    return json.loads('1')\n", "no-any-return"),
    "unreachable": ("def f(x: int) -> int:\n    if isinstance(x, str):\n        return 1\n    return x\n", "unreachable"),
    "needless": ("X: int = 1  # type: ignore[assignment]\n", "unused-ignore"),
}  # fmt: skip

CONTRACTS = {
    "graph/to_load.py": ("import waypost.load.walk\n", "waypost.graph.to_load -> waypost.load.walk (l.1)"),
    "check/to_render.py": ("import waypost.render.page\n", "waypost.check.to_render -> waypost.render.page (l.1)"),
    "store/upward.py": ("import waypost.pipeline\n", "waypost.store.upward -> waypost.pipeline (l.1)"),
    "model/upward.py": ("import waypost.near\n", "waypost.model.upward -> waypost.near (l.1)"),
    "plan/yaml_here.py": ("import yaml\n", "waypost.plan.yaml_here -> yaml (l.1)"),
    "render/markdown_here.py": ("import markdown_it\n", "waypost.render.markdown_here -> markdown_it (l.1)"),
    "graph/jinja_here.py": ("import jinja2\n", "waypost.graph.jinja_here -> jinja2 (l.1)"),
    "model/click_here.py": ("import click\n", "waypost.model.click_here -> click (l.1)"),
    "model/numpy_here.py": ("import numpy\n", "waypost.model.numpy_here -> numpy (l.1)"),
}  # fmt: skip


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a gate in a copy of the project; what it says is all in ``stdout``."""
    return subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "NO_COLOR": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def project(folder: Path, *parts: str) -> Path:
    """Copy the project's settings, and parts of it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    for part in parts:
        source, target = REPOSITORY / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


def test_these_are_all_the_gates() -> None:
    script = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    lines = {line for line in script.splitlines() if re.match(r'python3|"\$tools', line)}
    assert lines == GATES


# --- lint ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = project(tmp_path_factory.mktemp("lint"))
    write(folder, {path: source for path, (source, _) in LINT.items()})
    done = run(folder, "ruff", "check", "--no-cache", "--output-format=concise", ".")
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize("path", list(LINT))
def test_lint_finds_what_is_planted(linted: str, path: str) -> None:
    assert re.search(rf"^{re.escape(path)}:\d+:\d+: {LINT[path][1]} ", linted, re.MULTILINE)


def test_lint_passes_without_the_plants(tmp_path: Path) -> None:
    folder = project(tmp_path)
    write(
        folder,
        {
            "src/waypost/cli/prints.py": 'print("the command line may")\n',
            "src/waypost/graph/sums.py": "import re\n\nDIGITS = re.compile(r'[0-9]')\n",
        },
    )
    assert run(folder, "ruff", "check", "--no-cache", ".").returncode == 0


def test_the_formatter_finds_what_it_would_change(tmp_path: Path) -> None:
    folder = project(tmp_path, "src/waypost/near.py")
    assert run(folder, "ruff", "format", "--no-cache", "--check", ".").returncode == 0
    write(folder, {"src/waypost/crooked.py": "X = [1,2 ,\n  3]\n"})
    done = run(folder, "ruff", "format", "--no-cache", "--check", ".")
    assert done.returncode == 1
    assert "crooked.py" in done.stdout
    assert "near.py" not in done.stdout


# --- types --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> str:
    parts = ("src/waypost/__init__.py", "src/waypost/py.typed", "src/waypost/near.py")
    folder = project(tmp_path_factory.mktemp("types"), *parts)
    write(folder, {f"src/waypost/{name}.py": source for name, (source, _) in TYPES.items()})
    done = run(folder, "mypy", "--cache-dir", os.devnull, "src")
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize("name", list(TYPES))
def test_types_are_strict(typed: str, name: str) -> None:
    codes = re.findall(
        rf"^src/waypost/{name}\.py:\d+: error: .*\[([a-z-]+)\]$", typed, re.MULTILINE
    )
    assert TYPES[name][1] in codes


def test_types_pass_without_the_plants(typed: str) -> None:
    assert "near.py" not in typed


# --- imports ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def layered(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = project(tmp_path_factory.mktemp("imports"), "src")
    write(folder / "src/waypost", {path: source for path, (source, _) in CONTRACTS.items()})
    done = run(folder, "lint-imports", "--no-cache")
    assert done.returncode == 1
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("path", list(CONTRACTS))
def test_an_import_against_the_contracts_is_named(layered: str, path: str) -> None:
    assert CONTRACTS[path][1] in layered


def test_every_contract_can_be_broken(layered: str) -> None:
    assert "Contracts: 0 kept, 4 broken." in layered


def test_the_contracts_hold_without_the_plants(tmp_path: Path) -> None:
    assert run(project(tmp_path, "src"), "lint-imports", "--no-cache").returncode == 0


def test_the_layers_name_every_module(tmp_path: Path) -> None:
    folder = project(tmp_path, "src")
    settings = folder / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    assert text.count('    "cli",\n') == 1
    settings.write_text(text.replace('    "cli",\n', ""), encoding="utf-8")
    write(folder, {"src/waypost/corner.py": ""})
    done = run(folder, "lint-imports", "--no-cache")
    assert done.returncode == 1
    assert "not listed as layers:\n\n- waypost.cli\n- waypost.corner\n" in done.stdout


# --- tests --------------------------------------------------------------------------

PASSES = "def test_passes() -> None:\n    assert True\n"
WITHOUT_DATA = (
    "import pytest\n\ndef test_skips() -> None:\n    pytest.skip('it lies beside the project')\n"
)
SKIPS = "import pytest\n\ndef test_skips() -> None:\n    pytest.skip('nothing to see it with')\n"
WARNS = "import warnings\n\ndef test_warns() -> None:\n    warnings.warn('old')\n"


@pytest.mark.parametrize(
    ("source", "in_ci", "code", "summary"),
    [
        (PASSES, "1", 0, "1 passed"),
        (PASSES + SKIPS, "", 0, "1 passed, 1 skipped"),
        (PASSES + SKIPS, "1", 1, "1 passed, 1 skipped"),
        (PASSES + WITHOUT_DATA, "1", 0, "1 passed, 1 skipped"),
        (PASSES + WARNS, "1", 1, "1 failed, 1 passed"),
    ],
    ids=["pass", "skip elsewhere", "skip in CI", "data of others", "warning"],
)
def test_the_suite_takes_no_skip_in_ci_and_no_warning(
    tmp_path: Path, source: str, in_ci: str, code: int, summary: str
) -> None:
    folder = project(tmp_path, "tests/conftest.py", "tests/support/remembered.py")
    write(folder, {"tests/test_planted.py": source})
    done = run(folder, "python", "-m", "pytest", "-p", "no:cacheprovider", "-n", "1", CI=in_ci)
    assert done.returncode == code, done.stdout
    assert summary in done.stdout
