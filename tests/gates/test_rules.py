"""The rules of src/, each with violations that it must find."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import rules
from support.rules import Module, Rule

PACKAGE = Path(__file__).parent.parent.parent / "src" / "waypost"
MODULES = [
    Module(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
]

RULES: list[Rule] = [
    rules.is_long,
    rules.is_vaguely_named,
    rules.is_impure,
    rules.speaks_or_exits,
    rules.serializes_code,
    rules.leaves_home,
    rules.imports_late,
    rules.is_undocumented,
]


@pytest.mark.parametrize("rule", RULES)
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    assert len(MODULES) > 100
    assert [finding for module in MODULES for finding in rule(module)] == []


VIOLATIONS: list[tuple[Rule, str, str, str]] = [
    (rules.is_long, "graph/a.py", "x = 1\n" * 301, "graph/a.py has 301 lines"),
    (rules.is_vaguely_named, "utils.py", "", "utils.py: utils"),
    (rules.is_vaguely_named, "load/html_helpers.py", "", "load/html_helpers.py: html_helpers"),
    (rules.is_vaguely_named, "common/a.py", "", "common/a.py: common"),
    (rules.is_vaguely_named, "a.py", "class CacheManager: ...", "a.py: CacheManager"),
    (rules.is_impure, "graph/a.py", "import os", "graph/a.py:1 imports os"),
    (rules.is_impure, "graph/a.py", "from os import environ", "graph/a.py:1 imports os.environ"),
    (rules.is_impure, "model/a.py", "from pathlib import Path", "model/a.py:1 imports pathlib.Path"),
    (rules.is_impure, "plan/a.py", "import time", "plan/a.py:1 imports time"),
    (rules.is_impure, "plan/a.py", "import random", "plan/a.py:1 imports random"),
    (rules.is_impure, "plan/a.py", "import secrets", "plan/a.py:1 imports secrets"),
    (rules.is_impure, "plan/a.py", "import locale", "plan/a.py:1 imports locale"),
    (rules.is_impure, "plan/a.py", "import socket", "plan/a.py:1 imports socket"),
    (rules.is_impure, "plan/a.py", "import urllib.request", "plan/a.py:1 imports urllib.request"),
    (rules.is_impure, "plan/a.py", "import subprocess", "plan/a.py:1 imports subprocess"),
    (rules.is_impure, "plan/a.py", "from msgspec import json", "plan/a.py:1 imports msgspec.json"),
    (rules.is_impure, "graph/a.py", "import numpy.random", "graph/a.py:1 imports numpy.random"),
    (rules.is_impure, "graph/a.py", "np.random.rand()", "graph/a.py:1 uses random"),
    (rules.is_impure, "graph/a.py", "open('a')", "graph/a.py:1 calls open"),
    (rules.is_impure, "graph/a.py", "path.read_text()", "graph/a.py:1 calls read_text"),
    (rules.is_impure, "graph/a.py", "posixpath.exists('a')", "graph/a.py:1 calls exists"),
    (rules.is_impure, "model/a.py", "datetime.now(UTC)", "model/a.py:1 calls now"),
    (rules.is_impure, "model/a.py", "date.today()", "model/a.py:1 calls today"),
    (rules.is_impure, "model/a.py", "moment.astimezone()", "model/a.py:1 calls astimezone"),
    (rules.is_impure, "model/a.py", "datetime.fromtimestamp(0)", "model/a.py:1 calls fromtimestamp"),
    (rules.is_impure, "plan/a.py", "day.strftime('%B')", "plan/a.py:1 calls strftime"),
    (rules.is_impure, "plan/a.py", "hash('slug')", "plan/a.py:1 calls hash"),
    (rules.speaks_or_exits, "publish/a.py", "os._exit(0)", "publish/a.py:1 uses os._exit"),
    (rules.speaks_or_exits, "publish/beside.py", "print(1)", "publish/beside.py:1 uses print"),
    (rules.speaks_or_exits, "load/a.py", "print('a')", "load/a.py:1 uses print"),
    (rules.speaks_or_exits, "load/a.py", "show = print", "load/a.py:1 uses print"),
    (rules.speaks_or_exits, "load/a.py", "sys.exit(1)", "load/a.py:1 uses sys.exit"),
    (rules.speaks_or_exits, "load/a.py", "raise SystemExit(1)", "load/a.py:1 uses SystemExit"),
    (rules.speaks_or_exits, "load/a.py", "os._exit(1)", "load/a.py:1 uses os._exit"),
    (rules.speaks_or_exits, "load/a.py", "sys.stderr.write('a')", "load/a.py:1 uses sys.stderr"),
    (rules.serializes_code, "store/a.py", "import pickle", "store/a.py:1 imports pickle"),
    (rules.serializes_code, "store/a.py", "from marshal import loads", "store/a.py:1 imports marshal.loads"),
    (rules.leaves_home, "check/a.py", "import yaml", "check/a.py:1 imports yaml, whose home is load"),
    (rules.leaves_home, "pipeline.py", "from rich.console import Console", "pipeline.py:1 imports rich.console.Console, whose home is cli"),
    (rules.leaves_home, "cli/a.py", "import uvicorn", "cli/a.py:1 imports uvicorn, whose home is serve"),
    (rules.leaves_home, "check/a.py", "import h11", "check/a.py:1 imports h11, whose home is serve"),
    (rules.imports_late, "graph/a.py", "def f() -> None:\n    import re", "graph/a.py:2 imports within f"),
    (rules.is_undocumented, "a.py", "", "a.py has no docstring"),
    (rules.is_undocumented, "a.py", "'''A.'''\ndef f() -> None: ...", "a.py:2 f has no docstring"),
    (rules.is_undocumented, "a.py", "'''A.'''\nclass C:\n    '''C.'''\n    def m(self) -> None: ...", "a.py:4 C.m has no docstring"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "source", "finding"), VIOLATIONS)
def test_a_rule_finds_what_breaks_it(rule: Rule, path: str, source: str, finding: str) -> None:
    assert finding in list(rule(Module(path, source)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (rules.is_long, "graph/a.py", "x = 1\n" * 300),
        (rules.is_vaguely_named, "graph/most_frequent.py", "class Commons: ..."),
        (rules.is_impure, "load/a.py", "import os\nopen('a')"),
        (rules.is_impure, "graph/a.py", "moment.astimezone(zone)\nimport urllib.parse"),
        (rules.speaks_or_exits, "cli/a.py", "print('a')\nraise SystemExit(1)"),
        (rules.leaves_home, "load/a.py", "import yaml"),
        (rules.is_undocumented, "a.py", "'''A.'''\ndef _f() -> None: ..."),
    ],
)
def test_a_rule_leaves_the_rest_alone(rule: Rule, path: str, source: str) -> None:
    assert list(rule(Module(path, source))) == []
