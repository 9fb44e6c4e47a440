"""``waypost build``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from waypost import builds
from waypost.cli.building import perform
from waypost.cli.options import json_option, selection_options, site_option


@click.command()
@site_option
@click.option(
    "-d",
    "--destination",
    metavar="DIR",
    type=click.Path(path_type=Path),
    callback=lambda _ctx, _param, value: value and Path(os.path.abspath(value)),  # noqa: PTH100
    help="Where to publish; public/ in the site's folder by default.",
)
@selection_options
@json_option
@click.option("--timings", is_flag=True, help="Show how long each stage took.")
@click.option(
    "--verify",
    is_flag=True,
    help="Build once more, without the cache, and compare every byte that was published.",
)
@click.pass_context
def build(ctx: click.Context, /, as_json: bool, timings: bool, verify: bool, **asked: Any) -> int:
    """Build the site and publish it.

    The complete site replaces the one before in a single step. Where there are errors
    (or, with --strict, any findings), nothing is published and the old site stays.
    """
    return perform(ctx, builds.build, asked, as_json=as_json, timings=timings, verify=verify)
