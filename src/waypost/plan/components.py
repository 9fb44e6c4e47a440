"""What the macros of components are given, and what is wrong with their calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from waypost.model.archive import Archive, NodeKind, Reference
from waypost.model.component import (
    NODES,
    Argument,
    Body,
    Call,
    Kind,
    Parameter,
    Signature,
    Signatures,
    Value,
    template_of,
)
from waypost.model.diagnostic import Diagnostic, error
from waypost.model.films import embedded, origin_of
from waypost.model.post import Post
from waypost.model.views import CardView, Component, StepCard
from waypost.near import did_you_mean
from waypost.plan.context import Context
from waypost.plan.lists import path_card, step_card

LATEST = 5
"""So many posts a component is given whose macro does not say how many."""

_WHOLE = re.compile(r"[0-9]{1,6}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def components_of(context: Context, post: Post) -> tuple[Component, ...]:
    """Say what the macros of the components that a post calls are given, in order."""
    if not post.calls:
        return ()
    slug = post.slug.value
    references = context.archive.references[slug]
    return tuple(_Bound(context, slug, call, references).component() for call in post.calls)


def templates_of(posts: Iterable[Post], signatures: Signatures) -> tuple[str, ...]:
    """Give the templates of the components that some posts call, in order of name."""
    called = {call.name for post in posts for call in post.calls}
    return tuple(template_of(name) for name in sorted(called) if name in signatures)


class _Bound(Struct, frozen=True):
    """A call in the text of a post, whose links have some references."""

    context: Context
    slug: str
    call: Call
    references: tuple[Reference, ...]

    def component(self) -> Component:
        """Say what the macro is given; where the call is wrong there is none."""
        signature = self.context.signatures.get(self.call.name)
        if signature is None or any(True for _ in flaws(self.call, self.context.signatures)):
            return Component("")
        parameters = {parameter.name: parameter for parameter in signature.parameters}
        values: dict[str, Value] = {}
        nodes: dict[str, Reference] = {}
        for argument in self.call.arguments:
            if argument.name in NODES:
                nodes[argument.name] = self.references[argument.link]
            else:
                values[argument.name] = self._value(argument, parameters[argument.name])
        if any(node.kind is NodeKind.NOTHING for node in nodes.values()):
            return Component("")
        if "embed" in parameters and (address := embedded(str(values.get("src", "")))):
            values["embed"] = address
        topic, path, post = map(nodes.get, NODES)
        context, archive = self.context, self.context.archive
        return Component(
            name=self.call.name,
            values=tuple(values.items()),
            topic=context.topic_card(topic.key) if topic else None,
            path=path_card(context, archive.paths[path.key]) if path else None,
            post=context.cards[post.key] if post else None,
            posts=self._posts(topic, parameters, values) if "posts" in parameters else None,
            steps=self._steps(path) if path and "steps" in parameters else None,
        )

    def _value(self, argument: Argument, parameter: Parameter) -> Value:
        if argument.link >= 0:
            return self._url(argument)
        value = value_of(argument.text, parameter.kind)
        return argument.text if value is None else value

    def _url(self, argument: Argument) -> str:
        return self.context.filling(self.references[argument.link]).url

    def _steps(self, path: Reference) -> tuple[StepCard, ...]:
        steps = enumerate(self.context.archive.paths[path.key].steps, start=1)
        return tuple(step_card(self.context, number, step.cited) for number, step in steps)

    def _posts(
        self,
        topic: Reference | None,
        parameters: Mapping[str, Parameter],
        values: Mapping[str, Value],
    ) -> tuple[CardView, ...]:
        archive, count = self.context.archive, values.get("count")
        if count is None and "count" in parameters:
            count = parameters["count"].default
        most = count if isinstance(count, int) else LATEST
        slugs = archive.topics[topic.key].posts if topic else tuple(archive.cards)
        # A reader of a post knows of it.
        others = [slug for slug in slugs[: most + 1] if slug != self.slug]
        return self.context.cards_of(others[:most])


def players(archive: Archive, signatures: Signatures) -> tuple[str, ...]:
    """Give the origins at which the films of posts play, in order."""
    found = {
        embedded(argument.text)
        for post in archive.posts
        for call in post.calls
        if (signature := signatures.get(call.name))
        and any(parameter.name == "embed" for parameter in signature.parameters)
        for argument in call.arguments
        if argument.name == "src"
    }
    return tuple(sorted({origin_of(address) for address in found if address}))


def component_findings(archive: Archive, signatures: Signatures) -> Iterator[Diagnostic]:
    """Find what is wrong with the calls of all posts, but for what they refer to."""
    for post in archive.posts:
        for call in post.calls:
            yield from flaws(call, signatures)


def flaws(call: Call, signatures: Signatures) -> Iterator[Diagnostic]:
    """Find what is wrong with a call, whatever else there is in the archive."""
    signature = signatures.get(call.name)
    if signature is None:
        yield error(
            "unknown-component",
            f"no component is called '{call.name}'",
            call.place,
            did_you_mean(call.name, signatures)
            or f"add a template 'templates/{template_of(call.name)}', or write \\:: for text",
        )
        return
    written = {argument.name for argument in call.arguments}
    for argument in call.arguments:
        yield from _flaws_of(argument, call, signature)
    for parameter in signature.parameters:
        if parameter.required and parameter.name not in written:
            yield error(
                "missing-parameter",
                f"the component '{call.name}' needs a parameter '{parameter.name}'",
                call.place,
                f'write {parameter.name}="…" in its braces',
            )
    yield from _flaws_of_body(call, signature.body)


def _flaws_of(argument: Argument, call: Call, signature: Signature) -> Iterator[Diagnostic]:
    known = {
        parameter.name: parameter
        for parameter in signature.parameters
        if parameter.kind is not Kind.PROVIDED
    }
    parameter = known.get(argument.name)
    if parameter is None:
        names = ", ".join(f"'{name}'" for name in known)
        yield error(
            "unknown-parameter",
            f"the component '{call.name}' has no parameter '{argument.name}'",
            argument.place,
            did_you_mean(argument.name, known)
            or (f"it has {names}" if names else "it has none: remove it"),
        )
    elif value_of(argument.text, parameter.kind) is None:
        yield error(
            "wrong-type",
            f"'{argument.name}' is {parameter.kind.value}, but this is '{argument.text}'",
            argument.text_place,
            f"write {_example(parameter)}",
        )


def _flaws_of_body(call: Call, body: Body) -> Iterator[Diagnostic]:
    if call.has_body and body is Body.NONE:
        message = f"the component '{call.name}' takes no text"
        yield error("bad-component", message, call.place, f"write ::{call.name}{{…}} on one line")
    elif not call.has_body and body is Body.NEEDED:
        message = f"the component '{call.name}' has no text"
        fix = f"write :::{call.name}{{…}}, the text below it, and then a line ':::'"
        yield error("bad-component", message, call.place, fix)


def value_of(text: str, kind: Kind) -> Value | None:
    """Read an argument as what its parameter takes; None where it is something else."""
    match kind:
        case Kind.WHOLE:
            return int(text) if _WHOLE.fullmatch(text) else None
        case Kind.NUMBER:
            return float(text) if _NUMBER.fullmatch(text) else None
        case Kind.FLAG:
            return _FLAGS.get(text.lower())
        case _:
            return text


def _example(parameter: Parameter) -> str:
    if parameter.kind is Kind.FLAG:
        return f"'{parameter.name}' alone, or {parameter.name}=false"
    example = "3" if parameter.kind is Kind.WHOLE else "1.5"
    return f"{parameter.name}={example}"
