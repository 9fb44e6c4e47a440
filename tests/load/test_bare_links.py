"""Links that are addresses and nothing else."""

from __future__ import annotations

import pytest

from support.parsing import html_of


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://a.example/b_c_d.", "https://a.example/b_c_d"),
        ("(www.a.example)", "http://www.a.example"),
        ("to first_last@a.example", "mailto:first_last@a.example"),
        ("to a_b_c.d@a.example", "mailto:a_b_c.d@a.example"),
    ],
)
def test_an_address_is_a_link_as_a_whole(text: str, address: str) -> None:
    assert f'<a href="{address}">' in html_of(text)


@pytest.mark.parametrize("text", ["xhttps://a.example", "`https://a.example`", "a@b"])
def test_what_is_none_stays_text(text: str) -> None:
    assert "<a " not in html_of(text)


def test_underscores_mean_what_they_mean_elsewhere() -> None:
    text = "_a_ a_b_c _d_e_ __f_g__"
    assert html_of(f"{text} https://a.example").startswith(html_of(text)[:-5])
