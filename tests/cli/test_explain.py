"""``waypost explain``: a hub's evidence, what a page is made of, what becomes of a file."""

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
        (["hubs", "go"], "error: there is one thing to explain at a time"),
        (["hub"], "error: a hub is explained by its slug\nfix: write `explain hub SLUG`\n"),
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


def test_a_page_is_explained_by_its_url_or_its_file(many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    here("build")
    told = here("explain", "/posts/p1/")
    for name in ("posts/p1", "posts/p1/index.html", "public/posts/p1/index.html", "/posts/p1/#why"):
        assert here("explain", name) == told
    lines = told.stdout.splitlines()
    assert lines[:2] == [
        "/posts/p1/ is the file posts/p1/index.html.",
        "It comes from content/posts/2021-02-01-p1.md.",
    ]
    assert lines[2].startswith("Its template is post.html, which uses base.html, ")
    assert "The last build that rendered anything rendered it: it was not there before." in lines
    assert lines[4].startswith("The next build takes it from the cache")
    (row,) = (line for line in lines if line.startswith("backlinks "))
    assert row.split()[1] == "7"


@pytest.mark.parametrize(
    ("file", "old", "new", "page", "why"),
    [
        ("content/posts/2021-02-01-p1.md", "Text.", "Other.", "/posts/p1/", "its body changed"),
        (
            "content/posts/2021-02-01-p1.md",
            "title: Number 1",
            "title: Item 1",
            "/posts/p2/",
            "its body changed",
        ),
        (
            "content/site.yaml",
            "title: Field",
            "title: Garden",
            "/404.html",
            "what every page shows of the site has changed",
        ),
        (
            "templates/not-found.html",
            "",
            "{% extends 'theme/not-found.html' %}",
            "/404.html",
            "its template, or one that it uses, has changed",
        ),
    ],
)
def test_the_reason_of_a_rendering_is_told_before_and_after_it(
    many: Path, waypost: Waypost, file: str, old: str, new: str, page: str, why: str
) -> None:
    here = waypost.within("many")
    here("build")
    path = many / file
    path.parent.mkdir(exist_ok=True)
    text = path.read_text() if path.exists() else ""
    path.write_text(text.replace(old, new, 1) if old else new)
    (ahead,) = (
        line
        for line in here("explain", page).stdout.splitlines()
        if line.startswith("The next build renders it: ")
    )
    assert why in ahead
    here("build")
    (after,) = (
        line
        for line in here("explain", page).stdout.splitlines()
        if line.startswith("The last build that rendered anything rendered it: ")
    )
    assert after.partition(": ")[2] == ahead.partition(": ")[2]


def test_a_page_that_others_were_rendered_after_says_so(many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    here("build")
    write(many, {"templates/not-found.html": "{% extends 'theme/not-found.html' %}"})
    here("build")
    told = here("explain", "/map/").stdout
    assert "A build since which a later build has rendered other pages rendered it: it was" in told


def test_a_file_is_explained_by_its_path(many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    write(
        many,
        {
            "content/posts/2021-05-05-secret.md": post("Secret", "2021-05-05", draft="true"),
            "content/posts/2099-05-05-later.md": post("Later", "2099-05-05"),
            "content/notes.txt": "mine",
            "static/logo.txt": "a logo",
        },
    )
    table = {
        "content/posts/2021-02-01-p1.md": "is published at /posts/p1/.",
        "content/posts/2021-05-05-secret.md": "is not published: it is a draft; --drafts shows it.",
        "content/posts/2099-05-05-later.md": "is not published: it is dated in the future;",
        "content/notes.txt": "is not published: nothing reads it.",
        "content/topics.yaml": "has no page of its own; every build reads it.",
        "static/logo.txt": "is published at /logo.txt.",
    }
    for name, told in table.items():
        assert here("explain", name).stdout.startswith(f"{name} {told}")
    linked = here("explain", "./content/posts/2021-02-01-p1.md", "--json")
    shown = json.loads(linked.stdout)
    assert shown["becomes"] == ["posts/p1/index.html"]
    assert {"index.html", "posts/p2/index.html", "topics/go/index.html"} <= set(shown["shown_on"])


def test_a_file_that_texts_include_is_explained_by_them(many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    shown = "```python file=part.py\n```"
    names = [f"content/posts/2021-05-0{n}-i{n}.md" for n in (1, 2)]
    write(
        many,
        {
            "content/posts/part.py": "retry()\n",
            names[0]: post("One", "2021-05-01", shown).encode(),
            names[1]: post("Two", "2021-05-02", "None yet."),
        },
    )
    told = here("explain", "content/posts/part.py").stdout.splitlines()
    assert told[1] == f"1 text includes it: {names[0]}."
    write(many, {names[1]: post("Two", "2021-05-02", shown).encode()})
    told = here("explain", "content/posts/part.py").stdout.splitlines()
    assert told[1] == f"2 texts include it: {names[0]}, {names[1]}."
    as_json = json.loads(here("explain", "content/posts/part.py", "--json").stdout)
    assert as_json["included_by"] == names
    assert json.loads(here("explain", names[0], "--json").stdout)["included_by"] == []


def test_json_has_all_that_a_page_shows(many: Path, waypost: Waypost) -> None:
    here = waypost.within("many")
    here("build")
    told = json.loads(here("explain", "/topics/go/", "--json").stdout)
    assert told["page"] == "topics/go/index.html"
    assert told["rendered"] == {"build": 1, "reasons": ["new"]}
    assert (told["last_build"], told["next"]) == (1, [])
    assert len(told["shows"]["references"]) == 8


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("/posts/p11/", "did you mean '/posts/p1/'"),
        ("content/posts/2021-02-01-p.md", "did you mean 'content/posts/2021-02-01-p1.md'"),
        ("zzzzzzzzzzzz", "give a URL such as /topics/"),
    ],
)
def test_what_is_neither_page_nor_file_is_a_usage_fault(
    many: Path, waypost: Waypost, name: str, fix: str
) -> None:
    done = waypost("explain", name, "--root", "many")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"'{name}' is neither a page nor a file of this site" in done.stderr
    assert fix in done.stderr
