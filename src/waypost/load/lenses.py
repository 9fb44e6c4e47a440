"""Rule packs, from the lenses.yaml that ships with Waypost and from a site's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from waypost.load.decoding import read_text
from waypost.load.lens_rules import check_name, rules_of
from waypost.load.located import parse_yaml
from waypost.load.nodes import Mapping, describe, is_null
from waypost.load.schema import Fields
from waypost.model.diagnostic import Checked, Diagnostic, Located, Place, error
from waypost.model.lens import Lenses, LensPack, LensRule
from waypost.near import did_you_mean

SHIPPED = "lenses/default.yaml"
"""Where the packs that ship with Waypost lie, within its package."""

_NOTHING = Lenses()


def load_lenses(source: str, data: bytes, shipped: Lenses = _NOTHING) -> Checked[Lenses]:
    """Load a lenses.yaml; ``shipped`` are the packs that it may leave out.

    A rule with an error is left out.
    """
    decoded = read_text(source, data)
    if decoded.value is None:
        return Checked(_NOTHING, decoded.diagnostics)
    tree = parse_yaml(decoded.value, Place(source, 1, 1))
    findings = [*decoded.diagnostics, *tree.diagnostics]
    root = tree.value
    if isinstance(root, Mapping):
        lenses = _lenses(Fields(root, findings, "lenses.yaml"), shipped)
        return Checked(lenses, tuple(findings))
    if root is not None and not is_null(root):
        message = f"lenses.yaml should be a mapping, but is {describe(root)}"
        findings.append(error("wrong-type", message, root.place, "write 'packs:' first"))
    return Checked(_NOTHING, tuple(findings))


@cache
def shipped_lenses() -> Checked[Lenses]:
    """Load the packs that ship with Waypost, in English."""
    return load_lenses(f"waypost/{SHIPPED}", files("waypost").joinpath(SHIPPED).read_bytes())


def in_force(shipped: Lenses, own: Lenses) -> tuple[LensRule, ...]:
    """Give the rules of a site: its own, and the shipped ones that it keeps.

    A pack of its own stands in the place of a shipped one of the same name.
    """
    gone = {*own.without, *(pack.name for pack in own.packs)}
    packs = (*(pack for pack in shipped.packs if pack.name not in gone), *own.packs)
    return tuple(rule for pack in packs for rule in pack.rules)


def _lenses(fields: Fields, shipped: Lenses) -> Lenses:
    without = fields.texts("without") or ()
    packs = fields.section("packs")
    fields.close()
    names = packs.names() if packs else ()
    _check_without(without, {name.value: name.place for name in names}, shipped, fields.findings)
    made = [pack for name in names if packs and (pack := _pack(name, packs))]
    return Lenses(tuple(made), tuple(name.value for name in without))


def _pack(name: Located[str], packs: Fields) -> LensPack | None:
    if not check_name(name, "pack", packs.findings):
        return None
    before = len(packs.findings)
    fields = packs.section(name.value)
    rules = rules_of(name.value, fields) if fields else ()
    if not rules and len(packs.findings) == before:
        message = f"the pack '{name.value}' has no rules"
        fix = "write rules under its 'checklist' or 'failure_modes', or name it under 'without'"
        packs.fail("empty-pack", message, name.place, fix)
    return LensPack(name.value, rules)


def _check_without(
    without: tuple[Located[str], ...],
    own: dict[str, Place],
    shipped: Lenses,
    findings: list[Diagnostic],
) -> None:
    known = [pack.name for pack in shipped.packs]
    for name in without:
        if name.value in own:
            message = f"the pack '{name.value}' is left out here, and written on line"
            message = f"{message} {own[name.value].line}"
            fix = "keep one of the two; a pack of your own replaces a shipped one by itself"
            findings.append(error("contradictory-pack", message, name.place, fix))
        elif name.value not in known:
            message = f"no pack that ships with Waypost is called '{name.value}'"
            fix = did_you_mean(name.value, known) or f"remove it; there are {', '.join(known)}"
            findings.append(error("unknown-pack", message, name.place, fix))
