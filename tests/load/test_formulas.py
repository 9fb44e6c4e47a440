"""Formulas in Markdown: which dollars begin one, what it becomes, and what is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.load.formulas import FORMULAS, formulas, may_have_formulas
from waypost.load.grammar import _ADDITIONS, _parser
from waypost.load.markdown import Parsed, parse_blocks, parse_inline
from waypost.load.tex import MOST, mathml
from waypost.model.diagnostic import Checked, Place
from waypost.model.site import ParseSettings

PLACE = Place("a.md", 10, 1)


def blocks(text: str) -> Checked[Parsed]:
    return parse_blocks(text, PLACE, ParseSettings(markdown=True))


def html(text: str) -> str:
    checked = blocks(text)
    assert checked.diagnostics == ()
    return checked.value.fragment.html.strip()


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "From $20M-$30M.",
        "$ x$",
        "$x $",
        "$x$5",
        "$",
        "$$",
        "$$a",
        r"\$x$",
        r"$x\$",
        "`$x$`",
        "$a `$` b",
        "US$ and A$",
    ],
)
def test_a_dollar_that_is_no_formula_stays(text: str) -> None:
    assert "<math" not in html(text)
    assert html(text).count("$") == text.count("$")


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("$x$", "x"),
        ("($x$)", "x"),
        ("*$x$*", "x"),
        ("$a b$,", "a b"),
        (r"$\$5$", r"\$5"),
        ("$a\nb$", "a b"),
        ("$5x$", "5x"),
        ("| $x$ |\n|---|", "x"),
        ("# The $x$ of it", "x"),
        ("[$x$](https://example.org)", "x"),
    ],
)
def test_a_formula_in_a_line_is_mathml_with_its_source(text: str, alternative: str) -> None:
    assert f'<math alttext="{alternative}"><mrow>' in html(text)


@pytest.mark.parametrize(
    "text",
    [
        "$$x$$",
        "$$\nx\n$$",
        "$$ x\n$$",
        "before\n$$\nx\n$$\nbehind",
        "> $$\n> x\n> $$",
        "- $$\n  x\n  $$",
        "```math\nx\n```",
        "~~~ math\nx\n~~~",
    ],
)
def test_a_formula_by_itself_is_a_block_that_scrolls(text: str) -> None:
    assert '<div class="formula" tabindex="0"><math display="block" alttext="x">' in html(text)


def test_two_dollars_in_a_line_show_a_formula_by_itself() -> None:
    assert html("So $$x$$ it is.").startswith('<p>So <math display="block"')


def test_a_line_of_a_hub_may_have_a_formula() -> None:
    assert "<math" in parse_inline("A $x$.", PLACE, ParseSettings()).value.fragment.html


def test_a_heading_is_named_by_the_source_of_its_formula() -> None:
    (heading,) = blocks("# The $x$ axis").value.fragment.outline
    assert heading.text == "The x axis"


def test_the_markdown_keeps_a_formula_as_it_was_written() -> None:
    assert blocks("So $x$.").value.fragment.markdown == "So $x$."


def test_the_words_of_a_formula_are_no_prose() -> None:
    assert blocks(r"So $\frac{a}{b}$.").value.prose == "So .\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (r"a $\foo x$", 10, 4, r"no command is called '\foo'"),
        (r"a $\frac{a$ b", 10, 9, "'{' is not closed"),
        ("$a}$", 10, 3, "'}' closes nothing"),
        ("$x_$", 10, 2, "the formula can't be read: missing super script or subscript"),
        (r"$\begin{pmatrx}\end{pmatrx}$", 10, 2, "no environment is called 'pmatrx'"),
        (r"$\begin{cases}a$", 10, 2, r"'\begin{cases}' is not closed"),
        (r"$\begin{cases}a\end{matrix}$", 10, 16, r"'\end{matrix}' closes nothing"),
        (r"$\href{javascript:alert(1)}{x}$", 10, 2, r"the command '\href' has no place here"),
        (r"$\newcommand{\a}{b}$", 10, 2, r"the command '\newcommand' has no place here"),
        (r"$\limits$", 10, 2, ""),
        ("```math\na\n\\foo\n```", 12, 1, r"no command is called '\foo'"),
        ("$x$\n\n```math\n\\foo\n```", 13, 1, r"no command is called '\foo'"),
        ("> $$\n> \\foo\n> $$", 11, 3, r"no command is called '\foo'"),
    ],
)
def test_what_can_not_be_typeset_is_an_error_where_it_stands(
    text: str, line: int, column: int, message: str
) -> None:
    checked = blocks(text)
    (found,) = checked.diagnostics
    assert (found.code, found.place) == ("bad-formula", Place("a.md", line, column))
    assert message in found.message
    assert found.is_error
    assert found.fix
    assert "<code>" in checked.value.fragment.html


def test_a_formula_that_never_ends_is_told_of() -> None:
    made = mathml("x" * (MOST + 1), is_block=False)
    assert made.trouble is not None
    assert made.trouble.message == "the formula has more than 5,000 characters"


def test_an_environment_of_lines_has_no_numbers() -> None:
    assert "(1)" not in html("$$\\begin{align}a&=b\\end{align}$$")
    assert "(1)" in html("$$a \\tag{1}$$")


PIECES = st.sampled_from(
    [
        *("{", "}", "^", "_", "&", "\\\\", "a", "1", "<b>", "<", ">", '"', "'", "&lt;", "&#60;"),
        *(r"\frac", r"\sqrt", r"\text{", r"\text{<script>}", r"\left(", r"\right)", r"\color{"),
        *(r"\begin{matrix}", r"\end{matrix}", r"\begin{align}", r"\end{align}", r"\hspace{"),
        *(r"\operatorname{", r"\mathbb{R}", r"\sum", r"\limits", r"\not", r"\href{", r"\style{"),
        *(r"\textcolor{red}", r"\colorbox{", "javascript:", " ", "\n", "\u202e", "é", r"\mbox{"),
    ]
)


class Elements(HTMLParser):
    """Notes what a formula is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join), st.booleans())
