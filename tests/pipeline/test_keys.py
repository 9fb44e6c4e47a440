"""Every part of every key is needed: without it, some edit gives a stale site.

Each case takes one part out of a key, and does what that part is there for. A clean
build then comes to something else; with the part in its place it does not.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from support.images import encoded, photograph
from support.increments import Result, clean, small_site
from support.sites import options, post, tree, write
from waypost import (
    config,
    frames,
    furnishing,
    inputs,
    making,
    parsing,
    picturing,
    refilling,
    remembered,
    searching,
)
from waypost.builds import build
from waypost.config import Extensions, Options
from waypost.inputs import Inputs
from waypost.load import gist
from waypost.model.archive import Archive
from waypost.model.artifact import Anatomy
from waypost.model.digest import digest_of
from waypost.model.plan import PagePlan
from waypost.model.site import Site
from waypost.pictures import raster
from waypost.plan import recipes
from waypost.render import assets, shaping, templates
from waypost.search.bundle import bundle as make_bundle

tasks: Any = import_module("waypost.tasks")

Disable = Callable[[pytest.MonkeyPatch], None]


@dataclass
class World:
    """A site, what is asked for, and which program builds it."""

    root: Path
    patch: pytest.MonkeyPatch
    asked: Options
    extensions: Extensions = field(default_factory=Extensions)

    def write(self, name: str, text: str | bytes) -> None:
        write(self.root, {name: text})

    def release(self, number: int) -> None:
        """Change the program to another version, as far as keys can tell."""
        self.patch.setattr(inputs, "engine_of", lambda *_: digest_of(bytes([number])))


Step = Callable[[World], object]


@dataclass(frozen=True)
class Case:
    """A part of a key: how it is taken out, and the steps that show what it is for."""

    name: str
    disable: Disable
    steps: tuple[Step, ...]


def unmade_of(at: int) -> Disable:
    """Take one part out of what pages of posts are made of."""

    def disable(patch: pytest.MonkeyPatch) -> None:
        real = recipes.recipe_of

        def recipe_of(*parts: Any) -> Any:
            return real(*parts[:at], *parts[at + 1 :])

        patch.setattr(recipes, "recipe_of", recipe_of)

    return disable


def without(module: Any, kinds: tuple[str, ...], at: int, field: Any = None) -> Disable:
    """Take one part out of a module's keys of some kinds; or a field of that part."""

    def disable(patch: pytest.MonkeyPatch) -> None:
        real = module.key_of

        def key_of(*parts: Any) -> Any:
            if parts[0] in kinds:
                gone = None
                if isinstance(field, str):
                    gone = replace(parts[at], **{field: ""})
                elif field is not None:
                    gone = parts[at][:field] + parts[at][field + 1 :]
                parts = (*parts[:at], gone, *parts[at + 1 :])
            return real(*parts)

        patch.setattr(module, "key_of", key_of)

    return disable


def unidentified(at: int, inner: int | None = None) -> Disable:
    """Take an element out of what a site's inputs are told apart by; or one of its rows."""

    def disable(patch: pytest.MonkeyPatch) -> None:
        real: Callable[..., Any] = Inputs.identity

        def identity(self: Inputs, *, posts: bool = True) -> object:
            parts = list(real(self, posts=posts))
            parts[at] = (
                None
                if inner is None
                else [tuple(cell for n, cell in enumerate(row) if n != inner) for row in parts[at]]
            )
            return parts

        patch.setattr(Inputs, "identity", identity)

    return disable


def instead(owner: Any, name: str, value: object) -> Disable:
    """Put something that says nothing in a function's place."""
    return lambda patch: patch.setattr(owner, name, value)


def put(name: str, text: str) -> Step:
    """Write a file."""
    return lambda world: world.write(name, text)


def re_sub(name: str, pattern: str, new: str) -> Step:
    """Put a text for what matches a pattern in a file."""

    def edit(world: World) -> None:
        text = (world.root / name).read_text(encoding="utf-8")
        assert re.search(pattern, text)
        world.write(name, re.sub(pattern, new, text).encode())

    return edit


