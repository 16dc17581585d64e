"""The base as a text editor shows it: files on disk overlaid with unsaved text, with positions as the protocol counts
them.
"""

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument
from pygls.workspace.position_codec import ServerTextPosition, ServerTextRange

from generator.base import Base
from generator.diagnostics import Diagnostic, Language, Span
from generator.editing import completion
from generator.examining import Examination, judged
from generator.linting.rule import name_of
from generator.open_files import OpenFiles
from generator.reporting import RULE_PAGE, words
from generator.rules import rule_of

PAUSE = 0.04
"""Seconds without a keystroke after which findings are computed."""
PORTION = 50
"""Number of files that are not open whose findings are computed in one go."""
BREATH = 0.001
"""Seconds between two such portions, for requests that have come meanwhile."""


class Editor:
    """The base as the editor shows it: files on disk, overlaid with the unsaved text of open files."""

    def __init__(self, server: LanguageServer, base: Base, day: date, language: Language) -> None:
        self.server, self.root, self.day, self.language = server, base.root, day, language
        self.shown: dict[str, types.PublishDiagnosticsParams] = {}
        self.waiting: asyncio.Task[None] | None = None
        self._open = OpenFiles(base)
        self.base = self._open.examine(self._open.read(), day, jobs=base.memo.jobs)
        """The last examination, which requests are answered from until the next change."""
        # What the cache lacks is computed by several processes now. Later, a fork would copy the lock that the thread
        # reading standard input holds, and wait for it for ever.
        judged(self.base)

    def examine(self) -> Examination:
        """Examines the base as it is now and keeps the result for requests until the next change."""
        self.base = self._open.examine(self.files(), self.day)
        return self.base

    def judge(self, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        """The findings that the base would have with these files."""
        return self._open.examine(files, self.day).findings

    def files(self) -> dict[str, bytes]:
        """The bytes of all files by path, open files with their unsaved text."""
        open_files = {
            self.path(uri): document.source.encode("utf-8", "surrogatepass")
            for uri, document in self.server.workspace.text_documents.items()
        }
        return {**self._open.read(), **{path: data for path, data in open_files.items() if path.startswith("content/")}}

    def publish(self, after: float = 0) -> None:
        """Publishes findings after this many seconds, unless it is called again before that."""
        if self.waiting:
            self.waiting.cancel()
        self.waiting = asyncio.get_running_loop().create_task(self._publish(after))

    async def _publish(self, after: float) -> None:
        """Sends the findings in open files at once, those in others bit by bit, so that no request waits for them."""
        await asyncio.sleep(after)
        found = self.examine()
        paths = found.content.files.keys()
        held = {self.path(uri): document.version for uri, document in self.server.workspace.text_documents.items()}
        self._send(found, frozenset(held.keys() & paths), held)
        others = sorted((paths | self.shown.keys()) - held.keys())
        for start in range(0, len(others), PORTION):
            await asyncio.sleep(BREATH)
            self._send(found, frozenset(others[start : start + PORTION]), {})

    def _send(self, found: Examination, paths: frozenset[str], versions: Mapping[str, int | None]) -> None:
        """Sends the findings in these files to the client, where it shows others or those of another version."""
        by_path: dict[str, list[types.Diagnostic]] = {
            path: [] for path in paths & (self.shown.keys() | versions.keys())
        }
        for finding in found.findings_in(paths):
            by_path.setdefault(finding.path, []).append(self.diagnostic(finding))
        for path, diagnostics in by_path.items():
            now = types.PublishDiagnosticsParams(self.uri(path), diagnostics, versions.get(path))
            if now != self.shown.get(path):
                self.server.text_document_publish_diagnostics(now)
                self.shown[path] = now

    def path(self, uri: str) -> str:
        """The path of a file relative to the root of the base."""
        path = Path(uris.to_fs_path(uri) or "")
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def uri(self, path: str) -> str:
        """The URI of a file of the base."""
        return uris.from_fs_path(str(self.root / path)) or ""

    def document(self, path: str) -> TextDocument:
        """The text of a file, with unsaved changes if it is open."""
        return self.at(self.uri(path))

    def at(self, uri: str) -> TextDocument:
        """The text of a file by its URI, with unsaved changes if it is open; empty if it cannot be read."""
        document = self.server.workspace.get_text_document(uri)
        try:
            document.source  # noqa: B018  is read now
        except (OSError, ValueError):
            return TextDocument(uri, "")
        return document

    def location(self, path: str, span: Span) -> types.Location:
        """A file and span as the client counts positions."""
        return types.Location(self.uri(path), self.range(path, span))

    def range(self, path: str, span: Span) -> types.Range:
        """A span as the client counts positions."""
        start = ServerTextPosition(span.line - 1, span.column - 1)
        return self.document(path).range_to_client_units(
            ServerTextRange(start, ServerTextPosition(span.end_line - 1, span.end_column - 1))
        )

    def line(self, uri: str, position: types.Position) -> tuple[str, int]:
        """The line at a position and the column in it, in characters from 0."""
        document = self.at(uri)
        at = document.position_from_client_units(position)
        return (document.lines[at.line].rstrip("\n") if at.line < len(document.lines) else ""), at.character

    def named(self, uri: str, position: types.Position) -> completion.NameOnLine | None:
        """The name at a position and what it refers to; None if there is none."""
        return completion.name_at(self.base.library, *self.line(uri, position))

    def diagnostic(self, finding: Diagnostic) -> types.Diagnostic:
        """A finding as a diagnostic of the protocol."""
        said = words(finding, self.language)
        severity = types.DiagnosticSeverity.Error if said.severity == "error" else types.DiagnosticSeverity.Warning
        page = types.CodeDescription(self.uri(RULE_PAGE.format(finding.code)))
        return types.Diagnostic(
            self.range(finding.path, finding.span),
            f"{said.message}\n{said.suggestion}",
            severity,
            finding.code,
            page,
            "kb",
            data=name_of(rule_of(finding.code)),
        )
