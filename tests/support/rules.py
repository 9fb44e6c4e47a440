"""The repository's own rules: each takes Python sources and gives what breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Module:
    """A source file: its path below the package, such as ``graph/hubs.py``."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """The module, parsed."""
        return ast.parse(self.source)

    @property
    def stage(self) -> str:
        """The folder or file at the package's top that it belongs to."""
        return self.path.partition("/")[0].removesuffix(".py")


Rule = Callable[[Module], Iterator[str]]

LONGEST = 300

VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}

PURE = {"model", "graph", "plan"}

PURE_LIBRARY = {
    *("__future__", "array", "bisect", "collections", "dataclasses", "datetime", "enum"),
    *("functools", "hashlib", "heapq", "html", "itertools", "json", "math", "operator"),
    *("posixpath", "re", "statistics", "string", "typing", "unicodedata", "urllib.parse"),
    *("zoneinfo", "numpy", "rapidfuzz", "waypost"),
    *("msgspec.Struct", "msgspec.field", "msgspec.structs"),  # what values are, not bytes of them
}
"""What the pure stages may import. ``posixpath`` is for strings only: see IMPURE_CALLS."""

IMPURE_CALLS = {
    *("open", "input", "print", "eval", "exec", "__import__", "globals"),
    *("hash", "id"),  # differ from one process to the next
    *("now", "utcnow", "today", "strftime"),  # clock, zone, locale
    *("read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "stat"),
    *("exists", "lexists", "isfile", "isdir", "is_file", "is_dir", "mkdir", "unlink", "resolve"),
    *("abspath", "realpath", "expanduser", "expandvars", "getcwd", "cwd", "home"),
    *("load", "fromfile", "tofile", "save", "savez", "memmap", "available_timezones"),
}

ZONED = {"astimezone": 1, "fromtimestamp": 2}
"""How many arguments a call has once it is told the time zone; else it takes the machine's."""

SPEAKING = {
    *("print", "exit", "quit", "breakpoint", "SystemExit"),
    *("sys.exit", "sys.stdout", "sys.stderr", "os._exit", "os.abort"),
}

FORKS = {"publish/beside.py": "os._exit"}
"""What ends a process that it has made itself, and not the command's."""

SOLE_HOMES = {
    "click": "cli",
    "rich": "cli",
    "frontmatter": "load",
    "markdown_it": "load",
    "mdit_py_plugins": "load",
    "pygments": "load",
    "yaml": "load",
    "jinja2": "render",
    "markupsafe": "render",
    "selectolax": "check",
    "scipy": "matrices",
    "watchdog": "serve",
    "uvicorn": "serve",
    "h11": "serve",
}

SERIALIZERS = {"pickle", "cPickle", "marshal", "shelve", "dbm", "dill", "cloudpickle", "joblib"}


def is_long(module: Module) -> Iterator[str]:
    """Find modules that have become two."""
    count = len(module.source.splitlines())
    if count > LONGEST:
        yield f"{module.path} has {count} lines"


def is_vaguely_named(module: Module) -> Iterator[str]:
    """Find modules and classes whose names don't say what is in them."""
    parts = module.path.removesuffix(".py").split("/")
    names = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    for name in (*parts, *names):
        if VAGUE & set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")):
            yield f"{module.path}: {name}"


def is_impure(module: Module) -> Iterator[str]:
    """Find I/O, clock, randomness, locale and environment in the pure stages."""
    if module.stage not in PURE:
        return
    for node, name in imports(module):
        allowed = any((name + ".").startswith(known + ".") for known in PURE_LIBRARY)
        if not allowed or "random" in name.split("."):
            yield f"{at(module, node)} imports {name}"
    for used in ast.walk(module.tree):
        if isinstance(used, ast.Call):
            called = name_of(used.func)
            local = len(used.args) < ZONED.get(called, 0)
            if called in IMPURE_CALLS or local:
                yield f"{at(module, used)} calls {called}"
        elif isinstance(used, ast.Attribute) and used.attr in ("random", "environ"):
            yield f"{at(module, used)} uses {used.attr}"


def speaks_or_exits(module: Module) -> Iterator[str]:
    """Find what prints or ends the process outside of the command line."""
    if module.stage in ("cli", "__main__"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            owner = f"{name_of(node.value)}." if isinstance(node, ast.Attribute) else ""
            name = owner + name_of(node)
            if name in SPEAKING and FORKS.get(module.path) != name:
                yield f"{at(module, node)} uses {name}"


def serializes_code(module: Module) -> Iterator[str]:
    """Find formats that run what they read, which the cache must never be in."""
    for node, name in imports(module):
        if name.partition(".")[0] in SERIALIZERS:
            yield f"{at(module, node)} imports {name}"


def leaves_home(module: Module) -> Iterator[str]:
    """Find libraries used outside of the one stage that knows them."""
    for node, name in imports(module):
        home = SOLE_HOMES.get(name.partition(".")[0], module.stage)
        if module.stage != home:
            yield f"{at(module, node)} imports {name}, whose home is {home}"


def imports_late(module: Module) -> Iterator[str]:
    """Find imports within functions, which hide a circle."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{at(module, inner)} imports within {node.name}"


def is_undocumented(module: Module) -> Iterator[str]:
    """Find public modules, classes, functions and methods without a docstring."""
    if not ast.get_docstring(module.tree):
        yield f"{module.path} has no docstring"
    pending: list[tuple[str, ast.stmt]] = [("", node) for node in module.tree.body]
    while pending:
        prefix, node = pending.pop(0)
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{at(module, node)} {prefix}{node.name} has no docstring"
        if isinstance(node, ast.ClassDef):
            pending += [(f"{prefix}{node.name}.", inner) for inner in node.body]


def imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Go through the imported names: ``from a import b`` gives ``a.b``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"


def name_of(node: ast.AST) -> str:
    """Give the last part of a name: ``b`` for ``a.b``."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def at(module: Module, node: ast.stmt | ast.expr) -> str:
    """Give a place."""
    return f"{module.path}:{node.lineno}"
