"""A preview whose own code changes: another process, at the same address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.preview import Preview, ended_children_of, eventually, preview, processes_of
from support.sites import SITE_YAML, post, write
from waypost.serve.restarting import RESTARTED, Program, take_over

REPOSITORY = Path(__file__).parents[2]

OWN = """
def check(archive, plan):
    return ()
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site with a build.py that imports a module of the site's own."""
    door = (REPOSITORY / "build.py").read_text(encoding="utf-8")
    door = door.replace("checks=()", "checks=(own.check,)").replace(
        "from waypost.cli import main", "import own\n    from waypost.cli import main"
    )
    many = {f"content/posts/{n}.md": post(f"Number {n}") for n in range(200)}
    return write(
        tmp_path / "site",
        {"content/site.yaml": SITE_YAML, "build.py": door, "own.py": OWN, **many},
    )


def restarts(running: Preview) -> int:
    return running.text.count(" again at http://")


def change(file: Path, addition: str = "# changed\n") -> None:
    file.write_text(file.read_text(encoding="utf-8") + addition, encoding="utf-8")


@pytest.mark.parametrize("name", ["build.py", "own.py"])
def test_a_change_of_the_sites_code_restarts_it_at_the_same_address(site: Path, name: str) -> None:
    with preview(site, "--jobs", "2", command=("build.py",)) as running:
        eventually(lambda: running.builds() == 1)
        port, number = running.port, running.process.pid
        (site / name).touch()
        write(site, {"content/posts/1.md": post("Number 1", body="Saved words.")})
        eventually(lambda: running.shows("/posts/1/", "Saved words."))
        assert restarts(running) == 0
        change(site / name)
        eventually(lambda: restarts(running) == 1 and running.builds() == 3)
        assert running.port == port
        assert running.process.poll() is None
        assert running.shows("/posts/1/", "Saved words.")
        write(site, {"content/posts/1.md": post("Number 1", body="Other words.")})
        eventually(lambda: running.shows("/posts/1/", "Other words."))
        assert ended_children_of(number) == []
        assert running.end() == 0
        eventually(lambda: not processes_of(number))


def test_code_that_can_not_run_is_told_and_what_is_served_stays(site: Path) -> None:
    with preview(site, command=("build.py",)) as running:
        eventually(lambda: running.builds() == 1)
        change(site / "build.py", "def broken(:\n")
        eventually(lambda: "error[build-stopped]" in running.text)
        assert "SyntaxError" in running.text
        assert running.shows("/posts/1/", "Number 1")
        assert restarts(running) == 0
        door = (site / "build.py").read_text(encoding="utf-8")
        write(site, {"build.py": door.replace("def broken(:", "# mended")})
        eventually(lambda: restarts(running) == 1 and running.builds() == 3)
        assert running.shows("/posts/1/", "Number 1")


def test_a_change_of_the_package_restarts_it(tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(
        REPOSITORY / "src/waypost", code / "src/waypost",
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    for theme in ("templates", "static"):
        (code / theme).symlink_to(REPOSITORY / theme)
    site = write(
        tmp_path / "site", {"content/site.yaml": SITE_YAML, "content/posts/a.md": post("A")}
    )
    with preview(site, PYTHONPATH=str(code / "src")) as running:
        eventually(lambda: running.builds() == 1)
        change(code / "src/waypost/near.py")
        eventually(lambda: restarts(running) == 1 and running.builds() == 2)
        assert running.shows("/posts/a/", "Some text.")


def test_a_program_changes_when_its_bytes_do(tmp_path: Path) -> None:
    script, own = tmp_path / "build.py", tmp_path / "own.py"
    script.write_text("import own\n")
    own.write_text("one = 1\n")
    program = Program(script, frozenset([str(own)]))
    own.touch()
    assert not program.has_changed()
    own.write_text("one = 2\n")
    assert program.has_changed()
    own.write_text("one = 1\n")
    assert not program.has_changed()
    script.unlink()
    assert program.has_changed()


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", ""),
        ("if __name__ == '__main__':\n    raise SystemExit(3)\n", ""),
        ("import own\n", ""),
        ("raise ValueError('not so')\n", "ValueError: not so"),
        ("import nothing_of_that_name\n", "No module named 'nothing_of_that_name'"),
        ("import sys; sys.exit(3)\n", "it ended with 3"),
    ],
)
def test_code_is_tried_out_before_it_runs(tmp_path: Path, text: str, trouble: str) -> None:
    write(tmp_path, {"build.py": text, "own.py": "one = 1\n"})
    told = Program(tmp_path / "build.py").trouble()
    assert trouble in told
    assert bool(told) == bool(trouble)


@pytest.mark.parametrize(("value", "port"), [("8003", 8003), ("", None), ("x", None)])
def test_a_restarted_process_knows_its_port_once(
    monkeypatch: pytest.MonkeyPatch, value: str, port: int | None
) -> None:
    monkeypatch.setenv(RESTARTED, value)
    assert take_over() == port
    assert take_over() is None
