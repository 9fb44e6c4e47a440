"""A site that its author changes in every way, and that others damage."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from support.images import encoded, notes, photograph, plan_of
from support.increments import FILES, POSTS, Result, clean, small_site
from support.sites import options, post, tree
from waypost.builds import build
from waypost.config import Options

EXAMPLES = int(os.environ.get("WAYPOST_EXAMPLES", "5"))
STEPS = 10

FREE = ("fourth", "fifth", "2024-02-01-sixth", "seventh", "café")
"""Posts that nothing names, so that they may go."""

BODIES = (
    "",
    "Some text.",
    "Some test.",
    "Read [[first]], then [[second|the second]], and [[third#]].",
    "## Queues\n\nRetries, queues and compilers.\n\n## Queues\n\nAgain.",
    "```python\nretry()\n```\n\n![Seen](third/a.svg)\n\nA note[^1].\n\n[^1]: *Here.*",
    '::hub-card{topic="go"}\n\n::latest-posts{topic="go" count=2}\n\n::path-steps{path="start"}',
    ':::quote{source="Ada" url="first.md"}\nRead [[second]].\n\n::latest-posts{count=3}\n:::',
    'Shown.\n\n```python file="kept/part.py"\n```\n\n```table file="kept/data.csv"\n```',
    '> ```python {1} file="kept/part.py" region="setup"\n> ```',
    "[[nowhere]]",
    '![A photo](/photo.png "A caption")\n\n![Seen](/photo.png) and [it](/photo.png).',
)
BESIDE = tuple(f"content/posts/kept/{name}" for name in ("part.py", "data.csv", "unnamed.txt"))
"""Where files lie that posts include, and where one of them may be moved to."""

TITLES = ("Queues", "Compilers & <queues>", "'Ünïcode: a title'", "First steps", "queues")
DAYS = ("2019-12-31", "2022-05-01", "2024-02-29", "2026-06-01", "2026-06-02", "2031-01-01")
TOPICS = ("[]", "[go]", "[tests, ai]", "[Testing, GO]", "[unheard-of]", "[ai, go, tests]")
FRONT: tuple[dict[str, str], ...] = (
    {},
    {"draft": "true"},
    {"expires": "2026-03-01"},
    {"aliases": "[/old/seven]"},
    {"slug": "CAFÉ"},
    {"slug": "'cafe\u0301'"},
    {"superseded_by": "first"},
    {"updated": "2026-05-05", "evergreen": "true"},
    {"image": "third/a.svg", "toc": "false"},
    {"authors": "[Grace]"},
    {"author": "Ada, grace"},
    {"colour": "red"},
)

PHOTO = encoded(photograph(90, 60), "PNG", exif=notes())

OTHERS: dict[str, tuple[str | bytes, ...]] = {
    "content/site.yaml": (
        FILES["content/site.yaml"],
        "title: Field Notebook\nbase_url: https://example.org/blog\n",
        FILES["content/site.yaml"] + "markdown_twins: true\nsocial_cards: true\n",
        "title: Field Notes\nbase_url: https://example.org\nlanguage: de\ntimezone: Asia/Tokyo\n",
        "title: Field Notes\nbase_url: https://example.org\nposts_per_page: 1\nfooter: By us.\n",
        FILES["content/site.yaml"] + "search: false\n",
        FILES["content/site.yaml"] + "images: {widths: [40], formats: [webp]}\n",
        FILES["content/site.yaml"] + "images: false\n",
        "title: Field Notes\n",
        "title: [",
    ),
    "content/topics.yaml": (
        FILES["content/topics.yaml"],
        "go: {label: Golang, description: Another text.}\nai: {label: AI, parent: go}\n",
        "# nothing\n",
        "go: {lable: Go}\n",
    ),
    "content/authors.yaml": (
        "grace: {name: Grace Hopper, bio: Finds moths.}\nada: Ada\n",
        "ada: Ada\ngrace: {name: Grace Hopper, bio: Finds moths.}\n",
        "ada: {name: Ada King, url: /humans.txt, aliases: [Ada]}\n",
        "grace: {name: Grace Hopper, bio: Finds more moths.}\n",
        "ada: [Ada]\n",
    ),
    "content/lenses.yaml": (
        FILES["content/lenses.yaml"],
        "without: [neutral]\n",
        FILES["content/lenses.yaml"] + "# A comment\n",
        "packs: 3\n",
    ),
    "content/hubs/go.md": (
        FILES["content/hubs/go.md"],
        "---\ntitle: Go\nstart_here: [second]\n---\nShort.\n",
        "---\ntitle: Go\nstart_here: [missing]\n---\nShort.\n",
        "---\ntitle: Go\n",
    ),
    "content/hubs/new.md": ("---\ntitle: New\nstart_here: [first]\n---\n",),
    "content/paths/start.md": (
        FILES["content/paths/start.md"],
        "---\ntitle: The second week\nsteps: [first, second, third]\n---\nAn introduction.\n",
    ),
    "content/notes.txt": ("Nobody reads this.\n",),
    "content/posts/third/a.svg": (
        FILES["content/posts/third/a.svg"],
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
        '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>\n',
        "",
    ),
    "static/photo.png": (PHOTO, encoded(photograph(60, 90), "PNG"), PHOTO[:900]),
    "static/photo.dark.png": (encoded(plan_of(60, 40), "PNG"),),
    "content/posts/kept/part.py": (
        FILES["content/posts/kept/part.py"],
        "# region setup\nretries = 5\n# endregion\n",
        "retries = 3\nretry()\n",
    ),
    "content/posts/kept/data.csv": (
        FILES["content/posts/kept/data.csv"],
        "name,count\nqueues,4\n",
        "name,count\nqueues\n",
        "",
    ),
    "static/humans.txt": (FILES["static/humans.txt"], "Written by animals.\n"),
    "static/posts/first/index.html": ("In the way of a page.\n",),
    "static/css/site.css": (
        "main { background: url(../favicon.svg) }\n",
        "main { background: url(../nothing.svg) }\n",
        "main {",
        "}",
    ),
    "static/_headers": ("/*\n  X-Own: 1\n",),
    "static/favicon.svg": ("<svg/>\n",),
    "templates/not-found.html": (
        FILES["templates/not-found.html"],
        FILES["templates/not-found.html"] + "{# A comment #}",
        '{% extends "theme/not-found.html" %}',
        "{{ view.unheard_of }}",
        "{% if %}",
    ),
    "templates/partials/words.html": (
        "",
        "{% macro count(n, name) %}{{ n }} {{ name }}{% endmacro %}"
        "{% macro span(years) %}{{ years }}{% endmacro %}"
        "{% macro when(day, date) %}{{ date }}{% endmacro %}"
        "{% macro duration(minutes) %}{{ minutes }}{% endmacro %}",
    ),
    "templates/components/quote.html": (
        "{% macro quote(source, url='') %}<p>{{ source }}</p>{{ caller() }}{% endmacro %}",
        "{% macro quote(source) %}{{ caller() }}{{ source }}{% endmacro %}",
        "{% macro other() %}{% endmacro %}",
    ),
    "templates/post.html": (
        '{% extends "theme/post.html" %}{% block post_header %}Mine: {{ super() }}{% endblock %}',
        '{% extends "theme/post.html" %}{% block post_header %}Ours: {{ super() }}{% endblock %}',
    ),
}
"""What else may stand in which file; any of them may be missing too."""


class Site(RuleBasedStateMachine):
    """A site that its author changes, that others damage, and that is built all the time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="waypost-incremental-"))
        self.root = small_site(self.folder / "site")
        self.asked = options(self.root)
        self.new = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def posts(self) -> list[Path]:
        return sorted((self.root / "content/posts").rglob("*.md"))

    def free(self) -> list[Path]:
        """The posts that may go, the longest there first."""
        kept = {f"{name}.md" for name in POSTS if name not in FREE}
        below = self.root / "content/posts"
        return [file for file in self.posts() if file.relative_to(below).as_posix() not in kept]

    @rule(
        at=st.integers(0, 30),
        title=st.sampled_from(TITLES),
        day=st.sampled_from(DAYS),
        body=st.sampled_from(BODIES),
        topics=st.sampled_from(TOPICS),
        front=st.sampled_from(FRONT),
    )
    def write_a_post_anew(
        self, at: int, title: str, day: str, body: str, topics: str, front: dict[str, str]
    ) -> None:
        file = self.posts()[at % len(self.posts())]
        file.write_text(post(title, day, body, topics=topics, **front), encoding="utf-8")

    @rule(
        at=st.integers(0, 30),
        line=st.sampled_from(
            ("title: Anew", "date: 2022-02-02", "description: Anew.", "topics: [ai]", "# Anew")
        ),
    )
    def edit_a_field(self, at: int, line: str) -> None:
        file = self.posts()[at % len(self.posts())]
        name = line.partition(":")[0]
        lines = file.read_text(encoding="utf-8").split("\n")
        kept = [old for old in lines[1:] if not old.startswith(f"{name}:")]
        file.write_text("\n".join(["---", line, *kept]), encoding="utf-8")

    @rule(at=st.integers(0, 30), body=st.sampled_from(BODIES))
    def edit_a_body(self, at: int, body: str) -> None:
        file = self.posts()[at % len(self.posts())]
        _, front, _ = file.read_text(encoding="utf-8").split("---\n", 2)
        file.write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")

    @rule(at=st.integers(0, 30), letter=st.sampled_from("xyz"))
    def edit_a_letter_and_put_the_time_back(self, at: int, letter: str) -> None:
        file = self.posts()[at % len(self.posts())]
        before = file.stat()
        text = file.read_bytes().rstrip(b"\n")
        file.write_bytes(text[:-1] + letter.encode() + b"\n")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(day=st.sampled_from(DAYS), body=st.sampled_from(BODIES[:-1]), again=st.booleans())
    def add_a_post(self, day: str, body: str, again: bool) -> None:
        self.new += not again
        write = post(f"New {self.new}", day, body, topics="[go]")
        (self.root / f"content/posts/new-{self.new}.md").write_text(write, encoding="utf-8")

    @precondition(lambda self: self.free())
    @rule(at=st.integers(0, 30))
    def delete_a_post(self, at: int) -> None:
        self.free()[at % len(self.free())].unlink()

    @precondition(lambda self: self.free())
    @rule(
        at=st.integers(0, 30),
        change=st.sampled_from(
            (
                lambda name: name + "-again",
                lambda name: "2020-02-02-" + name,
                str.upper,
                str.lower,
                lambda name: unicodedata.normalize("NFD", name),
                lambda name: unicodedata.normalize("NFC", name),
                lambda name: f"{name}/index",
            )
        ),
    )
    def rename_a_post(self, at: int, change: Callable[[str], str]) -> None:
        file = self.free()[at % len(self.free())]
        new = file.parent / f"{change(file.stem)}.md"
        new.parent.mkdir(exist_ok=True)
        file.rename(new)

    @rule(one=st.integers(0, 30), other=st.integers(0, 30))
    def swap_two_posts(self, one: int, other: int) -> None:
        a, b = (self.posts()[at % len(self.posts())] for at in (one, other))
        texts = a.read_bytes(), b.read_bytes()
        b.write_bytes(texts[0])
        a.write_bytes(texts[1])

    @rule(name=st.sampled_from(sorted(OTHERS)), data=st.data())
    def edit_another_file(self, name: str, data: st.DataObject) -> None:
        text = data.draw(st.sampled_from((*OTHERS[name], None)))
        file = self.root / name
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    @rule(one=st.sampled_from(BESIDE), other=st.sampled_from(BESIDE))
    def rename_a_file_that_posts_include(self, one: str, other: str) -> None:
        file = self.root / one
        if file.exists():
            file.rename(self.root / other)

    @rule(posts=st.booleans())
    def mend_everything(self, posts: bool) -> None:
        for name in OTHERS:
            (self.root / name).unlink(missing_ok=True)
        if posts:
            shutil.rmtree(self.root / "content/posts")
        small_site(self.root)

    @rule(
        asked=st.fixed_dictionaries(
            {},
            optional={
                "drafts": st.booleans(),
                "future": st.booleans(),
                "expired": st.booleans(),
                "strict": st.booleans(),
                "as_of": st.sampled_from((None, date(2022, 5, 1), date(2026, 6, 2))),
                "base_url": st.sampled_from((None, "https://example.net/x", "https://example.org")),
                "jobs": st.sampled_from((1, 2, None)),
            },
        )
    )
    def ask_for_something_else(self, asked: dict[str, Any]) -> None:
        self.asked = replace(self.asked, **asked)

    @rule(
        what=st.sampled_from(("delete", "truncate", "flip")),
        at=st.integers(0, 300),
        where=st.floats(0, 1),
        many=st.booleans(),
    )
    def damage_the_cache(self, what: str, at: int, where: float, many: bool) -> None:
        cache = self.root / ".waypost/cache"
        table = self.tables()
        files = [*table, *sorted(cache.glob("blobs/*/*"))]
        hit = files[1:] if many else [files[at % len(files)]] if at % 3 else table
        for file in hit:
            damage(file, what, where)

    def tables(self) -> list[Path]:
        """The files of the cache that are no blobs."""
        return sorted((self.root / ".waypost/cache").glob("actions.sqlite*"))

    @rule()
    def delete_the_cache(self) -> None:
        shutil.rmtree(self.root / ".waypost")

    @rule(at=st.integers(1, 400_000), cold=st.booleans())
    def kill_a_build(self, at: int, cold: bool) -> None:
        self.edit_a_field(at, "title: Killed")
        if cold:
            self.delete_the_cache()
        killed_build(self.asked, at * 3 if cold else at)

    @invariant()
    def a_build_equals_a_clean_one(self) -> None:
        before = stamps(self.root / "public")
        result, published = clean(self.asked, self.folder / "clean")
        outcome = build(self.asked)
        assert Result.of(outcome, self.asked.strict) == result
        if outcome.published is None:
            assert result.exit_code
            assert stamps(self.root / "public") == before
        else:
            assert tree(self.root / "public") == published
        self._and_again(result)

    def _and_again(self, result: Result) -> None:
        before = stamps(self.root)
        again = build(self.asked)
        assert Result.of(again, self.asked.strict) == result
        assert again.published is None or again.published.unchanged
        assert again.rendered == 0
        assert stamps(self.root) == before


def damage(file: Path, what: str, where: float) -> None:
    """Do something to a file, at a part of its length."""
    data = bytearray(file.read_bytes())
    at = min(int(where * len(data)), len(data) - 1)
    if what == "delete" or not data:
        file.unlink()
        return
    if what == "truncate":
        del data[at:]
    else:
        data[at : at + 8] = (byte ^ 0xA5 for byte in data[at : at + 8])
    file.write_bytes(data)


def stamps(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Say of every file but those of the cache what it holds, and when it was written."""
    return {
        file.relative_to(folder).as_posix(): (
            (about := file.stat()).st_mtime_ns,
            about.st_ino,
            file.read_bytes(),
        )
        for file in folder.rglob("*")
        if ".waypost" not in file.parts and file.is_file()
    }


def killed_build(asked: Options, at: int) -> None:
    """Build in a process that is killed as soon as it has called so many functions."""
    child = os.fork()
    if not child:
        left = at

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        try:
            build(asked)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
