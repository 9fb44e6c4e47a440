"""What the demo publishes for machines, by the standards that each of it is to keep to."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryFile
from typing import Any

import feedparser
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from support.feeds import faults_of_atom, faults_of_json, faults_of_rss
from support.recount import ROOT
from support.tools import program, tool

SITE = "https://waypost.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

FORMATS: dict[str, Callable[[str], list[str]]] = {
    "feed.xml": faults_of_atom,
    "rss.xml": faults_of_rss,
    "feed.json": faults_of_json,
}
OLD = {"atom.xml": "feed.xml", "index.xml": "rss.xml"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_feed_keeps_to_its_standard(demo: Path, name: str) -> None:
    feeds = sorted(demo.rglob(name))
    assert len(feeds) > 20
    found = {str(feed): FORMATS[name](feed.read_text("utf-8")) for feed in feeds}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_every_feed_is_read_by_a_reader(demo: Path, name: str) -> None:
    for file in sorted(demo.rglob(name)):
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, file
        assert feed.entries
        for entry in feed.entries:
            assert entry.link.startswith(f"{SITE}/posts/")
            assert entry.published_parsed
            assert len(entry.content[0].value) > len(entry.summary)


def test_feeds_of_all_formats_have_the_same_entries(demo: Path) -> None:
    for file in sorted(demo.rglob("feed.json")):
        ids = [item["id"] for item in json.loads(file.read_text("utf-8"))["items"]]
        for name in ("feed.xml", "rss.xml"):
            feed = feedparser.parse((file.parent / name).read_bytes())
            assert [entry.id for entry in feed.entries] == ids


@pytest.mark.parametrize("name", OLD)
def test_a_feed_at_an_old_address_is_the_one_at_the_new(demo: Path, name: str) -> None:
    assert (demo / name).read_bytes() == (demo / OLD[name]).read_bytes()


def sitemap_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(tool("sitemap/schema/sitemap.xsd")))


def test_the_sitemap_keeps_to_its_schema(demo: Path) -> None:
    sitemap_schema().assertValid(etree.parse(demo / "sitemap.xml"))


@pytest.mark.parametrize(("old", "new"), [("loc>", "url>"), ("<lastmod>20", "<lastmod>on 20")])
def test_a_sitemap_that_does_not_is_noticed(demo: Path, old: str, new: str) -> None:
    text = (demo / "sitemap.xml").read_text("utf-8").replace(old, new)
    assert not sitemap_schema().validate(etree.fromstring(text.encode()))


def test_the_sitemap_has_every_page_that_is_worth_finding(demo: Path) -> None:
    rows = etree.parse(demo / "sitemap.xml").getroot()
    listed = {str(row.findtext(f"{SITEMAP}loc")) for row in rows}
    assert len(listed) == len(rows)
    for url in listed:
        page = html.parse(demo / url.removeprefix(f"{SITE}/") / "index.html")
        assert page.xpath("//link[@rel='canonical']/@href") == [url]
        assert not page.xpath("//meta[@name='robots']")
    wanted = [*demo.glob("posts/*/index.html"), *demo.glob("topics/*/index.html")]
    wanted += [*demo.glob("paths/*/index.html"), *demo.glob("authors/*/index.html")]
    assert {f"{SITE}/{page.parent.relative_to(demo)}/" for page in wanted} <= listed
    assert all(row.findtext(f"{SITEMAP}lastmod") for row in rows)


def test_llms_txt_has_the_form_that_its_readers_know(demo: Path) -> None:
    lines = (demo / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0] == "# Waypost Field Notes"
    assert lines[2].startswith("> Ten years of notes")
    headings = [line for line in lines if line.startswith("#")]
    assert headings[1:] == ["## Topics", "## Reading paths", "## Newest posts", "## Optional"]
    links = [line for line in lines if line.startswith("- ")]
    assert len(links) > 40
    form = re.compile(r"- \[[^\[\]]+\]\((https://waypost\.example/[^()\s]*)\)(: \S.*)?")
    for line in links:
        link = form.fullmatch(line)
        assert link, line
        path = link[1].removeprefix(f"{SITE}/")
        assert (demo / path).is_file() or (demo / path / "index.html").is_file()


def links_of_html(page: Path) -> list[str]:
    (prose,) = html.parse(page).xpath("//div[@class='prose']")
    urls = prose.xpath(".//a/@href | .//img/@src")
    return sorted(SITE + url if url.startswith("/") else url for url in urls if url[0] != "#")


def links_of_markdown(text: str) -> list[str]:
    inner = [
        child for token in MarkdownIt("gfm-like").parse(text) for child in token.children or ()
    ]
    urls = [str(child.attrs.get("href") or child.attrs.get("src", "")) for child in inner]
    return sorted(url for url in urls if url and url[0] != "#")


def test_every_post_and_hub_has_a_twin_with_the_same_links(demo: Path) -> None:
    pages = sorted(demo.glob("posts/*/index.html"))
    count = 0
    for page in pages:
        twin = page.with_name("index.html.md").read_text("utf-8")
        assert not set(twin) & set("\0\x02\x03")
        assert twin.startswith("# ")
        head, _, body = twin[twin.index("- Address: ") :].partition("\n\n")
        assert f"- Address: {SITE}/{page.parent.relative_to(demo)}/" in head
        assert links_of_markdown(body) == links_of_html(page)
        count += len(links_of_markdown(body))
    assert count > 150
    hubs = {page.parent for page in demo.glob("topics/*/index.html")}
    assert {twin.parent for twin in demo.glob("topics/*/index.html.md")} == hubs


def structured(page: Path) -> list[dict[str, Any]]:
    scripts = html.parse(page).xpath("//script[@type='application/ld+json']")
    return [thing for script in scripts for thing in json.loads(script.text)["@graph"]]


@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        ("index.html", "Blog"),
        ("posts/*/index.html", "BlogPosting"),
        ("topics/*/index.html", "CollectionPage"),
        ("paths/*/index.html", "CollectionPage"),
    ],
)
def test_every_page_tells_what_it_is(demo: Path, pages: str, kind: str) -> None:
    found = sorted(demo.glob(pages))
    assert found
    for page in found:
        things = {thing["@type"]: thing for thing in structured(page)}
        assert things[kind]["url"] == f"{SITE}/{page.relative_to(demo).parent}/".replace("/./", "/")
        if kind != "Blog":
            last = things["BreadcrumbList"]["itemListElement"][-1]
            assert last["item"] == things[kind]["url"]


def dead_links(folder: Path) -> list[str]:
    """Follow every link of a published folder and every anchor, by the checker Hyperlink."""
    command = [program("node"), str(tool("hyperlink/lib/cli.js")), "--root", str(folder)]
    command += ["--canonicalroot", SITE, "--recursive", "--internal", str(folder / "index.html")]
    # Into a file: what Node has put into a pipe is lost when the checker exits at its end.
    with TemporaryFile("w+", encoding="utf-8") as report:
        subprocess.run(command, stdout=report, check=False, cwd=ROOT)
        report.seek(0)
        told = report.read()
    assert re.search(r"^1\.\.\d{3,}$", told, re.MULTILINE), told[-500:]
    return [line for line in told.splitlines() if line.startswith("not ok")]


def test_an_independent_checker_finds_no_dead_link(demo: Path) -> None:
    assert dead_links(demo) == []


def test_a_dead_link_and_a_dead_anchor_are_noticed(demo: Path, tmp_path: Path) -> None:
    site = copytree(demo, tmp_path / "site")
    for name, old, new in (
        ("topics/index.html", 'href="/map/"', 'href="/mop/"'),
        ("archive/index.html", 'href="#main-content"', 'href="#man-content"'),
    ):
        text = (site / name).read_text("utf-8")
        assert old in text
        (site / name).write_text(text.replace(old, new, 1), "utf-8")
    found = dead_links(site)
    assert any("mop" in line for line in found)
    assert any("man-content" in line for line in found)
