"""The audit as a whole: an archive with one case of each flaw, and one with none."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sites import SITE_YAML, options, post, write
from waypost.graph.audit.audit import CHECKS, audit
from waypost.surveys import survey

HUB = """
    ---
    title: Go
    description: All about Go.
    themes:
      - title: Beginnings
        reads: [gofmt, maps, slices]
      - title: Servers
        reads:
          - handlers
          - deadlines
    ---

    Begin with [[gofmt]]; [[maps]], [[slices]], [[handlers]] and [[deadlines]] follow.
    """

CLEAN = {
    "content/site.yaml": SITE_YAML,
    "content/hubs/go.md": HUB,
    **{
        f"content/posts/2024-0{month}-01-{name}.md": post(title, f"2024-0{month}-01", topics="[go]")
        for month, (name, title) in enumerate(
            [
                ("gofmt", "Formatting is settled"),
                ("maps", "Iteration has no order"),
                ("slices", "Append may copy"),
                ("handlers", "Middleware without magic"),
                ("deadlines", "Every call ends"),
            ],
            start=1,
        )
    },
}

MANY = (
    "Ownership", "Borrowing", "Traits", "Macros", "Cargo",
    "Async", "Unsafe", "Enums", "Boxes", "Clippy",
)  # fmt: skip

NEWEST = "content/posts/2024-05-01-deadlines.md"

PLANTED: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {
    "unreached": (
        {"content/posts/2024-06-01-stray.md": post("Nobody comes here", "2024-06-01"),
         "content/posts/2024-05-01-deadlines.md":
            post("Every call ends", "2024-05-01", "See [[stray]].", topics="[go]")},
        [("unreached-post", "content/posts/2024-06-01-stray.md:2:8")],
    ),
    "unlinked": (
        {"content/posts/2024-06-01-alone.md": post("Generics", "2024-06-01", topics="[go]")},
        [("unlinked-post", "content/posts/2024-06-01-alone.md:2:8")],
    ),
    "stale": (
        {NEWEST: post("Every call ends", "2024-05-01", "See [[modern]].", topics="[go]"),
         "content/posts/2025-06-01-modern.md": post("Iterators", "2025-06-01", topics="[go]")},
        [("stale-hub", "content/hubs/go.md:10:9")],
    ),
    "tiny theme": (
        {"content/hubs/go.md": HUB.replace("          - deadlines\n", "")},
        [("tiny-theme", "content/hubs/go.md:7:12")],
    ),
    "unbalanced theme": (
        {"content/hubs/go.md": HUB.replace(
            "[gofmt, maps, slices]",
            "[gofmt, maps]\n      - title: All\n        reads: [a1, a2, a3, a4, a5, a6, a7]")
            .replace("follow.", "follow. Or [[a1]], [[a2]], [[a3]], [[a4]], [[a5]], [[a6]], [[a7]]."),
         **{f"content/posts/2024-05-0{n}-a{n}.md":
            post(f"{word} things", f"2024-05-0{n}", topics="[golang]")
            for n, word in enumerate(MANY[:7], start=1)},
         "content/topics.yaml": "go:\n  aliases: [golang]\n"},
        [("unbalanced-theme", "content/hubs/go.md:7:12")],
    ),
    "overlap": (
        {f"content/posts/2024-0{month}-01-{name}.md":
            post(title, f"2024-0{month}-01", topics="[go, gc]")
            for month, name, title in [(1, "gofmt", "Formatting is settled"),
                (2, "maps", "Iteration has no order"), (3, "slices", "Append may copy"),
                (4, "handlers", "Middleware without magic")]},
        [("overlapping-hubs", "content/hubs/go.md")],
    ),
    "uncurated topic": (
        {f"content/posts/2024-05-1{n}-r{n}.md":
            post(f"{word} matters", f"2024-05-1{n}", f"See [[r{(n + 1) % 10}]].", topics="[rust]")
            for n, word in enumerate(MANY)},
        [("uncurated-topic", "content/posts/2024-05-10-r0.md:5:10")],
    ),
    "near-duplicate title": (
        {NEWEST: post("Every call ends", "2024-05-01", "See [[twin]].", topics="[go]"),
         "content/posts/2024-06-01-twin.md": post("Appends may copy", "2024-06-01", topics="[go]")},
        [("near-duplicate-title", "content/posts/2024-06-01-twin.md:2:8")],
    ),
    "missing description": (
        {NEWEST: "---\ntitle: Every call ends\ndate: 2024-05-01\ntopics: [go]\n---\n\nText.\n"},
        [("missing-description", "content/posts/2024-05-01-deadlines.md:2:8")],
    ),
    "duplicate description": (
        {NEWEST: post("Every call ends", "2024-05-01", topics="[go]")
            .replace("About every call ends.", "About append may copy.")},
        [("duplicate-description", "content/posts/2024-05-01-deadlines.md:2:8")],
    ),
}  # fmt: skip


def audited(root: Path) -> list[tuple[str, str]]:
    """Audit a site; its build must find nothing."""
    outcome = survey(options(root))
    assert outcome.diagnostics == ()
    assert outcome.archive is not None
    found = audit(outcome.archive, outcome.sources)
    assert all(flaw.diagnostic.fix for flaw in found)
    assert len({flaw.fingerprint for flaw in found}) == len(found)
    return [(flaw.diagnostic.code, str(flaw.diagnostic.place)) for flaw in found]


def test_a_clean_archive_has_no_flaws(tmp_path: Path) -> None:
    assert audited(write(tmp_path, CLEAN)) == []


@pytest.mark.parametrize("planted", PLANTED)
def test_one_planted_flaw_is_found_and_nothing_else(planted: str, tmp_path: Path) -> None:
    files, found = PLANTED[planted]
    write(tmp_path, CLEAN)
    assert audited(write(tmp_path, files)) == found


def test_all_flaws_planted_together_are_all_found(tmp_path: Path) -> None:
    alone = ("unreached", "uncurated topic", "overlap", "tiny theme")
    write(tmp_path, CLEAN)
    for planted in alone:
        write(tmp_path, PLANTED[planted][0])
    wanted = {flaw for planted in alone for flaw in PLANTED[planted][1]}
    assert wanted <= set(audited(tmp_path))


def test_every_check_is_planted() -> None:
    codes = {code for _, found in PLANTED.values() for code, _ in found}
    # Themes and descriptions have two codes each.
    assert len(codes) == len(PLANTED) == len(CHECKS) + 2
