"""docs/commands.md tells of every verb and option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from waypost.cli.as_json import NOTHING
from waypost.cli.group import waypost

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Give every command below one, by what a user types."""
    yield name, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for below in command.list_commands(ctx):
            found = command.get_command(ctx, below)
            assert found is not None
            yield from commands(found, f"{name} {below}")


def section(name: str) -> str:
    """Give what the page says of a command, up to the next heading of a command."""
    if name == "waypost":
        return PAGE.partition("\n## ")[0]
    found = re.search(rf"(?ms)^##+ `{name}`\n(.*?)(?=^##+ (?!Findings|JSON)|\Z)", PAGE)
    return found[1] if found else ""


ALL = dict(commands(waypost, "waypost"))


@pytest.mark.parametrize("name", ALL)
def test_every_command_has_a_section(name: str) -> None:
    assert section(name)


@pytest.mark.parametrize("name", ALL)
def test_a_section_has_every_option_and_no_other(name: str) -> None:
    taken = {
        option
        for parameter in ALL[name].params
        if isinstance(parameter, click.Option) and parameter.name != "help"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    text = section(name)
    assert taken <= set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*", text))
    listed = re.findall(r"(?m)^\| (`-[^|]*) \|", text)
    assert set(re.findall(r"`(--?[a-zA-Z-]+)", " ".join(listed))) <= taken


@pytest.mark.parametrize("key", [*NOTHING, "error"])
def test_every_key_of_the_json_is_explained(key: str) -> None:
    assert re.search(rf"(?m)^\|[^|]*`{key}`[^|]*\|", PAGE)


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 130, 141])
def test_every_exit_code_is_explained(code: int) -> None:
    assert re.search(rf"(?m)^\| {code} \|", PAGE)


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"(?m)^#+ (.+)$", PAGE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings
