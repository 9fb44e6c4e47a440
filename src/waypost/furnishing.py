"""What templates name of static/, dressed once for all pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from waypost.jobs import DressJob, Task
from waypost.model import urls
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest
from waypost.model.post import Asset
from waypost.model.site import Site
from waypost.parsing import keep_assets
from waypost.plan.search import is_idle
from waypost.render.templates import Templates
from waypost.store.actions import Action
from waypost.store.cache import Cache
from waypost.store.encoding import encode, key_of, recalled
from waypost.workers import Workers

Files = Sequence[tuple[str, Asset]]
"""Files that are published as they are, each with its output path."""

DRESS = Task("dress_files")


class Furniture(Struct, frozen=True):
    """Dressed files, by output path, and the URL of each by its name in static/."""

    files: tuple[tuple[str, Asset], ...] = ()
    urls: Mapping[str, str] = field(default_factory=dict)

    def key_of(self, names: Iterable[str]) -> Digest:
        """Digest the URLs that some names stand for: what a page that has them depends on."""
        return key_of("urls", tuple((name, self.urls.get(name)) for name in names))


def furnish(
    templates: Templates, static: Files, site: Site, engine: Digest, cache: Cache, pool: Workers
) -> Checked[Furniture]:
    """Dress what some templates name of the files of static/.

    The key is the engine, the names, the path of the site's URL, and all the files, as
    one of them may name any other. A site without a search needs none of the theme's
    files for it, though templates name them.
    """
    prefix = site.prefix
    idle = [path for path, asset in static if is_idle(path, asset, site)]
    named = {name for names in templates.assets.values() for name in names}
    names = tuple(sorted(named.difference(idle)))
    job = DressJob(cache.blobs, names, tuple(static), prefix + "/")
    key = key_of("dressed", engine, names, job.files, job.root)
    known = recalled(cache.actions.find([key]).get(key), Checked[tuple[tuple[str, Asset], ...]])
    if known is None or not all(cache.blobs.has(asset.digest) for _, asset in known.value):
        (known,) = pool.map(DRESS, [job])
        assert known is not None
        cache.actions.keep([Action("dressed", key, encode(known))])
    keep_assets(cache, (asset for _, asset in known.value))
    sources = {asset.source: path for path, asset in static}
    return Checked(
        Furniture(
            known.value,
            {
                sources[asset.source]: prefix + urls.encoded(f"/{path}")
                for path, asset in known.value
            },
        ),
        known.diagnostics,
    )
