"""``waypost diff`` on real sites, revisions and files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.command import Done, Waypost, environment
from support.sites import SITE_YAML, options, post, write
from waypost.builds import build
from waypost.cli.editions import present_side
from waypost.config import Extensions
from waypost.editions.encoding import plain
from waypost.editions.keeping import edition_file
from waypost.outcome import silent

FILES = {
    "content/site.yaml": SITE_YAML,
    "content/posts/alpha.md": post("Alpha", topics="[go]"),
    "content/posts/beta.md": post("Beta", topics="[go]"),
    "content/posts/gamma.md": post("Gamma"),
    "content/paths/way.md": "---\ntitle: Way\nsteps: [alpha, beta]\n---\n\nText.\n",
}

LOST = (
    '<!doctype html><html lang="en"><head><title>Lost</title></head>'
    "<body><main><h1>Lost</h1></main></body></html>"
)

SINGLE = "content/posts/gamma.md"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody who has set up nothing."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env=environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1"),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(folder: Path, *tag: str) -> None:
    """Commit everything below a folder, and tag it."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "More")
    for name in tag:
        git(folder, "tag", name)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Make a site in a repository of its own, with the revision ``v1``."""
    root = write(tmp_path / "blog", FILES)
    write(root, {".gitignore": ".waypost/\npublic/\n"})
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "v1")
    return root


def publish(root: Path) -> None:
    """Publish a site as it is."""
    assert build(options(root)).published


def lines(done: Done) -> list[str]:
    """Give what a command said that went well."""
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


# --- revisions ----------------------------------------------------------------------------


def test_a_revision_is_compared_with_the_content_as_it_is(process: Waypost, blog: Path) -> None:
    (blog / "content/posts/gamma.md").rename(blog / "content/posts/delta.md")
    write(blog, {"content/paths/way.md": FILES["content/paths/way.md"].replace("beta", "new")})
    write(blog, {"content/posts/new.md": post("New", "2025-01-01")})
    assert lines(process.within("blog")("diff", "v1")) == [
        "From v1 to the content as it is: 1 URL went away; 1 post, 1 reading path and "
        "1 other URL changed.",
        "",
        "Broken URLs, from which nothing leads on",
        '  /posts/gamma/: the post "Gamma", which is at /posts/delta/; '
        "aliases: [gamma] in its front matter would lead there.",
        "",
        "Posts",
        '  "New" is new: /posts/new/, dated 2025-01-01.',
        "",
        "Reading paths",
        '  Step 2 of "Way" changed from "Beta" to "New".',
        "",
        "Other URLs",
        "  /archive/2025/ is new.",
    ]


def test_two_revisions_are_compared_whatever_the_content_is_now(
    waypost: Waypost, blog: Path
) -> None:
    write(blog, {"content/posts/beta.md": post("Bee", slug="beta", topics="[go]")})
    commit(blog, "v2")
    write(blog, {"content/posts/alpha.md": "---\nbroken"})
    told = lines(waypost.within("blog")("diff", "v1", "v2"))
    assert told[0] == "From v1 to v2: 1 post changed."
    assert told[3:] == [
        '  "Beta" is called "Bee" now.',
        '  The description of "Bee" changed.',
    ]
    assert lines(waypost.within("blog")("diff", "v2", "v1"))[3] == '  "Bee" is called "Beta" now.'


def test_a_site_below_the_top_of_its_repository_is_found(waypost: Waypost, tmp_path: Path) -> None:
    root = write(tmp_path / "all" / "sites" / "blög", FILES)
    write(tmp_path / "all", {"content/posts/other.md": post("Other")})
    git(tmp_path / "all", "init", "--quiet")
    commit(tmp_path / "all")
    shutil.rmtree(root / "content" / "paths")
    done = waypost("diff", "HEAD", "--root", str(root))
    assert '/paths/way/: the reading path "Way"' in done.stdout
    assert "Other" not in done.stdout


def test_what_is_staged_or_ignored_for_export_makes_no_difference(
    waypost: Waypost, blog: Path
) -> None:
    write(blog, {".gitattributes": "content export-ignore\n"})
    commit(blog)
    write(blog, {"content/posts/new.md": post("New")})
    git(blog, "add", "--all")
    before = (git(blog, "status", "--porcelain"), (blog / ".git/index").read_bytes())
    done = waypost.within("blog")("diff", "HEAD")
    assert lines(done)[0] == "From HEAD to the content as it is: 1 post changed."
    assert (git(blog, "status", "--porcelain"), (blog / ".git/index").read_bytes()) == before


def test_nothing_of_a_revision_is_run(process: Waypost, blog: Path) -> None:
    mark = blog / "was-run"
    write(blog, {"build.py": f"open({str(mark)!r}, 'w')\n"})
    commit(blog)
    hook = blog / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{mark}'\n", encoding="utf-8")
    hook.chmod(0o755)
    assert len(lines(process.within("blog")("diff", "HEAD", "v1"))) == 1
    assert not mark.exists()


def test_a_revision_is_found_out_of_a_hook_of_git(process: Waypost, blog: Path) -> None:
    """Git tells its hooks where the repository is, as seen from elsewhere."""
    done = process("diff", "v1", "--root", "blog", GIT_DIR=".git", GIT_INDEX_FILE=".git/index")
    assert len(lines(done)) == 1


def test_what_a_revision_left_in_the_temporary_folder_is_gone(
    process: Waypost, blog: Path, tmp_path: Path
) -> None:
    (tmp_path / "temporary").mkdir()
    lines(process.within("blog")("diff", "v1", TMPDIR=str(tmp_path / "temporary")))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_posts_are_shown_as_of_one_moment_on_both_sides(waypost: Waypost, blog: Path) -> None:
    write(blog, {"content/posts/later.md": post("Later", "2030-01-01")})
    commit(blog)
    shown = waypost.within("blog")("diff", "v1", "HEAD", "--future")
    assert '"Later" is new' in shown.stdout
    assert len(lines(waypost.within("blog")("diff", "v1", "HEAD"))) == 1
    assert len(lines(waypost.within("blog")("diff", "v1", "HEAD", "--as-of", "2030-01-01"))) > 1


def test_errors_in_a_revision_are_told_with_its_name(waypost: Waypost, blog: Path) -> None:
    write(blog, {"content/posts/bad.md": "---\ntitle: Bad\n---\n"})
    commit(blog, "bad")
    git(blog, "rm", "--quiet", "content/posts/bad.md")
    done = waypost.within("blog")("diff", "bad")
    assert (done.returncode, done.stdout) == (1, "")
    said = done.stderr.splitlines()
    assert said[0] == "In bad:"
    assert "content/posts/bad.md" in said[1]
    assert said[-1] == "Nothing was compared."


def test_errors_in_the_content_are_told_too(waypost: Waypost, blog: Path) -> None:
    write(blog, {"content/posts/bad.md": "---\ntitle: Bad\n---\n"})
    done = waypost.within("blog")("diff", "v1", "--json")
    assert done.returncode == 1
    assert done.stderr.startswith("In the content as it is:\n")
    told = json.loads(done.stdout)
    assert (told["changes"], told["exit_code"]) == ([], 1)
    assert {found["side"] for found in told["diagnostics"]} == {"new"}


def test_warnings_are_counted_for_the_content_as_it_is_alone(waypost: Waypost, blog: Path) -> None:
    write(blog, {"content/stray.txt": "What is this?"})
    commit(blog, "stray")
    done = waypost.within("blog")("diff", "v1")
    assert (done.returncode, done.stderr) == (0, "1 warning: `waypost check` shows them\n")
    assert waypost.within("blog")("diff", "v1", "stray").stderr == ""
    strict = waypost.within("blog")("diff", "v1", "--strict")
    assert (strict.returncode, strict.stdout) == (1, "")
    assert "warning[unread-file]" in strict.stderr


def test_a_url_that_two_pages_want_is_an_error_too(waypost: Waypost, blog: Path) -> None:
    write(blog, {"content/posts/new.md": post("New", aliases="[/posts/alpha/]")})
    done = waypost.within("blog")("diff", "v1")
    assert done.returncode == 1
    assert "error[url-collision]" in done.stderr
    assert "aliases: [/posts/alpha/]" in done.stderr


def test_a_broken_configuration_ends_with_two(waypost: Waypost, blog: Path) -> None:
    write(blog, {"content/site.yaml": "title: 1\nbase_url: nowhere\n"})
    assert waypost.within("blog")("diff", "v1").returncode == 2


# --- what was published last, and files ---------------------------------------------------


def test_without_arguments_what_was_published_is_compared(waypost: Waypost, blog: Path) -> None:
    publish(blog)
    assert lines(waypost.within("blog")("diff")) == [
        "From what was published last to the content as it is: "
        "nothing changed that a reader would see."
    ]
    write(blog, {SINGLE: FILES[SINGLE].replace("title: Gamma", "title: Delta")})
    told = lines(waypost.within("blog")("diff"))
    assert told[3] == '  "Gamma" is called "Delta" now.'
    assert told[-2:] == [
        "Other pages",
        "  5 more pages, 1 more feed and 1 more file show the new title.",
    ]


def test_a_template_that_changed_shows_in_the_pages(waypost: Waypost, blog: Path) -> None:
    publish(blog)
    write(blog, {"templates/not-found.html": LOST})
    told = lines(waypost.within("blog")("diff"))
    assert told[0].endswith(": 1 page changed.")
    assert told[-1].startswith("  1 page changed in something else: a template")


def test_without_a_published_edition_it_says_what_to_do(waypost: Waypost, blog: Path) -> None:
    done = waypost.within("blog")("diff")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: what was published last is not known: there is no .waypost/edition.json\n"
        "fix: publish once with `build`, or say what to compare with: `diff HEAD`\n"
    )


def test_two_files_are_compared_where_no_site_is(
    waypost: Waypost, blog: Path, tmp_path: Path
) -> None:
    publish(blog)
    file = edition_file(blog / ".waypost")
    alone, built = tmp_path / "old.json", tmp_path / "new.json"
    alone.write_bytes(file.read_bytes())
    (blog / SINGLE).unlink()
    edition = present_side(options(blog), Extensions(), silent, rendered=True).edition
    assert edition is not None
    built.write_text(json.dumps({"manifest": {}, "edition": plain(edition)}), encoding="utf-8")
    shutil.rmtree(blog)
    assert lines(waypost("diff", "old.json", "new.json"))[:4] == [
        "From old.json to new.json: 1 URL went away.",
        "",
        "Broken URLs, from which nothing leads on",
        '  /posts/gamma/: the post "Gamma".',
    ]


def test_a_file_comes_before_a_revision_of_its_name(waypost: Waypost, blog: Path) -> None:
    write(blog, {"v1": "{}"})
    done = waypost.within("blog")("diff", "v1")
    assert done.returncode == 2
    assert done.stderr.startswith("error: v1 holds no edition: it is JSON, but")


def test_a_broken_file_is_refused_at_its_place(waypost: Waypost, tmp_path: Path) -> None:
    write(tmp_path, {"a.json": '{\n  "format": 1,\n  "posts": oh\n}\n'})
    done = waypost("diff", "a.json", "a.json")
    assert done.returncode == 2
    assert done.stderr == (
        "error: a.json holds no edition: it is not JSON: invalid character at line 3, column 12\n"
        "fix: give a file that `waypost build --json` has written, or a revision\n"
    )


# --- where something stands in the way ----------------------------------------------------

UNKNOWN = [
    ("mian", "'mian' is neither a file nor a revision of the repository", "did you mean 'main'"),
    ("zzzzzz", "'zzzzzz' is neither a file nor a revision of the repository", "see `git log"),
    ("v1..main", "'v1..main' is neither a file nor a revision", "give two revisions, one after the other: `diff v1 main`"),
    ("..main", "'..main' is neither a file nor a revision", "`diff HEAD main`"),
    ("content", "'content' is a folder", "leave it out to compare with what was published last"),
    ("v1:content", "'v1:content' is neither a file nor a revision", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "message", "fix"), UNKNOWN)
def test_what_is_no_revision_is_a_usage_error(
    waypost: Waypost, blog: Path, name: str, message: str, fix: str
) -> None:
    done = waypost.within("blog")("diff", name)
    assert (done.returncode, done.stdout) == (2, "")
    error, _, hint = done.stderr.partition("\nfix: ")
    assert error.startswith(f"error: {message}")
    assert fix in hint


def test_an_option_of_git_is_no_revision(waypost: Waypost, blog: Path) -> None:
    assert waypost.within("blog")("diff", "--", "--all").returncode == 2


def test_a_site_in_no_repository_has_no_revisions(waypost: Waypost, tmp_path: Path) -> None:
    write(tmp_path / "blog", FILES)
    done = waypost("diff", "HEAD", "--root", "blog", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("error: 'HEAD' is no file, and blog lies in no git repository\n")


def test_a_revision_before_the_site_says_so(waypost: Waypost, tmp_path: Path) -> None:
    git(write(tmp_path, {"README": "Hello."}), "init", "--quiet")
    commit(tmp_path, "empty")
    write(tmp_path / "blog", FILES)
    done = waypost("diff", "empty", "--root", "blog")
    assert done.returncode == 2
    assert "there is no site at the revision 'empty': blog/content/ is not in it" in done.stderr


def test_a_machine_without_git_is_told_of(waypost: Waypost, blog: Path) -> None:
    done = waypost.within("blog")("diff", "v1", PATH=str(blog))
    assert done.returncode == 3
    assert "error: git is not installed, or is not in PATH" in done.stderr


def test_a_damaged_repository_is_told_of(waypost: Waypost, blog: Path) -> None:
    shutil.rmtree(blog / ".git" / "objects")
    (blog / ".git" / "objects").mkdir()
    done = waypost.within("blog")("diff", git(blog, "rev-parse", "v1").strip())
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr


def test_a_shallow_clone_says_how_to_get_the_rest(
    waypost: Waypost, blog: Path, tmp_path: Path
) -> None:
    commit_count = git(blog, "rev-parse", "HEAD").strip()
    write(blog, {"content/posts/new.md": post("New")})
    commit(blog)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{blog}", "clone")
    done = waypost.within("clone")("diff", commit_count)
    assert done.returncode == 2
    assert "fix: this clone lacks history: get it with `git fetch --unshallow`" in done.stderr


# --- how it is told -------------------------------------------------------------------------


def told_as_json(done: Done) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def test_markdown_is_made_for_a_pull_request(waypost: Waypost, blog: Path) -> None:
    write(blog, {SINGLE: FILES[SINGLE].replace("title: Gamma", "title: The *best*")})
    assert lines(waypost.within("blog")("diff", "v1", "--markdown")) == [
        "## What changes for readers",
        "",
        "From `v1` to the content as it is: 1 post changed.",
        "",
        "### Posts",
        "",
        r'- "Gamma" is called "The \*best\*" now.',
    ]


def test_json_has_every_change_as_an_object(waypost: Waypost, blog: Path) -> None:
    (blog / SINGLE).unlink()
    told = told_as_json(waypost.within("blog")("diff", "v1", "--json"))
    assert (told["old"], told["new"]) == ("v1", "the content as it is")
    (gone,) = told["changes"]
    assert (gone["what"], gone["broken"]) == ("url-gone", True)
    assert gone["subject"] == {"kind": "post", "url": "/posts/gamma/", "title": "Gamma"}
    assert gone["sentence"] == '/posts/gamma/: the post "Gamma".'
    assert (told["diagnostics"], told["exit_code"]) == ([], 0)


def test_json_and_markdown_exclude_each_other(waypost: Waypost, blog: Path) -> None:
    done = waypost.within("blog")("diff", "v1", "--markdown", "--json")
    assert done.returncode == 2
    assert told_as_json(done)["error"]["message"] == "--markdown and --json can't both be had"


def test_all_tells_what_is_cut_otherwise(waypost: Waypost, blog: Path) -> None:
    write(blog, {f"content/posts/n{n}.md": post(f"N{n}") for n in range(12)})
    few = lines(waypost.within("blog")("diff", "v1"))
    assert few[-1] == "  And 4 more: --all tells them."
    assert len(lines(waypost.within("blog")("diff", "v1", "--all"))) == len(few) + 3


@pytest.mark.parametrize(("changed", "expected"), [(False, 0), (True, 1)])
def test_the_exit_code_tells_of_changes_where_it_is_asked_to(
    waypost: Waypost, blog: Path, changed: bool, expected: int
) -> None:
    if changed:
        (blog / SINGLE).unlink()
    assert waypost.within("blog")("diff", "v1").returncode == 0
    assert waypost.within("blog")("diff", "v1", "--exit-code").returncode == expected
    done = waypost.within("blog")("diff", "v1", "--exit-code", "--json")
    assert told_as_json(done)["exit_code"] == expected


def test_a_build_notes_what_it_published_each_time(blog: Path, waypost: Waypost) -> None:
    here = waypost.within("blog")
    publish(blog)
    noted = edition_file(blog / ".waypost")
    first = noted.read_bytes()
    write(blog, {SINGLE: post("Delta")})
    assert '"Gamma" is called "Delta" now' in here("diff").stdout
    publish(blog)
    assert noted.read_bytes() != first
    assert "nothing changed" in here("diff").stdout
    # Known as a whole from before, and noted all the same.
    write(blog, {SINGLE: FILES[SINGLE]})
    publish(blog)
    assert noted.read_bytes() == first
    noted.unlink()
    publish(blog)
    assert noted.read_bytes() == first


def test_a_build_to_another_place_is_not_what_was_published(blog: Path, tmp_path: Path) -> None:
    publish(blog)
    noted = edition_file(blog / ".waypost").read_bytes()
    write(blog, {SINGLE: post("Delta")})
    assert build(options(blog, destination=tmp_path / "elsewhere")).published
    assert edition_file(blog / ".waypost").read_bytes() == noted


def test_what_a_build_prints_as_json_can_be_compared(blog: Path, waypost: Waypost) -> None:
    here = waypost.within("blog")
    (blog.parent / "old.json").write_text(here("build", "--json").stdout)
    write(blog, {SINGLE: post("Delta")})
    assert '"Gamma" is called "Delta" now' in here("diff", "../old.json").stdout
