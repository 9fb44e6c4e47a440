"""build.py: the door for a machine that has nothing but Python."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from support.command import environment
from support.sites import SITE_YAML, post, write

CHECKOUT = Path(__file__).resolve().parent.parent
BUILD_PY = CHECKOUT / "build.py"
CARRIED = ("build.py", "pyproject.toml", "README.md", "LICENSE", "src", "templates", "static")

Load = Callable[[Path], ModuleType]


@pytest.fixture
def load() -> Load:
    """Import the build.py of a folder, as a worker process does."""

    def imported(folder: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location("build_py", folder / "build.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return imported


@pytest.fixture
def checkout(tmp_path: Path, load: Load) -> ModuleType:
    """Make what build.py takes for a checkout, with an environment that is up to date."""
    shutil.copy(BUILD_PY, tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "src" / "waypost").mkdir(parents=True)
    build = load(tmp_path)
    build.PYTHON.parent.mkdir(parents=True)
    build.PYTHON.symlink_to(sys.executable)
    (build.VENV / "pyvenv.cfg").write_text("version = 3.11\n")
    build.STAMP.write_text(f"{build.key()} \n")
    return build


def nothing_runs(_command: list[str]) -> subprocess.CompletedProcess[str]:
    """Stand in for every command: all of them fail."""
    return subprocess.CompletedProcess([], 1, "line one\nno network\n")


# --- when to install -----------------------------------------------------------------


def test_an_environment_with_its_stamp_is_current(checkout: ModuleType) -> None:
    assert checkout.is_current("")


def test_the_tests_need_more_than_a_build(checkout: ModuleType) -> None:
    assert not checkout.is_current("test")
    checkout.STAMP.write_text(f"{checkout.key()} test\n")
    assert checkout.is_current("test")
    assert checkout.is_current("")


def change_pyproject(build: ModuleType) -> None:
    (build.HERE / "pyproject.toml").write_text("[project]\ndependencies = ['more']\n")


def change_python(build: ModuleType) -> None:
    build.PYTHON.unlink()
    build.PYTHON.symlink_to("/bin/sh")


def remove_python(build: ModuleType) -> None:
    build.PYTHON.unlink()


def remake_environment(build: ModuleType) -> None:
    (build.VENV / "pyvenv.cfg").write_text("version = 3.13\n")


def interrupt_installation(build: ModuleType) -> None:
    build.STAMP.unlink()


def damage_stamp(build: ModuleType) -> None:
    build.STAMP.write_text("")


@pytest.mark.parametrize(
    "change",
    [
        change_pyproject, change_python, remove_python, remake_environment,
        interrupt_installation, damage_stamp,
    ],
)  # fmt: skip
def test_whatever_it_depends_on_changes_makes_it_outdated(
    change: Callable[[ModuleType], None], checkout: ModuleType
) -> None:
    change(checkout)
    assert not checkout.is_current("")


# --- what to install -----------------------------------------------------------------


def test_a_checkout_is_installed_as_it_is(checkout: ModuleType) -> None:
    assert checkout.requirement("")[1] == ["-e", "."]
    assert checkout.requirement("test")[1] == ["-e", ".[test]"]


def test_a_site_installs_what_it_lists_or_else_the_package(tmp_path: Path, load: Load) -> None:
    shutil.copy(BUILD_PY, tmp_path)
    build = load(tmp_path)
    assert build.requirement("")[1] == ["waypost"]
    (tmp_path / "requirements.txt").write_text("waypost==0.1\n")
    assert build.requirement("")[1] == ["-r", "requirements.txt"]


# --- how it fails --------------------------------------------------------------------


def test_a_failed_first_installation_says_what_pip_said(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checkout, "run", nothing_runs)
    monkeypatch.setattr(checkout, "make_venv", lambda: None)
    with pytest.raises(checkout.SetupError, match="no network") as failed:
        checkout.install("")
    assert "pip could not install" in failed.value.message
    assert not checkout.STAMP.exists()
    assert "Setting up .venv" in capsys.readouterr().err


def test_a_failed_update_goes_on_with_what_is_there(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checkout, "run", nothing_runs)
    monkeypatch.setattr(checkout, "runs", lambda _code: True)
    checkout.install("")
    assert "warning: .venv could not be brought up to date" in capsys.readouterr().err
    assert not checkout.is_current("")


def test_an_interrupted_installation_leaves_no_stamp(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_command: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checkout, "runs", lambda _code: True)
    monkeypatch.setattr(checkout, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        checkout.install("")
    assert not checkout.is_current("")


def test_a_python_without_venv_is_told_what_to_install(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(checkout.SetupError) as failed:
        checkout.make_venv()
    assert "python3-venv" in failed.value.fix


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        ("setup", 3, "error: it is broken\nfix: mend it\n"),
        ("system", 3, "error: .venv can't be made: "),
        ("ctrl-c", 130, ""),
    ],
)
def test_setting_up_fails_with_an_exit_code(
    trouble: str,
    code: int,
    words: str,
    checkout: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raised = {
        "setup": checkout.SetupError("it is broken", "mend it"),
        "system": OSError(13, "Permission denied"),
        "ctrl-c": KeyboardInterrupt(),
    }

    def fail(_extra: str) -> None:
        raise raised[trouble]

    monkeypatch.setattr(checkout, "has_waypost", lambda _extra: False)
    monkeypatch.setattr(checkout, "is_current", lambda _extra: False)
    monkeypatch.setattr(checkout, "install", fail)
    with pytest.raises(SystemExit) as ended:
        checkout.enter(["build"])
    assert ended.value.code == code
    assert capsys.readouterr().err.startswith(words)


def test_an_old_python_is_told_so_before_anything_else() -> None:
    code = (
        "import runpy, sys\n"
        "sys.version_info, sys.version = (3, 9, 2), '3.9.2 (default)'\n"
        f"runpy.run_path({str(BUILD_PY)!r}, run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("error: Waypost needs Python 3.11 or later, and this is 3.9.2\n")


# --- going on inside -----------------------------------------------------------------


def test_a_current_environment_is_entered_with_the_same_arguments(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(checkout, "become", lambda command, _variables: became.append(command))
    monkeypatch.setattr(sys, "argv", ["./build.py", "check", "--strict"])
    checkout.enter(["check", "--strict"])
    assert became == [[str(checkout.PYTHON), "./build.py", "check", "--strict"]]


def test_once_inside_nothing_is_looked_at_again(
    checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(checkout.ENTERED, "1")
    monkeypatch.setattr(checkout, "has_waypost", lambda _extra: pytest.fail("looked"))
    checkout.enter(["build"])
    assert checkout.ENTERED not in os.environ


def test_a_worker_that_imports_it_starts_nothing(load: Load) -> None:
    # Whatever would start here would replace or end this very process.
    assert load(CHECKOUT).HERE == CHECKOUT


def test_an_environment_with_this_checkout_in_it_is_not_left() -> None:
    done = subprocess.run(
        [sys.executable, str(BUILD_PY), "--version"],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("waypost ")


def test_build_py_stands_before_the_verbs_in_its_own_help() -> None:
    done = subprocess.run(
        [sys.executable, str(BUILD_PY), "--help"],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"Usage: python3 {BUILD_PY} [OPTIONS] VERB" in done.stdout
    assert f"`python3 {BUILD_PY} test` runs the tests" in " ".join(done.stdout.split())


CALL = "main(planners=(), checks=(), syntax=(), filters=())"
GUARD = '\n\nif __name__ == "__main__":\n    from waypost.cli import main\n'
TABLE = "| a | b |\n|---|---|\n| c | d |"


def site_with(root: Path, functions: str, call: str, posts: int) -> None:
    """Make a site whose build.py has functions of its own."""
    text = BUILD_PY.read_text(encoding="utf-8")
    assert (text.count(GUARD), text.count(CALL)) == (1, 1)
    text = text.replace(GUARD, f"\n\n{functions}\n{GUARD}").replace(CALL, call)
    header = "{% block post_header %}{{ view.title | loud }}{% endblock %}"
    write(
        root,
        {f"content/posts/p{i}.md": post(f"Page {i}", body=TABLE) for i in range(posts)}
        | {
            "build.py": text.encode(),
            "content/site.yaml": SITE_YAML,
            "templates/post.html": "{% extends 'theme/post.html' %}" + header,
        },
    )


def run_build_py(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a site's build.py by this interpreter, which has Waypost."""
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
        cwd=root, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip


