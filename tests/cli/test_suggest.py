"""``waypost suggest hub`` prints a patch, and what it suggests is right once it is applied."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.command import Done, Waypost, environment
from support.sites import SITE_YAML, post, write

HUB = "content/hubs/go.md"

HUB_TEXT = """\
---
title: Go
description: All about Go.
topics: [go]
start_here:
  - post: first
    label: The first of all
    note: Why to begin here.
themes:
  - title: Servers
    reads: [server, handler]
  - title: Testing
    reads:
      - mocks
      - post: fakes
        note: "More."
---

Text."""


def source(title: str, day: str, body: str, topics: str, more: str = "") -> str:
    """Write a post; ``more`` are further lines of its front matter."""
    return post(title, day, body, topics=topics).replace("\n---\n\n", f"\n{more}---\n\n", 1)


SITE = {
    "content/site.yaml": SITE_YAML,
    HUB: HUB_TEXT,
    "content/posts/first.md": source(
        "The first of all", "2020-01-01", "Text.", "[go]", "superseded_by: second\n"
    ),
    "content/posts/second.md": source("What came second", "2021-01-01", "Text.", "[go]"),
    "content/posts/server.md": source("Server", "2021-02-01", "See [[strong]].", "[go, net]"),
    "content/posts/handler.md": source("Handler", "2021-03-01", "See [[strong]].", "[go, net]"),
    "content/posts/mocks.md": source("Mocks", "2021-04-01", "See [[strong]].", "[go, tests]"),
    "content/posts/fakes.md": source("Fakes", "2021-05-01", "See [[strong]].", "[go, tests]"),
    "content/posts/strong.md": source("A strong 'post'", "2022-01-01", "Text.", "[go, tests]"),
}


PATCH = (
    "# Cite 'second' instead of 'first' (What came second): it has superseded 'first'.\n"
    "# Cite 'strong' in the theme 'Testing' (A strong 'post'): 4 posts of this hub link to it; "
    "it is the current step of the derived reading path; it is newer than everything cited here."
    """
--- a/content/hubs/go.md
+++ b/content/hubs/go.md
@@ -3,8 +3,8 @@
 description: All about Go.
 topics: [go]
 start_here:
-  - post: first
-    label: The first of all
+  - post: second
+    label: "What came second"
     note: Why to begin here.
 themes:
   - title: Servers
@@ -14,6 +14,7 @@
       - mocks
       - post: fakes
         note: "More."
+      - strong
 ---
\x20
 Text.
