"""The pages around the program say what is so: links, codes, examples, versions."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from support.command import Waypost, environment
from support.view_fields import BEGIN, END, reference
from waypost import __version__
from waypost.model import views
from waypost.model.fields import field_names
from waypost.model.views import OutlineRow, SiteView
from waypost.model.views.templates import VIEW_OF

TOP = Path(__file__).resolve().parent.parent
SOURCES = TOP / "src" / "waypost"
PAGES = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])

FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.M | re.S)
CODE = re.compile(r"`[^`\n]+`")
EXAMPLE = re.compile(r"^<!-- example: (\S+) -->\n(`{3,})\w*\n(.*?)^\2$", re.M | re.S)


def text_of(page: Path) -> str:
    """Give a page's text."""
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    """Give a page's path, as a test's name."""
    return page.relative_to(TOP).as_posix()


# --- links ----------------------------------------------------------------------------


def headings(page: Path) -> set[str]:
    """Give the ids that a forge makes of a page's headings."""
    found = re.findall(r"(?m)^#+ (.+)$", FENCE.sub("", text_of(page)))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", CODE.sub("", FENCE.sub("", text_of(page)))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        if anchor:
            assert anchor in headings(file), link


def test_every_page_stands_in_the_index() -> None:
    index = text_of(TOP / "docs" / "README.md")
    pages = {page.name for page in (TOP / "docs").glob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([\w-]+\.md)\)", index))


# --- diagnostics ------------------------------------------------------------------------

ERRORS, WARNINGS = {"error", "fail", "refuse"}, {"warning", "warn", "_warn", "flaw"}


class Said(NamedTuple):
    """A code that a source uses, or a pattern for codes, and its severity where that is plain."""

    code: str
    severity: str


