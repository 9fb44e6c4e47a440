"""``waypost explain hub`` prints what a hub's evidence.json holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import Waypost
from support.sites import SITE_YAML, post, write


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Make a site with a derived hub of eight posts that has everything."""
    files = {
        f"content/posts/202{n}-0{n + 1}-01-p{n}.md": post(
            f"Number {n} of eight",
            f"202{n}-0{n + 1}-01" if n < 6 else f"2025-0{n + 1}-01",
            "See [[p1]]." if n != 1 else "Text.",
            topics="[go, tools]" if n < 4 else "[go]",
        )
        for n in range(8)
    }
    others = {
        f"content/posts/2020-01-0{n}-o{n}.md": post(f"Other {n}", f"2020-01-0{n}", topics="[rest]")
        for n in range(1, 9)
    }
    return write(
        tmp_path / "many",
        {
            "content/site.yaml": SITE_YAML,
            **files,
            **others,
            "content/topics.yaml": "go:\n  aliases: [golang]\n",
        },
    )


def test_a_hub_is_explained_in_tables(many: Path, process: Waypost) -> None:
    done = process("explain", "hub", "go", "--root", "many")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["RULE", "SENTENCE", "FIGURES", "POSTS"]
    span = next(line for line in lines if line.startswith("definition.span"))
    assert "8 posts" in span
    assert "count: 8" in span
    assert "and 5 more" in span
    path = lines.index(next(line for line in lines if line.startswith("The reading path")))
    assert "chosen among 8 posts" in lines[path]
    assert lines[path + 1].split() == ["ROLE", "POST", "RANK", "LINKS", "CENTRALITY", "EVERGREEN"]
    roles = [line.split()[0] for line in lines[path + 2 : path + 5]]
    assert roles == ["current", "middle", "foundational"]
    assert lines[path + 6] == "Posts that tie this hub to its neighbours:"
    assert lines[path + 7].split() == ["POST", "TOPICS", "LINKS", "STRENGTH"]
    assert any(line.startswith("p1 ") and "1.000" in line for line in lines[path + 8 :])


def test_json_is_what_is_published(many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    assert here("build").returncode == 0
    told = json.loads(here("explain", "hub", "go", "--json").stdout)
    published = json.loads((many / "public/topics/go/evidence.json").read_text())
    assert {**published, "diagnostics": [], "exit_code": 0} == told
    assert published["statements"]
    assert published["path"]
    assert published["related"]


@pytest.mark.parametrize("name", ["Go", "golang", "GOLANG"])
def test_another_name_of_the_topic_will_do(name: str, many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    assert here("explain", "hub", name) == here("explain", "hub", "go")


@pytest.mark.parametrize("as_json", [False, True])
def test_a_hub_with_nothing_derived_says_so(as_json: bool, site: Path, waypost: Waypost) -> None:
    write(site, {"content/hubs/writing.md": "---\nsections: [references]\n---\n\nHello.\n"})
    done = waypost("explain", "hub", "writing", "--root", "site", *(["--json"] if as_json else []))
    assert done.returncode == 0
    if as_json:
        assert json.loads(done.stdout)["statements"] == []
    else:
        assert (
            done.stdout == "Nothing on the hub 'writing' is derived: an editor wrote all of it.\n"
        )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["hub", "rst"], "error: there is no hub 'rst'\nfix: did you mean 'rest'?\n"),
        (["hub", "zzz"], "error: there is no hub 'zzz'\nfix: see the command `list hubs`\n"),
        (["hub", ""], "error: there is no hub ''"),
        (["hub", "pair"], "error: the topic 'pair' has no hub: 2 posts of it are too few\n"),
        (["hubs", "go"], "error: invalid value for 'hub': 'hubs' is not 'hub'"),
        (["hub"], "error: missing argument 'SLUG'"),
    ],
)
def test_an_unknown_hub_is_a_usage_fault(
    arguments: list[str], told: str, many: Path, waypost: Waypost
) -> None:
    pair = {
        f"content/posts/2019-01-0{n}-z{n}.md": post(f"Z{n}", f"2019-01-0{n}", topics="[pair]")
        for n in (1, 2)
    }
    write(many, pair)
    done = waypost.within("many")("explain", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)


def test_errors_of_the_site_show_in_the_exit_code(many: Path, waypost: Waypost) -> None:
    write(many, {"content/posts/2024-01-05-bad.md": "no front matter\n"})
    done = waypost("explain", "hub", "go", "--root", "many")
    assert done.returncode == 1
    assert "definition.span" in done.stdout
    assert "1 error: `waypost --root many check` shows them" in done.stderr


def test_a_broken_configuration_is_told(many: Path, waypost: Waypost) -> None:
    (many / "content/site.yaml").write_text("nonsense\n")
    done = waypost("explain", "hub", "go", "--root", "many")
    assert (done.returncode, done.stdout) == (2, "")
    assert "content/site.yaml" in done.stderr
