"""What the generators of server settings need to know about a site."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Service:
    """A site to be served: its folder, where to listen, its URL path, its redirects and response headers.

    `base` is the URL path, with a slash at both ends; `moved` maps former addresses to current ones, both with that path.
    """

    folder: Path
    listen: str
    base: str
    moved: Mapping[str, str]
    headers: Mapping[str, str]
    brotli: bool = False
    """Whether nginx has the `brotli_static` module."""