\\ No newline at end of file
"""
)


@pytest.fixture
def go(tmp_path: Path) -> Path:
    """Make a site with a curated hub that could cite better."""
    root = tmp_path / "site"
    for name, text in SITE.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def exact(root: Path) -> bytes:
    """Run the command in a process of its own, and give what it printed, byte for byte."""
    command = [sys.executable, "-m", "waypost", "suggest", "hub", "go"]
    return subprocess.run(
        command, cwd=root, env=environment(), capture_output=True, check=True
    ).stdout


def git(root: Path, patch: bytes) -> None:
    """Apply a patch with git, in a folder that is no repository."""
    apply(["git", "apply", "--verbose"], root, patch)


def gnu(root: Path, patch: bytes) -> None:
    """Apply a patch with GNU patch."""
    apply(["patch", "-p1", "--fuzz=0"], root, patch)


def apply(command: list[str], root: Path, patch: bytes) -> None:
    """Run a command on a patch, without fail."""
    done = subprocess.run(command, cwd=root, input=patch, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def posts_in(patch: str) -> set[str]:
    """Name the posts that a patch suggests to cite."""
    return set(re.findall(r"(?m)^# Cite '([^']+)'", patch))


def test_a_patch_with_its_reasons(go: Path, process: Waypost) -> None:
    done = process("suggest", "hub", "go", "--root", "site")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == PATCH


@pytest.mark.parametrize("tool", [git, gnu])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_both_tools_apply_it(
    tool: Callable[[Path, bytes], None], ending: str, go: Path, waypost: Waypost
) -> None:
    (go / HUB).write_bytes(HUB_TEXT.replace("\n", ending).encode())
    here = waypost.within("site")
    before = here("build")
    assert (before.returncode, before.stderr) == (0, "")
    patch = exact(go)
    tool(go, patch)
    changed = (go / HUB).read_bytes().decode()
    assert "- post: second" in changed
    assert changed.count(ending) == changed.count("\n")
    after = here("build")
    assert (after.returncode, after.stderr) == (0, "")
    again = here("suggest", "hub", "go")
    assert posts_in(patch.decode()) == {"second", "strong"}
    assert not posts_in(again.stdout) & posts_in(patch.decode())


def test_nothing_to_suggest_is_no_patch(go: Path, process: Waypost) -> None:
    here = process.within("site")
    gnu(go, exact(go))
    done = here("suggest", "hub", "go")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "There is nothing to suggest for the hub 'go'.\n"


def test_what_no_patch_can_do_is_said_apart(go: Path, waypost: Waypost) -> None:
    text = HUB_TEXT.replace("reads: [server, handler]", "reads: [server, second]")
    (go / HUB).write_text(text.replace("      - mocks\n", "      -\n        post: mocks\n"))
    done = waypost("suggest", "hub", "go", "--root", "site")
    assert "No patch does it: this hub cites 'second' already: take 'first' out." in done.stderr
    assert posts_in(done.stdout) == {"strong"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["hub", "goo"], "error: there is no hub 'goo'\nfix: did you mean 'go'?\n"),
        (["hub", "tests"], "error: no file describes the hub 'tests': it is derived as a whole\n"
         "fix: make one with `waypost hub promote tests`\n"),
        (["hubs", "go"], "error: there is no subject of suggestions 'hubs'\nfix: did you mean 'hub'?\n"),
    ],
)  # fmt: skip
def test_what_is_no_curated_hub_is_a_usage_fault(
    arguments: list[str], told: str, go: Path, waypost: Waypost
) -> None:
    done = waypost.within("site")("suggest", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_findings_of_the_site_are_counted(go: Path, waypost: Waypost) -> None:
    write(go, {"content/posts/bad.md": "no front matter\n"})
    done = waypost.within("site")("suggest", "hub", "go")
    assert done.returncode == 1
    assert "1 error: `waypost check` shows them" in done.stderr
    assert posts_in(done.stdout) == {"second", "strong"}


SLUGS = [f"m{n}" for n in range(9)]


@st.composite
def hubs(draw: st.DrawFn) -> str:
    """Draw a hub's file that cites some posts, in one style or another."""
    cited = draw(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=5, unique=True))
    cut = draw(st.integers(0, len(cited)))
    start, reads = cited[:cut], cited[cut:]
    flow = draw(st.booleans())
    indent = draw(st.sampled_from(["", "  "]))
    lines = ["title: Go", "description: All of it.", "topics: [go]"]
    if start:
        lines.append("start_here:")
        lines += [f"{indent}- post: {slug}\n{indent}  note: On it." for slug in start]
    if reads:
        lines += ["themes:", f"{indent}- title: One"]
        lines += (
            [f"{indent}  reads: [{', '.join(reads)}]"]
            if flow
            else [f"{indent}  reads:", *(f"{indent}  - {slug}" for slug in reads)]
        )
    return "---\n" + "\n".join(lines) + "\n---\n\nText.\n"


@settings(max_examples=15)
@given(
    hubs(),
    st.lists(st.tuples(st.sampled_from(SLUGS), st.sampled_from(SLUGS)), max_size=25),
    st.dictionaries(st.sampled_from(SLUGS[:4]), st.sampled_from(SLUGS[5:]), max_size=2),
)
def test_an_applied_patch_brings_no_findings_and_is_not_suggested_again(
    text: str, links: list[tuple[str, str]], superseded: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {"content/site.yaml": SITE_YAML, HUB: text}
        for number, slug in enumerate(SLUGS):
            body = " ".join(f"[[{target}]]" for origin, target in links if origin == slug)
            more = f"superseded_by: {superseded[slug]}\n" if slug in superseded else ""
            files[f"content/posts/{slug}.md"] = source(
                f"Post {slug}", f"20{10 + number}-01-01", body or "Text.", "[go]", more
            )
        write(root, files)
        here = Waypost(root)

        def run(*arguments: str) -> Done:
            return here(*arguments, "--jobs", "1")

        before = run("list", "hubs")
        done = run("suggest", "hub", "go")
        if not done.stdout:
            return
        gnu(root, done.stdout.encode())
        after = run("list", "hubs")
        assert (after.returncode, after.stderr) == (before.returncode, before.stderr)
        assert not posts_in(run("suggest", "hub", "go").stdout) & posts_in(done.stdout)