def codes_of(tree: ast.AST) -> Iterator[Said]:
    """Find the codes in a module: what findings are made of, and what is called a code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.Assign):
            yield from _of_assignment(node)
        elif isinstance(node, ast.FunctionDef):
            yield from _of_function(node)


def _of_call(call: ast.Call) -> Iterator[Said]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for keyword in call.keywords:
        if keyword.arg == "code":
            yield from _spelled(keyword.value, "")
    if call.args and name in ERRORS | WARNINGS | {"Diagnostic"}:
        severity = "error" if name in ERRORS else "warning" if name in WARNINGS else ""
        yield from _spelled(call.args[0], severity)
    if call.args and name == "required":
        yield from (
            Said(f"missing-{s.code.replace('_', '-')}", "error") for s in _spelled(call.args[0], "")
        )


def _of_assignment(node: ast.Assign) -> Iterator[Said]:
    target, value = node.targets[0], node.value
    pairs = (
        zip(target.elts, value.elts, strict=True)
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        else [(target, value)]
    )
    for name, spelled in pairs:
        if isinstance(name, ast.Name) and name.id == "code":
            yield from _spelled(spelled, "")


def _of_function(node: ast.FunctionDef) -> Iterator[Said]:
    arguments = [*node.args.posonlyargs, *node.args.args]
    given = arguments[len(arguments) - len(node.args.defaults) :]
    for argument, default in zip(given, node.args.defaults, strict=True):
        if argument.arg == "code":
            yield from _spelled(default, "")
    returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
    for value in returned:
        # What a function prepares for another to report: code, message, place, fix.
        if isinstance(value, ast.Tuple) and len(value.elts) == 4:
            yield from (said for said in _spelled(value.elts[0], "") if "-" in said.code)


def _spelled(node: ast.expr, severity: str) -> Iterator[Said]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Said(re.escape(node.value), severity)
    elif isinstance(node, ast.JoinedStr):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
            for part in node.values
        )
        yield Said("".join(parts), severity)


USED = {
    said
    for file in SOURCES.rglob("*.py")
    for said in codes_of(ast.parse(text_of(file)))
    if not said.code.startswith("missing\\-[")  # whose names the calls of "required" give
}
TOLD = dict(
    re.findall(
        r"(?m)^\| `([a-z0-9-]+)` \| (error|warning|either) \|",
        text_of(TOP / "docs" / "diagnostics.md"),
    )
)


@pytest.mark.parametrize("said", sorted(USED), ids=lambda said: f"{said.code}-{said.severity}")
def test_every_code_is_explained(said: Said) -> None:
    told = [code for code in TOLD if re.fullmatch(said.code, code)]
    assert told
    for code in told:
        assert said.severity in ("", TOLD[code]) or TOLD[code] == "either"


@pytest.mark.parametrize("code", TOLD)
def test_every_explained_code_is_used(code: str) -> None:
    assert any(re.fullmatch(said.code, code) for said in USED)


def test_codes_are_explained_in_order_and_once() -> None:
    tables = text_of(TOP / "docs" / "diagnostics.md").split("\n## ")
    rows = [re.findall(r"(?m)^\| `([a-z0-9-]+)` \| ", table) for table in tables]
    assert rows == [sorted(codes) for codes in rows]
    assert sum(map(len, rows)) == len(TOLD)


# --- examples -------------------------------------------------------------------------


def examples(page: Path) -> dict[str, str]:
    """Give the examples of a page that are marked as files, by path."""
    return {path: text for path, _, text in EXAMPLE.findall(text_of(page))}


def sample_with(files: dict[str, str], folder: Path) -> Waypost:
    """Make the site of ``waypost init`` with some more files, or with others."""
    waypost = Waypost(folder)
    assert waypost("init", "blog").returncode == 0
    for name, text in files.items():
        file = folder / "blog" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return waypost.within("blog")


WITH_EXAMPLES = [page for page in PAGES if examples(page)]
OF_CONTENT = [page for page in WITH_EXAMPLES if "build.py" not in examples(page)]


@pytest.mark.parametrize("page", OF_CONTENT, ids=name_of)
def test_the_examples_of_a_page_build_without_a_finding(page: Path, tmp_path: Path) -> None:
    waypost = sample_with(examples(page), tmp_path)
    done = waypost("build", "--strict", "--as-of", "2026-06-01")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_functions_of_the_example_for_a_build_py_do_what_the_page_says(tmp_path: Path) -> None:
    files = examples(TOP / "docs" / "extending.md")
    door = text_of(TOP / "build.py").partition("# --- a site's own functions")[0]
    site = sample_with({**files, "build.py": door + files["build.py"]}, tmp_path).folder
    command = [sys.executable, "build.py", "--as-of", "2026-06-01"]
    done = subprocess.run(
        command, cwd=site, env=environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "warning[long-title]" in done.stderr
    assert "Posts by length" in text_of(site / "public" / "lengths" / "index.html")
    post = text_of(site / "public" / "posts" / "keep-a-logbook" / "index.html")
    assert "<mark>" in post
    assert "words" in post


def test_the_examples_are_found() -> None:
    assert {page.name for page in WITH_EXAMPLES} >= {
        "extending.md", "hubs.md", "lenses.md", "paths.md", "posts.md", "site.md", "theming.md",
        "topics.md",
    }  # fmt: skip


# --- templates ------------------------------------------------------------------------

TEMPLATES = sorted((TOP / "templates").glob("*.*"))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_and_its_blocks_stand_in_the_page_on_theming(template: Path) -> None:
    rows = re.findall(
        r"(?m)^\| (`[a-z-]+\.[a-z]+`.*) \| (.*) \|$", text_of(TOP / "docs" / "theming.md")
    )
    (blocks,) = [told for names, told in rows if f"`{template.name}`" in names]
    own = set(re.findall(r"\{% block (\w+)", text_of(template)))
    of_base = {"head", "header", "main", "footer"}
    told = set(re.findall(r"`(\w+)`", blocks))
    assert told == (own if template.name == "base.html" else own - of_base)


def told_of_views(page: str) -> str:
    """Give what a page says of views, between its marks."""
    return page.partition(BEGIN)[2].partition(END)[0]


def test_every_field_of_every_view_stands_in_the_page_on_theming() -> None:
    """Write it anew with ``WAYPOST_GOLDEN=write python3 build.py test tests/test_docs.py``."""
    page = TOP / "docs" / "theming.md"
    before, _, rest = text_of(page).partition(BEGIN)
    made = before + BEGIN + "\n" + reference() + "\n" + END + rest.partition(END)[2]
    if os.environ.get("WAYPOST_GOLDEN") == "write":
        page.write_text(made, encoding="utf-8")
    assert text_of(page) == made


def test_the_page_on_theming_leaves_no_view_and_no_field_out() -> None:
    told = told_of_views(text_of(TOP / "docs" / "theming.md"))
    sections = {
        re.sub(r"[`,].*|`", "", title.strip("`")): set(re.findall(r"(?m)^\| `(\w+)` \|", body))
        for title, body in re.findall(r"(?ms)^### (.+?)\n(.*?)(?=^### |\Z)", told)
    }
    # A view that several templates show stands under the first.
    names = {view: template for template, view in reversed([*VIEW_OF.items()])}
    names[SiteView] = "site"
    for view in filter(field_names, map(views.__dict__.get, views.__all__)):
        assert isinstance(view, type)
        found = sections[names.get(view, "Heading" if view is OutlineRow else view.__name__)]
        assert found == set(field_names(view))


# --- what the front pages promise --------------------------------------------------------


def test_the_readme_opens_with_the_two_commands() -> None:
    first = FENCE.search(text_of(TOP / "README.md"))
    assert first is not None
    lines = first[0].splitlines()[1:-1]
    assert [line.partition("#")[0].strip() for line in lines] == [
        "python3 build.py",
        "python3 build.py test",
    ]
    assert len(text_of(TOP / "README.md")[: first.start()].splitlines()) <= 6


def test_the_readme_shows_the_finding_that_a_typo_in_a_hub_really_has(tmp_path: Path) -> None:
    waypost = sample_with({}, tmp_path)
    hub = waypost.folder / "content" / "hubs" / "writing.md"
    hub.write_text(text_of(hub).replace("post: keep-a-logbook", "post: keep-a-logbok"))
    done = waypost("build")
    assert done.returncode == 1
    assert done.stderr.strip() in text_of(TOP / "README.md")


def test_the_newest_version_in_the_changelog_is_this_one() -> None:
    released = re.findall(r"(?m)^## \[(\d[^\]]*)\]", text_of(TOP / "CHANGELOG.md"))
    assert released[0] == __version__
