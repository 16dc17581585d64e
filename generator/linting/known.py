"""Findings that are known from the last time when the same files were judged by the same rules on the same day."""

from collections.abc import Mapping
from datetime import date

from generator.diagnostics import Diagnostic
from generator.reading.disk import files_digest
from generator.remembering.memo import Memo, digest


def recall(files: Mapping[str, bytes], today: date, memo: Memo) -> tuple[Diagnostic, ...] | None:
    """What is wrong with these files, drafts included; nothing when they have not been judged yet."""
    return memo.recall("findings", _key(files, today), tuple)


def keep(files: Mapping[str, bytes], today: date, memo: Memo, findings: tuple[Diagnostic, ...]) -> None:
    """Remember what is wrong with these files, drafts included."""
    memo.keep("findings", _key(files, today), findings)


def _key(files: Mapping[str, bytes], today: date) -> bytes:
    return digest(files_digest(files), today.isoformat())
