"""Cache of all findings of a base, for the same files, rules and day."""

from collections.abc import Mapping
from datetime import date

from generator.diagnostics import Diagnostic
from generator.reading.disk import files_digest
from generator.remembering.memo import Memo, digest


def recall(files: Mapping[str, bytes], today: date, memo: Memo) -> tuple[Diagnostic, ...] | None:
    """The cached findings for these files, drafts included; None if there are none in the cache."""
    return memo.recall("findings", _key(files, today), tuple)


def keep(files: Mapping[str, bytes], today: date, memo: Memo, findings: tuple[Diagnostic, ...]) -> None:
    """Caches the findings for these files, drafts included."""
    memo.keep("findings", _key(files, today), findings)


def _key(files: Mapping[str, bytes], today: date) -> bytes:
    return digest(files_digest(files), today.isoformat())
