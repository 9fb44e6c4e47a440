"""A site of its own colour, fonts, logo and sections, as it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.command import Waypost

SITE = """\
title: Field notes
base_url: https://example.org/notes
accent: "#205040"
fonts:
  text: Charter, "Iowan Old Style", serif
logo: /images/logo.svg
sections:
  home: [newest, topics]
  post: [backlinks]
"""


@pytest.fixture
def built(tmp_path: Path) -> tuple[Waypost, Path]:
    waypost = Waypost(tmp_path)
    assert waypost("init", "blog").returncode == 0
    blog = tmp_path / "blog"
    (blog / "content/site.yaml").write_text(SITE, encoding="utf-8")
    (blog / "static/images").mkdir(parents=True)
    (blog / "static/images/logo.svg").write_text("<svg/>", encoding="utf-8")
    return waypost.within("blog"), blog


def test_the_settings_reach_every_page(built: tuple[Waypost, Path]) -> None:
    waypost, blog = built
    assert waypost("build", "--strict").returncode == 0
    css = (blog / "public/css/settings.css").read_text(encoding="utf-8")
    assert "  --accent: #205040;\n  --on-accent: #ffffff;\n" in css
    assert '  --serif: Charter, "Iowan Old Style", serif;\n' in css
    for page in blog.joinpath("public").rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        if tree.css_first("meta[http-equiv=refresh]"):
            continue
        assert tree.css_first("link[href='/notes/css/settings.css']")
        assert tree.css_first(".brand img[src='/notes/images/logo.svg'][alt='']")
        assert not tree.css_first(".signpost")
        assert not tree.css_first(".related, .contents, [aria-label='Older and newer posts']")
    home = LexborHTMLParser((blog / "public/index.html").read_text(encoding="utf-8"))
    assert [node.text() for node in home.css("main h2")] == ["Newest posts", "Topics"]


def test_a_site_without_settings_has_no_stylesheet_of_them(built: tuple[Waypost, Path]) -> None:
    waypost, blog = built
    (blog / "content/site.yaml").write_text("".join(SITE.splitlines(True)[:2]), encoding="utf-8")
    assert waypost("build", "--strict").returncode == 0
    assert not (blog / "public/css/settings.css").exists()
    home = (blog / "public/index.html").read_text(encoding="utf-8")
    assert "settings.css" not in home
    assert "signpost" in home


def test_a_logo_that_is_not_there_is_found_where_it_is_named(built: tuple[Waypost, Path]) -> None:
    waypost, blog = built
    (blog / "static/images/logo.svg").unlink()
    done = waypost("build")
    assert done.returncode == 1
    assert "content/site.yaml:6:7: error[unknown-target]" in done.stderr
