"""``waypost check``."""

from __future__ import annotations

from typing import Any

import click

from waypost import builds
from waypost.cli.building import perform
from waypost.cli.options import json_option, selection_options, site_option


@click.command()
@site_option
@selection_options
@json_option
@click.pass_context
def check(ctx: click.Context, /, as_json: bool, **asked: Any) -> int:
    """Do all that a build does, but publish nothing."""
    return perform(ctx, builds.check, asked, as_json=as_json)
