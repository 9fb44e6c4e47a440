from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.images import CAMERA, animation, encoded, notes, opened, photograph, plan_of
from support.sites import SITE_YAML, built, options, post, tree, write
from waypost.builds import build
from waypost.outcome import Outcome
from waypost.pictures import raster
from waypost.picturing import dark_key
from waypost.session import Session

SMALL = "images: {widths: [60, 120], formats: [webp]}\n"
PHOTO = encoded(photograph(240, 160), exif=notes(6))
PICTURE = encoded(photograph(100, 80))
NO_FILES: Mapping[str, str | bytes] = {}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>\n'


def site(
    tmp_path: Path,
    body: str,
    files: Mapping[str, str | bytes] = NO_FILES,
    settings: str = SMALL,
) -> Path:
    """Write a site with one post in a folder, and files beside it."""
    return write(
        tmp_path / "site",
        {
            "content/site.yaml": SITE_YAML + settings,
            "content/posts/one/index.md": post("One", body=body),
            **{f"content/posts/one/{name}": data for name, data in files.items()},
        },
    )


def shown(root: Path, page: str = "posts/one/index.html") -> str:
    """Build a site, and give the text of a page, digests of copies left out."""
    outcome = built(root)
    assert outcome.diagnostics == ()
    html = (root / "public" / page).read_text("utf-8")
    html = html.partition('<div class="post-text">')[2].partition("<footer")[0] or html
    return re.sub(r"\.[0-9a-f]{10}\.", ".", html)


def codes(outcome: Outcome) -> list[str]:
    return [f"{found.place} {found.code}" for found in outcome.diagnostics]


def test_an_image_says_how_large_it_is_and_has_copies_to_choose_from(tmp_path: Path) -> None:
    html = shown(site(tmp_path, "![A](a.jpg)", {"a.jpg": PICTURE}))
    assert (
        '<picture><source type="image/webp" srcset="/assets/images/a-60.webp 60w,'
        ' /assets/images/a-100.webp 100w" sizes="(max-width: 60rem) 100vw, 56rem"'
        ' width="100" height="80"><img src="/posts/one/a.jpg" alt="A" width="100" height="80">'
        "</picture>" in html
    )


@pytest.mark.parametrize("day", ["2020-01-01", "2025-01-01"])
@pytest.mark.parametrize("link", ["[A](/posts/one/a.jpg)", "[A](/posts/one/a.dark.jpg)"])
def test_an_image_has_its_copies_where_an_older_or_newer_text_links_to_its_url(
    tmp_path: Path, link: str, day: str
) -> None:
    dark = encoded(photograph(90, 80))
    root = site(tmp_path, "![A](a.jpg)", {"a.jpg": PICTURE, "a.dark.jpg": dark})
    before = shown(root)
    assert before.count(".webp ") == 4
    write(root, {"content/posts/two.md": post("Two", day, body=link)})
    assert picture_in(shown(root)) == picture_in(before)
    assert len([path for path in tree(root / "public") if path.endswith(".webp")]) == 4


def picture_in(html: str) -> str:
    return html.partition("<picture")[2].partition("</picture>")[0]


def test_only_the_first_image_of_a_page_is_loaded_at_once(tmp_path: Path) -> None:
    html = shown(site(tmp_path, "![A](a.jpg) ![A](a.jpg)\n\n![A](a.jpg)", {"a.jpg": PICTURE}))
    waits = [' loading="lazy" decoding="async"' in tag for tag in re.findall("<img [^>]*>", html)]
    assert waits == [False, True, True]


def test_the_image_of_a_post_comes_before_those_of_its_text(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](a.jpg)", {"a.jpg": PICTURE, "b.jpg": PHOTO})
    front = post("One", body="![A](a.jpg)", image="b.jpg", image_alt="B")
    write(root, {"content/posts/one/index.md": front})
    html = shown(root)
    own, other = re.findall("<img [^>]*>", html)
    assert own == (
        '<img class="post-image" src="/assets/images/b-120.jpg" alt="B" width="120" height="180"'
        ' fetchpriority="high">'
    )
    assert "lazy" in other
    page = (root / "public/posts/one/index.html").read_text("utf-8")
    assert 'property="og:image" content="https://example.org/posts/one/b.jpg"' in page


def test_what_a_camera_noted_is_published_nowhere(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](a.jpg) [B](b.jpg)", {"a.jpg": PHOTO, "b.jpg": PHOTO + b"\n"})
    shown(root)
    files = tree(root / "public")
    assert CAMERA.encode() in PHOTO
    assert [name for name, data in files.items() if CAMERA.encode() in data] == []
    assert {"posts/one/a.jpg", "posts/one/b.jpg"} <= files.keys()
    assert not any("/b-" in name for name in files)


