"""Components: what their macros make of their calls, in HTML, and a plain form in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from waypost.model.component import fill_calls, macro_of, template_of
from waypost.model.views import CardView, Component, StepCard

_OWN = ("src", "image", "url")


def with_components(html: str, components: Sequence[Component], environment: Environment) -> str:
    """Call the macros of components, and put what they make into the HTML around them."""

    def call(index: int, body: str | None) -> str:
        component = components[index]
        if not component.name:
            return body or ""
        module: Any = environment.get_template(template_of(component.name)).module
        given: dict[str, Any] = dict(component.values)
        cards = {
            "topic": component.topic,
            "path": component.path,
            "post": component.post,
            "posts": component.posts,
            "steps": component.steps,
        }
        given |= {name: card for name, card in cards.items() if card is not None}
        if body is not None:
            text = Markup(body.strip("\n"))  # noqa: S704 - HTML that the loader made
            given["caller"] = lambda: text
        return str(getattr(module, macro_of(component.name))(**given))

    return fill_calls(html, call)


def in_markdown(text: str, components: Sequence[Component]) -> str:
    """Put links in place of components, for those who read Markdown; bodies stay."""

    def call(index: int, body: str | None) -> str:
        component = components[index]
        lines = [f"- {line}" for line in _links(component)]
        own = dict(component.values)
        said = [str(own[name]) for name in ("title", "caption", "source") if own.get(name)]
        address = next((str(own[name]) for name in _OWN if own.get(name)), "")
        if address:
            lines.append(f"[{_plain(': '.join(said) or address)}]({address})")
        elif said:
            lines.append(_plain(": ".join(said)))
        below = "\n".join(lines)
        inside = (body or "").strip("\n")
        return "\n\n".join(part for part in (inside, below) if part)

    return fill_calls(text, call)


def _links(component: Component) -> Iterator[str]:
    listed: Sequence[CardView | StepCard] = component.posts or component.steps or ()
    for card in (component.topic, component.path, component.post, *listed):
        if card is not None:
            title = _plain(card.title)
            yield f"[{title}]({card.url})" if card.url else title


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
