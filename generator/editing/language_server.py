"""The language server: `kb lsp` speaks the Language Server Protocol over standard input and output."""

import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument
from pygls.workspace.position_codec import ServerTextPosition, ServerTextRange

from generator import __version__
from generator.base import Base
from generator.diagnostics import Diagnostic, Language, Span
from generator.editing import completion as editing
from generator.editing.language_features import field_hover, items, register
from generator.editing.moving import Refused, broken_by, move
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
            self.path(uri): document.source.encode() for uri, document in self.server.workspace.text_documents.items()
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
        return self.server.workspace.get_text_document(self.uri(path))

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
        document = self.server.workspace.get_text_document(uri)
        at = document.position_from_client_units(position)
        return (document.lines[at.line].rstrip("\n") if at.line < len(document.lines) else ""), at.character

    def named(self, uri: str, position: types.Position) -> editing.Named | None:
        """What stands at a position."""
        return editing.name_at(self.base.library, *self.line(uri, position))

    def publish(self) -> None:
        """Publishes the findings of all files, and clears those that no longer exist."""
        by_path: dict[str, list[types.Diagnostic]] = {}
        for finding in self.examine().findings:
            by_path.setdefault(finding.path, []).append(self.diagnostic(finding))
        for path in self.shown | by_path.keys():
            found = by_path.get(path, [])
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), found))
        self.shown = set(by_path)

    def diagnostic(self, finding: Diagnostic) -> types.Diagnostic:
        """A finding as the client shows it."""
        said = words(finding, self.language)
        severity = types.DiagnosticSeverity.Error if said.severity == "error" else types.DiagnosticSeverity.Warning
        page = types.CodeDescription(self.uri(RULE_PAGE.format(finding.code)))
        return types.Diagnostic(
            self.range(finding.path, finding.span), f"{said.message}\n{said.suggestion}", severity, finding.code, page, "kb",
            data=name_of(rule_of(finding.code)),
        )  # fmt: skip


def serve(base: Base, day: date, language: Language) -> LanguageServer:
    """A server for one base, ready to start; findings are judged by `day` and worded in `language`."""
    server = LanguageServer("kb", __version__)
    editor = Editor(server, base, day, language)
    _register_diagnostics(server, editor)
    _register_questions(server, editor)
    _register_rename(server, editor)
    register(server, editor)
    return server


def _register_diagnostics(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: LanguageServer, params: types.DidOpenTextDocumentParams) -> None:
        editor.publish()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: LanguageServer, params: types.DidChangeTextDocumentParams) -> None:
        editor.publish_soon()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: LanguageServer, params: types.DidSaveTextDocumentParams) -> None:
        editor.publish()


def _register_questions(server: LanguageServer, editor: Editor) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["[", "@", ":", "{", "/", "#", " "])
    )
    def completion(ls: LanguageServer, params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(False, list(items(editor, params.text_document.uri, params.position)))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(ls: LanguageServer, params: types.HoverParams) -> types.Hover | None:
        named = editor.named(params.text_document.uri, params.position)
        if named is None:
            return field_hover(editor, params.text_document.uri, params.position)
        base = editor.base
        text = editing.meaning(base.library, base.links, named, editor.day)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: LanguageServer, params: types.DefinitionParams) -> types.Location | None:
        named = editor.named(params.text_document.uri, params.position)
        return editor.location(*editing.place_of(editor.base.library, named)) if named else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(ls: LanguageServer, params: types.ReferenceParams) -> list[types.Location]:
        named = editor.named(params.text_document.uri, params.position)
        found = editing.uses(editor.base.library, editor.base.links, named) if named else ()
        return [editor.location(path, span) for path, span in found]


def _register_rename(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(ls: LanguageServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
        named = editor.named(params.text_document.uri, params.position)
        if named is None:
            return None
        base = editor.base
        files = editor.files()
        section = named.key.split("/")[0]
        new = params.new_name if "/" in params.new_name else f"{section}/{params.new_name}"
        try:
            changes = move(base.library, base.links, files, named.key, new)
        except Refused as refused:
            said = refused.wording.text(editor.language)
            server.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))
            return None
        if broken := broken_by(changes, files, editor.judge):
            said = f"{broken[0].path}:{broken[0].span.line}: {words(broken[0], editor.language).message}"
            server.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))
            return None
        moved = f"content/{new}.yaml"
        edits: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
            _whole(editor, changes.removed if path == moved else path, text) for path, text in changes.written.items()
        ]
        return types.WorkspaceEdit(
            document_changes=[*edits, types.RenameFile(editor.uri(changes.removed), editor.uri(moved))]
        )


def _whole(editor: Editor, path: str, text: str) -> types.TextDocumentEdit:
    """An edit that replaces the whole of a file."""
    lines = editor.document(path).lines
    span = types.Range(types.Position(0, 0), types.Position(len(lines), 0))
    identifier = types.OptionalVersionedTextDocumentIdentifier(editor.uri(path))
    return types.TextDocumentEdit(identifier, [types.TextEdit(span, text)])
