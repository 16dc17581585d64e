"""The language server: `kb lsp` speaks the Language Server Protocol over standard input and output."""

from datetime import date

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from generator import __version__
from generator.base import Base
from generator.diagnostics import Language, Span
from generator.editing import completion
from generator.editing.language_features import field_hover, items, register
from generator.editing.moving import Move, MoveRefused, broken_by, move
from generator.editing.open_base import PAUSE, Editor
from generator.reading.disk import path_of
from generator.reporting import words


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
        editor.publish(PAUSE)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: LanguageServer, params: types.DidSaveTextDocumentParams) -> None:
        editor.publish()


def _register_questions(server: LanguageServer, editor: Editor) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["[", "@", ":", "{", "/", "#", " "])
    )
    def complete(ls: LanguageServer, params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(False, list(items(editor, params.text_document.uri, params.position)))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(ls: LanguageServer, params: types.HoverParams) -> types.Hover | None:
        named = editor.named(params.text_document.uri, params.position)
        if named is None:
            return field_hover(editor, params.text_document.uri, params.position)
        base = editor.base
        text = completion.meaning(base.library, base.links, named, editor.day)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: LanguageServer, params: types.DefinitionParams) -> types.Location | None:
        named = editor.named(params.text_document.uri, params.position)
        return editor.location(*completion.place_of(editor.base.library, named)) if named else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(ls: LanguageServer, params: types.ReferenceParams) -> list[types.Location]:
        named = editor.named(params.text_document.uri, params.position)
        found = completion.uses(editor.base.library, editor.base.links, named) if named else ()
        return [editor.location(path, span) for path, span in found]


def _register_rename(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(ls: LanguageServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
        named = editor.named(params.text_document.uri, params.position)
        if named is None:
            return None
        section = named.key.split("/")[0]
        new = params.new_name if "/" in params.new_name else f"{section}/{params.new_name}"
        try:
            return _edit(editor, _moved(editor, named.key, new), path_of(new))
        except MoveRefused as refused:
            said = refused.wording.text(editor.language)
            server.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))
            return None

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(ls: LanguageServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        named = editor.named(params.text_document.uri, params.position)
        if named is None:
            return None
        path = editor.path(params.text_document.uri)
        row = params.position.line + 1
        span = Span(row, named.start + 1, row, named.end + 1)
        return types.PrepareRenamePlaceholder(editor.range(path, span), named.key.split("/")[1])


def _moved(editor: Editor, old: str, new: str) -> Move:
    """The changes that give the entry at `old` the key `new`. Raises `MoveRefused`, also if they would break something."""
    base = editor.examine()
    files = base.content.files
    changes = move(base.library, base.links, files, old, new)
    if broken := broken_by(changes, files, base.findings, editor.judge):
        place = f"{broken[0].path}:{broken[0].span.line}"
        raise MoveRefused(f"{place}: {words(broken[0], 'zh').message}", f"{place}: {words(broken[0], 'en').message}")
    return changes


def _edit(editor: Editor, changes: Move, moved: str) -> types.WorkspaceEdit:
    """The changes of a move as an edit of the protocol; `moved` is the new path of the entry."""
    edits: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        _whole(editor, changes.removed if path == moved else path, text) for path, text in changes.written.items()
    ]
    return types.WorkspaceEdit(
        document_changes=[*edits, types.RenameFile(editor.uri(changes.removed), editor.uri(moved))]
    )


def _whole(editor: Editor, path: str, text: str) -> types.TextDocumentEdit:
    """An edit that replaces the whole text of a file."""
    lines = editor.document(path).lines
    span = types.Range(types.Position(0, 0), types.Position(len(lines), 0))
    identifier = types.OptionalVersionedTextDocumentIdentifier(editor.uri(path))
    return types.TextDocumentEdit(identifier, [types.TextEdit(span, text)])
