"""A change: one thing that differs between two editions, as a value."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from waypost.editions.edition import Kind


class What(StrEnum):
    """What happened, in the order in which it is told."""

    URL_GONE = "url-gone"
    """``other`` is where its thing is now, if anywhere; ``parts`` says why it went."""
    SITE_CHANGED = "site-changed"
    """``parts`` names a setting; ``before`` and ``after`` are what it says."""
    POST_ADDED = "post-added"
    """``after`` is its date."""
    POST_REMOVED = "post-removed"
    """``other`` is where its URL leads now."""
    POST_MOVED = "post-moved"
    """``before`` is its former URL, ``other`` where that leads now."""
    POST_RETITLED = "post-retitled"
    POST_REDATED = "post-redated"
    POST_SUPERSEDED = "post-superseded"
    """``other`` is its successor; with none, it has one no more."""
    POST_TAGGED = "post-tagged"
    """``gained`` and ``lost`` are topics without a hub."""
    POST_EDITED = "post-edited"
    """``parts`` names what is worded otherwise. Where it is told of several posts at once,
    they are ``gained``.
    """
    TOPIC_RETITLED = "topic-retitled"
    HUB_ADDED = "hub-added"
    """``number`` counts its posts; ``gained`` is its derived path."""
    HUB_REMOVED = "hub-removed"
    HUB_MOVED = "hub-moved"
    HUB_CURATED = "hub-curated"
    HUB_DERIVED = "hub-derived"
    HUB_RETITLED = "hub-retitled"
    HUB_POSTS = "hub-posts"
    """``gained`` and ``lost`` are members."""
    HUB_READS = "hub-reads"
    """``parts`` names a theme ("" for Start Here) whose list changed; with neither
    ``gained`` nor ``lost``, its order did.
    """
    HUB_THEMES = "hub-themes"
    """``gained`` and ``lost`` are themes; with neither, their order changed."""
    HUB_THEME_RETITLED = "hub-theme-retitled"
    HUB_THEME_EDITED = "hub-theme-edited"
    """``parts`` names the theme whose text is worded otherwise."""
    HUB_SECTIONS = "hub-sections"
    """``gained`` and ``lost`` are sections; with neither, their order changed."""
    HUB_EDITED = "hub-edited"
    PATH_ADDED = "path-added"
    """``number`` counts its steps."""
    PATH_REMOVED = "path-removed"
    PATH_MOVED = "path-moved"
    PATH_CURATED = "path-curated"
    PATH_DERIVED = "path-derived"
    PATH_RETITLED = "path-retitled"
    STEP_REPLACED = "step-replaced"
    """Step ``number`` was ``lost``, and is ``gained``."""
    STEP_ADDED = "step-added"
    STEP_REMOVED = "step-removed"
    """``gained`` or ``lost`` became, or was, step ``number``."""
    STEP_MOVED = "step-moved"
    """``other`` was step ``was``, and is step ``number``."""
    STEPS_REORDERED = "steps-reordered"
    """``number`` steps stand in another place."""
    PATH_EDITED = "path-edited"
    REDIRECT_ADDED = "redirect-added"
    """``other`` is where it leads."""
    REDIRECT_TURNED = "redirect-turned"
    """It led to ``before``, and leads to ``other``."""
    URL_ADDED = "url-added"
    FILE_CHANGED = "file-changed"
    """The bytes of a file that is published as it is."""
    PAGES_CHANGED = "pages-changed"
    """``gained`` is everything else whose bytes differ."""


class Thing(Struct, frozen=True):
    """What a change is about: a page by URL and title, or a topic by its title alone."""

    kind: Kind | None = None
    url: str = ""
    title: str = ""


class Change(Struct, frozen=True):
    """One difference, from an older edition to a newer one.

    ``subject`` is as it is now, or, if it is no more, as it was. What the other
    fields mean, ``what`` says; steps count from 1.
    """

    what: What
    subject: Thing = Thing()
    before: str = ""
    after: str = ""
    other: Thing | None = None
    gained: tuple[Thing, ...] = ()
    lost: tuple[Thing, ...] = ()
    parts: tuple[str, ...] = ()
    number: int = 0
    was: int = 0
