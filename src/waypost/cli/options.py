"""The options that verbs share, and what they ask a build for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from waypost.cli.door import Door
from waypost.cli.places import short
from waypost.config import Layout, Options
from waypost.model.faults import UsageFault

Command = TypeVar("Command", bound=Callable[..., Any])

_ROOT = "waypost.root"
_UNSAFE = re.compile(r"[\s<>\"'`{}|\\^?#]")


def site_option(command: Command) -> Command:
    """Add ``--root``. It may stand before and after the verb; the last one counts."""
    return click.option(
        "--root",
        metavar="DIR",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember_root,
        help="The site's folder, which holds content/; the current one by default.",
    )(command)


def json_option(command: Command) -> Command:
    """Add ``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object, for programs."
    )(command)


def selection_options(command: Command) -> Command:
    """Add what decides which posts are shown, and how hard to work on them.

    Each parameter is named as its field of ``Options``.
    """
    for option in reversed(_SELECTION):
        command = option(command)
    return command


def preview_options(command: Command) -> Command:
    """Add what ``selection_options`` adds, but with drafts shown unless told otherwise."""
    for option in reversed([_DRAFTS_TOO if one is _DRAFTS else one for one in _SELECTION]):
        command = option(command)
    return command


def calendar_date(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a date of the command line, for click.

    Raises:
        click.BadParameter: where it is not a calendar date.
    """
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is not a date such as 2026-03-31", ctx=ctx, param=param
        ) from None


def _base_url(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if not _is_base_url(value):
        raise click.BadParameter(
            f"'{value}' is not a URL such as https://example.org/blog", ctx=ctx, param=param
        )
    return value.rstrip("/")


def _is_base_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    proper = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return bool(proper) and not _UNSAFE.search(value) and "//" not in parts.path


_DRAFTS = click.option("-D", "--drafts", is_flag=True, help="Show drafts too.")
_DRAFTS_TOO = click.option(
    "-D", "--drafts/--no-drafts", default=True, help="Show drafts too, as by default, or not."
)

_SELECTION = (
    click.option(
        "--base-url",
        metavar="URL",
        callback=_base_url,
        help="Where the site will be served; instead of base_url in site.yaml.",
    ),
    _DRAFTS,
    click.option("-F", "--future", is_flag=True, help="Show posts with a date to come too."),
    click.option("-E", "--expired", is_flag=True, help="Show expired posts too."),
    click.option(
        "--as-of",
        metavar="DATE",
        callback=calendar_date,
        help="Show the site as it is on that day (2026-03-31), in its time zone.",
    ),
    click.option("--strict", is_flag=True, help="Treat every warning as an error."),
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(min=1),
        help="Worker processes, 1 for none; as many as there are processors by default.",
    ),
)


def site_root(ctx: click.Context) -> Path:
    """Give the site's folder, absolute; it need not be there."""
    door = ctx.find_object(Door)
    assert door is not None
    return Path(os.path.abspath(ctx.meta.get(_ROOT, door.root)))  # noqa: PTH100 - keeps symlinks


def program(ctx: click.Context) -> str:
    """Give what to type before a verb to come to the same site again."""
    door = ctx.find_object(Door)
    assert door is not None
    return f"{door.program} --root {short(site_root(ctx))}" if _ROOT in ctx.meta else door.program


def existing_site(ctx: click.Context) -> Layout:
    """Give the folders of a site that is there.

    Raises:
        UsageFault: where the folder is missing, or holds no content/.
    """
    layout = Layout(site_root(ctx))
    if layout.content.is_dir():
        return layout
    if not layout.root.is_dir():
        raise UsageFault(f"there is no folder {layout.root}", "give --root the folder of a site")
    for parent in layout.root.parents:
        if (parent / "content" / "site.yaml").is_file():
            raise UsageFault(
                f"{layout.root} is not a site: it holds no content/",
                f"did you mean --root {parent}?",
            )
    init = f"{ctx.find_root().command_path} init DIR"
    raise UsageFault(
        f"{layout.root} is not a site: it holds no content/",
        f"give --root the folder of one, or make one with `{init}`",
    )


def asked_for(ctx: click.Context, **fields: Any) -> Options:
    """Make the request of a verb; ``fields`` are those of ``Options``.

    Raises:
        UsageFault: where there is no site, or SOURCE_DATE_EPOCH is not a time.
    """
    return Options(root=existing_site(ctx).root, now=moment(os.environ), **fields)


def moment(environment: os._Environ[str] | dict[str, str]) -> datetime:
    """Give the moment of the command: now, or SOURCE_DATE_EPOCH where it is set.

    Raises:
        UsageFault: where SOURCE_DATE_EPOCH is not a count of seconds since 1970.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageFault(
            f"SOURCE_DATE_EPOCH is '{epoch}', which is not a count of seconds since 1970",
            "set it to a whole number such as 1767225600, or unset it",
        ) from None


def _remember_root(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    # click shares ``meta`` between the group's context and the verb's, which is
    # parsed later and so has the last word.
    if value is not None:
        ctx.meta[_ROOT] = value
