"""What ``waypost new`` writes builds at once, as a draft and when it is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.command import Waypost
from support.sites import tree


def publish(file: Path) -> None:
    """Do what the hint says: delete the line that makes it a draft."""
    text = file.read_text()
    assert text.count("draft: true") == 1
    file.write_text(re.sub(r"(?m)^draft: true.*\n", "", text))


def uncomment(file: Path) -> None:
    """Make every commented key of the front matter count, and leave the notes."""
    lines = []
    for line in file.read_text().splitlines():
        key = re.match(r"( *)# ((?: *- )?(?:[a-z_]+:|- ).*|  +(?:- |[a-z_]+:).*)", line)
        lines.append(f"{key[1]}{key[2]}" if key else line)
    file.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["post", "Don't panic: it's [bold]", "--date", "2025-12-01"],
         "content/posts/2025-12-01-dont-panic-its-bold.md"),
        (["post", "Zwei", "Wörter", "--date", "2025-12-01"],
         "content/posts/2025-12-01-zwei-wörter.md"),
        (["hub", "Habits"], "content/hubs/habits.md"),
        (["hub", "Doing it again", "--topic", "habits"], "content/hubs/habits.md"),
        (["path", "The long way"], "content/paths/the-long-way.md"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("draft", [True, False])
def test_what_is_new_builds_at_once(
    arguments: list[str], written: str, draft: bool, site: Path, waypost: Waypost
) -> None:
    here = waypost.within("site")
    done = here("new", *arguments, *([] if draft else ["--no-draft"]))
    assert (done.returncode, done.stdout) == (0, f"{written}\n")
    assert ("It is a draft" in done.stderr) == draft
    built = here("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    if draft:
        publish(site / written)
        built = here("build", "--strict")
        assert (built.returncode, built.stderr) == (0, "")


@pytest.mark.parametrize("kind", ["post", "hub", "path"])
def test_the_commented_keys_are_right_when_they_are_used(
    kind: str, site: Path, waypost: Waypost
) -> None:
    here = waypost.within("site")
    written = site / here("new", kind, "Habits", "--no-draft").stdout.strip()
    before = written.read_text()
    uncomment(written)
    assert written.read_text() != before
    built = here("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")


def test_the_first_hour(process: Waypost, tmp_path: Path) -> None:
    process("init", "blog")
    blog = process.within("blog")
    written = tmp_path / "blog" / blog("new", "post", "My first post").stdout.strip()
    assert "1 draft" in blog("build").stdout
    shown = blog("build", "--drafts")
    assert "5 posts" in shown.stdout
    written.write_text(written.read_text().replace("Write the post here", "Hello, *world*"))
    publish(written)
    assert blog("build").returncode == 0
    page = tmp_path / "blog" / "public" / "posts" / "my-first-post" / "index.html"
    assert "Hello, <em>world</em>" in page.read_text()


def test_a_new_post_has_the_sites_date(site: Path, process: Waypost) -> None:
    settings = site / "content" / "site.yaml"
    settings.write_text(settings.read_text().replace("timezone: UTC", "timezone: Pacific/Auckland"))
    noon = str(1767225600 + 12 * 3600)
    done = process.within("site")("new", "post", "A", SOURCE_DATE_EPOCH=noon, TZ="America/Lima")
    assert done.stdout == "content/posts/2026-01-02-a.md\n"


def test_topics_stand_in_the_front_matter(site: Path, waypost: Waypost) -> None:
    written = waypost.within("site")(
        "new", "post", "A", "--topic", "writing", "--topic", "C: the [language]", "--no-draft"
    ).stdout.strip()
    listed = waypost("list", "topics", "--root", "site").stdout
    assert 'topics: ["writing", "C: the [language]"]' in (site / written).read_text()
    assert "C: the [language]" in listed


def test_a_new_hub_names_the_posts_of_its_topic(site: Path, waypost: Waypost) -> None:
    waypost.within("site")("new", "hub", "Habits")
    text = (site / "content" / "hubs" / "habits.md").read_text()
    assert "#   keep-a-logbook               Keep a logbook\n" in text
    assert "what-a-post-can-hold" not in text


def test_a_new_hub_without_posts_suggests_the_topic_that_has_some(
    site: Path, waypost: Waypost
) -> None:
    done = waypost.within("site")("new", "hub", "Habts")
    assert done.returncode == 0
    assert "No published post has the topic 'habts' yet. did you mean 'habits'?" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["post", "Keep a logbook", "--date", "2025-03-04"],
        ["post", "Keep a logbook", "--date", "2026-03-04"],
        ["hub", "Writing"],
        ["path", "Start writing things down"],
    ],
)
def test_nothing_is_overwritten_and_no_slug_taken_twice(
    arguments: list[str], site: Path, waypost: Waypost
) -> None:
    before = tree(site)
    done = waypost.within("site")("new", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "already" in done.stderr
    assert tree(site / "content") == {
        name.removeprefix("content/"): data
        for name, data in before.items()
        if name.startswith("content/")
    }


@pytest.mark.parametrize("kind", ["post", "hub", "path"])
@pytest.mark.parametrize("title", ["!!!", "", "a\x1bb", "long " * 90])
def test_a_title_that_names_nothing_is_refused(
    kind: str, title: str, site: Path, waypost: Waypost
) -> None:
    done = waypost.within("site")("new", kind, title)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")


def test_what_is_new_stays_below_its_folder(site: Path, waypost: Waypost) -> None:
    done = waypost.within("site")("new", "path", "../../../etc/passwd")
    assert done.stdout == "content/paths/etc-passwd.md\n"


def test_an_empty_site_gets_its_first_path_and_hub(tmp_path: Path, waypost: Waypost) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: A\nbase_url: https://example.org\n")
    assert waypost("new", "path", "One").returncode == 0
    assert waypost("new", "hub", "Two").returncode == 0
    built = waypost("build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")


def test_a_broken_configuration_is_no_reason_not_to_write(site: Path, waypost: Waypost) -> None:
    (site / "content" / "site.yaml").write_text("nonsense\n")
    for kind in ("post", "hub", "path"):
        assert waypost.within("site")("new", kind, "Fresh").returncode == 0


def test_an_unknown_kind_is_answered_with_the_nearest(site: Path, waypost: Waypost) -> None:
    done = waypost.within("site")("new", "posts", "A")
    assert done.returncode == 2
    assert done.stderr == "error: there is no kind of file 'posts'\nfix: did you mean 'post'?\n"
