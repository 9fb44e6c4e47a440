"""What the templates of a site are made of: what a page's bytes depend on of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from waypost.model.component import Signature
from waypost.model.diagnostic import Checked, Diagnostic
from waypost.model.digest import Digest
from waypost.render.files import THEME, TemplateFile
from waypost.render.shape import Shape
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled

_COMPONENTS = "components/"

Listed = Sequence[tuple[TemplateFile, Digest | None]]
"""Template files in order of folder and name, each with the digest of its bytes."""

TakeShapes = Callable[[Listed], Iterable[Shape]]


class Templates(Struct, frozen=True):
    """What there is of templates, by the name that each is found under.

    ``reached`` has the digest of each template that one can reach, itself too, and
    None for one that is missing: it may be there the next time. ``closures`` digest
    that; comments don't count, and neither does where a template lies. ``assets`` are
    the files of static/ that a template, or one that it can reach, names. ``components``
    are the signatures of those that there are, by name.
    """

    reached: Mapping[str, Mapping[str, Digest | None]]
    closures: Mapping[str, Digest]
    assets: Mapping[str, tuple[str, ...]]
    components: Mapping[str, Signature]

    @classmethod
    def of(cls, shapes: Mapping[str, Shape]) -> Templates:
        """Follow the names in some templates' shapes."""
        reached = {name: _reached(name, shapes) for name in shapes}
        return cls(
            reached,
            {name: key_of(sorted(reached[name].items())) for name in shapes},
            {name: _assets(reached[name], shapes) for name in shapes},
            {
                name.removeprefix(_COMPONENTS).removesuffix(".html"): shape.signature
                for name, shape in sorted(shapes.items())
                if name.startswith(_COMPONENTS) and shape.signature is not None
            },
        )

    def reached_from(self, names: Iterable[str]) -> tuple[str, ...]:
        """Name all templates that some reach, these among them, each once."""
        return tuple(dict.fromkeys(one for name in names for one in self.reached.get(name, ())))


def _reached(name: str, shapes: Mapping[str, Shape]) -> dict[str, Digest | None]:
    reached: dict[str, Digest | None] = {}
    waiting = [name]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            shape = shapes.get(at)
            reached[at] = shape.digest if shape else None
            waiting += shape.names if shape else ()
    return reached


def _assets(reached: Iterable[str], shapes: Mapping[str, Shape]) -> tuple[str, ...]:
    named = {asset for name in reached if name in shapes for asset in shapes[name].assets}
    return tuple(sorted(named))


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
    known = {key: shape for key, data in kept.items() if (shape := recalled(data, Shape))}
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
    return Checked(Templates.of(shapes), tuple(found))
