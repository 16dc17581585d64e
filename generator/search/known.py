"""Cache of the search program of a base, for the same files and templates, so that `kb search` need not build the index
again.
"""

from collections.abc import Mapping
from datetime import date

from generator.base import Base
from generator.reading.disk import files_digest
from generator.remembering.memo import digest
from generator.rendering.template_files import templates_digest, templates_of


def recall(base: Base, files: Mapping[str, bytes], day: date | None) -> tuple[str, ...] | None:
    """The cached scripts that answer questions about these files; None if there are none."""
    return base.memo.recall("search program", _key(base, files, day), tuple)


def keep(base: Base, files: Mapping[str, bytes], day: date | None, program: tuple[str, ...]) -> None:
    """Caches the scripts that answer questions about these files."""
    base.memo.keep("search program", _key(base, files, day), program)


def _key(base: Base, files: Mapping[str, bytes], day: date | None) -> bytes:
    return digest(files_digest(files), templates_digest(templates_of(base.root)), str(day))
