"""The writer's page: what it tells of an archive, and of builds that went well or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.sites import SITE_YAML, post, write
from support.staged import Staged, session
from waypost.graph.audit.audit import audit
from waypost.graph.audit.flaw import Flaw
from waypost.model.archive import Archive
from waypost.model.fields import field_names
from waypost.model.sources import Sources
from waypost.serve import desk as desk_module
from waypost.serve.coverage import Coverage, HubRow
from waypost.serve.desk import Desk, DeskView, Figure
from waypost.serve.edition import Served
from waypost.serve.findings import FindingRow, FlawGroup
from waypost.serve.history import BuildRow
from waypost.serve.waiting import WaitingRow

BROKEN = post("Broken", body="A [[link]] to <nothing>.")


def page_of(staged: Staged, desk: Desk | None = None) -> LexborHTMLParser:
    """Give the writer's page for what is served."""
    page = (desk or Desk(staged.options)).page(staged.current.now, "t0k&en")
    return LexborHTMLParser(page.decode())


def text(page: LexborHTMLParser, selector: str) -> str:
    """Give the text of the first element that a selector finds, without line breaks."""
    found = page.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def section(page: LexborHTMLParser, name: str) -> str:
    """Give the text of a section of the page."""
    return text(page, f'section[aria-labelledby="{name}"]')


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Staged]:
    """A small site with a hub, a draft, a scheduled post and a few that are out."""
    files = {
        f"content/posts/p{n}.md": post(f"Post {n}", f"2024-0{n}-01", topics="[go]")
        for n in (1, 2, 3)
    }
    files |= {
        "content/site.yaml": SITE_YAML.replace("Field Notes", "Field & Notes"),
        "content/posts/draft.md": post("Half a thought", draft="true", topics="[go]"),
        "content/posts/soon.md": post("Soon", "2199-01-02"),
        "content/hubs/go.md": "---\ntitle: Go\ndescription: All of it.\nstart_here:\n  - post: p1\n---\n\nText.\n",
    }
    with session(write(tmp_path, files)) as staged:
        yield staged


def test_the_desk_shows_the_archive_at_a_glance(site: Staged) -> None:
    assert site.build().good
    page = page_of(site)
    assert text(page, ".brand") == "Field & Notes"
    figures = [" ".join(figure.text().split()) for figure in page.css(".figure")]
    assert figures == [
        "4 posts",
        "1 hub",
        "1 draft",
        "1 scheduled",
        "0 findings",
        "4 for the editor",
    ]
    assert text(page, ".lede").endswith("all of them rendered anew.")
    assert "Half a thought" in section(page, "waiting")
    assert "shown with --future" in section(page, "waiting")
    assert "nothing wrong" in section(page, "findings")
    assert "unlinked-post" in section(page, "audit")
    assert "The first build shown now" in section(page, "builds")
    assert "1 of 4 posts cited" in section(page, "hubs")
    assert "2 posts newer than all it cites" in section(page, "hubs")


def test_a_failed_build_comes_first_with_its_findings(site: Staged) -> None:
    site.build()
    write(site.root, {"content/posts/p1.md": BROKEN})
    assert not site.build().good
    page = page_of(site)
    assert text(page, "title") == "Build 2 failed · Desk · Field & Notes"
    assert text(page, ".lede") == "Build 2 failed, so pages are still those of build 1."
    first = page.css_first("section")
    assert first is not None
    assert first.attributes["aria-labelledby"] == "findings"
    assert text(page, "mark") == "["
    assert "A [[link]] to <nothing>." in text(page, "pre")
    assert section(page, "builds").startswith("Last builds Build 2 content/posts/p1.md failed")


def test_a_build_tells_why_it_rendered_pages(site: Staged) -> None:
    site.build()
    write(site.root, {"content/posts/soon.md": post("Soon", "2199-01-02", "Other words.")})
    write(site.root, {"content/posts/p1.md": post("Post 1", "2024-01-01", "Words.", topics="[go]")})
    site.build()
    told = text(page_of(site), ".build")
    assert "content/posts/p1.md, content/posts/soon.md" in told
    assert "1 page its text changed" in told


