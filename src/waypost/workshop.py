"""What making pages takes, whatever these show: templates, and what renders them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec import Struct

from waypost.config import Extensions, Options
from waypost.furnishing import Furniture
from waypost.inputs import Inputs
from waypost.jobs import RenderTask, Task
from waypost.making import Maker
from waypost.model.diagnostic import Checked
from waypost.model.digest import Digest, digest_of
from waypost.model.views import SiteView
from waypost.render.rendering import Rendering
from waypost.render.templates import Templates, read_templates
from waypost.store.cache import Cache
from waypost.store.encoding import as_seen
from waypost.workers import Workers


class Workshop(Struct, frozen=True):
    """Where the pages of one run are made."""

    options: Options
    extensions: Extensions
    inputs: Inputs
    cache: Cache
    pool: Workers

    def templates(self) -> Checked[Templates]:
        """Read the templates, as far as they were not read before."""
        take = partial(self.pool.map, Task("take_shape"))
        return read_templates(self.inputs.listed_templates, self.inputs.engine, self.cache, take)

    def rendering(self, furniture: Furniture) -> Rendering:
        """Say what rendering depends on, beside the page and the site."""
        return Rendering(
            self.options.layout.templates,
            tuple((file.file, digest) for file, digest in self.inputs.listed_templates),
            self.cache.blobs,
            self.extensions.filters,
            tuple(furniture.urls.items()),
        )

    def maker(
        self,
        templates: Templates,
        furniture: Furniture,
        site: SiteView,
        sources: Mapping[Digest, str],
    ) -> Maker:
        """Get ready to make pages; ``sources`` has the source of each text that they show."""
        return Maker(
            engine=self.inputs.engine,
            templates=templates,
            assets={name: furniture.key_of(named) for name, named in templates.assets.items()},
            site=digest_of(as_seen(site)),
            task=RenderTask(self.rendering(furniture), site),
            cache=self.cache,
            pool=self.pool,
            sources=sources,
        )