def test_images_may_be_left_as_they_are(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](a.jpg)", {"a.jpg": PHOTO}, "images: false\n")
    assert '<img src="/posts/one/a.jpg" alt="A" width="160" height="240">' in shown(root)
    files = tree(root / "public")
    assert files["posts/one/a.jpg"] == PHOTO
    assert not any(name.startswith("assets/images/") for name in files)


def test_an_image_of_static_is_found_by_its_url(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](/pictures/a.jpg) ![B](/posts/one/b.jpg)", {"b.jpg": PICTURE})
    write(root, {"static/pictures/a.jpg": PICTURE + b"\n"})
    html = shown(root)
    assert html.count('width="100" height="80"><img ') == 2
    assert 'srcset="/assets/images/a-60.webp' in html


def test_a_site_below_a_path_has_its_copies_there(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](a.jpg)", {"a.jpg": PICTURE})
    built(root, base_url="https://example.org/blog")
    html = (root / "public/posts/one/index.html").read_text("utf-8")
    assert 'srcset="/blog/assets/images/a-60.' in html


@pytest.mark.parametrize("folder", ["content/posts/one", "static"])
def test_a_dark_variant_is_for_dark_pages(tmp_path: Path, folder: str) -> None:
    light, dark = encoded(plan_of(90, 60), "PNG"), encoded(plan_of(90, 50, "black"), "PNG")
    root = site(tmp_path, "![A](/a.png)" if folder == "static" else "![A](a.png)")
    write(root, {f"{folder}/a.png": light, f"{folder}/a.dark.png": dark})
    html = shown(root)
    where = "" if folder == "static" else "/posts/one"
    assert (
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{where}/a.dark.png 90w"'
        f' sizes="(max-width: 60rem) 100vw, 56rem" width="90" height="50"><img src="{where}/a.png" alt="A" width="90" height="60">'
        in html
    )


def test_a_drawing_has_a_dark_variant_too(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](a.svg)", {"a.svg": SVG, "a.dark.svg": SVG + "\n"})
    assert (
        'srcset="/posts/one/a.dark.svg 40w" sizes="(max-width: 60rem) 100vw, 56rem" width="40" height="30">'
        in shown(root)
    )


def test_feeds_have_one_image_with_a_full_url(tmp_path: Path) -> None:
    root = site(tmp_path, '![A](a.jpg "C")\n\n![A](b.jpg)', {"a.jpg": PICTURE, "b.jpg": PHOTO})
    shown(root)
    feed = (root / "public/feed.xml").read_text("utf-8")
    assert "picture" not in feed
    assert "lazy" not in feed
    assert (
        '&lt;img src="https://example.org/posts/one/a.jpg" alt="A" width="100" height="80"&gt;'
        in feed
        or '<img src="https://example.org/posts/one/a.jpg" alt="A" width="100" height="80">' in feed
        or "&lt;img src=&#34;https://example.org/posts/one/a.jpg&#34; alt=&#34;A&#34;" in feed
    )
    assert "https://example.org/assets/images/b-120." in feed


def test_a_twin_in_markdown_names_the_file_itself(tmp_path: Path) -> None:
    root = site(tmp_path, '![A](b.jpg "C")', {"b.jpg": PHOTO}, SMALL + "markdown_twins: true\n")
    shown(root)
    twin = (root / "public/posts/one/index.html.md").read_text("utf-8")
    assert '![A](https://example.org/posts/one/b.jpg "C")' in twin


def test_a_hub_shows_images_as_posts_do(tmp_path: Path) -> None:
    root = site(tmp_path, "Text.")
    hub = "---\ntitle: Go\nstart_here: [one]\n---\n![A](../posts/one/a.jpg)\n"
    write(root, {"content/hubs/go.md": hub, "content/posts/one/a.jpg": PICTURE})
    write(root, {"content/posts/one/index.md": post("One", topics="[go]")})
    html = shown(root, "topics/go/index.html")
    assert '<img src="/posts/one/a.jpg" alt="A" width="100" height="80"></picture>' in html


def test_an_animation_moves_on(tmp_path: Path) -> None:
    root = site(tmp_path, "![A](a.gif)", {"a.gif": animation()})
    assert '<p><img src="/posts/one/a.gif" alt="A" width="60" height="40"></p>' in shown(root)
    assert tree(root / "public")["posts/one/a.gif"] == animation()


