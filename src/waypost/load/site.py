"""The site as a whole, from site.yaml."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from waypost.load.decoding import read_text
from waypost.load.image_settings import read_images
from waypost.load.located import parse_yaml
from waypost.load.look import read_look
from waypost.load.nodes import Mapping, Node, Scalar, describe
from waypost.load.scalars import one_line
from waypost.load.schema import Fields
from waypost.model.diagnostic import Checked, Diagnostic, Located, Place, error
from waypost.model.site import Author, HubSettings, NavItem, Site
from waypost.near import did_you_mean

# What a site is taken for while its own file says nothing that can be read.
UNKNOWN = Site(title="Untitled", base_url="http://localhost")

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NAV_URL = "write where it leads, such as /topics/"
_EXAMPLE = "write 'base_url: https://www.example.org'"
_UNSAFE = re.compile(r"[\s<>\"'`{}|\\^]")


def load_site(source: str, data: bytes | None) -> Checked[Site]:
    """Load what site.yaml says; ``data`` is None where there is no such file.

    Always gives a site that can be worked with; what it lacks is an error.
    """
    if data is None:
        missing = error(
            "no-site-file",
            "there is no site.yaml, so this is no site yet",
            Place(source),
            f"write {source} with a 'title' and a 'base_url', or let 'waypost init' do it",
        )
        return Checked(UNKNOWN, (missing,))
    decoded = read_text(source, data)
    if decoded.value is None:
        return Checked(UNKNOWN, decoded.diagnostics)
    top = Place(source, 1, 1)
    tree = parse_yaml(decoded.value, top)
    findings = [*decoded.diagnostics, *tree.diagnostics]
    root = tree.value
    if root is None and not findings:
        root = Mapping({}, top)
    if isinstance(root, Mapping):
        return Checked(_site(Fields(root, findings, "site.yaml"), top), tuple(findings))
    if root is not None:
        message = f"site.yaml holds keys with values, but this is {describe(root)}"
        findings.append(error("wrong-type", message, root.place, "write 'title: …'"))
    return Checked(UNKNOWN, tuple(findings))


def _site(fields: Fields, top: Place) -> Site:
    title = fields.required("title", "add a line 'title: …'", top)
    base_url = fields.required("base_url", _EXAMPLE, top)
    site = Site(
        title=title.value if title else UNKNOWN.title,
        base_url=_base_url(base_url, fields) if base_url else UNKNOWN.base_url,
        description=fields.line("description"),
        language=_language(fields),
        timezone=_timezone(fields),
        authors=_authors(fields),
        nav=_nav(fields),
        posts_per_page=fields.number("posts_per_page", 1, 500) or UNKNOWN.posts_per_page,
        footer=fields.line("footer"),
        hubs=_hubs(fields),
        look=read_look(fields),
        markdown_twins=fields.flag("markdown_twins", default=False),
        social_cards=fields.flag("social_cards", default=False),
        search=fields.flag("search", default=True),
        images=read_images(fields),
        unsafe_html=fields.flag("unsafe_html", default=False),
        smart_quotes=fields.flag("smart_quotes", default=False),
    )
    fields.close()
    return site


def _base_url(written: Located[str], fields: Fields) -> str:
    problem = _url_problem(written.value)
    if problem:
        message = f"the base URL '{written.value}' {problem}"
        fields.fail("bad-base-url", message, written.place, _EXAMPLE)
        return UNKNOWN.base_url
    return written.value.rstrip("/")


def _url_problem(url: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as failure:
        return f"can't be read: {failure}"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "has no scheme (http or https) and host"
    if "?" in url or "#" in url:
        return "has a query or a fragment, which no page could stand below"
    if "@" in parts.netloc:
        return "has a user name, which all readers would see"
    if _UNSAFE.search(url) or "//" in parts.path or ".." in parts.path.split("/"):
        return "isn't written as URLs are"
    return ""


def _language(fields: Fields) -> str:
    written = fields.text("language")
    if written is None:
        return UNKNOWN.language
    if not _LANGUAGE.fullmatch(written.value):
        message = f"the language '{written.value}' isn't a language tag"
        fields.fail("bad-language", message, written.place, "write a tag such as en, de or pt-BR")
        return UNKNOWN.language
    return written.value


def _timezone(fields: Fields) -> ZoneInfo:
    written = fields.text("timezone")
    if written is None:
        return UNKNOWN.timezone
    try:
        return ZoneInfo(written.value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fields.fail(
            "unknown-timezone",
            f"no time zone is called '{written.value}'",
            written.place,
            did_you_mean(written.value, available_timezones(), 3)
            or "write a name such as Europe/Berlin",
        )
        return UNKNOWN.timezone


def _authors(fields: Fields) -> tuple[Author, ...]:
    authors = (_author(node, fields.findings) for node in fields.items("authors") or ())
    return tuple(author for author in authors if author is not None)


def _author(node: Node, findings: list[Diagnostic]) -> Author | None:
    if isinstance(node, Mapping):
        fields = Fields(node, findings, "an author")
        name = fields.required("name", "write 'name:' and the author's name")
        url = fields.text("url")
        fields.close()
        if url and not is_link(url.value):
            fields.fail(*bad_link("author", url))
        return Author(name.value, url.value if url else "") if name else None
    name = one_line(node) if isinstance(node, Scalar) else None
    if name is None:
        message = f"an author is a name, or a mapping with a 'name', but this is {describe(node)}"
        findings.append(error("wrong-type", message, node.place, "write the author's name"))
        return None
    return Author(name.value)


def _nav(fields: Fields) -> tuple[NavItem, ...] | None:
    found = fields.find("nav")
    if found is None:
        return None
    if isinstance(found.node, Mapping):
        section = Fields(found.node, fields.findings, "'nav'")
        items = [
            _nav_item(Located(label, entry.key), section.text(label), fields)
            for label, entry in found.node.entries.items()
        ]
    else:
        items = [_listed_nav_item(node, fields) for node in fields.items("nav") or ()]
    return tuple(item for item in items if item is not None)


def _listed_nav_item(node: Node, site: Fields) -> NavItem | None:
    if not isinstance(node, Mapping):
        message = f"an entry of 'nav' has a label and a URL, but this is {describe(node)}"
        site.fail("wrong-type", message, node.place, "write 'label:' and 'url:'")
        return None
    fields = Fields(node, site.findings, "an entry of 'nav'")
    label = fields.required("label", "write 'label:' and the text of the link")
    url = fields.text("url")
    fields.close()
    return _nav_item(label, url, site)


def _nav_item(label: Located[str] | None, url: Located[str] | None, site: Fields) -> NavItem | None:
    if label is None:
        return None
    if url is None:
        site.fail("missing-url", f"'{label.value}' needs a URL", label.place, _NAV_URL)
        return None
    if not is_link(url.value):
        site.fail(*bad_link("navigation", url))
        return None
    return NavItem(label.value, url)


def is_link(url: str) -> bool:
    """Say whether a URL may stand in a page: of this site, of the web, or an address of mail."""
    if _UNSAFE.search(url):
        return False
    return url.startswith(("/", "https://", "http://", "mailto:"))


def bad_link(what: str, url: Located[str]) -> tuple[str, str, Place, str]:
    """Say what is wrong with a URL that is no link, as ``Fields.fail`` takes it."""
    message = f"the {what} URL '{url.value}' leads nowhere"
    return "bad-url", message, url.place, "start it with '/' for a page of this site, or 'https://'"


def _hubs(fields: Fields) -> HubSettings:
    section = fields.section("hubs")
    if section is None:
        return HubSettings()
    minimum = section.number("minimum_posts", 1, 1000)
    section.close()
    return HubSettings() if minimum is None else HubSettings(minimum)
