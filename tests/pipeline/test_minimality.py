"""This edit renders exactly these pages: no more than a reader could see."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.images import encoded, photograph
from support.increments import AUTHORS, small_site
from support.sites import SITE_YAML, built, options, post, tree, write
from waypost.config import theme_folder
from waypost.outcome import Outcome
from waypost.store.cache import open_cache
from waypost.traces import Trace, last_build, traces

Edit = Callable[[Path], object]

LISTS = {"404.html", "index.html", "llms.txt"}
"""The pages that show the newest posts, and the hubs."""


def sub(name: str, old: str, new: str) -> Edit:
    """Put one text for another in a file."""

    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def fifth(old: str, new: str) -> Edit:
    """Edit a post of the topic "ai", which stands between "fourth" and "sixth" by date."""
    return sub("content/posts/fifth.md", old, new)


def add(**front: str) -> Edit:
    """Add a post without topics, the oldest of the site."""
    return lambda root: write(
        root, {"content/posts/new.md": post("New", "2020-01-01", "Some text.", **front)}
    )


def pages(*slugs: str) -> set[str]:
    """Give the paths of posts' pages."""
    return {f"posts/{slug}/index.html" for slug in slugs}


def hub(slug: str, *names: str) -> set[str]:
    """Give the paths of a hub's outputs."""
    return {f"topics/{slug}/{name}" for name in names}


def in_all_formats(paths: set[str]) -> set[str]:
    """Add to each Atom feed what has the same entries: RSS, JSON Feed, and their old addresses."""
    folders = [path.removesuffix("feed.xml") for path in paths if path.endswith("feed.xml")]
    others = {f"{folder}{name}" for folder in folders for name in ("rss.xml", "feed.json")}
    return paths | others | ({"atom.xml", "index.xml"} if "feed.xml" in paths else set())


def override(name: str) -> Edit:
    """Change a partial of the theme: it says one word more, which nobody calls for."""
    theme = (theme_folder() / "templates" / name).read_text(encoding="utf-8")
    unused = "\n{% macro nobody_calls_it() %}word{% endmacro %}\n"
    return lambda root: write(root, {f"templates/{name}": theme + unused})


AI = hub("ai", "index.html", "feed.xml", "evidence.json")
GO = hub("go", "index.html", "feed.xml", "evidence.json")
TESTS = hub("tests", "index.html", "feed.xml", "evidence.json")
ARCHIVE = {"archive/index.html", "archive/2023/index.html"}

