"""The geometry of the map: what must hold for any labels and any ties."""

from __future__ import annotations

from itertools import combinations
from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.plan.layout import GAP, WIDEST, Box, Layout, lay_out

Ties = dict[tuple[str, str], float]

ROUNDING = 0.2


def box(key: str, width: float = 80, height: float = 50) -> Box:
    return Box(key, width, height, mark=15)


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Box], Ties]:
    sizes = draw(st.lists(st.tuples(st.integers(20, 300), st.integers(30, 120)), max_size=60))
    boxes = [box(f"topic-{n}", wide, high) for n, (wide, high) in enumerate(sizes)]
    keys = [one.key for one in boxes]
    if len(keys) < 2:
        return boxes, {}
    pairs = st.tuples(st.sampled_from(keys), st.sampled_from(keys)).filter(lambda p: p[0] < p[1])
    ties = draw(st.dictionaries(pairs, st.floats(0.01, 500), max_size=120))
    return boxes, ties


def overlapping(boxes: list[Box], layout: Layout, gap: float = 0.0) -> list[tuple[str, str]]:
    found = []
    for one, other in combinations(boxes, 2):
        (x1, y1), (x2, y2) = layout.centres[one.key], layout.centres[other.key]
        beside = (one.width + other.width) / 2 + gap - abs(x1 - x2)
        above = (one.height + other.height) / 2 + gap - abs(y1 - y2)
        if beside > ROUNDING and above > ROUNDING:
            found.append((one.key, other.key))
    return found


@settings(deadline=None, max_examples=60)
@given(drawing=drawings())
def test_no_two_boxes_overlap_and_all_lie_in_the_frame(drawing: tuple[list[Box], Ties]) -> None:
    boxes, ties = drawing
    layout = lay_out(boxes, ties)
    assert set(layout.centres) == {one.key for one in boxes}
    assert overlapping(boxes, layout, GAP) == []
    assert layout.width <= WIDEST + 1
    for one in boxes:
        x, y = layout.centres[one.key]
        assert one.width / 2 <= x <= layout.width - one.width / 2
        assert one.height / 2 <= y <= layout.height - one.height / 2


@settings(deadline=None, max_examples=20)
@given(drawing=drawings(), random=st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_count(drawing: tuple[list[Box], Ties], random) -> None:  # type: ignore[no-untyped-def]
    boxes, ties = drawing
    shuffled = random.sample(boxes, len(boxes))
    turned = [
        ((b, a), weight) if random.random() < 0.5 else ((a, b), weight)
        for (a, b), weight in ties.items()
    ]
    random.shuffle(turned)
    assert lay_out(shuffled, dict(turned)) == lay_out(boxes, ties)


def test_nothing_has_an_empty_frame() -> None:
    assert lay_out([], {}) == Layout(0, 0, {})


def test_one_box_fills_its_frame() -> None:
    assert lay_out([box("a", 80, 50)], {}).centres == {"a": (40 + GAP / 2, 25 + GAP / 2)}


def test_boxes_of_one_size_without_ties_do_not_fall_on_each_other() -> None:
    boxes = [box(f"{n:02}") for n in range(60)]
    assert overlapping(boxes, lay_out(boxes, {})) == []


def test_tied_boxes_stand_nearer_than_others() -> None:
    groups = [[f"{name}{n}" for n in range(8)] for name in "abcd"]
    ties = {pair: 5.0 for group in groups for pair in combinations(group, 2)}
    ties["a0", "b0"] = ties["b0", "c0"] = ties["c0", "d0"] = 1.0
    boxes = [box(key) for group in groups for key in group]
    centres = lay_out(boxes, ties).centres
    within = [dist(centres[a], centres[b]) for group in groups for a, b in combinations(group, 2)]
    between = [
        dist(centres[a], centres[b])
        for one, other in combinations(groups, 2)
        for a in one
        for b in other
    ]
    assert sum(within) / len(within) < 0.6 * sum(between) / len(between)


def test_a_tree_is_drawn_without_crossings() -> None:
    ties = {(f"{(n - 1) // 2:02}", f"{n:02}"): 1.0 for n in range(1, 15)}
    boxes = [box(f"{n:02}") for n in range(15)]
    layout = lay_out(boxes, ties)
    lines = [(layout.centres[a], layout.centres[b]) for a, b in ties]
    assert [pair for pair in combinations(lines, 2) if _cross(*pair)] == []


Point = tuple[float, float]


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return (
        side(*one, other[0]) * side(*one, other[1]) < 0
        and side(*other, one[0]) * side(*other, one[1]) < 0
    )