def sub(name: str, old: str, new: str) -> Step:
    """Put one text for another in a file."""

    def edit(world: World) -> None:
        text = (world.root / name).read_text(encoding="utf-8")
        assert old in text
        world.write(name, text.replace(old, new).encode())

    return edit


def move(old: str, new: str) -> Step:
    """Rename a file."""
    return lambda world: (world.root / old).rename(world.root / new)


def ask(**asked: Any) -> Step:
    """Ask for something else."""

    def edit(world: World) -> None:
        world.asked = replace(world.asked, **asked)

    return edit


def add(**extensions: Any) -> Step:
    """Change what the site's build.py adds."""

    def edit(world: World) -> None:
        world.extensions = Extensions(**extensions)

    return edit


def other_words(world: World) -> None:
    """Take another version, which loads posts in another way."""
    real = tasks.load_post

    def load_post(*given: Any) -> Any:
        loaded = real(*given)
        return replace(
            loaded,
            value=loaded.value
            and replace(loaded.value, post=replace(loaded.value.post, description="Otherwise.")),
        )

    world.release(2)
    world.patch.setattr(tasks, "load_post", load_post)


def other_pages(world: World) -> None:
    """Take another version, which renders pages in another way."""
    real = tasks.renderer

    def renderer(*given: Any) -> Any:
        render = real(*given)

        def rendered(*page: Any) -> Any:
            made = render(*page)
            return replace(made, value=made.value and made.value + b"\n")

        return rendered

    world.release(2)
    world.patch.setattr(tasks, "renderer", renderer)


def other_findings(world: World) -> None:
    """Take another version, which finds something in finished pages."""
    world.release(2)
    world.patch.setattr(tasks, "anatomy_of", lambda *_: Anatomy(problems=("it is found wanting",)))


def other_shapes(world: World) -> None:
    """Take another version, which finds fault with templates."""
    real = tasks.shape_of_file

    def shape_of_file(file: Any, expected: Any) -> Any:
        found = shaping.shape_of(b"{% if %}", f"{file.label}/{file.name}").findings
        return replace(real(file, expected), findings=found)

    world.release(2)
    world.patch.setattr(tasks, "shape_of_file", shape_of_file)


def swapped_pages(world: World) -> None:
    """Take another version, which puts the text of each of two pages on the other."""
    real = tasks.renderer
    other = {"one": "two", "two": "one"}

    def renderer(*given: Any) -> Any:
        render = real(*given)

        def rendered(name: str, site: Any, view: Any) -> Any:
            if isinstance(view, Named):
                view = Named(other[view.title], view.text)
            return render(name, site, view)

        return rendered

    world.release(2)
    world.patch.setattr(tasks, "renderer", renderer)


def back_to_the_first(world: World) -> None:
    """Take the first version again."""
    world.patch.undo()
    world.release(1)


def back_to_the_first_and_on(world: World) -> None:
    """Take the first version again, and add something."""
    back_to_the_first(world)
    add_a_post(world)


def unminified(world: World) -> None:
    """Take a version that leaves style sheets as they are."""
    world.release(2)
    world.patch.setattr(assets, "process_stylesheet", lambda text: text)


def the_first(world: World) -> None:
    """Start with a version that can be told from others."""
    world.release(1)


def other_indexes(world: World) -> None:
    """Take another version, which makes indexes in another way."""
    real = make_bundle

    def bundle(*given: Any) -> Any:
        return {**real(*given), "pages.json": b"{}"}

    world.release(2)
    world.patch.setattr(searching, "bundle", bundle)


def a_photo(world: World) -> None:
    """Show a photograph."""
    world.write("static/a.png", encoded(photograph(90, 60), "PNG"))
    world.write(FIFTH, post("Fifth", "2023-03-01", "![A](/a.png)"))


def another_photo(world: World) -> None:
    """Show another photograph of the same size."""
    world.write("static/a.png", encoded(photograph(90, 60).rotate(180), "PNG"))


