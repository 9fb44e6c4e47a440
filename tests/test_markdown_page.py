"""docs/markdown.md says what the Markdown of posts becomes: each of its examples is a test."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from support.examples import Example, examples, refreshed, rendered

PAGE = Path(__file__).resolve().parent.parent / "docs" / "markdown.md"

if os.environ.get("WAYPOST_GOLDEN") == "write":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

EXAMPLES = [*examples(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line {example.line}")
def test_an_example_becomes_what_the_page_says(example: Example) -> None:
    """Write it anew with ``WAYPOST_GOLDEN=write python3 build.py test tests/test_markdown_page.py``."""
    if not example.is_possible:
        pytest.skip(f"{example.needs} is not installed")
    html, found = rendered(example)
    assert example.html is None or html == example.html
    assert found == (example.found or "")


def test_every_section_has_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    # Without the headings that stand in examples.
    plain = re.sub(r"(?ms)^(`{3,}).*?^\1$", lambda fence: fence[0].replace("\n## ", "\n-- "), page)
    sections = plain.split("\n## ")[1:]
    assert len(sections) > 5
    assert [section.partition("\n")[0] for section in sections if not [*examples(section)]] == []


WRITTEN = """\
```markdown
*a* <b>
```

```html
<p>wrong</p>
```

```markdown
no example
```

````markdown markdown
```x
```
````

```text
```
"""


def test_a_page_that_says_something_else_is_caught_and_can_be_put_right() -> None:
    wrong, other = examples(WRITTEN)
    assert rendered(wrong)[0] == "<p><em>a</em> &lt;b&gt;</p>\n" != wrong.html
    assert (wrong.line, other.line, other.settings) == (1, 13, ("markdown",))
    assert "unknown-language" in rendered(other)[1]
    right = refreshed(WRITTEN)
    assert [rendered(each)[0] for each in examples(right)][:1] == [next(examples(right)).html]
    assert [rendered(each)[1] for each in examples(right)][1:] == [[*examples(right)][1].found]
    assert refreshed(right) == right
    assert "no example" in right
