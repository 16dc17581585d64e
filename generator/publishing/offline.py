"""The whole site in one file that a reader unpacks and opens without a network; the same site gives the same bytes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.remembering.ownership import claimed

_ONLY_FOR_HOSTS = frozenset({"_headers", "_redirects", "robots.txt"})
_READABLE = 0o644 << 16


def archive(site: Path, folder: str) -> bytes:
    """A zip of a folder that `kb build` made, in which all lies in one folder."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(claimed(site) - _ONLY_FOR_HOSTS):
            entry = ZipInfo(f"{folder}/{path}")
            entry.external_attr = _READABLE
            entry.compress_type = ZIP_DEFLATED
            packed.writestr(entry, (site / path).read_bytes())
    return held.getvalue()