def test_no_tex_becomes_any_other_markup(tex: str, is_block: bool) -> None:
    made = mathml(tex, is_block)
    found = Elements(made.html)
    assert found.open == []
    assert found.tags <= {"code"} or all(tag[0] == "m" for tag in found.tags)
    assert found.attributes.isdisjoint({"href", "style", "class", "id", "onclick", "src"})


def test_a_text_without_formulas_does_not_import_what_reads_them() -> None:
    program = (
        "import sys\n"
        "from waypost.load.markdown import parse_blocks\n"
        "from waypost.model.diagnostic import Place\n"
        "from waypost.model.site import ParseSettings\n"
        "parse_blocks('A price: $5.', Place('a.md'), ParseSettings())\n"
        "assert 'latex2mathml' not in sys.modules\n"
        "parse_blocks('A $x$.', Place('a.md'), ParseSettings())\n"
        "assert 'latex2mathml' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    "text",
    [
        "~~~\n```\n~~~\n$x$\n```\n",
        "<!--\n```\n-->\n$x$\n```\n",
        "   <!--\n```\n-->\n$x$\n```\n",
        "$$\n```\n$$\n```\n",
        "````\n```\n````\n$x$\n```\n",
        "```a`b\n$x$\n```\n",
        "```\n```a\n```\n$x$\n\n```\n```\n",
        "- a\n  ```\n\n$x$\n\n```\n",
        "> ```\n\n$x$\n\n```\n",
        "```\n```\n$x$",
    ],
)
def test_no_formula_is_overlooked_for_code_around_it(text: str) -> None:
    others = tuple(add for may_have, add in _ADDITIONS if may_have(text))
    env: dict[str, object] = {}
    _parser(ParseSettings(), (), tuple(dict.fromkeys((*others, formulas)))).parse(text, env)
    assert FORMULAS in env
    assert may_have_formulas(text)


def test_dollars_of_a_shell_are_no_formulas() -> None:
    code = "```sh\necho $A $B\n```"
    assert not may_have_formulas(f"It says\n\n{code}\n\nand\n\n{code}\n")
    assert not may_have_formulas(f"{code}\n\nfor $5")
    assert may_have_formulas(f"{code}\n\n$x$")
