"""The rules of one pack: a line each, and what it asks for."""

from __future__ import annotations

import re

from msgspec.structs import replace

from waypost.load.nodes import Mapping, Node, describe
from waypost.load.schema import Fields
from waypost.model.diagnostic import Diagnostic, Located, error
from waypost.model.lens import (
    CHECKLIST,
    FAILURES,
    FIGURES,
    MOST_TOPICS,
    PLACEHOLDER,
    Evidence,
    LensRule,
    figures_in,
    subjects_of,
    told_in,
)
from waypost.near import did_you_mean
from waypost.words import tokens

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = {"checklist": CHECKLIST, "failure_modes": FAILURES}
_MOST = 1000

# The least and the most that a condition can ask for.
_BOUNDS = {
    "posts": (1, _MOST),
    "span_years": (0, _MOST),
    "gap_months": (0, _MOST),
    "quiet_months": (0, _MOST),
    "superseded": (0, _MOST),
    "updated": (0, _MOST),
    "neighbours": (0, MOST_TOPICS),
}


def rules_of(pack: str, fields: Fields) -> tuple[LensRule, ...]:
    """Read the rules of a pack: its checklist's, then those of its failure modes."""
    topics = tuple(topic.value for topic in fields.texts("topics") or ())
    field = _words(fields)
    rules: list[LensRule] = []
    for key, section in _LISTS.items():
        for node in fields.items(key) or ():
            rule = _rule(node, pack, section, fields.findings)
            if rule and _is_new(rule, rules, fields.findings):
                rules.append(rule)
    fields.close()
    return tuple(replace(rule, topics=topics, field=field) for rule in rules)


def check_name(name: Located[str], what: str, findings: list[Diagnostic]) -> bool:
    """Say whether a text can be the name of a pack or rule; it is an error if it can't."""
    if _NAME.fullmatch(name.value):
        return True
    message = f"'{name.value}' can't be the name of a {what}"
    fix = "use small letters, digits and single hyphens"
    findings.append(error(f"bad-{what}-name", message, name.place, fix))
    return False


def _is_new(rule: LensRule, before: list[LensRule], findings: list[Diagnostic]) -> bool:
    name = rule.name.partition(".")[2]
    for other in before:
        if rule.name == other.name:
            what, code = f"the rule '{name}' is there already,", "duplicate-rule"
            fix = "give one of them another name"
        elif rule.text == other.text:
            what, code = f"the rule '{name}' has the same text as the one", "duplicate-rule"
            fix = "remove one of the two"
        elif _hides(other, rule):
            what, code = f"the rule '{name}' can never stand beside the one", "hidden-rule"
            fix = "ask for more or less in one of the two, since both tell of the same"
        else:
            continue
        findings.append(error(code, f"{what} on line {other.place.line}", rule.place, fix))
        return False
    return True


def _hides(first: LensRule, second: LensRule) -> bool:
    # A section has one line on a subject, and of two lines that ask for the same the
    # first one is it; unless its facts, which the second leaves out, are told above.
    subjects = subjects_of(first)
    return (
        bool(subjects)
        and first.section == second.section
        and first.needs == second.needs
        and subjects <= subjects_of(second)
        and told_in(first.text) <= told_in(second.text)
    )


def _rule(node: Node, pack: str, section: str, findings: list[Diagnostic]) -> LensRule | None:
    if not isinstance(node, Mapping):
        message = f"a rule should be a mapping, but this is {describe(node)}"
        findings.append(error("wrong-type", message, node.place, "write 'rule:' and 'text:'"))
        return None
    fields = Fields(node, findings, "a rule")
    before = len(findings)
    name = fields.required("rule", "write 'rule:' and a name in small letters and hyphens")
    text = fields.required("text", "write 'text:' and the sentence")
    when = fields.section("when")
    fields.close()
    needs = _evidence(when) if when else Evidence()
    if name:
        check_name(name, "rule", findings)
    if text:
        _check_text(text, needs, findings)
    if name is None or text is None or len(findings) > before:
        return None
    return LensRule(f"{pack}.{name.value}", section, text.value, needs, (), (), name.place)


def _evidence(fields: Fields) -> Evidence:
    default = Evidence()
    numbers = {}
    for name, (least, most) in _BOUNDS.items():
        number = fields.number(name, least, most)
        numbers[name] = getattr(default, name) if number is None else number
    needs = Evidence(words=_words(fields), **numbers)
    _check_contradictions(needs, fields)
    fields.close()
    return needs


def _words(fields: Fields) -> tuple[str, ...]:
    given = fields.texts("words") or ()
    for word in given:
        if not tokens(word.value):
            message = f"no post can have '{word.value}' as a word"
            fields.fail("bad-word", message, word.place, "write words that have letters")
    return tuple(word.value for word in given)


def _check_contradictions(needs: Evidence, fields: Fields) -> None:
    for name in ("superseded", "updated"):
        wanted = getattr(needs, name)
        if wanted > needs.posts and fields.holds("posts"):
            fields.fail(
                "contradictory-rule",
                f"of {needs.posts} posts, {wanted} can't be {name}",
                fields.key_of(name, fields.place),
                f"raise 'posts' to {wanted}, or lower '{name}'",
            )
    span = needs.span_years * 12
    if fields.holds("span_years") and needs.gap_months > span + 11:
        fields.fail(
            "contradictory-rule",
            f"a silence of {needs.gap_months} months doesn't fit in {needs.span_years} years",
            fields.key_of("gap_months", fields.place),
            "raise 'span_years', or lower 'gap_months'",
        )


def _check_text(text: Located[str], needs: Evidence, findings: list[Diagnostic]) -> None:
    if re.search(r"[{}]", PLACEHOLDER.sub("", text.value)):
        message = "a brace in the text belongs to no figure"
        fix = "write figures as '{posts}', and leave other braces out"
        findings.append(error("bad-text", message, text.place, fix))
    for name in figures_in(text.value):
        meaning = FIGURES.get(name)
        if meaning is None:
            fix = did_you_mean(name, FIGURES) or f"the figures are {', '.join(FIGURES)}"
            findings.append(
                error("unknown-figure", f"no figure is called '{name}'", text.place, fix)
            )
        elif meaning.needs and not getattr(needs, meaning.needs):
            message = f"the text speaks of '{name}', but the rule doesn't ask for it"
            fix = f"write '{meaning.needs}' under 'when', with the least that it takes"
            findings.append(error("contradictory-rule", message, text.place, fix))