EDITS: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (lambda root: None, set()),
    "a time stamp": (lambda root: (root / "content/posts/fifth.md").touch(), set()),
    "a body": (
        fifth("`retry()`", "`retry(2)`"),
        {"feed.xml", *pages("fifth"), "topics/ai/feed.xml"},
    ),
    "a word of a body": (
        fifth("Retries, again", "Retries, perhaps"),
        {"feed.xml", *pages("fifth"), "topics/ai/feed.xml"},
    ),
    "a heading of a body": (
        sub("content/posts/second.md", "## Why", "## Why\n\n### More"),
        {"feed.xml", *pages("second"), "topics/go/feed.xml", "topics/tests/feed.xml"},
    ),
    "a description": (
        fifth("About fifth column", "Regarding fifth column"),
        {"feed.xml", *LISTS, "archive/2023/index.html", *pages("fifth")}
        | hub("ai", "index.html", "feed.xml"),
    ),
    "a title": (
        fifth("title: Fifth column", "title: Fifth pillar"),
        {"feed.xml", *LISTS, *ARCHIVE, *hub("ai", "index.html", "feed.xml")}
        | pages("fourth", "fifth", "sixth"),
    ),
    "a date": (
        fifth("2023-03-01", "2023-03-02"),
        {"feed.xml", "sitemap.xml", *LISTS, *ARCHIVE, *hub("ai", "index.html", "feed.xml")}
        - {"llms.txt"}
        | pages("fourth", "fifth", "sixth"),
    ),
    "the date of a change": (
        fifth("topics:", "updated: 2024-05-05\ntopics:"),
        {"feed.xml", "sitemap.xml", *pages("fifth"), "topics/ai/feed.xml"},
    ),
    "a topic": (
        fifth("[ai]", "[go]"),
        {"feed.xml", "sitemap.xml", *LISTS, "map/index.html", "topics/index.html", *AI, *GO}
        # What a topic tells has changed with it, and so what one more post leads to first.
        | pages("first", "second", "fourth", "fifth", "sixth", "café"),
    ),
    "the spelling of a topic": (fifth("[ai]", "[AI]"), set()),
    "an alias": (fifth("topics:", "aliases: [/old/five]\ntopics:"), {"old/five/index.html"}),
    "a comment in front matter": (fifth("title:", "# A comment\ntitle:"), set()),
    "a post more": (
        add(),
        # The ninth post: what all tell is reckoned among sixteen, no longer among eight.
        {"feed.xml", "sitemap.xml", "index.html", "llms.txt"}
        | {*pages("new", "first", "fourth")}
        | {"archive/index.html", "archive/2020/index.html", "archive/2021/index.html"},
    ),
    "a draft more": (add(draft="true"), set()),
    "a post less": (
        lambda root: (root / "content/posts/seventh.md").unlink(),
        {"feed.xml", "sitemap.xml", *LISTS, *pages("sixth", "café")}
        | {"archive/index.html", "archive/2024/index.html"},
    ),
    "a hub's note": (
        sub("content/hubs/go.md", "Begin *here*", "Start *here*"),
        {"topics/go/index.html"},
    ),
    "a hub's introduction": (
        sub("content/hubs/go.md", "The introduction", "An introduction"),
        {"topics/go/index.html"},
    ),
    "a hub's title": (
        sub("content/hubs/go.md", "Go in earnest", "Go in jest"),
        {*LISTS, "map/index.html", "topics/index.html", *GO, *pages("first", "second", "fourth")},
    ),
    "a path's note": (
        sub("content/paths/start.md", "Then this", "And this"),
        {"paths/start/index.html"},
    ),
    "a path's title": (
        sub("content/paths/start.md", "The first week", "The first month"),
        {"index.html", "llms.txt", "paths/index.html", "paths/start/index.html"}
        | pages("first", "second"),
    ),
    "a topic's label": (
        sub("content/topics.yaml", "label: Tests", "label: Testing"),
        {"feed.xml", *LISTS, "map/index.html", "topics/index.html", *TESTS}
        | {*hub("go", "index.html", "feed.xml"), *pages("second", "third", "café")},
    ),
    "a topic's description": (
        sub("content/topics.yaml", "A language.", "One language."),
        {*LISTS, "topics/index.html", *hub("go", "index.html", "feed.xml")},
    ),
    "a comment in topics.yaml": (sub("content/topics.yaml", "go:", "# A comment\ngo:"), set()),
    "a lens": (
        sub("content/lenses.yaml", "at most once", "at most twice"),
        hub("ai", "index.html", "evidence.json"),
    ),
    "a comment in lenses.yaml": (
        sub("content/lenses.yaml", "packs:", "# A comment\npacks:"),
        set(),
    ),
    "a comment in site.yaml": (sub("content/site.yaml", "title:", "# A comment\ntitle:"), set()),
    "the author": (
        sub("content/site.yaml", "Ada", "Grace"),
        {"feed.xml", *(f"topics/{slug}/feed.xml" for slug in ("ai", "go", "tests"))}
        | pages("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "café"),
    ),
    "a template": (sub("templates/not-found.html", '"post") }}', '"note") }}'), {"404.html"}),
    "a comment in a template": (
        sub("templates/not-found.html", "super() }}", "super() }}{# A comment #}"),
        set(),
    ),
    "a static file": (sub("static/humans.txt", "people", "animals"), set()),
    "a file of code": (
        sub("content/posts/kept/part.py", "retries = 3", "retries = 5"),
        {"feed.xml", *pages("seventh")},
    ),
    "a file of code, where it is not shown": (
        sub("content/posts/kept/part.py", "retry()", "retry(2)"),
        set(),
    ),
    "a file of data": (
        sub("content/posts/kept/data.csv", "queues,3", "queues,4"),
        {"feed.xml", *pages("seventh")},
    ),
    "an image": (sub("content/posts/third/a.svg", "<svg ", "<svg  "), set()),
    "the size of an image": (
        sub("content/posts/third/a.svg", "<svg ", '<svg width="9" height="9" '),
        {"feed.xml", *pages("third"), "topics/tests/feed.xml"},
    ),
    "a dark variant more": (
        lambda root: shutil.copy(
            root / "content/posts/third/a.svg", root / "content/posts/third/a.dark.svg"
        ),
        pages("third"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_renders_what_shows_it(tmp_path: Path, name: str) -> None:
    edit, expected = EDITS[name]
    root = small_site(tmp_path / "site")
    _, rendered, changed = pages_of(root, edit)
    assert set(rendered) == in_all_formats(expected), rendered
    # Nothing is rendered to the same bytes: no view holds what its template does not show.
    assert set(rendered) == changed


def test_an_edit_of_an_image_renders_the_pages_that_show_it(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    photo = {"static/a.png": encoded(photograph(90, 60), "PNG")}
    write(root, {**photo, "content/posts/new.md": post("New", "2020-01-01", "![A](/a.png)")})
    other = encoded(photograph(90, 60).rotate(180), "PNG")
    _, rendered, changed = pages_of(root, lambda root: write(root, {"static/a.png": other}))
    assert set(rendered) == changed == pages("new")


TWINS: dict[str, tuple[Edit, set[str]]] = {
    "a body": (fifth("`retry()`", "`retry(2)`"), {"posts/fifth"}),
    "a title": (fifth("title: Fifth column", "title: Fifth pillar"), {"posts/fifth", "topics/ai"}),
    "a date": (fifth("2023-03-01", "2023-03-02"), {"posts/fifth", "topics/ai"}),
    "a title that is shown by a link": (
        sub("content/posts/second.md", "title: Second thoughts", "title: Second sight"),
        {"posts/first", "posts/second", "topics/go", "topics/tests"},
    ),
    "a hub's note": (sub("content/hubs/go.md", "Begin *here*", "Start *here*"), {"topics/go"}),
    "a comment in front matter": (fifth("title:", "# A comment\ntitle:"), set()),
}


@pytest.mark.parametrize("name", TWINS)
def test_an_edit_renders_the_twins_that_show_it(tmp_path: Path, name: str) -> None:
    edit, expected = TWINS[name]
    root = small_site(tmp_path / "site")
    sub("content/site.yaml", "title:", "markdown_twins: true\ntitle:")(root)
    _, rendered, changed = pages_of(root, edit)
    # A text's links bring the titles of what they lead to, also where a label stands instead.
    assert set(rendered) - changed <= {"posts/third/index.html.md"}
    assert {path for path in changed if path.endswith(".md")} == {
        f"{page}/index.html.md" for page in expected
    }


OWN_LIST = "{% macro latest_posts(posts, topic=none, count=5) %}<p>None.</p>{% endmacro %}"
OWN_QUOTE = "{% macro quote(source) %}{{ caller() }}{% endmacro %}"

COMPONENTS: dict[str, tuple[Edit, bool]] = {
    "a title in its list": (fifth("title: Fifth column", "title: Fifth pillar"), True),
    "the text of a post in its list": (fifth("`retry()`", "`retry(2)`"), False),
    "a title that its list does not hold": (
        sub("content/posts/second.md", "title: Second thoughts", "title: Second sight"),
        False,
    ),
    "its template": (
        lambda root: write(root, {"templates/components/latest-posts.html": OWN_LIST}),
        True,
    ),
    "the template of a component that nobody calls": (
        lambda root: write(root, {"templates/components/quote.html": OWN_QUOTE}),
        False,
    ),
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_an_edit_renders_the_component_that_shows_it(tmp_path: Path, name: str) -> None:
    edit, shown = COMPONENTS[name]
    root = small_site(tmp_path / "site")
    text = "::latest-posts{topic=ai count=2}"
    write(root, {"content/posts/caller.md": post("Caller", "2019-01-01", text)})
    _, rendered, changed = pages_of(root, edit)
    assert (pages("caller") <= set(rendered)) is shown
    assert (pages("caller") <= changed) is shown


PAGES_OF_AUTHORS: dict[str, tuple[Edit, set[str]]] = {
    "a body": (fifth("Retries, again", "Retries, perhaps"), set()),
    "a title": (fifth("title: Fifth column", "title: Fifth pillar"), {"authors/grace"}),
    "a post of another author": (
        sub("content/posts/fourth.md", "Fourth wall", "Fourth door"),
        {"authors/ada"},
    ),
    "a post more": (add(), {"authors", "authors/ada"}),
    "who signs a post": (fifth("[Grace]", "[Ada]"), {"authors", "authors/ada"}),
    "a topic's label": (
        sub("content/topics.yaml", "label: Tests", "label: Testing"),
        {"authors/ada"},
    ),
    "a bio": (sub("content/authors.yaml", "of engines", "of looms"), {"authors", "authors/ada"}),
    "an address": (sub("content/authors.yaml", "grace.example", "g.example"), {"authors/grace"}),
    "a name": (
        sub("content/authors.yaml", "name: Grace,", "name: Grace H., aliases: [Grace],"),
        {"authors", "authors/grace"},
    ),
    "a comment in authors.yaml": (
        sub("content/authors.yaml", "ada:", "# A comment\nada:"),
        set(),
    ),
}


@pytest.mark.parametrize("name", PAGES_OF_AUTHORS)
def test_an_edit_renders_the_pages_of_the_authors_whom_it_concerns(
    tmp_path: Path, name: str
) -> None:
    edit, expected = PAGES_OF_AUTHORS[name]
    root = write(small_site(tmp_path / "site"), AUTHORS)
    _, rendered, changed = pages_of(root, edit)
    assert set(rendered) == changed
    assert {path for path in changed if path.startswith("authors")} == {
        f"{page}/index.html" for page in expected
    }


CARDS: dict[str, tuple[Edit, set[str]]] = {
    "a body": (fifth("`retry()`", "`retry(2)`"), set()),
    "a description": (fifth("About fifth column", "Regarding fifth column"), set()),
    "a title": (fifth("title: Fifth column", "title: Fifth pillar"), {"posts/fifth"}),
    "a hub's title": (sub("content/hubs/go.md", "Go in earnest", "Go in jest"), {"topics/go"}),
    "a post less": (lambda root: (root / "content/posts/seventh.md").unlink(), set()),
}


@pytest.mark.parametrize("name", CARDS)
def test_an_edit_draws_the_cards_that_show_it(tmp_path: Path, name: str) -> None:
    edit, expected = CARDS[name]
    root = small_site(tmp_path / "site")
    sub("content/site.yaml", "title:", "social_cards: true\ntitle:")(root)
    _, rendered, changed = pages_of(root, edit)
    assert set(rendered) == changed
    drawn = {path for path in changed if path.endswith(".png")}
    assert drawn == {f"{page}/social-card.png" for page in expected}


def test_a_style_sheet_renders_the_pages_that_name_it(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    style = {"static/css/site.css": "main { color: red }"}
    outcome, rendered, changed = pages_of(root, lambda root: write(root, style))
    assert outcome.manifest is not None
    assert set(rendered) == changed
    assert changed == {path for path in outcome.manifest.entries if path.endswith(".html")}
    assert all(reasons == ("assets",) for reasons in rendered.values())


@pytest.mark.parametrize(
    "edit",
    [
        sub("content/site.yaml", "title: Field Notes", "title: Field Book"),
        sub("content/site.yaml", "title:", "footer: By us.\ntitle:"),
        sub("content/site.yaml", "title:", "language: de\ntitle:"),
    ],
    ids=["title", "footer", "language"],
)
def test_what_every_page_shows_of_the_site_renders_every_page(tmp_path: Path, edit: Edit) -> None:
    root = small_site(tmp_path / "site")
    outcome, rendered, _ = pages_of(root, edit)
    assert len(rendered) == outcome.pages
    assert all("site" in reasons for reasons in rendered.values())


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        ("partials/strip.html", {f"topics/{slug}/index.html" for slug in ("ai", "go", "tests")}),
        (
            "partials/related.html",
            pages("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "café"),
        ),
    ],
)
def test_a_partial_renders_the_pages_whose_templates_can_reach_it(
    tmp_path: Path, partial: str, expected: set[str]
) -> None:
    root = small_site(tmp_path / "site")
    _, rendered, changed = pages_of(root, override(partial))
    assert set(rendered) == expected
    assert all(reasons == ("template",) for reasons in rendered.values())
    assert not changed


def test_a_body_that_no_feed_carries_renders_its_page_alone(tmp_path: Path) -> None:
    old = {
        f"content/posts/p{n}.md": post(f"P {n}", f"2020-01-{n:02}", topics="[go]")
        for n in range(1, 27)
    }
    root = write(tmp_path / "site", {"content/site.yaml": SITE_YAML, **old})
    _, rendered, _ = pages_of(root, sub("content/posts/p1.md", "Some text.", "Some `text`."))
    assert set(rendered) == pages("p1")
    _, rendered, _ = pages_of(root, sub("content/posts/p26.md", "Some text.", "Some `text`."))
    assert set(rendered) == in_all_formats({"feed.xml", "topics/go/feed.xml", *pages("p26")})
    _, rendered, _ = pages_of(root, sub("content/posts/p10.md", "Some text.", "Some `text`."))
    assert set(rendered) == in_all_formats({"feed.xml", *pages("p10")})


def pages_of(root: Path, edit: Edit) -> tuple[Outcome, dict[str, tuple[str, ...]], set[str]]:
    """Build before and after an edit.

    Gives what was rendered after it, each with why, and the pages whose bytes differ.
    """
    built(root)
    before, old = tree(root / "public"), known(root, ())[1]
    edit(root)
    outcome = built(root)
    assert outcome.diagnostics == ()
    assert outcome.manifest is not None
    after = tree(root / "public")
    traced, _ = known(root, tuple(outcome.manifest.entries))
    rendered = {path: trace.reasons for path, trace in traced.items() if trace.build > old}
    assert outcome.rendered == len(rendered)
    return outcome, rendered, {p for p in traced if before.get(p) != after[p]}


def known(root: Path, paths: tuple[str, ...]) -> tuple[dict[str, Trace], int]:
    """Give the traces of some pages, and the number of the last build that rendered any."""
    with open_cache(options(root).layout.work) as cache:
        return traces(cache, paths), last_build(cache)
