"""Whatever happens to a site's files, what is served ends equal to a clean build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest

from support.preview import PATIENCE, Preview, eventually, preview
from support.sites import SITE_YAML, options, post, write
from waypost.session import Session

SECONDS = float(os.environ.get("WAYPOST_SOAK", "20"))
POSTS = 40
BROKEN = "---\ntitle: [\n---\n[[nowhere]]\n"
TOPICS = ("bread", "logs", "teams")


def clean(root: Path, elsewhere: Path) -> dict[str, bytes]:
    """Build a copy of a site from nothing, drafts too; give all that it puts out."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    ignored = shutil.ignore_patterns(".waypost", ".git")
    shutil.copytree(root, elsewhere, symlinks=True, ignore=ignored)
    session = Session(options(elsewhere, drafts=True))
    try:
        outcome = session.build().outcome
        assert outcome.manifest is not None, outcome.diagnostics
        assert outcome.exit_code() == 0, outcome.diagnostics
        return {path: session.blob(digest) for path, digest in outcome.manifest.entries.items()}
    finally:
        session.close()


def is_served(running: Preview, wanted: dict[str, bytes], former: range) -> bool:
    """Whether every output is served as it is, and no other post; ``former`` had files."""
    connection = HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    try:
        for path, data in wanted.items():
            connection.request("GET", "/" + quote(path.removesuffix("index.html")))
            answer = connection.getresponse()
            if answer.read() != data:
                return False
        for number in former:
            if f"posts/{number}/index.html" not in wanted:
                connection.request("GET", f"/posts/{number}/")
                answer = connection.getresponse()
                answer.read()
                # One that was renamed leads on.
                if answer.status not in (302, 404):
                    return False
    finally:
        connection.close()
    return True


class Writer:
    """Changes a site at random, as editors, version control and mistakes do."""

    def __init__(self, root: Path, random: Random) -> None:
        self.root = root
        self.random = random
        self.posts = root / "content/posts"
        self.number = POSTS
        self.deeds: list[Callable[[], None]] = [
            self.save, self.save, self.save, self.save_by_renaming, self.save_with_a_backup,
            self.add, self.add_folder, self.remove, self.rename, self.move_folder, self.lock,
            self.break_, self.style, self.override, self.link, self.nothing,
        ]  # fmt: skip

    def act(self) -> None:
        """Do one thing."""
        self.random.choice(self.deeds)()

    def mend(self) -> None:
        """Leave nothing broken."""
        for file in self.posts.rglob("*.md"):
            if not file.is_symlink() and file.read_text(encoding="utf-8") == BROKEN:
                file.write_text(self.text(), encoding="utf-8")

    def text(self) -> str:
        """Write a post with a new body, and sometimes another title, topic or state."""
        r = self.random
        front: dict[str, object] = {"topics": f"[{r.choice(TOPICS)}]"}
        if r.random() < 0.2:
            front["draft"] = "true"
        title, words = f"Title {r.randrange(1000)}", r.sample(range(1000), 8)
        return post(
            title, f"20{r.randrange(10, 24)}-03-0{r.randrange(1, 9)}", f"Words {words}.", **front
        )

    def some(self) -> Path:
        """Choose a post."""
        files = sorted(f for f in self.posts.rglob("*.md") if not f.is_symlink())
        return self.random.choice(files)

    def save(self) -> None:
        self.some().write_text(self.text(), encoding="utf-8")

    def save_by_renaming(self) -> None:
        file = self.some()
        new = file.with_name(f".{file.name}.tmp")
        new.write_text(self.text(), encoding="utf-8")
        new.replace(file)

    def save_with_a_backup(self) -> None:
        file = self.some()
        file.rename(f"{file}~")
        file.write_text(self.text(), encoding="utf-8")
        Path(f"{file}~").unlink()

    def add(self) -> None:
        self.number += 1
        write(self.posts, {f"{self.number}.md": self.text()})

    def add_folder(self) -> None:
        self.number += 1
        name = f"{self.number}-folder"
        write(self.posts, {f"{name}/index.md": self.text(), f"{name}/hill.txt": str(self.number)})

    def remove(self) -> None:
        if self.number > POSTS // 2:
            self.some().unlink()
            self.add()

    def rename(self) -> None:
        self.number += 1
        file = self.some()
        if file.name != "index.md":
            file.rename(self.posts / f"{self.number}.md")

    def move_folder(self) -> None:
        folders = sorted(f for f in self.posts.iterdir() if f.is_dir() and not f.is_symlink())
        if folders:
            self.number += 1
            self.random.choice(folders).rename(self.posts / f"{self.number}-moved")

    def lock(self) -> None:
        lock = self.posts / ".#1.md"
        if lock.is_symlink():
            lock.unlink()
        else:
            lock.symlink_to("writer@machine.1234")

    def break_(self) -> None:
        self.some().write_text(BROKEN, encoding="utf-8")

    def style(self) -> None:
        write(self.root, {"static/own.css": f"p {{ margin: {self.random.randrange(99)}px }}"})

    def override(self) -> None:
        file = self.root / "templates/404.html"
        if file.exists():
            shutil.rmtree(file.parent)
        else:
            text = "{% extends 'theme/404.html' %}"
            write(self.root, {"templates/404.html": text})

    def link(self) -> None:
        link = self.root / "static/linked"
        if link.is_symlink():
            link.unlink()
        else:
            write(self.root, {"shared/a.txt": "a"})
            link.parent.mkdir(exist_ok=True)
            link.symlink_to("../shared")

    def nothing(self) -> None:
        time.sleep(self.random.random())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    topics = [TOPICS[n % len(TOPICS)] for n in range(POSTS)]
    posts = {
        f"content/posts/{n}.md": post(f"Number {n}", topics=f"[{topic}]")
        for n, topic in enumerate(topics)
    }
    return write(tmp_path / "site", {"content/site.yaml": SITE_YAML, **posts})


