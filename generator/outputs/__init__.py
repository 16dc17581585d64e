"""The outputs of the site (pages and files), one module each; `OUTPUTS` lists them for build, preview and MkDocs."""

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

# Entries come before lists: what the first page loads is inherited by the processes that make the others.
OUTPUTS: tuple[OutputKind, ...] = (
    redirects,
    search,
    sitemap,
    tools,
    entries,
    indexes,
    maps,
    api,
    headers,
    feeds,
    guides,
    notices,
)
