"""The table of verbs, and the group that finds them."""

from __future__ import annotations

from importlib import import_module

import click

from waypost import __version__
from waypost.cli.door import Door
from waypost.cli.options import site_option
from waypost.model.faults import UsageFault
from waypost.near import did_you_mean

VERBS = {
    "build": ("waypost.cli.build:build", "Build the site and publish it."),
    "serve": ("waypost.cli.serve:serve", "Show the site in a browser while it is written."),
    "check": ("waypost.cli.check:check", "Do all that a build does, but publish nothing."),
    "list": ("waypost.cli.listing:list_", "List posts, topics, hubs, paths, or what is left out."),
    "new": ("waypost.cli.new:new", "Start a post, a hub or a reading path."),
    "diff": ("waypost.cli.diff:diff", "Say in an editor's words what changed."),
    "explain": (
        "waypost.cli.explain:explain",
        "Say what a page is made of, or a file becomes.",
    ),
    "audit": ("waypost.cli.audit:audit", "Report what an editor may want to change."),
    "suggest": ("waypost.cli.suggest:suggest", "Suggest changes to an editor's file, as a patch."),
    "hub": ("waypost.cli.hub:hub", "Turn a derived hub into a file to edit."),
    "theme": ("waypost.cli.theme:theme", "List the theme's templates, or copy one to change it."),
    "init": ("waypost.cli.init:init", "Make a small new site that builds at once."),
    "clean": ("waypost.cli.clean:clean", "Remove what builds have made."),
}
"""Every verb: where it lives, and what it does. In order of use, as the help shows them."""

ALIASES = {"preview": "serve"}
"""Other names of verbs, which no help needs to repeat."""


class Named(click.Group):
    """A group that answers a name it does not know with the nearest one it does."""

    noun = "verb"

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments start with.

        Raises:
            UsageFault: where there is none of that name.
        """
        names = self.list_commands(ctx)
        if not args[0].startswith("-") and args[0] not in names:
            raise UsageFault(
                f"there is no {self.noun} '{args[0]}'",
                did_you_mean(args[0], names) or f"choose of {', '.join(names)}",
            )
        return super().resolve_command(ctx, args)


class Verbs(Named):
    """Imports a verb's module when the verb is asked for, and no sooner.

    A build needs numpy, jinja2 and more, whose imports take longer than all that
    ``--help`` has to do; so this is the one place where modules are imported late.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a verb by its name or another one that it has.

        Raises:
            UsageFault: where there is none of that name.
        """
        return super().resolve_command(ctx, [ALIASES.get(args[0], args[0]), *args[1:]])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the verbs in the table's order."""
        return list(VERBS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import a verb; None where there is no such verb."""
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the help's list of verbs from the table, without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, summary) for name, (_, summary) in VERBS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what only a build.py can do, where the user came in by one."""
        door = ctx.find_object(Door)
        if door is not None and door.default_verb:
            formatter.write_paragraph()
            formatter.write_text(
                f"Without a verb, {door.program} builds. In a checkout of Waypost, "
                f"`{door.program} test` runs the tests."
            )


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="VERB [OPTIONS]",
    no_args_is_help=False,
)
@site_option
@click.version_option(__version__, prog_name="waypost", message="%(prog)s %(version)s")
def waypost() -> None:
    """Turn an archive of posts into a map: topic hubs and reading paths."""
