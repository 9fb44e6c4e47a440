"""The demo archive as a published site, with a post that holds all that posts can."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from support.sites import options, write
from waypost.builds import build
from waypost.model import urls
from waypost.model.archive import Archive

REPOSITORY = Path(__file__).parent.parent.parent
OLD_ADDRESS = "/once/upon/"

WIDE_CODE = "total = sum(" + " + ".join(f"column_{n}" for n in range(40)) + ")"
WIDE_ROW = "|" + "|".join(f" number {n} " for n in range(14)) + "|"

SPECIMEN = f"""
---
title: A specimen of everything, with a-word-that-goes-on-{"and-on-" * 12}for-long
date: 2026-01-02
updated: 2026-02-03
description: It shows what a post can hold.
topics: [teams, no-such-hub]
aliases: [{OLD_ADDRESS}]
image: hill.svg
image_alt: A hill
superseded_by: specimen-successor
slug: specimen
---

A paragraph with *stress*, **weight**, `code`, a [link](../successor.md), a footnote[^note]
and Donaudampfschifffahrts{"elektrizitaetenhauptbetriebswerk" * 4}.

## Code

```python
# A comment, then a line that is too long for any phone.
import os

@decorated
def total(rows: list[int], name: str = "all") -> float:
    \"\"\"Say what it is.\"\"\"
    return 1.5 * len(rows)

{WIDE_CODE}
```

```console
$ waypost build --strict
Built 3 posts.
```

```diff
- what was there
+ what is there
```

```js {{2,4-5}} title="{"src/" * 20}app.js" linenums="98"
/* A comment
of two lines, of which one is too long for any phone, and so it scrolls, whatever it marks. */
function total(rows) {{
  // twice
  return 2 * rows.length;
}}
```

```toml diff {{3}} title="settings.toml"
 # How often
 name = "queue"
-retries = 3
+retries = 5  # more of them
 wait = 1.5
```

```go focus="2-3"
import "fmt" // nothing else
func main() {{ // the point
	fmt.Println("1", 2)
}}
```

```ini wrap linenums {{1}}
address = https://example.org/{"a-very-long-address/" * 12}
name = b
```

```pycon
>>> def f(x):
...     return 1 / x
...
>>> f(0)
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ZeroDivisionError: division by zero
>>> f(1)
1.0
```

- In a list:

  ```rust file="part.rs" region="shown" {{1}}
  ```

```table file="data.csv" caption="Costs of three years, in euros"
```

## Table

{WIDE_ROW}
{"|---" * 14}|
{WIDE_ROW}

### Within the table's section

![A hill again](hill.svg)

## Formulas

A length of $\\sqrt{{a^2+b^2}}$, and one that is too long for any phone:

$$
\\sum_{{i=0}}^{{n}} x_i = {" + ".join(f"x_{n}" for n in range(40))}
$$

```math
\\begin{{align}} a &= \\frac{{b}}{{c}} \\\\ d &= \\text{{e & f}} \\end{{align}}
```

## Diagrams

```mermaid
graph LR
  A[First] --> B[Second]
```

```dot alt="A graph in the colours of the page" title="A graph"
digraph {{ rankdir=LR; a [label="First & last"]; a -> b -> c -> d -> e -> f -> g -> h; b -> g }}
```

```dot alt="A graph with colours of its own"
graph {{ a [style=filled fillcolor="orange:red" URL="https://example.org/"]; a -- b }}
```

## Components

::hub-card{{topic="reliability"}}

::latest-posts{{topic="ai" count=2}}

::path-steps{{path="first-year-as-a-lead"}}

:::quote{{source="A specimen" url="../successor.md"}}
It *is* so.

It is still so.
:::

:::figure{{caption="A hill, and the code of it"}}
![A hill once more](hill.svg)

```python
hill = "up" + "down"
```
:::

::video{{src="https://youtu.be/jNQXAC9IVRw" title="Me at the zoo"}}

::video{{src="film.webm" title="A film of our own"}}

> A quotation, with [a link](#code) in it.

- [ ] a task
- [x] a task that is done

1. One
2. Two

[^note]: The note itself.
"""

HILL = """
<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300" viewBox="0 0 900 300">
<path d="M0 300 450 20 900 300z"/></svg>
"""

PART = """
// #region shown
let retries = 5;
// #endregion
"""

DATA = """
Name,Year,Cost
Queues,2021,"1,200.50 €"
Retries and a long name,2022,3 €
"""

SUCCESSOR = """
---
title: The specimen's successor
date: 2026-03-04
description: It links back.
slug: specimen-successor
topics: [teams]
---

See [[specimen]].
"""


KINDS = (
    "home", "topics", "curated hub", "derived hub", "paths", "path", "archive", "map", "year",
    "authors", "author", "search", "post", "post on a path", "not found", "redirect",
)  # fmt: skip
"""The kinds of page that a site has."""


def build_demo(root: Path) -> tuple[Path, dict[str, str]]:
    """Build the demo into a folder; give the published tree, and a URL of every kind."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    write(
        root / "content/posts",
        {
            "specimen/index.md": SPECIMEN,
            "specimen/hill.svg": HILL,
            "specimen/film.webm": b"\x1aE\xdf\xa3",
            "specimen/part.rs": PART,
            "specimen/data.csv": DATA,
            "successor.md": SUCCESSOR,
        },
    )
    outcome = build(replace(options(root), now=datetime(2026, 12, 1, tzinfo=UTC)))
    assert outcome.exit_code() == 0, outcome.diagnostics
    assert outcome.archive is not None
    return root / "public", kinds_of(outcome.archive)


def kinds_of(archive: Archive) -> dict[str, str]:
    """Choose a page of every kind, by the kind's name."""
    hubs, path = archive.hubs.values(), next(iter(archive.paths.values()))
    return {
        "home": urls.HOME,
        "topics": urls.TOPICS,
        "paths": urls.PATHS,
        "archive": urls.ARCHIVE,
        "map": urls.MAP,
        "curated hub": urls.hub(
            max((len(hub.members), hub.slug) for hub in hubs if hub.curated)[1]
        ),
        "derived hub": urls.hub(
            max((len(hub.members), hub.slug) for hub in hubs if not hub.curated)[1]
        ),
        "path": urls.path(path.slug),
        "authors": urls.AUTHORS,
        "author": urls.author(archive.authors[0].slug),
        "search": urls.SEARCH,
        "year": urls.year(archive.cards[archive.posts[0].slug.value].published.year),
        "post": urls.post("specimen"),
        "post on a path": urls.post(path.steps[1].cited.post),
        "not found": "/404.html",
        "redirect": OLD_ADDRESS,
    }
