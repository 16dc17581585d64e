"""Safe fixes: a fix is applied only if its finding disappears and no new finding appears."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.diagnostics import Diagnostic, Span

Examine = Callable[[Mapping[str, bytes]], Iterable[Diagnostic]]
"""Returns the findings of the whole base, with the bytes of some files replaced."""

Edit = tuple[Span, str]
"""A range of a text (start and end offset) and its replacement."""

_UNREAD = re.compile(r"KB(?:0\d\d|10[1-57])")


def keeps_unread(finding: Diagnostic) -> bool:
    """Whether a finding means that its file could not be read as an entry, so that no other rule has run on it."""
    return _UNREAD.fullmatch(finding.code) is not None


def fix(sources: Mapping[str, bytes], examine: Examine) -> dict[str, bytes]:
    """The files that safe fixes change, with their new bytes.

    Fixes are kept only if their findings are gone afterwards and nothing new is found anywhere in the base: all of them
    at once, or else those of each file that pass, or else each that passes alone.
    """
    changed: dict[str, bytes] = {}
    refused: set[Diagnostic] = set()
    before = tuple(examine({}))
    touched = {""}
    while touched:
        touched = set()
        for batch in _batches(_fixes({**sources, **changed}, before, refused)):
            paths = {finding.path for finding in batch}
            if paths & touched:
                continue
            attempt = changed | _written({**sources, **changed}, batch)
            after = tuple(examine(attempt))
            if _better(before, after, batch):
                changed, before, touched = attempt, after, touched | paths
            elif len(batch) == 1:
                refused |= set(batch)
    return changed


def declined(sources: Mapping[str, bytes], examine: Examine) -> Iterator[tuple[Diagnostic, str]]:
    """The safe fixes that were not applied, each with the codes of the findings it would cause."""
    before = tuple(examine(sources))
    for finding in _fixes(sources, before, set()):
        after = _counts(examine({**sources, **_written(sources, [finding])}))
        new = sorted({code for (path, code), number in after.items() if number > _counts(before)[path, code]})
        yield finding, ", ".join(new) or finding.code


def _fixes(
    sources: Mapping[str, bytes], findings: Iterable[Diagnostic], refused: set[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """The findings whose fixes can be applied together, sorted by place; of two that overlap, the first."""
    wanted: list[Diagnostic] = []
    for finding in sorted(findings, key=lambda finding: (finding.path, _place(finding))):
        last = wanted[-1] if wanted and wanted[-1].path == finding.path else None
        free = last is None or _start(_place(finding)) >= _end(_place(last))
        if finding.replacement is not None and finding.path in sources and finding not in refused and free:
            wanted.append(finding)
    return tuple(wanted)


def _batches(wanted: tuple[Diagnostic, ...]) -> Iterator[tuple[Diagnostic, ...]]:
    """Batches to try: all fixes, then those of each file, then each alone."""
    if wanted:
        yield wanted
    paths = sorted({finding.path for finding in wanted})
    for path in paths:
        own = tuple(finding for finding in wanted if finding.path == path)
        if len(paths) > 1:
            yield own
        if len(own) > 1:
            yield from ((finding,) for finding in own)


def _better(before: Iterable[Diagnostic], after: Iterable[Diagnostic], batch: Iterable[Diagnostic]) -> bool:
    """Whether the fixed findings are gone and nothing new is found.

    A file that could not be parsed had not been checked further, so findings that appear once it can be parsed do not
    count as new, unless they again keep the file from being parsed, at or above the place of the fix. Even there the words
    of a single value or key were wrong before: a fix further down cannot have changed them.
    """
    allowed = _counts(before)
    allowed.subtract(_counts(batch))
    opened = {finding.path: _place(finding).line for finding in batch if keeps_unread(finding)}
    later = [
        finding
        for finding in after
        if finding.path not in opened or (keeps_unread(finding) and _may_come_of(finding, opened[finding.path]))
    ]
    return all(count <= allowed[kind] for kind, count in _counts(later).items())


def _may_come_of(finding: Diagnostic, line: int) -> bool:
    """Whether a fix in a line can have caused a finding; words above it that do not fit their field are as they were."""
    span = finding.span
    words = finding.code in ("KB101", "KB103") and span.line == span.end_line and span.end_column - span.column > 1
    return span.line <= line and not (words and span.line < line)


def _counts(findings: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """Findings counted by file and code, because positions shift when a file is rewritten."""
    return Counter((finding.path, finding.code) for finding in findings)


def _written(sources: Mapping[str, bytes], batch: Iterable[Diagnostic]) -> dict[str, bytes]:
    by_path: dict[str, list[Edit]] = {}
    for finding in batch:
        by_path.setdefault(finding.path, []).append((_place(finding), finding.replacement or ""))
    return {path: rewrite(sources[path].decode("utf-8"), edits).encode() for path, edits in by_path.items()}


def rewrite(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits applied, line breaks in the text's own style; of two edits that overlap, the first."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
    parts, end = [], 0
    for span, words in sorted(edits):
        start, stop = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        if start >= end:
            parts += [text[end:start], words.replace("\n", line_end)]
            end = stop
    return "".join([*parts, text[end:]])


def _place(finding: Diagnostic) -> Span:
    return finding.over or finding.span


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column
