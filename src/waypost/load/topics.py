"""The topics that a site registers in topics.yaml."""

from __future__ import annotations

from unicodedata import normalize

from waypost.load.decoding import read_text
from waypost.load.located import parse_yaml
from waypost.load.nodes import Mapping, Node, Scalar, Sequence, describe, is_null
from waypost.load.scalars import one_line
from waypost.load.schema import Fields
from waypost.load.slugs import registered_slug_problem, slugify
from waypost.model.diagnostic import Checked, Diagnostic, Located, Place, error
from waypost.model.hub import TopicDefinition
from waypost.near import did_you_mean
from waypost.words import topic_key

_SHAPE = "write 'slug:' lines with 'label', 'aliases', 'parent' and 'description' below"


def load_topics(source: str, data: bytes) -> Checked[tuple[TopicDefinition, ...]]:
    """Load the registered topics, in the order of the file.

    The file is a mapping of slugs to labels or to mappings, or a list of mappings
    that have a ``slug``. Topics with errors are left out.
    """
    decoded = read_text(source, data)
    if decoded.value is None:
        return Checked((), decoded.diagnostics)
    tree = parse_yaml(decoded.value, Place(source, 1, 1))
    findings = [*decoded.diagnostics, *tree.diagnostics]
    topics = [topic for topic in _read(tree.value, findings) if topic is not None]
    kept = _distinct(topics, findings)
    _check_parents(kept, findings)
    return Checked(tuple(kept), tuple(findings))


def _read(root: Node | None, findings: list[Diagnostic]) -> list[TopicDefinition | None]:
    if root is None or is_null(root):
        return []
    if isinstance(root, Mapping):
        return [
            _topic(Located(slug, entry.key), entry.value, findings)
            for slug, entry in root.entries.items()
        ]
    if isinstance(root, Sequence):
        return [_listed(node, findings) for node in root.items]
    message = f"topics.yaml holds topics by slug, but this is {describe(root)}"
    findings.append(error("wrong-type", message, root.place, _SHAPE))
    return []


def _listed(node: Node, findings: list[Diagnostic]) -> TopicDefinition | None:
    if isinstance(node, Mapping):
        fields = Fields(node, findings, "a topic")
        slug = fields.required("slug", "write 'slug:' and the name that stands in its URL")
        return _with_fields(slug, fields)
    slug = one_line(node) if isinstance(node, Scalar) else None
    if slug is None:
        message = f"a topic is a mapping with a 'slug', but this is {describe(node)}"
        findings.append(error("wrong-type", message, node.place, "write '- slug: …'"))
        return None
    return _topic(slug, None, findings)


def _topic(
    slug: Located[str], node: Node | None, findings: list[Diagnostic]
) -> TopicDefinition | None:
    if isinstance(node, Mapping):
        return _with_fields(slug, Fields(node, findings, "a topic"))
    if isinstance(node, Sequence):
        message = f"a topic is a label or a mapping, but this is {describe(node)}"
        findings.append(error("wrong-type", message, node.place, _SHAPE))
        return None
    label = one_line(node) if node is not None and not node.is_null else None
    return _definition(slug, label, findings)


def _with_fields(slug: Located[str] | None, fields: Fields) -> TopicDefinition | None:
    label = fields.text("label")
    aliases = fields.texts("aliases") or ()
    parent = fields.text("parent")
    description = fields.line("description")
    fields.close()
    if slug is None:
        return None
    plain = _definition(slug, label, fields.findings)
    if plain is None:
        return None
    return TopicDefinition(
        plain.slug,
        plain.label,
        plain.place,
        aliases,
        parent,
        description,
    )


def _definition(
    slug: Located[str], label: Located[str] | None, findings: list[Diagnostic]
) -> TopicDefinition | None:
    name = normalize("NFC", slug.value)
    problem, fix = registered_slug_problem(name)
    if problem:
        fix += f", with '{name}' as its label" if slugify(name) and not label else ""
        findings.append(error("bad-slug", f"the slug '{name}' {problem}", slug.place, fix))
        return None
    return TopicDefinition(name, label.value if label else name.replace("-", " "), slug.place)


def _distinct(topics: list[TopicDefinition], findings: list[Diagnostic]) -> list[TopicDefinition]:
    taken: dict[str, tuple[TopicDefinition, Place]] = {}
    kept: dict[str, TopicDefinition] = {}
    for topic in topics:
        own = [Located(topic.slug, topic.place), *topic.aliases, Located(topic.label, topic.place)]
        for key, name in {topic_key(name.value): name for name in reversed(own)}.items():
            first, place = taken.setdefault(key, (topic, name.place))
            if first is not topic:
                findings.append(_taken_twice(name, first.slug, place))
        kept.setdefault(topic.slug, topic)
    return list(kept.values())


def _taken_twice(name: Located[str], owner: str, first: Place) -> Diagnostic:
    return error(
        "duplicate-topic",
        f"'{name.value}' on line {name.place.line} already means the topic '{owner}',"
        f" on line {first.line}",
        name.place,
        "keep one of them",
    )


def _check_parents(topics: list[TopicDefinition], findings: list[Diagnostic]) -> None:
    by_slug = {topic.slug: topic for topic in topics}
    told: set[str] = set()
    for topic in topics:
        parent = topic.parent
        if parent is None:
            continue
        if parent.value not in by_slug:
            message = f"no topic here has the slug '{parent.value}'"
            fix = did_you_mean(parent.value, by_slug) or "register the parent as a topic too"
            findings.append(error("unknown-parent", message, parent.place, fix))
        elif topic.slug in (line := _ancestors(topic, by_slug)) and topic.slug not in told:
            told.update(line)
            chain = " > ".join([topic.slug, *line])
            message = f"the topic '{topic.slug}' is its own ancestor: {chain}"
            findings.append(error("cyclic-parents", message, parent.place, "remove one 'parent'"))


def _ancestors(topic: TopicDefinition, by_slug: dict[str, TopicDefinition]) -> list[str]:
    line: list[str] = []
    above = topic.parent
    while above is not None and above.value in by_slug and above.value not in line:
        line.append(above.value)
        above = by_slug[above.value].parent
    return line
