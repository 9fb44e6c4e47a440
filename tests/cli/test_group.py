"""The verbs, and how fast the help is."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from waypost.cli.group import VERBS, waypost

HEAVY = ("numpy", "scipy", "jinja2", "markdown_it", "pygments", "rich", "yaml", "waypost.pipeline")


@pytest.mark.parametrize("verb", VERBS)
def test_the_table_says_of_a_verb_what_its_own_help_says(verb: str) -> None:
    command = waypost.get_command(click.Context(waypost), verb)
    assert command is not None
    assert command.name == verb
    assert (command.help or "").partition("\n\n")[0].replace("\n", " ") == VERBS[verb][1]


def test_help_imports_nothing_that_only_a_build_needs() -> None:
    code = (
        "import sys\n"
        "from waypost.cli.entry import run\n"
        "from waypost.cli.door import door_of\n"
        "from waypost.config import Extensions\n"
        "run(['--help'], door_of('waypost', Extensions()))\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "build" in done.stdout
    assert done.stderr.strip() == "[]"
