"""Whole builds of small sites, from files to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.sites import SITE_YAML, built, options, post, tree, write
from waypost.builds import check
from waypost.surveys import survey


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {
            "content/site.yaml": SITE_YAML,
            "content/posts/first.md": post("First", "2023-05-01", "See [[second]].", topics="[go]"),
            "content/posts/2024-02-01-second.md": post(
                "Second",
                "2024-02-01",
                "## Why\n\nBack to [first](first.md).\n",
                topics="[go, tests]",
            ),
            "content/posts/third/index.md": post(
                "Third",
                "2024-03-01",
                "![A drawing](a.svg) and [why](../2024-02-01-second.md#why)",
                topics="[Go]",
            ),
            "content/posts/third/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "content/posts/later.md": post("Later", "2030-01-01"),
            "content/posts/draft.md": post("Draft", draft="true"),
            "content/hubs/go.md": """
                ---
                title: Go in earnest
                start_here:
                  - post: first
                    note: Begin *here*.
                themes:
                  - title: Tests
                    text: Why tests.
                    reads: [second]
                failure_modes:
                  - Not testing.
                ---
                The introduction, with a link to [[third]].
                """,
            "content/paths/start.md": """
                ---
                title: The first week
                steps: [second, {post: first, note: Then this.}]
                ---
                """,
        },
    )


def page(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / "public" / path).read_bytes())


def text_of(document: LexborHTMLParser, selector: str) -> str:
    node = document.css_first(selector)
    assert node is not None
    return " ".join(node.text(separator=" ", strip=True).split())


def test_a_site_is_built(site: Path) -> None:
    outcome = built(site)
    assert outcome.diagnostics == ()
    assert outcome.exit_code() == 0
    published = tree(site / "public")
    del published[".waypost-manifest"]
    assert outcome.manifest is not None
    assert sorted(published) == sorted(outcome.manifest.entries)
    assert "posts/third/a.svg" in published
    assert "css/site.css" in published
    assert not any("draft" in path or "later" in path for path in published)


def test_a_hub_has_the_parts_in_the_order_of_an_editors_page(site: Path) -> None:
    built(site)
    hub = page(site, "topics/go/index.html")
    headings = [node.text(strip=True) for node in hub.css("main h2")]
    assert headings == ["Start Here", "Core Themes", "Failure Modes", "References"]
    text = text_of(hub, "main")
    for expected in (
        "The introduction",
        "Useful next reads",
        "Not testing.",
        "3 posts",
        "About third.",
    ):
        assert expected in text
    introduction = hub.css_first('main a[href="/posts/third/"]')
    assert introduction is not None
    assert introduction.text() == "Third"


def test_a_post_shows_its_place_in_its_paths_and_who_links_to_it(site: Path) -> None:
    built(site)
    text = text_of(page(site, "posts/first/index.html"), "main")
    assert "Step 2 of 2" in text
    assert "Go in earnest" in text
    hrefs = [a.attributes.get("href") for a in page(site, "posts/first/index.html").css("main a")]
    assert "/posts/second/" in hrefs
    assert "/paths/start/" in hrefs


def test_what_is_left_out_is_named_once_with_its_reason(site: Path) -> None:
    outcome = built(site)
    assert outcome.archive is not None
    left_out = {o.source: o.reason.value for o in outcome.archive.omitted}
    assert left_out == {"content/posts/draft.md": "draft", "content/posts/later.md": "future"}
    assert len(outcome.archive.posts) + len(left_out) == outcome.found


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    built(site)
    before = tree(site / "public")
    built(site, destination=tmp_path / "again")
    assert tree(tmp_path / "again") == before


def test_workers_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    many = {
        f"content/posts/p{n}.md": post(
            f"Post {n}", "2022-01-01", f"Text {n}, see [[first]].", topics="[go]"
        )
        for n in range(300)
    }
    write(site, many)
    built(site)
    built(site, destination=tmp_path / "parallel", jobs=2)
    assert tree(tmp_path / "parallel") == tree(site / "public")


def test_a_second_build_touches_nothing(site: Path) -> None:
    built(site)
    before = {p: p.stat().st_mtime_ns for p in (site / "public").rglob("*")}
    outcome = built(site)
    assert outcome.published is not None
    assert outcome.published.unchanged
    assert {p: p.stat().st_mtime_ns for p in (site / "public").rglob("*")} == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("content/hubs/go.md", "---\nstart_here: [frist]\n---\n", "unknown-post"),
        ("content/posts/first.md", "---\ntitle: x\n", "unclosed-front-matter"),
        ("templates/post.html", "{{ view.titel }}", "template-error"),
        ("content/topics.yaml", "go: {lable: Go}\n", "unknown-key"),
        ("content/authors.yaml", "ada: {nmae: Ada}\n", "unknown-key"),
    ],
)
def test_an_error_leaves_the_published_site_as_it_was(
    site: Path, name: str, content: str, code: str
) -> None:
    built(site)
    before = tree(site / "public")
    write(site, {name: content})
    outcome = built(site)
    assert outcome.exit_code() == 1
    assert code in {found.code for found in outcome.diagnostics}
    assert tree(site / "public") == before
    located = [found for found in outcome.diagnostics if found.code == code]
    assert all(found.place.path == name for found in located)


def test_a_broken_site_file_is_a_fault_of_the_configuration(site: Path) -> None:
    write(site, {"content/site.yaml": "titel: x\nbase_url: https://example.org\n"})
    outcome = built(site)
    assert outcome.exit_code() == 2
    assert not (site / "public").exists()


def test_all_findings_come_in_one_run(site: Path) -> None:
    write(
        site,
        {
            "content/hubs/go.md": "---\nstart_here: [frist]\n---\nSee [[nowhere]].\n",
            "content/posts/first.md": post("First", "2024-02-30"),
            "content/posts/fourth.md": post("Fourth", body="[gone](/gone/) and ![](a.png)"),
        },
    )
    outcome = built(site)
    found = {(d.place.path, d.code) for d in outcome.diagnostics}
    assert ("content/hubs/go.md", "unknown-post") in found
    assert ("content/hubs/go.md", "unknown-target") in found
    assert ("content/posts/fourth.md", "unknown-target") in found
    assert ("content/posts/fourth.md", "unknown-asset") in found
    assert ("content/posts/fourth.md", "missing-alt") in found
    assert any(path == "content/posts/first.md" for path, _ in found)
    assert list(outcome.diagnostics) == sorted(outcome.diagnostics, key=lambda d: d.place)


def test_warnings_stop_a_strict_build_alone(site: Path) -> None:
    write(site, {"content/posts/fourth.md": post("Fourth", body="See [[draft]].")})
    assert built(site, strict=True).published is None
    assert built(site).published is not None


def test_an_author_sees_the_line_that_is_wrong(site: Path) -> None:
    write(site, {"content/posts/fourth.md": post("Fourth", body="Text.\n\nSee [[nowhere]].")})
    (found,) = built(site).diagnostics
    assert found.excerpt == "See [[nowhere]]."
    assert found.place.line == 9


def test_a_site_template_overrides_one_block(site: Path) -> None:
    write(
        site,
        {
            "templates/not-found.html": '{% extends "theme/not-found.html" %}{% block main %}Lost?{% endblock %}'
        },
    )
    built(site)
    lost = page(site, "404.html")
    assert "Lost?" in text_of(lost, "body")
    assert lost.css_first("header") is not None


def test_a_site_file_replaces_the_themes(site: Path) -> None:
    write(site, {"static/favicon.svg": "<svg/>", "static/own/x.txt": "x"})
    built(site)
    assert (site / "public/favicon.svg").read_text().strip() == "<svg/>"
    assert (site / "public/own/x.txt").exists()


def test_checking_publishes_nothing(site: Path) -> None:
    assert check(options(site)).exit_code() == 0
    assert not (site / "public").exists()


def test_a_survey_knows_the_archive(site: Path) -> None:
    archive = survey(options(site)).archive
    assert archive is not None
    assert [post.slug.value for post in archive.posts] == ["third", "second", "first"]


def test_nothing_of_a_build_is_left_behind(site: Path) -> None:
    built(site)
    left = (
        [path.name for path in (site / ".waypost").iterdir()]
        if (site / ".waypost").exists()
        else []
    )
    assert not [name for name in left if name.startswith("build-")]