def ends_clean(running: Preview, site: Path, posts: int = 2 * POSTS) -> None:
    wanted = clean(site, site.parent / "clean")
    former = range(posts)
    eventually(lambda: is_served(running, wanted, former))
    # And stays so, with the look at everything that follows the last burst.
    time.sleep(2)
    assert is_served(running, wanted, former)


@pytest.mark.long
@pytest.mark.parametrize("arguments", [(), ("--poll",)])
def test_random_edits_end_as_a_clean_build(site: Path, arguments: tuple[str, ...]) -> None:
    seed = int(time.time())
    random = Random(seed)
    writer = Writer(site, random)
    seconds = SECONDS if not arguments else SECONDS / 4
    with preview(site, "--no-reload", "--jobs", "1", *arguments) as running:
        eventually(lambda: running.builds() == 1)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            writer.act()
            time.sleep(random.choice([0, 0.01, 0.05, 0.3]))
        writer.mend()
        print(f"seed {seed}, {running.builds()} builds")
        ends_clean(running, site, writer.number + 1)
        assert "bug" not in running.text
        assert running.end(signal.SIGINT) == 130


def git(folder: Path, *arguments: str) -> None:
    """Run git, as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.long
def test_a_checkout_of_thousands_of_files_ends_as_a_clean_build(site: Path) -> None:
    git(site, "init", "-b", "old")
    write(site, {".gitignore": ".waypost\n"})
    write(site, {f"static/notes/{n % 30}/{n}.txt": f"old {n}" for n in range(2_900)})
    git(site, "add", "-A")
    git(site, "commit", "-m", "old")
    git(site, "checkout", "-b", "new")
    shutil.rmtree(site / "static/notes/7")
    write(site, {f"static/notes/{n % 30}/{n}.txt": f"new {n}" for n in range(2_900) if n % 30 != 7})
    write(site, {f"content/posts/{n}.md": post(f"New {n}", topics="[logs]") for n in range(100)})
    git(site, "add", "-A")
    git(site, "commit", "-m", "new")
    with preview(site, "--no-reload", "--jobs", "1") as running:
        eventually(lambda: running.builds() == 1)
        for branch in ("old", "new", "old"):
            git(site, "checkout", branch)
        ends_clean(running, site)
        git(site, "checkout", "new")
        ends_clean(running, site)
        assert "bug" not in running.text


def test_events_that_the_kernel_drops_lose_nothing(site: Path) -> None:
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    files = [site / f"content/posts/{n}.md" for n in (1, 2)]
    with preview(site, "--no-reload", "--jobs", "1") as running:
        eventually(lambda: running.builds() == 1)
        running.process.send_signal(signal.SIGSTOP)
        for n in range(limit + 1000):
            # Two in turn, as equal events in a row are one.
            files[n % 2].touch()
        (site / "content/posts/3.md").unlink()
        write(site, {"content/posts/late/index.md": post("Late")})
        write(site, {"content/posts/5.md": post("Number 5", body="Unheard words.")})
        running.process.send_signal(signal.SIGCONT)
        ends_clean(running, site)
        write(site, {"content/posts/late/index.md": post("Late", body="Later words.")})
        eventually(lambda: running.shows("/posts/late/", "Later words."))
        assert running.get("/posts/3/")[0] == 404
        assert "watchdog" not in running.text.lower()