FOUR = """
from waypost.model.diagnostic import Place, warning

def plan_nothing(archive, site):
    return ()

def greet(archive, plan):
    return [warning("hello", f"{len(archive.posts)} posts", Place("content"))]

def no_tables(markdown):
    markdown.disable("table")

def loud(text):
    return text.upper()
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_sites_own_build_py_adds_its_functions(tmp_path: Path, jobs: str) -> None:
    # So many posts that the work is worth two processes.
    site_with(
        tmp_path,
        FOUR,
        "main(planners=(plan_nothing,), checks=(greet,), syntax=(no_tables,), filters=(loud,))",
        posts=160,
    )
    done = run_build_py(tmp_path, "--jobs", jobs)
    assert done.returncode == 0
    assert done.stderr == "content: warning[hello]: 160 posts\n1 warning\n"
    shown = (tmp_path / "public" / "posts" / "p7" / "index.html").read_text()
    assert "| a | b |" in shown
    assert "PAGE 7" in shown


@pytest.mark.parametrize(
    ("kind", "jobs", "posts"), [("checks", "1", 1), ("syntax", "1", 1), ("syntax", "2", 160)]
)
def test_a_function_that_fails_is_told_from_a_bug_of_waypost(
    tmp_path: Path, kind: str, jobs: str, posts: int
) -> None:
    functions = "def loud(text):\n    return text\n\ndef fail(*given):\n    return given / 0\n"
    site_with(tmp_path, functions, f"main(filters=(loud,), {kind}=(fail,))", posts)
    done = run_build_py(tmp_path, "--jobs", jobs)
    assert done.returncode == 2, done.stderr
    error, fix = done.stderr.splitlines()
    assert error.startswith("error: a function in build.py failed: TypeError: unsupported operand")
    assert "return given / 0" in Path(fix.rpartition(" ")[2]).read_text()
    assert not (tmp_path / "public").exists()


def has_package_index(folder: Path) -> bool:
    """Whether pip can fetch a package that is surely there."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), "click"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.long
def test_a_fresh_checkout_needs_nothing_but_python(tmp_path: Path) -> None:
    if not has_package_index(tmp_path):
        pytest.skip("no package index can be reached")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    for name in CARRIED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(
                source, fresh / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
            )
        else:
            shutil.copy(source, fresh)
    system = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"

    def build(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(system), "build.py", *arguments],
            cwd=fresh, env=environment(**variables), capture_output=True, text=True, check=False,
        )  # fmt: skip

    first = build("init", "site")
    assert (first.returncode, first.stderr.count("\n")) == (0, 1), first.stderr
    assert first.stderr.startswith("Setting up .venv ")
    assert "Made a site" in first.stdout

    nowhere = {"PIP_INDEX_URL": "http://localhost:1", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    second = build("--root", "site", "--strict", **nowhere)
    assert (second.returncode, second.stderr) == (0, "")
    assert (fresh / "site" / "public" / "index.html").is_file()

    project = fresh / "pyproject.toml"
    project.write_text(f"{project.read_text()}# changed\n")
    third = build("--version", **nowhere)
    assert third.returncode == 0
    assert "warning: .venv could not be brought up to date" in third.stderr
