"""What a web server needs to know of a site to serve it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Service:
    """Where a site lies, where it is served, what every answer bears, and which former addresses lead where.

    `base` begins and ends with a slash; `moved` is from address to address, both below the base.
    """

    folder: Path
    listen: str
    base: str
    moved: Mapping[str, str]
    headers: Mapping[str, str]
    brotli: bool = False
    """Whether nginx has its module for ready-made brotli files."""
