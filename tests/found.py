"""Findings as lines of text, compared with those written down: their order, place, words and fix."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.diagnostics import Diagnostic, Span, Wording

MOST = 70
"""Characters of a word of a message that are written down; the rest of a list of names says nothing new."""


def line(finding: Diagnostic) -> str:
    """One finding: its range, its rule, what fills the gaps of its message, and what is put where by a fix."""
    facts = ((name, value.zh if isinstance(value, Wording) else value) for name, value in finding.facts)
    words = (f"{name}={value if len(value) <= MOST else value[:MOST] + '…'}" for name, value in facts)
    over = f" @{_range(finding.over)}" if finding.over else ""
    fix = "" if finding.replacement is None else f" → {finding.replacement}{over}"
    return f"{finding.path}:{_range(finding.span)} {finding.code} {'; '.join(words)}{fix}"


def _range(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


@cache
def _written(file: Path) -> dict[str, list[str]]:
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def compare(file: Path, name: str, findings: Iterable[Diagnostic], update: bool) -> None:
    """Compares findings with those that a file has under a name; or writes them there."""
    found, written = [line(finding) for finding in sorted(findings, key=lambda each: each.order)], _written(file)
    if update:
        written.pop(name, None)
        written.update({name: found} if found else {})
        file.write_text(json.dumps(written, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    assert found == written.get(name, [])
