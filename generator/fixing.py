"""Safe fixes: what the findings would write, kept only where the result is better and nothing else changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from generator.diagnostics import Diagnostic, Span

Examine = Callable[[Mapping[str, bytes]], Iterable[Diagnostic]]
"""The findings of the whole base, with some files' bytes replaced."""

ROUNDS = 5
"""A fix may make room for the next on the same words; more rounds than this would be a fix that fights itself."""


def fix(sources: Mapping[str, bytes], examine: Examine) -> dict[str, bytes]:
    """The files that safe fixes change, with their new bytes.

    A file is changed only if afterwards it has fewer findings, none of a kind it did not have before, and no other
    file has more.
    """
    changed: dict[str, bytes] = {}
    refused: set[str] = set()
    before = tuple(examine({}))
    for _ in range(ROUNDS):
        wanted = _rewritten({**sources, **changed}, before, refused)
        if not wanted:
            break
        after = tuple(examine({**changed, **wanted}))
        worse = _worse(before, after, wanted)
        refused |= worse
        if not worse:
            changed |= wanted
            before = after
    return changed


def _rewritten(sources: Mapping[str, bytes], findings: Iterable[Diagnostic], refused: set[str]) -> dict[str, bytes]:
    fixable = [finding for finding in findings if finding.replacement is not None and finding.path not in refused]
    return {
        path: rewrite(sources[path].decode("utf-8"), tuple(group)).encode()
        for path, group in groupby(fixable, key=lambda finding: finding.path)
        if path in sources
    }


def _worse(before: Iterable[Diagnostic], after: Iterable[Diagnostic], wanted: Mapping[str, bytes]) -> set[str]:
    """The rewritten files that did not get better, or, when another file got worse, all of them."""
    was, now = _counts(before), _counts(after)
    grown = {path for (path, code), count in now.items() if count > was[path, code]}
    total = {path: (_total(was, path), _total(now, path)) for path in wanted}
    stuck = {path for path, (old, new) in total.items() if new >= old}
    return set(wanted) if grown - set(wanted) else (grown | stuck) & set(wanted)


def _counts(findings: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.code) for finding in findings)


def _total(counts: Counter[tuple[str, str]], path: str) -> int:
    return sum(count for (other, _), count in counts.items() if other == path)


def rewrite(text: str, findings: Iterable[Diagnostic]) -> str:
    """A text with the replacements of its findings written in; of two that overlap, the first."""
    starts = _line_starts(text)
    parts, end = [], 0
    for finding in sorted(findings, key=lambda finding: finding.span):
        start, stop = _offsets(starts, finding.span)
        if start >= end and finding.replacement is not None:
            parts += [text[end:start], finding.replacement]
            end = stop
    return "".join([*parts, text[end:]])


def _line_starts(text: str) -> list[int]:
    return [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]


def _offsets(starts: list[int], span: Span) -> tuple[int, int]:
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
