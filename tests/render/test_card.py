"""Cards are drawn as a template says, and fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from waypost.model.views import SocialCardView, View
from waypost.render.card import draw_card

Render = Callable[[str, object], str]

PAPER, INK, RED = (250, 250, 246), (25, 29, 27), (255, 0, 0)


def card(*shapes: dict[str, Any], **more: Any) -> Image.Image:
    drawing = {"width": 400, "height": 200, "background": "#fafaf6", "shapes": shapes, **more}
    made = draw_card(json.dumps(drawing).encode(), "social-card.json")
    assert made.diagnostics == ()
    assert made.value is not None
    image = Image.open(BytesIO(made.value))
    assert image.format == "PNG"
    return image.convert("RGB")


def text(words: str, **more: Any) -> dict[str, Any]:
    return {
        "fill": "#191d1b",
        "text": words,
        "at": [20, 20],
        "width": 300,
        "lines": 2,
        "size": 40,
        **more,
    }


def inked(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Give the box of all that is not background."""
    return image.convert("L").point(lambda shade: 255 * (shade < 200)).getbbox()


def test_boxes_and_polygons_stand_where_they_are_put() -> None:
    image = card(
        {"fill": "#f00", "box": [10, 20, 30, 40]},
        {"fill": "#191d1b", "polygon": [100, 100, 150, 100, 150, 150, 100, 150]},
    )
    assert image.size == (400, 200)
    for at, colour in {
        (9, 20): PAPER, (10, 20): RED, (39, 59): RED, (40, 59): PAPER, (39, 60): PAPER,
        (125, 125): INK, (99, 125): PAPER,
    }.items():  # fmt: skip
        assert image.getpixel(at) == colour


def test_a_text_is_drawn_from_its_corner_in_its_colour() -> None:
    image = card(text("Maps"))
    box = inked(image)
    assert box is not None
    assert 18 <= box[0] <= 26
    assert 20 <= box[1] <= 40
    assert INK in {colour for _, colour in image.getcolors(1000) or ()}


def test_a_text_on_the_right_ends_where_its_width_does() -> None:
    box = inked(card(text("Maps", align="right")))
    assert box is not None
    assert 310 <= box[2] <= 322
    assert box[0] > 200


@pytest.mark.parametrize(
    "words",
    [
        "A title of some more words than stand on a line",
        "many words " * 40,
        "Donaudampf" * 30,
        "Ü" * 99,
    ],
)
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_text_stays_in_its_box(words: str, lines: int) -> None:
    box = inked(card(text(words, lines=lines)))
    assert box is not None
    assert box[2] <= 20 + 300 + 4
    assert box[3] <= 20 + lines * 48 + 12


def test_what_does_not_fit_is_cut_where_it_can_be_seen() -> None:
    whole, cut = (card(text(words, lines=1)) for words in ("Many words", "Many words " * 9))
    assert inked(whole) != inked(cut)
    assert inked(card(text("", lines=1))) is None


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(1, 3))
def test_any_text_can_be_drawn(words: str, lines: int) -> None:
    card(text(words, lines=lines))


def test_equal_drawings_give_equal_bytes() -> None:
    drawing = json.dumps(
        {
            "width": 9,
            "height": 9,
            "background": "red",
            "shapes": [{"fill": "blue", "box": [1, 1, 3, 3]}],
        }
    ).encode()
    assert draw_card(drawing, "a.json") == draw_card(drawing, "a.json")


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        ("nothing", "no drawing of a card: Expecting value"),
        ("[]", "no drawing of a card"),
        ("{}", "no 'background'"),
        ('{"background": "greenish"}', "greenish"),
        ('{"background": "#fff", "width": 9, "height": 9, "shapes": [{"box": [0]}]}', "no 'fill'"),
        (
            '{"background": "#fff", "width": 9, "height": 9, "shapes": [{"fill": "red", "box": [0]}]}',
            "",
        ),
        (
            '{"background": "#fff", "width": 9, "height": 9, "shapes": [{"fill": "red"}]}',
            "no 'text'",
        ),
    ],
)
def test_what_is_no_drawing_is_a_finding(drawing: str, message: str) -> None:
    made = draw_card(drawing.encode(), "social-card.json")
    assert made.value is None
    (found,) = made.diagnostics
    assert (found.code, found.place.path) == ("template-error", "templates/social-card.json")
    assert message in found.message


@pytest.mark.parametrize("words", ["Maps", 'A "quoted" <title> & \\ more', "Überlänge " * 30])
def test_the_theme_draws_a_card_of_the_size_that_networks_ask_for(
    render: Render, words: str
) -> None:
    drawing = render("social-card.json", SocialCardView(words, words, words))
    assert words in [shape.get("text") for shape in json.loads(drawing)["shapes"]]
    made = draw_card(drawing.encode(), "social-card.json")
    assert made.value is not None
    assert Image.open(BytesIO(made.value)).size == (1200, 630)
    assert len(made.value) < 60_000


def test_the_samples_card_can_be_drawn(render: Render, samples: dict[str, View]) -> None:
    assert draw_card(render("social-card.json", samples["social-card.json"]).encode(), "").value
