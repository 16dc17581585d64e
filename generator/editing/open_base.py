"""The base as a text editor shows it: files on disk overlaid with unsaved text, in the protocol's places and units."""

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
from generator.editing import completion as editing
from generator.examining import Examination
from generator.linting.rule import name_of
from generator.open_files import OpenFiles
from generator.reporting import RULE_PAGE, words
from generator.rules import rule_of

PAUSE = 0.04
"""Seconds without a keystroke after which findings are looked for."""


class Editor:
    """The base as the editor shows it: files on disk, overlaid with the unsaved text of open files."""

    def __init__(self, server: LanguageServer, base: Base, day: date, language: Language) -> None:
        self.server, self.root, self.day, self.language = server, base.root, day, language
        self.shown: set[str] = set()
        self.last: Examination | None = None
        self.waiting: asyncio.TimerHandle | None = None
        self._open = OpenFiles(base)

    def examine(self) -> Examination:
        """The base now. Kept as the last one, for questions between two changes."""
        self.last = self._open.examine(self.files(), self.day)
        return self.last

    def judge(self, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        """What would be wrong with the base, if its files were these."""
        return self._open.examine(files, self.day).findings

    def files(self) -> dict[str, bytes]:
        """The files of the base, open ones as they are being typed."""
        open_files = {
            self.path(uri): document.source.encode("utf-8", "surrogatepass")
            for uri, document in self.server.workspace.text_documents.items()
        }
        return {**self._open.read(), **{path: data for path, data in open_files.items() if path.startswith("content/")}}

    def publish_soon(self) -> None:
        """Publishes findings after a short pause in typing."""
        if self.waiting:
            self.waiting.cancel()
        self.waiting = asyncio.get_running_loop().call_later(PAUSE, self.publish)

    @property
    def base(self) -> Examination:
        """The last examination, or the first."""
        return self.last or self.examine()

    def path(self, uri: str) -> str:
        """A file's path relative to the root."""
        path = Path(uris.to_fs_path(uri) or "")
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def uri(self, path: str) -> str:
        """The address of a file of the root."""
        return uris.from_fs_path(str(self.root / path)) or ""

    def document(self, path: str) -> TextDocument:
        """A file as it stands, open or not."""
        return self.at(self.uri(path))

    def at(self, uri: str) -> TextDocument:
        """What stands at an address, open or not; nothing, where there is no file that can be read."""
        document = self.server.workspace.get_text_document(uri)
        try:
            document.source  # noqa: B018  is read now
        except (OSError, ValueError):
            return TextDocument(uri, "")
        return document

    def location(self, path: str, span: Span) -> types.Location:
        """A place in the client's units."""
        return types.Location(self.uri(path), self.range(path, span))

    def range(self, path: str, span: Span) -> types.Range:
        """A span in the client's units."""
        start = ServerTextPosition(span.line - 1, span.column - 1)
        return self.document(path).range_to_client_units(
            ServerTextRange(start, ServerTextPosition(span.end_line - 1, span.end_column - 1))
        )

    def line(self, uri: str, position: types.Position) -> tuple[str, int]:
        """The line at a position and the column in it, in characters from 0."""
        document = self.at(uri)
        at = document.position_from_client_units(position)
        return (document.lines[at.line].rstrip("\n") if at.line < len(document.lines) else ""), at.character

    def named(self, uri: str, position: types.Position) -> editing.NameOnLine | None:
        """What stands at a position."""
        return editing.name_at(self.base.library, *self.line(uri, position))

    def publish(self) -> None:
        """Publishes the findings of all files, and clears those that no longer exist."""
        by_path: dict[str, list[types.Diagnostic]] = {}
        for finding in self.examine().findings:
            by_path.setdefault(finding.path, []).append(self.diagnostic(finding))
        for path in self.shown | by_path.keys():
            uri, found = self.uri(path), by_path.get(path, [])
            version = self.server.workspace.get_text_document(uri).version
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))
        self.shown = set(by_path)

    def diagnostic(self, finding: Diagnostic) -> types.Diagnostic:
        """A finding as the client shows it."""
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
