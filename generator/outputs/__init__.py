"""The kinds of output of the site, one module each; this is the only list of them."""

from generator.outputs import (
    api,
    entries,
    feeds,
    guides,
    headers,
    indexes,
    maps,
    notices,
    redirects,
    search,
    sitemap,
    tools,
)
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
    notices,
)
