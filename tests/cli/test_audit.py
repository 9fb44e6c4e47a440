"""``waypost audit`` reports what is new, and only that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import Waypost
from support.sites import SITE_YAML, post, tree, write

ALONE = "content/posts/2024-01-01-alone.md"


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """Make a site of three posts, one of which no sentence links to."""
    return write(
        tmp_path / "flawed",
        {
            "content/site.yaml": SITE_YAML,
            ALONE: post("Alone", "2024-01-01", "See [[second]].", topics="[go]"),
            "content/posts/2024-01-02-second.md": post("Second", "2024-01-02", "[[third]]", topics="[go]"),
            "content/posts/2024-01-03-third.md": post("Third", "2024-01-03", topics="[go]"),
        },
    )  # fmt: skip


def test_findings_are_a_table_and_an_exit_code(flawed: Path, process: Waypost) -> None:
    done = process("audit", "--root", "flawed")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "unlinked-post: 1 finding",
        "PLACE                                  FINDING",
        f"{ALONE}:2:8  no sentence of another page links to 'alone'",
        "fix: link to it from the text of a post, a hub or a reading path",
        "",
        "1 finding: 1 unlinked-post.",
    ]


def test_json_holds_them_all(flawed: Path, waypost: Waypost) -> None:
    done = waypost("audit", "--root", "flawed", "--json")
    told = json.loads(done.stdout)
    assert list(told) == ["findings", "accepted", "stale", "diagnostics", "exit_code"]
    (found,) = told["findings"]
    assert (found["code"], found["path"], found["line"], found["subject"]) == (
        "unlinked-post", ALONE, 2, "alone",
    )  # fmt: skip
    assert told["exit_code"] == done.returncode == 1


def test_nothing_found_is_zero(flawed: Path, process: Waypost) -> None:
    write(
        flawed,
        {
            "content/posts/2024-01-03-third.md": post(
                "Third", "2024-01-03", "[[alone]]", topics="[go]"
            )
        },
    )
    done = process("audit", "--root", "flawed")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing found.\n", "")


def test_only_what_is_new_counts(flawed: Path, process: Waypost) -> None:
    here = process.within("flawed")
    made = here("audit", "--baseline", "b.json", "--update-baseline")
    assert (made.returncode, made.stdout) == (0, "1 finding accepted in b.json.\n")
    known = here("audit", "--baseline", "b.json")
    assert (known.returncode, known.stdout) == (0, "Nothing new found; 1 accepted.\n")
    write(flawed, {"content/posts/2024-01-04-new.md": post("New", "2024-01-04", topics="[go]")})
    new = here("audit", "--baseline", "b.json")
    assert new.returncode == 1
    assert "'new'" in new.stdout
    assert "'alone'" not in new.stdout
    assert new.stdout.endswith("1 finding: 1 unlinked-post; 1 accepted.\n")


def test_a_baseline_does_not_mind_lines_that_move(flawed: Path, waypost: Waypost) -> None:
    here = waypost.within("flawed")
    here("audit", "--baseline", "b.json", "--update-baseline")
    text = (flawed / ALONE).read_text()
    (flawed / ALONE).write_text(text.replace("---\n", "---\n\n# A comment.\n", 1))
    assert here("audit", "--baseline", "b.json").returncode == 0


def test_what_is_accepted_but_gone_is_mentioned(flawed: Path, waypost: Waypost) -> None:
    here = waypost.within("flawed")
    here("audit", "--baseline", "b.json", "--update-baseline")
    write(
        flawed,
        {
            "content/posts/2024-01-03-third.md": post(
                "Third", "2024-01-03", "[[alone]]", topics="[go]"
            )
        },
    )
    done = here("audit", "--baseline", "b.json")
    assert (done.returncode, done.stdout) == (0, "Nothing found.\n")
    assert f"  unlinked-post {ALONE} alone\n" in done.stderr
    gone = json.loads(here("audit", "--baseline", "b.json", "--json").stdout)["stale"]
    assert gone == [{"code": "unlinked-post", "path": ALONE, "subject": "alone"}]
    here("audit", "--baseline", "b.json", "--update-baseline")
    assert json.loads((flawed / "b.json").read_text()) == {"accepted": []}
    assert here("audit", "--baseline", "b.json").stderr == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"accepted": [\n  {"code": 1}\n]}', "b.json:2:3: error[bad-baseline]: an accepted"),
        ("{", "b.json:1:2: error[bad-baseline]: the baseline is not JSON"),
    ],
)
def test_a_malformed_baseline_is_a_located_error(
    text: str, told: str, flawed: Path, process: Waypost
) -> None:
    (flawed / "b.json").write_text(text)
    here = process.within("flawed")
    done = here("audit", "--baseline", "b.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    assert "1 | " in done.stderr or "2 | " in done.stderr
    as_json = json.loads(here("audit", "--baseline", "b.json", "--json").stdout)
    assert (as_json["exit_code"], as_json["diagnostics"][0]["code"]) == (2, "bad-baseline")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--update-baseline"], "add --baseline FILE"),
        (["--baseline", "none.json"], "there is no file none.json"),
        (["--baseline", "content"], "there is no file content"),
        (["--baseline", "content", "--update-baseline"], "content is a folder"),
        (["--baseline", "no/b.json", "--update-baseline"], "lies in no folder"),
    ],
)
def test_a_baseline_that_can_not_be_is_a_usage_fault(
    arguments: list[str], words: str, flawed: Path, waypost: Waypost
) -> None:
    before = tree(flawed / "content")
    done = waypost.within("flawed")("audit", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert tree(flawed / "content") == before


def test_a_site_with_errors_is_not_audited(flawed: Path, process: Waypost) -> None:
    write(flawed, {"content/posts/2024-01-05-bad.md": "no front matter\n"})
    done = process("audit", "--root", "flawed")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[no-front-matter]" in done.stderr
    assert done.stderr.endswith("Nothing was audited.\n")


def test_warnings_of_the_build_count_only_when_strict(flawed: Path, waypost: Waypost) -> None:
    here = waypost.within("flawed")
    write(
        flawed,
        {"content/hubs/empty.md": "---\ntitle: Empty\ntopics: [go, none]\ndescription: X.\n---\n"},
    )
    here("audit", "--baseline", "b.json", "--update-baseline")
    done = here("audit", "--baseline", "b.json")
    assert (done.returncode, done.stderr) == (0, "1 warning: `waypost check` shows them\n")
    assert here("audit", "--baseline", "b.json", "--strict").returncode == 1


def test_an_empty_site_has_no_flaws(tmp_path: Path, waypost: Waypost) -> None:
    write(tmp_path, {"content/site.yaml": SITE_YAML})
    assert waypost("audit").stdout == "Nothing found.\n"
