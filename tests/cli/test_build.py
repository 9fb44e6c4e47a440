"""``waypost build`` and ``waypost check``, from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import Waypost
from support.sites import post, tree, write

KEYS = {
    "found", "posts", "hubs", "paths", "pages", "rendered", "reused", "omitted", "diagnostics",
    "manifest", "timings", "seconds", "exit_code", "reached", "reach", "edition", "notes",
}  # fmt: skip


def misspell(site: Path) -> None:
    """Cite a post in a hub that is not there."""
    hub = site / "content" / "hubs" / "writing.md"
    hub.write_text(hub.read_text().replace("post: keep-a-logbook", "post: keep-a-logbok"))


def add_draft(site: Path) -> None:
    """Add a post that is not published."""
    write(site, {"content/posts/2025-11-11-later.md": post("Later", "2025-11-11", draft="true")})


def test_a_build_ends_with_a_summary(site: Path, process: Waypost) -> None:
    add_draft(site)
    done = process.within("site")("build")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("Built 4 posts, 2 hubs, 1 path: ")
    assert " rendered, 0 reused) in " in lines[0]
    assert lines[1:3] == [
        "Left out 1 of 5 posts: 1 draft.",
        "  content/posts/2025-11-11-later.md (draft)",
    ]
    assert lines[3].startswith("It lies in public: ")
    assert len(lines) == 4


def test_a_build_that_changes_nothing_says_so(site: Path, waypost: Waypost) -> None:
    waypost.within("site")("build")
    assert waypost.within("site")("build").stdout.splitlines()[-1] == (
        "Nothing has changed in public."
    )


def test_a_typo_in_a_hub_gives_its_place_and_the_fix(site: Path, process: Waypost) -> None:
    misspell(site)
    done = process.within("site")("build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "content/hubs/writing.md:5:11: error[unknown-post]: "
        "no post has the slug 'keep-a-logbok'\n"
        "  5 |   - post: keep-a-logbok\n"
        "    |           ^\n"
        "  fix: did you mean 'keep-a-logbook'?\n"
        "1 error\n"
        "Nothing was published.\n"
    )
    assert not (site / "public").exists()


def test_strict_lets_no_warning_pass(site: Path, process: Waypost) -> None:
    write(site, {"content/posts/2025-11-11-a.md": post("A", "2025-11-11", colour="red")})
    strict = process("build", "--root", "site", "--strict")
    assert strict.returncode == 1
    assert strict.stderr.splitlines()[-2:] == [
        "1 warning",
        "Nothing was published: --strict treats warnings as errors.",
    ]
    assert not (site / "public").exists()
    assert process("build", "--root", "site").returncode == 0


@pytest.mark.parametrize("verb", ["build", "check", "list posts"])
def test_a_broken_configuration_has_an_exit_code_of_its_own(
    verb: str, site: Path, process: Waypost
) -> None:
    (site / "content" / "site.yaml").write_text("titel: A\nbase_url: https://example.org\n")
    done = process("--root", "site", *verb.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert "fix: did you mean 'title'?" in done.stderr


def test_check_publishes_nothing(site: Path, process: Waypost) -> None:
    done = process.within("site")("check")
    assert done.returncode == 0
    assert done.stdout.startswith("Checked 4 posts, 2 hubs, 1 path in ")
    assert done.stdout.endswith(": fit to publish.\n")
    assert not (site / "public").exists()


def test_check_finds_what_a_build_finds(site: Path, waypost: Waypost) -> None:
    misspell(site)
    done = waypost.within("site")("check")
    assert done.returncode == 1
    assert "error[unknown-post]" in done.stderr
    assert done.stderr.endswith("1 error\nNot fit to publish.\n")


@pytest.mark.parametrize("verb", ["build", "check"])
def test_json_is_one_object_with_the_same_keys_always(
    verb: str, site: Path, process: Waypost
) -> None:
    add_draft(site)
    fine = process("--root", "site", verb, "--json")
    misspell(site)
    failed = process("--root", "site", verb, "--json")
    assert set(json.loads(fine.stdout)) == set(json.loads(failed.stdout)) == KEYS
    assert (fine.returncode, failed.returncode) == (0, 1)


def test_json_tells_all_of_a_build(site: Path, waypost: Waypost) -> None:
    add_draft(site)
    told = json.loads(waypost("--root", "site", "build", "--json").stdout)
    assert (told["found"], told["posts"], told["hubs"], told["paths"]) == (5, 4, 2, 1)
    assert told["omitted"] == [
        {
            "source": "content/posts/2025-11-11-later.md",
            "title": "Later",
            "reason": "draft",
            "when": None,
        }
    ]
    published = set(tree(site / "public")) - {".waypost-manifest"}
    assert set(told["manifest"]) == published
    assert told["rendered"] + told["reused"] == told["pages"]
    assert told["exit_code"] == 0


def test_json_tells_all_of_a_finding(site: Path, waypost: Waypost) -> None:
    misspell(site)
    told = json.loads(waypost("--root", "site", "build", "--json").stdout)
    assert told["diagnostics"] == [
        {
            "code": "unknown-post",
            "severity": "error",
            "message": "no post has the slug 'keep-a-logbok'",
            "path": "content/hubs/writing.md",
            "line": 5,
            "column": 11,
            "fix": "did you mean 'keep-a-logbook'?",
            "excerpt": "  - post: keep-a-logbok",
        }
    ]
    assert told["exit_code"] == 1


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ("", {"dated"}),
        ("-D", {"dated", "drafted"}),
        ("--drafts", {"dated", "drafted"}),
        ("-F", {"dated", "coming"}),
        ("--future", {"dated", "coming"}),
        ("-E", {"dated", "gone"}),
        ("--expired", {"dated", "gone"}),
        ("-DFE", {"dated", "drafted", "coming", "gone"}),
        ("--as-of 2031-01-01", {"dated", "coming"}),
        ("--as-of 2020-06-01", {"gone"}),
    ],
)
def test_options_and_dates_decide_what_is_shown(
    arguments: str, shown: set[str], tmp_path: Path, waypost: Waypost
) -> None:
    write(
        tmp_path,
        {
            "content/site.yaml": "title: A\nbase_url: https://example.org\n",
            "content/posts/dated.md": post("Dated", "2024-01-01"),
            "content/posts/drafted.md": post("Drafted", "2024-01-01", draft="true"),
            "content/posts/coming.md": post("Coming", "2030-01-01"),
            "content/posts/gone.md": post("Gone", "2020-01-01", expires="2021-01-01"),
        },
    )
    done = waypost("build", *arguments.split(), SOURCE_DATE_EPOCH="1767225600")
    assert done.returncode == 0
    assert {path.name for path in (tmp_path / "public" / "posts").iterdir()} == shown


def test_the_destination_is_relative_to_where_one_is(site: Path, waypost: Waypost) -> None:
    done = waypost("build", "--root", "site", "-d", "out/here")
    assert done.returncode == 0
    assert (site.parent / "out" / "here" / "index.html").is_file()
    assert not (site / "public").exists()


def test_another_base_url_moves_every_link(site: Path, waypost: Waypost) -> None:
    waypost("build", "--root", "site", "--base-url", "https://other.example/blog/")
    home = (site / "public" / "index.html").read_text()
    assert "https://other.example/blog/" in home
    assert "www.example.org" not in home
    assert 'href="/blog/posts/keep-a-logbook/"' in home


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--as-of 2026-02-30", "'2026-02-30' is not a date such as 2026-03-31"),
        ("--as-of soon", "'soon' is not a date such as"),
        ("--base-url example.org", "'example.org' is not a URL such as"),
        ("--base-url https://a.example/?q", "is not a URL such as"),
        ("--base-url https://[::1", "is not a URL such as"),
        ("--jobs 0", "0 is not in the range"),
        ("--jobs many", "'many' is not a valid integer"),
        ("-d", "requires an argument"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    arguments: str, words: str, site: Path, waypost: Waypost
) -> None:
    done = waypost("build", "--root", "site", *arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_malformed_source_date_epoch_is_misuse(site: Path, waypost: Waypost) -> None:
    done = waypost("build", "--root", "site", SOURCE_DATE_EPOCH="now")
    assert done.returncode == 2
    assert "error: SOURCE_DATE_EPOCH is 'now'" in done.stderr


def test_timings_tell_of_every_stage(site: Path, waypost: Waypost) -> None:
    done = waypost("build", "--root", "site", "--timings")
    table = done.stdout[done.stdout.index("STAGE") :].splitlines()
    assert table[0].split() == ["STAGE", "SECONDS", "ITEMS", "REUSED"]
    assert [line.split()[0] for line in table[1:]] == [
        "look", "load", "graph", "pictures", "plan", "render", "check", "search", "publish",
    ]  # fmt: skip


def test_a_pipe_gets_no_colours_even_where_they_are_forced(site: Path, process: Waypost) -> None:
    misspell(site)
    done = process("build", "--root", "site", FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b" not in done.stdout + done.stderr


def test_a_destination_of_somebody_else_is_left_alone(site: Path, waypost: Waypost) -> None:
    write(site, {"public/mine.txt": "mine"})
    done = waypost("build", "--root", "site")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert tree(site / "public") == {"mine.txt": b"mine"}


def test_a_finding_shows_an_authors_text_as_it_is(site: Path, waypost: Waypost) -> None:
    write(site, {"content/posts/2025-11-11-a.md": post("A", "2025-11-11", **{"[red]x": "[/]"})})
    done = waypost("build", "--root", "site", "--strict")
    assert done.returncode == 1
    assert "[red]x" in done.stderr
    assert "[/]" in done.stderr
