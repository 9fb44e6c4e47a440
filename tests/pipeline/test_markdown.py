"""What a site says of its Markdown, and what of a text reaches other pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sites import SITE_YAML, built, post, tree, write

BODY = """\
Said "once" <kbd class="key">x</kbd>.

<p id="own">y</p>

[z](#own)
"""


def page(root: Path, settings: str, body: str) -> tuple[str, list[str]]:
    """Build a site of one post; give its page, and what was found."""
    write(
        root,
        {"content/site.yaml": SITE_YAML + settings, "content/posts/a.md": post("A", body=body)},
    )
    outcome = built(root)
    found = [f"{each.place} {each.code}" for each in outcome.diagnostics]
    file = root / "public/posts/a/index.html"
    return file.read_text(encoding="utf-8") if file.exists() else "", found


def test_html_is_text_by_default_and_findings_name_the_line_of_the_file(tmp_path: Path) -> None:
    html, found = page(tmp_path, "", BODY)
    assert html == ""
    assert found[:2] == [
        "content/posts/a.md:7:13 raw-html",
        "content/posts/a.md:11:1 unknown-anchor",
    ]
    html, found = page(tmp_path, "", BODY.replace("#own", "#top"))
    assert 'Said "once" &lt;kbd class="key"&gt;x&lt;/kbd&gt;.' in html
    assert found == ["content/posts/a.md:7:13 raw-html"]


def test_a_site_can_allow_html_whose_links_and_ids_are_checked(tmp_path: Path) -> None:
    html, found = page(tmp_path, "unsafe_html: true\n", BODY)
    assert '<kbd class="key">x</kbd>' in html
    assert '<p id="own">y</p>' in html
    assert found == []
    _, found = page(tmp_path, "unsafe_html: true\n", BODY + '\n<a href="/nowhere/">b</a>\n')
    assert found[0] == "content/posts/a.md:13:1 unknown-target"


@pytest.mark.parametrize(("language", "shown"), [("en", "“once”"), ("de", "„once“")])
def test_a_site_can_have_the_quotes_of_its_language(
    tmp_path: Path, language: str, shown: str
) -> None:
    html, _ = page(tmp_path, f"smart_quotes: true\nlanguage: {language}\n", 'Said "once".')
    assert f"Said {shown}." in html


@pytest.mark.parametrize("own", ["", "description: Mine.\n"])
def test_an_introduction_stands_in_lists_where_there_is_no_description(
    tmp_path: Path, own: str
) -> None:
    text = (
        "---\ntitle: A\ndate: 2024-01-01\n"
        + own
        + "---\nThe *short* way.\n\n<!-- more -->\n\nLong.\n"
    )
    write(tmp_path, {"content/site.yaml": SITE_YAML, "content/posts/a.md": text})
    assert built(tmp_path).diagnostics == ()
    pages = {
        name: data.decode() for name, data in tree(tmp_path / "public").items() if "html" in name
    }
    shown = "Mine." if own else "The short way."
    assert f'<p class="entry-text">{shown}</p>' in pages["index.html"]
    assert f'content="{shown}"' in pages["posts/a/index.html"]
    assert pages["posts/a/index.html"].count("The <em>short</em> way.") == 1
    assert ('class="lede"' in pages["posts/a/index.html"]) == bool(own)


def test_what_a_text_has_beyond_commonmark_reaches_its_page(tmp_path: Path) -> None:
    body = "> [!TIP]- Less *is* more\n> a\n\nHub\n: b\n\n# C {#d}\n\n[[#d]] [e](/posts/a/#d) CI\n\n*[CI]: f\n"
    html, found = page(tmp_path, "", body)
    assert found == []
    assert '<details class="callout callout-tip">' in html
    assert "<dt>Hub</dt>" in html
    assert '<h2 id="d">C ' in html
    assert '<abbr title="f">CI</abbr>' in html
