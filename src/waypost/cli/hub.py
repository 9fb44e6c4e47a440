"""``waypost hub``."""

from __future__ import annotations

import click

from waypost.cli.explain import NOTHING
from waypost.cli.group import Named
from waypost.cli.options import asked_for, existing_site, site_option
from waypost.cli.places import short
from waypost.cli.promoting import frozen_text, live_text
from waypost.cli.screen import open_screen
from waypost.cli.surveying import evidence_of
from waypost.cli.writing import write_new
from waypost.load.slugs import slugify
from waypost.model.archive import Hub
from waypost.model.faults import UsageFault


class _Deeds(Named):
    noun = "command for hubs"


@click.group(cls=_Deeds, subcommand_metavar="promote TOPIC")
@site_option
def hub() -> None:
    """Turn a derived hub into a file to edit."""


@hub.command()
@click.argument("topic", metavar="TOPIC")
@click.option(
    "--freeze", is_flag=True, help="Write the derived parts out, as text of the editor's own."
)
@site_option
@click.pass_context
def promote(ctx: click.Context, topic: str, freeze: bool) -> int:
    """Write content/hubs/TOPIC.md for a derived hub.

    The page stays what it was, for its sections go on being made of the archive, until
    you edit the file. With --freeze they become text that changes no more. Nothing is
    ever overwritten.
    """
    screen = open_screen()
    layout = existing_site(ctx)
    outcome, found, evidence = evidence_of(ctx, asked_for(ctx), topic)
    archive, code = outcome.archive, outcome.exit_code()
    if archive is None or found is None or code:
        # What is left of a broken archive would be written down as if it were all.
        screen.report(outcome.diagnostics)
        screen.note("Nothing was written.")
        return code
    _refuse(found)
    target = layout.content / "hubs" / f"{found.slug}.md"
    text = frozen_text(found, evidence or NOTHING, archive) if freeze else live_text(found)
    write_new(target, text, "edit it, or move it away")
    print(short(target))
    return 0


def _refuse(hub: Hub) -> None:
    if hub.curated:
        raise UsageFault(f"the hub '{hub.slug}' has a file already", f"edit {hub.source}")
    if slugify(hub.slug) != hub.slug:
        raise UsageFault(
            f"no file can be named for the topic '{hub.slug}'",
            "register it in content/topics.yaml under another slug",
        )
