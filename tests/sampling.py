"""Which pages of a built site are looked at one by one."""

import os
from pathlib import Path

EACH = int(os.environ.get("KB_AUDIT", "30"))
"""Every so many pages one is looked at."""


def sample(site: Path, each: int = EACH) -> list[str]:
    """The addresses of some pages, from all sections."""
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return ["" if address == "." else address for address in pages[::each]]
