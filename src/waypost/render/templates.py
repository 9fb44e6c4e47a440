"""What the templates of a site are made of: what a page's bytes depend on of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from waypost.model.diagnostic import Checked, Diagnostic
from waypost.model.digest import Digest
from waypost.render.files import THEME, TemplateFile
from waypost.render.shape import Shape
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import Damaged, decode, encode, key_of

Listed = Sequence[tuple[TemplateFile, Digest | None]]
"""Template files in order of folder and name, each with the digest of its bytes."""


TakeShapes = Callable[[Listed], Iterable[Shape]]


@dataclass(frozen=True, slots=True)
class Templates:
    """The shape of every template by the name that it is found under."""

    shapes: Mapping[str, Shape]
    _closures: dict[str, Digest | None] = field(default_factory=dict)

    def closure(self, name: str) -> Digest | None:
        """Digest a template and all that it can reach; None where it is not there.

        Comments don't count, and neither does where a template lies.
        """
        if name not in self._closures:
            self._closures[name] = self._closure(name) if name in self.shapes else None
        return self._closures[name]

    def reached(self, name: str) -> tuple[str, ...]:
        """Name a template and all that it can reach, as far as they are there."""
        return tuple(at for at in sorted(self._reached(name)) if at in self.shapes)

    def _closure(self, name: str) -> Digest:
        return key_of(sorted(self._reached(name).items()))

    def _reached(self, name: str) -> dict[str, Digest | None]:
        reached: dict[str, Digest | None] = {}
        waiting = [name]
        while waiting:
            at = waiting.pop()
            if at not in reached:
                shape = self.shapes.get(at)
                # One that is missing counts too: it may be there the next time.
                reached[at] = shape.digest if shape else None
                waiting += shape.names if shape else ()
        return reached


def read_templates(
    listed: Listed, engine: Digest, cache: Cache, take: TakeShapes
) -> Checked[Templates]:
    """Take the shapes of some templates, and find what none of them may do.

    ``take`` gives the shapes of templates that are not in the cache, in order, from
    their files and the digests of what those held.
    """
    keys = [
        key_of("template", engine, file.label, file.name, digest) if digest else None
        for file, digest in listed
    ]
    kept = cache.actions.find([key for key in keys if key])
    known = {key: shape for key, data in kept.items() if (shape := _kept(data))}
    pairs = list(zip(listed, keys, strict=True))
    taken = iter(take([template for template, key in pairs if key not in known]))
    shapes: dict[str, Shape] = {}
    actions: list[Action] = []
    found: list[Diagnostic] = []
    last = max((file.folder for file, _ in listed), default=0)
    for (file, _), key in pairs:
        shape = known[key] if key in known else next(taken)
        if key and key not in known:
            actions.append(Action("template", key, encode(shape)))
        found += shape.findings
        shapes.setdefault(file.name, shape)
        if file.folder == last:
            shapes[f"{THEME}/{file.name}"] = shape
    cache.actions.keep(actions)
    return Checked(Templates(shapes), tuple(found))


def _kept(data: bytes) -> Shape | None:
    try:
        shape = decode(data, Shape)
    except Damaged:
        return None
    return shape if isinstance(shape, Shape) else None
