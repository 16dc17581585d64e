"""The whole site as a zip file to unpack and read offline; the same site gives the same bytes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.remembering.ownership import claimed

_ONLY_FOR_HOSTS = frozenset({"_headers", "_redirects", "robots.txt"})
_READABLE = 0o644 << 16


def archive(site: Path, folder: str) -> bytes:
    """The bytes of a zip file of a built site; all its files are in one top folder of this name."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(claimed(site) - _ONLY_FOR_HOSTS):
            entry = ZipInfo(f"{folder}/{path}")
            entry.external_attr = _READABLE
            entry.compress_type = ZIP_DEFLATED
            packed.writestr(entry, (site / path).read_bytes())
    return held.getvalue()