def test_the_first_build_may_fail(site: Staged) -> None:
    write(site.root, {"content/posts/p1.md": BROKEN})
    site.build()
    page = page_of(site)
    assert "No build was fit to be shown yet" in text(page, ".lede")
    assert "unknown-target" in section(page, "findings")
    sections = [found.attributes["aria-labelledby"] for found in page.css("section")]
    assert sections == ["findings", "builds"]


def test_before_the_first_build_the_desk_says_so(site: Staged) -> None:
    assert "under way" in text(page_of(site), ".lede")


def test_the_desk_has_the_client_and_its_token(site: Staged) -> None:
    site.build()
    script = page_of(site).css_first('head > script[src="/__waypost/client.js"]')
    assert script is not None
    assert script.attributes["data-token"] == "t0k&en"
    assert script.attributes["data-page"] == "__waypost/"


def test_links_are_below_the_prefix(site: Staged) -> None:
    write(site.root, {"content/site.yaml": SITE_YAML.replace("example.org", "example.org/blog")})
    site.build()
    links = [link.attributes["href"] or "" for link in page_of(site).css("main a, .brand")]
    own = [link for link in links if not link.startswith("#")]
    assert own
    assert [link for link in own if not link.startswith("/blog/")] == []


def test_every_link_of_the_desk_leads_to_what_is_served(site: Staged) -> None:
    site.build()
    links = {link.attributes["href"] or "" for link in page_of(site).css("a")}
    paths = {f"{link[1:]}index.html" for link in links if link.startswith("/")}
    assert paths
    assert paths <= set(site.current.now.entries)
    ids = {node.attributes["id"] for node in page_of(site).css("[id]")}
    assert {link[1:] for link in links if link.startswith("#")} <= ids


def test_a_good_build_is_audited_once(site: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    audits: list[str] = []

    def counting(archive: Archive, sources: Sources, language: str) -> tuple[Flaw, ...]:
        audits.append(language)
        return audit(archive, sources, language)

    monkeypatch.setattr("waypost.serve.desk.audit", counting)
    desk = Desk(site.options)
    page_of(site, desk)
    write(site.root, {"content/posts/p1.md": BROKEN})
    site.build()
    page_of(site, desk)
    assert len(audits) == 1
    write(site.root, {"content/posts/p1.md": post("Post 1")})
    site.build()
    page_of(site, desk)
    assert len(audits) == 2


def test_no_text_of_an_author_becomes_markup(site: Staged) -> None:
    evil = '"<img src=x onerror=alert(1)>"'
    write(site.root, {"content/posts/evil.md": post(evil, draft="true", slug="evil")})
    site.build()
    page = page_of(site)
    assert page.css("img") == []
    assert "<img src=x" in section(page, "waiting")


VIEWS = (DeskView, Figure, WaitingRow, FindingRow, FlawGroup, BuildRow, HubRow, Coverage)


def unread(template: str, *views: type) -> list[str]:
    """Find the fields of views that a template never reads."""
    read = set(re.findall(r"\.([a-z_]+)", template))
    return [
        f"{view.__name__}.{name}"
        for view in views
        for name in field_names(view)
        if name not in read
    ]


def test_every_field_is_read_by_the_template() -> None:
    folder = Path(desk_module.__file__).parent / "templates"
    assert unread((folder / "desk.html").read_text(encoding="utf-8"), *VIEWS) == []


def test_a_field_that_is_not_read_is_noticed() -> None:
    assert unread("{{ figure.count }}{{ figure.label }}{{ figure.url }}", Figure) == [
        "Figure.weight"
    ]


def test_what_was_never_built_is_an_empty_desk(tmp_path: Path) -> None:
    with session(tmp_path) as staged:
        page = Desk(staged.options).page(Served(), "token").decode()
    assert "There was no build yet." in page
