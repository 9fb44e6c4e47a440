"""``waypost theme``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from waypost.cli.as_json import write_json
from waypost.cli.group import Named
from waypost.cli.options import existing_site, json_option, site_option
from waypost.cli.places import short
from waypost.cli.screen import open_screen
from waypost.cli.writing import write_new
from waypost.config import Layout
from waypost.model.faults import UsageFault
from waypost.model.views.templates import VIEW_OF
from waypost.near import did_you_mean

_BLOCK = re.compile(r"\{%-?\s*block (\w+)")


class _Deeds(Named):
    noun = "command for themes"


@click.group(cls=_Deeds, subcommand_metavar="list|copy")
@site_option
def theme() -> None:
    """List the theme's templates, or copy one to change it."""


@theme.command("list")
@site_option
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """List the templates: what each is filled from, and whose it is.

    One of the site's own takes the place of the theme's.
    """
    own, names = _own(existing_site(ctx)), _names()
    mine = set(_files(own)) if own else set()
    rows = [
        {
            "template": name,
            "view": VIEW_OF[name].__name__ if name in VIEW_OF else None,
            "from": "site" if name in mine else "theme",
            "blocks": _blocks(name) if name in names else [],
        }
        for name in sorted({*names, *mine}, key=lambda name: ("/" in name, name))
    ]
    if as_json:
        write_json({"templates": rows, "diagnostics": [], "exit_code": 0})
    else:
        columns = ("template", "view", "from")
        cells = [[str(row[column] or "") for column in columns] for row in rows]
        open_screen().table(columns, cells)
    return 0


@theme.command()
@click.argument("template", metavar="TEMPLATE")
@click.option(
    "--blocks", is_flag=True, help="Write no copy, but a template that changes blocks of it."
)
@site_option
@click.pass_context
def copy(ctx: click.Context, template: str, blocks: bool) -> int:
    """Copy a template of the theme into templates/, where it takes that one's place.

    With --blocks, what is written extends the theme's template, and has its blocks to
    fill in: it goes on getting what the theme gets. Nothing is ever overwritten.
    """
    own = _own(existing_site(ctx))
    if own is None:
        raise UsageFault("this site's templates are the theme itself", "edit them where they are")
    if template not in _names():
        raise UsageFault(
            f"the theme has no template '{template}'",
            did_you_mean(template, _names()) or "`waypost theme list` names them",
        )
    target = own / template
    write_new(target, _extended(template) if blocks else _source(template), "edit it")
    print(short(target))
    return 0


def _own(layout: Layout) -> Path | None:
    """Give the folder of a site's own templates; None where the site is the theme."""
    return layout.templates[0] if len(layout.templates) > 1 else None


def _theme() -> Path:
    return Layout(Path()).templates[-1]


def _names() -> list[str]:
    return _files(_theme())


def _files(folder: Path) -> list[str]:
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.as_posix() for path in paths if not path.name.startswith(".")]


def _source(template: str) -> str:
    return (_theme() / template).read_text(encoding="utf-8")


def _blocks(template: str) -> list[str]:
    """Name a template's blocks; ``main``, which holds others, only where it is alone."""
    found = _BLOCK.findall(_source(template))
    return [name for name in found if name != "main"] or found


def _extended(template: str) -> str:
    names = _blocks(template)
    if not names:
        raise UsageFault(f"'{template}' has no blocks", "copy it without --blocks")
    blocks = (f"{{% block {name} %}}\n{{{{ super() -}}}}\n{{% endblock %}}\n" for name in names)
    return f'{{% extends "theme/{template}" %}}\n' + "".join(blocks)
