"""What the site is made of, one kind of output a module; this list is the only one."""

from generator.outputs import api, entries, feeds, guides, headers, indexes, maps, redirects, search, sitemap, tools
from generator.rendering.inputs import OutputKind

OUTPUTS: tuple[OutputKind, ...] = (
    redirects,
    search,
    sitemap,
    tools,
    indexes,
    maps,
    entries,
    api,
    headers,
    feeds,
    guides,
)
