"""What the standards demand of feeds, and what a feed does not keep to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
RSS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}

_GRAMMAR = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))

_STRING = {"type": "string"}
_URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
_AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"name": {"type": "string"}, "url": _URL, "avatar": _URL},
    },
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "patternProperties": {"^_": {"type": "object"}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        **dict.fromkeys(("home_page_url", "feed_url", "next_url", "icon", "favicon"), _URL),
        **dict.fromkeys(("description", "user_comment", "language"), _STRING),
        "authors": _AUTHORS,
        "expired": {"type": "boolean"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "patternProperties": {"^_": {"type": "object"}},
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    **dict.fromkeys(("url", "external_url", "image", "banner_image"), _URL),
                    **dict.fromkeys(("title", "summary", "language"), _STRING),
                    **dict.fromkeys(("content_html", "content_text"), _STRING),
                    **dict.fromkeys(("date_published", "date_modified"), _TIME),
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
"""JSON Feed 1.1 as a JSON Schema, from its specification."""


def faults_of_atom(text: str) -> list[str]:
    """Check an Atom feed by RFC 4287: its grammar, and what the grammar can't say."""
    feed = etree.fromstring(text.encode())
    if not _GRAMMAR.validate(feed):
        return [str(fault.message) for fault in _GRAMMAR.error_log]
    return list(_beyond_the_grammar(feed))


def _beyond_the_grammar(feed: Any) -> Iterator[str]:
    def of(node: Any, path: str) -> list[Any]:
        found: list[Any] = node.xpath(path, namespaces=ATOM)
        return found

    entries = of(feed, "a:entry")
    if not of(feed, "a:author") and not all(of(entry, "a:author") for entry in entries):
        yield "nobody has written it"
    if len(of(feed, "a:link[@rel='self']")) != 1:
        yield "it does not name its own address once"
    for node in (feed, *entries):
        if len(of(node, "a:link[@rel='alternate']")) != 1:
            yield "a page belongs to it and to each entry, and only one"
    ids = of(feed, "a:entry/a:id/text()")
    if len(set(ids)) < len(ids):
        yield "two entries have one id"


def faults_of_json(text: str) -> list[str]:
    """Check a JSON Feed 1.1."""
    feed = json.loads(text)
    found = [fault.message for fault in Draft202012Validator(JSON_FEED).iter_errors(feed)]
    ids = [item.get("id") for item in feed.get("items", ())]
    return [*found, *(["two items have one id"] if len(set(ids)) < len(ids) else [])]


def faults_of_rss(text: str) -> list[str]:
    """Check an RSS feed by what the specification of RSS 2.0 demands, and what readers do."""
    return list(_faults_of_rss(etree.fromstring(text.encode())))


def _faults_of_rss(rss: Any) -> Iterator[str]:
    def of(node: Any, path: str) -> list[Any]:
        found: list[Any] = node.xpath(path, namespaces=RSS)
        return found

    if (rss.tag, rss.get("version"), len(of(rss, "channel"))) != ("rss", "2.0", 1):
        yield "it is not one channel of RSS 2.0"
    for name in ("title", "link", "description"):
        if len(of(rss, f"channel/{name}[normalize-space()]")) != 1:
            yield f"the channel has not one {name}"
    if len(of(rss, "channel/atom:link[@rel='self'][@type='application/rss+xml']")) != 1:
        yield "it does not name its own address once"
    for item in of(rss, "//item"):
        yield from _faults_of_item(item)
    guids = of(rss, "//guid/text()")
    if len(set(guids)) < len(guids):
        yield "two items have one guid"


def _faults_of_item(item: Any) -> Iterator[str]:
    for name in ("title", "link", "guid", "pubDate", "content:encoded"):
        if len(item.xpath(name, namespaces=RSS)) != 1:
            yield f"an item has not one {name}"
    for when in item.xpath("pubDate/text()"):
        if not _is_mail_date(str(when)):
            yield f"'{when}' is no date of RFC 822"


def _is_mail_date(text: str) -> bool:
    form = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
    return bool(re.fullmatch(form, text)) and f"{parsedate_to_datetime(text):%a}" == text[:3]