BAD: dict[str, tuple[str, str | bytes, str]] = {
    "cut off": ("a.jpg", PICTURE[:900], "broken-image"),
    "empty": ("a.png", b"", "broken-image"),
    "text": ("a.webp", "Text.", "broken-image"),
    "no drawing": ("a.svg", "<svg", "broken-image"),
    "huge": ("a.png", encoded(photograph(2, 2), "PNG"), "huge-image"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_shown_is_an_error_where_it_is_named(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, data, code = BAD[name]
    if code == "huge-image":
        monkeypatch.setattr(raster, "LIMIT", 3)
    root = site(tmp_path, f"Text.\n\nSee ![A]({file}) and [it]({file}).", {file: data})
    for _ in range(2):
        outcome = built(root)
        place = "content/posts/one/index.md:9"
        assert codes(outcome) == [f"{place}:5 {code}", f"{place}:{16 + len(file)} {code}"]
        assert all(found.fix for found in outcome.diagnostics)
        assert outcome.published is None


@pytest.mark.parametrize("body", ["![A](a.svg)", "[A](a.svg)", "Nobody names it."])
def test_a_drawing_that_could_run_is_an_error_in_the_drawing(tmp_path: Path, body: str) -> None:
    active = SVG.replace("/>", ">\n <g onclick='alert(1)'/></svg>")
    root = site(tmp_path, body, {"a.svg": active})
    assert codes(built(root)) == ["content/posts/one/a.svg:2:2 active-image"]


def test_a_format_that_can_not_be_written_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raster, "can_write", lambda kind: kind != "webp")
    root = site(tmp_path, "![A](a.jpg) ![B](b.jpg)", {"a.jpg": PICTURE, "b.jpg": PHOTO})
    for _ in range(2):
        assert codes(built(root)) == ["content/site.yaml no-image-encoder"]


def test_a_picture_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []
    real = raster.picture_of

    def picture_of(data: bytes, *more: Any) -> Any:
        made.append(data)
        return real(data, *more)

    monkeypatch.setattr(raster, "picture_of", picture_of)
    root = site(tmp_path, "![A](a.jpg)", {"a.jpg": PICTURE, "copy.jpg": PICTURE})
    shown(root)
    write(
        root, {"content/posts/one/index.md": post("One", body="Again: ![A](a.jpg) ![B](copy.jpg)")}
    )
    shown(root)
    assert made == [PICTURE]
    write(root, {"content/posts/one/a.jpg": PHOTO})
    shown(root)
    assert made == [PICTURE, PHOTO]


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_make_the_same(tmp_path: Path, jobs: int) -> None:
    files: dict[str, str | bytes] = {
        f"{name}.jpg": encoded(photograph(100 + at, 80)) for at, name in enumerate("abc")
    }
    body = " ".join(f"![A]({name})" for name in files)
    root = site(tmp_path, body, files)
    outcome = build(options(root, jobs=jobs))
    assert outcome.diagnostics == ()
    stage = next(one for one in outcome.timings if one.stage == "pictures")
    assert (stage.items, stage.hits) == (3, 0)
    assert len([name for name in tree(root / "public") if "assets/images/" in name]) == 6
    for name, data in tree(root / "public").items():
        if name.endswith(".webp"):
            assert opened(data).format == "WEBP"


EDITS: dict[str, Callable[[Path], object]] = {
    "another image": lambda root: (root / "a.jpg").write_bytes(PHOTO),
    "a dark variant": lambda root: (root / "a.dark.jpg").write_bytes(PICTURE + b"\n"),
    "a broken image": lambda root: (root / "a.jpg").write_bytes(PICTURE[:800]),
    "no image": lambda root: (root / "a.jpg").unlink(),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_preview_sees_what_becomes_of_an_image(tmp_path: Path, name: str) -> None:
    root = site(tmp_path, "![A](a.jpg)", {"a.jpg": PICTURE})
    hub = "---\ntitle: Go\nstart_here: [two]\n---\n![A](../posts/one/a.jpg)\n"
    path = "---\ntitle: Way\nsteps: [two]\n---\n![A](../posts/one/a.jpg)\n"
    write(root, {"content/hubs/go.md": hub, "content/paths/way.md": path})
    write(root, {"content/posts/two.md": post("Two", topics="[go]")})
    session = Session(options(root), clock=lambda: options(root).now)
    try:
        before = session.build().outcome
        EDITS[name](root / "content/posts/one")
        after = session.build().outcome
    finally:
        session.close()
    clean = build(options(root, destination=tmp_path / "elsewhere"))
    assert after.diagnostics == clean.diagnostics
    assert (after.manifest and after.manifest.entries) == (
        clean.manifest and clean.manifest.entries
    )
    assert after.manifest != before.manifest or after.diagnostics


def test_a_site_without_images_does_not_load_what_unpacks_them(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/site.yaml": SITE_YAML, "content/posts/a.md": post("A")})
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from waypost.builds import build; from waypost.config import Options;"
        f"build(Options(root=Path({str(root)!r}), now=datetime.now(UTC), jobs=1));"
        "print('waypost.tasks' in sys.modules, 'PIL' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "True False"


@pytest.mark.parametrize(
    ("key", "dark"),
    [("a/b.png", "a/b.dark.png"), ("/a.b.svg", "/a.b.dark.svg"), ("a", "a.dark")],
)
def test_a_dark_variant_is_named_after_its_image(key: str, dark: str) -> None:
    assert dark_key(key) == dark