def a_drawing(world: World) -> None:
    """Show a drawing."""
    world.write("static/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    world.write(FIFTH, post("Fifth", "2023-03-01", "![A](/a.svg)"))


def a_photo_by_its_name(world: World) -> None:
    """Call the drawing a photograph, which it is not."""
    (world.root / "static/a.svg").rename(world.root / "static/a.png")
    world.write(FIFTH, post("Fifth", "2023-03-01", "![A](/a.png)"))


def other_pictures(world: World) -> None:
    """Take another version, which copies images in another way."""
    real = raster.picture_of

    def picture_of(data: Any, settings: Any, put: Any) -> Any:
        return real(data, replace(settings, quality=20), put)

    world.release(2)
    world.patch.setattr(raster, "picture_of", picture_of)


def all_from_a_theme(world: World) -> None:
    """Take a theme of one's own, with a template that is not as it should be."""
    theme = world.root.with_name("theme")
    shutil.copytree(config.theme_folder() / "templates", theme / "templates")
    shutil.copytree(config.theme_folder() / "static", theme / "static")
    write(theme, {"templates/bad.html": "{% include view.name %}"})
    world.patch.setattr(config, "theme_folder", lambda: theme)


@dataclass(frozen=True)
class Named:
    """A view of a site's own."""

    title: str
    text: str

    @property
    def said(self) -> str:
        return self.title


@dataclass(frozen=True)
class Loud:
    """Another one with the same fields, which says them in another way."""

    title: str
    text: str

    @property
    def said(self) -> str:
        return self.title.upper()


OWN_CSS = "main {\n  color: red;\n}\n"
WITH_OWN_CSS = """
{% extends "theme/not-found.html" %}
{% block head %}{{ super() }}<link rel="stylesheet" href="{{ 'own.css' | asset }}">{% endblock %}
"""

MUTUAL = {
    "templates/a.html": "A{% if view.text %}{% include 'b.html' %}{% endif %}",
    "templates/b.html": "B{% if view.text %}{% include 'a.html' %}{% endif %}",
    "templates/link.html": '<title>A link</title><a href="{{ view.said }}">to nowhere</a>',
}


def own_templates(world: World) -> None:
    write(world.root, MUTUAL)


def _page(path: str, template: str, view: Any) -> PagePlan:
    return PagePlan(path, template, view)


def plan_a(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("own.html", "a.html", Named("/nowhere/", ""))


def plan_b(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("own.html", "b.html", Named("/nowhere/", ""))


def plan_named(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("own.txt", "link.html", Named("one", "other"))


def plan_loud(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("own.txt", "link.html", Loud("one", "other"))


def plan_text(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("own.txt", "link.html", Named("/nowhere/", ""))


def plan_page(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("own.html", "link.html", Named("/nowhere/", ""))


def plan_two(archive: Archive, site: Site) -> Iterator[PagePlan]:
    yield _page("one.txt", "link.html", Named("one", ""))
    yield _page("two.txt", "link.html", Named("two", ""))


SHOWN: dict[str, dict[str, str]] = {
    "drafts": {"draft": "true"},
    "future": {"day": "2031-01-01"},
    "expired": {"expires": "2025-01-01"},
}
"""What is asked for by the name of an option, and what a post that it shows says of itself."""


def closure(maker: making.Maker, template: str) -> Any:
    return maker.templates.closures.get(template)


FIFTH = "content/posts/fifth.md"
ABSOLUTE = """
<title>Not there</title><a href="https://example.net/nowhere/">Nowhere</a>
"""
SOURCES = ("source",)
PICTURES = ("picture",)
edit_a_body = sub(FIFTH, "again", "once more")
add_a_post = put("content/posts/new.md", post("New", "2025-02-03"))
edit_a_title = sub(FIFTH, "Fifth column", "Fifth row")
TWINS = tuple(
    put(f"content/posts/{name}.md", post(name, day, "The very same.", topics="[ai]"))
    for name, day in (("left", "2025-02-03"), ("right", "2025-02-04"))
)
describe_an_image = sub("content/posts/third/index.md", "image_alt: A", "image_alt: The")


def both(*steps: Step) -> Step:
    """Take some steps at once."""
    return lambda world: [step(world) for step in steps]


def compiled(label: str) -> Step:
    """Give two posts a topic that is in no list, so that they say what it is called."""
    files = [f"content/posts/{name}.md" for name in ("café", "2024-02-01-sixth")]
    return both(*(re_sub(file, r"topics: \[.*\]", f"topics: [{label}]") for file in files))


def unframed(patch: pytest.MonkeyPatch) -> None:
    """Take all files out of what frames are told apart by."""
    real = Inputs.identity

    def identity(self: Inputs, *, posts: bool = True) -> object:
        return real(self) if posts else None

    patch.setattr(Inputs, "identity", identity)


CASES = [
    Case("source: engine", without(parsing, SOURCES, 1), (the_first, other_words)),
    Case(
        "source: settings",
        without(parsing, SOURCES, 2),
        (sub("content/site.yaml", "title", "language: de\ntitle"),),
    ),
    Case("source: path", without(parsing, SOURCES, 3), (move(FIFTH, "content/posts/moved.md"),)),
    Case("source: digest", without(parsing, SOURCES, 4), (edit_a_body,)),
    Case(
        "source: itself, where it includes others",
        without(parsing, ("beside",), 1),
        # What is kept is asked for only where the source held the same before.
        (
            sub("content/posts/seventh.md", "Nothing", "No text"),
            sub("content/posts/seventh.md", "No text", "Nothing"),
            edit_a_body,
        ),
    ),
    Case(
        "source: what files hold that it includes",
        without(parsing, ("beside",), 2),
        (sub("content/posts/kept/part.py", "retries = 3", "retries = 5"),),
    ),
    Case(
        "source: that a file is not there",
        without(parsing, ("beside",), 2),
        (move("content/posts/kept/data.csv", "content/posts/kept/other.csv"),),
    ),
    Case(
        "page: engine",
        without(making, ("page",), 1, "engine"),
        # As anatomies are of an engine too, only pages that swap their texts need this.
        (the_first, own_templates, add(planners=(plan_two,)), swapped_pages, back_to_the_first),
    ),
    Case(
        "page: template",
        without(making, ("page",), 1, "template"),
        (sub("templates/not-found.html", '"post")', '"note")'),),
    ),
    Case(
        "page: templates of components",
        instead(making.Maker, "_reached", lambda self, page: closure(self, page.template)),
        (
            put("content/posts/new.md", post("New", body=":::own\nText.\n:::")),
            put("templates/components/own.html", "{% macro own() %}{{ caller() }}{% endmacro %}"),
            put("templates/components/own.html", "{% macro own() %}<p>!</p>{% endmacro %}"),
            put("templates/components/own.html", "{% macro own() %}-{{ caller() }}{% endmacro %}"),
        ),
    ),
    Case(
        "page: assets of components",
        instead(making.Maker, "_assets", lambda self, page: self.assets.get(page.template)),
        (
            put("content/posts/new.md", post("New", body="::own")),
            put("static/own.css", OWN_CSS),
            put(
                "templates/components/own.html",
                "{% macro own() %}<a href=\"{{ 'own.css' | asset }}\">Own</a>{% endmacro %}",
            ),
            put("static/own.css", "main { color: blue }"),
        ),
    ),
    Case(
        "page: assets",
        without(making, ("page",), 1, "assets"),
        (put("static/css/site.css", "main { color: red }"),),
    ),
    Case(
        "furniture: engine",
        without(furnishing, ("dressed",), 1),
        (the_first, put("static/css/site.css", OWN_CSS), unminified),
    ),
    Case(
        "furniture: names",
        without(furnishing, ("dressed",), 2),
        (put("static/own.css", OWN_CSS), put("templates/not-found.html", WITH_OWN_CSS)),
    ),
    Case(
        "furniture: files",
        without(furnishing, ("dressed",), 3),
        (put("static/css/site.css", "main { color: red }"),),
    ),
    Case(
        "furniture: root",
        without(furnishing, ("dressed",), 4),
        (
            put("static/css/site.css", "main { background: url(../elsewhere.png) }"),
            ask(base_url="https://example.org/below"),
        ),
    ),
    Case(
        "page: site",
        without(making, ("page",), 1, "site"),
        (sub("content/site.yaml", "Notes", "Books"),),
    ),
    Case("picture: engine", without(picturing, PICTURES, 1), (the_first, a_photo, other_pictures)),
    Case("picture: drawn", without(picturing, PICTURES, 2), (a_drawing, a_photo_by_its_name)),
    Case(
        "picture: settings",
        without(picturing, PICTURES, 3),
        (a_photo, sub("content/site.yaml", "title", "images: {quality: 30}\ntitle")),
    ),
    Case("picture: digest", without(picturing, PICTURES, 4), (a_photo, another_photo)),
    Case("index: engine", without(searching, ("search",), 1), (the_first, other_indexes)),
    Case("index: records", without(searching, ("search",), 2), (edit_a_body,)),
    Case("page: view", without(making, ("page",), 1, "view"), (edit_a_title,)),
    Case("page: texts", without(making, ("page",), 1, "texts"), (edit_a_body,)),
    Case(
        "page: name",
        without(making, ("page",), 1, "name"),
        (the_first, own_templates, add(planners=(plan_a,)), add(planners=(plan_b,))),
    ),
    Case(
        "page: kind of view",
        instead(making, "digest_of", lambda data: digest_of(data.partition(b" ")[2])),
        (the_first, own_templates, add(planners=(plan_named,)), add(planners=(plan_loud,))),
    ),
    Case(
        "anatomy: engine",
        without(making, ("anatomy",), 1),
        (the_first, other_findings, back_to_the_first_and_on),
    ),
    Case("anatomy: output", without(making, ("anatomy",), 2), (add_a_post,)),
    Case(
        "anatomy: suffix",
        without(making, ("anatomy",), 3),
        (the_first, own_templates, add(planners=(plan_text,)), add(planners=(plan_page,))),
    ),
    Case(
        "anatomy: base_url",
        without(making, ("anatomy",), 4),
        (
            put("templates/not-found.html", ABSOLUTE),
            ask(base_url="https://example.net"),
            ask(base_url=None),
            put("static/more.txt", "More.\n"),
        ),
    ),
    Case("template: engine", without(templates, ("template",), 1), (the_first, other_shapes)),
    Case(
        "template: folder",
        without(templates, ("template",), 2),
        (all_from_a_theme, put("templates/bad.html", "{% include view.name %}")),
    ),
    Case(
        "template: name",
        without(templates, ("template",), 3),
        (put("templates/a.html", "{% if %}"), move("templates/a.html", "templates/b.html")),
    ),
    Case(
        "template: digest",
        without(templates, ("template",), 4),
        (put("templates/not-found.html", "None"),),
    ),
    Case(
        "template: what it reaches",
        instead(shaping, "_names", lambda tree: iter(())),
        (put("templates/partials/words.html", "{% macro count(n, what) %}{{ n }}{% endmacro %}"),),
    ),
    Case(
        "template: what it says",
        instead(shaping, "_plain", lambda tree: None),
        (put("templates/not-found.html", '{% extends "theme/not-found.html" %}'),),
    ),
    Case("build: engine", unidentified(0), (the_first, other_pages)),
    Case("build: findings", unidentified(1), (put("content/notes.txt", "Unread."),)),
    Case("build: names of sources", unidentified(2, 0), (move(FIFTH, "content/posts/fi.md"),)),
    Case("build: digests of sources", unidentified(2, 1), (edit_a_body,)),
    Case("build: static paths", unidentified(3, 0), (move("static/humans.txt", "static/i.txt"),)),
    Case(
        "build: whose static file",
        unidentified(3, 1),
        (
            put(FIFTH, post("Fifth", "2023-03-01", aliases="[/favicon.svg]")),
            lambda world: world.write(
                "static/favicon.svg",
                (config.theme_folder() / "static/favicon.svg").read_bytes(),
            ),
        ),
    ),
    Case("build: static files", unidentified(3, 2), (put("static/humans.txt", "People.\n"),)),
    Case(
        "build: names of templates",
        unidentified(4, 1),
        (move("templates/not-found.html", "templates/unused.html"),),
    ),
    Case(
        "build: templates",
        unidentified(4, 2),
        (put("templates/not-found.html", '{% extends "theme/not-found.html" %}'),),
    ),
    Case("build: base_url", without(remembered, ("build",), 1), (ask(base_url="https://a.b"),)),
    *(
        Case(
            f"build: {name}",
            without(remembered, ("build",), 2, at),
            (put("content/posts/due.md", post("Due", **front)), ask(**{name: True})),
        )
        for at, (name, front) in enumerate(SHOWN.items())
    ),
    Case("build: inputs", without(remembered, ("build",), 3), (edit_a_body,)),
    Case("frame: inputs", unframed, (sub("content/site.yaml", "Notes", "Books"),)),
    Case(
        "frame: base_url", without(remembered, ("last frame",), 1), (ask(base_url="https://a.b"),)
    ),
    *(
        Case(
            f"frame: {name}",
            without(remembered, ("last frame",), 2, at),
            (put("content/posts/due.md", post("Due", **front)), ask(**{name: True})),
        )
        for at, (name, front) in enumerate(SHOWN.items())
    ),
    Case(
        "frame: gists",
        instead(tasks, "with_gist", lambda made, _found: replace(made, gist=digest_of(b""))),
        (edit_a_title,),
    ),
    Case(
        "frame: gist",
        without(gist, ("gist",), 1, "date"),
        (sub(FIFTH, "2023-03-01", "2023-03-02"),),
    ),
    Case(
        "frame: whose text",
        instead(refilling.Refill, "_may_change", lambda *_: True),
        (*TWINS, sub("content/posts/left.md", "same.", "same!")),
    ),
    Case(
        "frame: moments",
        instead(frames, "holds", lambda *_: True),
        (
            put("content/posts/due.md", post("Due", "2026-06-02")),
            ask(now=datetime(2026, 6, 3, tzinfo=UTC)),
        ),
    ),
    # What has but another text needs no graph, and then no recipes.
    Case("recipe: post", unmade_of(0), (describe_an_image,)),
    Case("recipe: text", unmade_of(1), (both(edit_a_body, describe_an_image),)),
    Case(
        "recipe: what is its own",
        unmade_of(2),
        (sub("content/posts/café.md", "Eighth", "Ninth"),),
    ),
    Case(
        "recipe: cards",
        unmade_of(3),
        (sub("content/posts/first.md", "First steps", "Last steps"),),
    ),
    Case(
        "recipe: what all may show",
        unmade_of(4),
        (
            both(sub(FIFTH, "again:", "[[compilers]]:"), compiled("compilers")),
            compiled("COMPILERS"),
        ),
    ),
    Case(
        "build: moments",
        instead(remembered, "moments", lambda *_: iter(())),
        (
            put("content/posts/due.md", post("Due", "2026-06-02")),
            ask(now=datetime(2026, 6, 3, tzinfo=UTC)),
        ),
    ),
]


@pytest.fixture(autouse=True)
def _shapes_are_taken_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the shapes of templates: some cases take a part out of what makes them."""
    monkeypatch.setattr(shaping, "shape_of", unwrap(shaping.shape_of))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_without_a_part_of_a_key_a_site_is_stale(tmp_path: Path, case: Case) -> None:
    wanted = made_at_once(tmp_path, case)
    assert made_step_by_step(tmp_path / "whole", case, lambda patch: None) == wanted
    assert made_step_by_step(tmp_path / "without", case, case.disable) != wanted


def made_at_once(folder: Path, case: Case) -> object:
    """Take all steps of a case, then build for the first time."""
    with pytest.MonkeyPatch.context() as patch:
        world = World(root := small_site(folder / "site"), patch, options(root))
        for step in case.steps:
            step(world)
        return clean(world.asked, folder / "clean", world.extensions)


def made_step_by_step(folder: Path, case: Case, disable: Disable) -> object:
    """Build at the start of a case, and after each of its steps."""
    with pytest.MonkeyPatch.context() as of_world:
        world = World(root := small_site(folder / "site"), of_world, options(root))
        for step in (lambda _: None, *case.steps):
            step(world)
            with pytest.MonkeyPatch.context() as patch:
                disable(patch)
                outcome = build(world.asked, world.extensions)
        return Result.of(outcome), tree(root / "public") if outcome.published else {}
