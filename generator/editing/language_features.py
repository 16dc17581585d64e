"""Further features of the language server: fixes, outlines, search for entries, and what completion offers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from generator.diagnostics import Diagnostic, Span
from generator.editing import completion
from generator.editing.fields import choices_at, field_at, keys_at, kind_of
from generator.editing.local_names import local_names
from generator.editing.open_base import Editor

MOST = 200
"""Maximum number of results of a symbol search."""


def register(server: LanguageServer, editor: Editor) -> None:
    """Registers these features with a server."""
    _register_fixes(server, editor)
    _register_outlines(server, editor)
    _register_symbols(server, editor)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: LanguageServer, params: types.DidCloseTextDocumentParams) -> None:
        editor.publish()


def _register_fixes(server: LanguageServer, editor: Editor) -> None:
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    def actions(ls: LanguageServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        path = editor.path(params.text_document.uri)
        findings = editor.base.findings_in(frozenset({path}))
        fixes = [f for f in findings if f.replacement is not None]
        every = [_action(editor, fixes, types.CodeActionKind.SourceFixAll)] if len(fixes) > 1 else []
        single = (
            _action(editor, [finding], types.CodeActionKind.QuickFix, is_preferred=finding in fixes)
            for finding in (*fixes, *_guessed(findings))
            if _meet(editor.range(path, finding.span), params.range)
        )
        return [*single, *every]


def _guessed(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings without a safe fix at a citation that was probably meant to be another one, with that one."""
    for finding in findings:
        guess = dict(finding.facts).get("guess")
        if finding.replacement is None and isinstance(guess, str) and guess.startswith("[@"):
            yield replace(finding, replacement=guess)


def _meet(one: types.Range, other: types.Range) -> bool:
    def place(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    return place(one.start) <= place(other.end) and place(other.start) <= place(one.end)


def _action(
    editor: Editor, fixes: list[Diagnostic], kind: types.CodeActionKind, is_preferred: bool = False
) -> types.CodeAction:
    """A code action for one fix, or for all fixes of a file; of two that overlap, the first is applied."""
    edits: list[types.TextEdit] = []
    last = (0, 0)
    for finding in sorted(fixes, key=lambda f: f.over or f.span):
        over = finding.over or finding.span
        if (over.line, over.column) >= last:
            edits.append(types.TextEdit(editor.range(finding.path, over), finding.replacement or ""))
            last = (over.end_line, over.end_column)
    titles = {"zh": ("改成", "改掉全部可以放心改的"), "en": ("Write", "Write all safe fixes")}[editor.language]
    one = f"{titles[0]} “{edits[0].new_text.strip()[:40]}” ({fixes[0].code})"
    every = kind == types.CodeActionKind.SourceFixAll
    found = None if every else [editor.diagnostic(fixes[0])]
    edit = types.WorkspaceEdit({editor.uri(fixes[0].path): edits})
    return types.CodeAction(titles[1] if every else one, kind, found, edit=edit, is_preferred=is_preferred)


def _register_outlines(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outline(ls: LanguageServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        path = editor.path(params.text_document.uri)
        document = next((each for each in editor.base.library if each.path == path), None)
        if document is None:
            return []
        headings = [
            _symbol(text.value, types.SymbolKind.String, editor.range(path, document.at(*text.location)))
            for text in document.texts
            if text.location[-1] == "heading"
        ]
        place = editor.range(path, document.at("title"))
        return [_symbol(document.entry.title, types.SymbolKind.Class, place, headings)]


def _register_symbols(server: LanguageServer, editor: Editor) -> None:
    @server.feature(types.WORKSPACE_SYMBOL)
    def symbols(ls: LanguageServer, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        wanted = params.query.lower()
        found = (
            document
            for document in editor.base.library
            if any(wanted in name.lower() for name in (document.key, document.entry.title, *document.entry.aliases))
        )
        return [
            types.WorkspaceSymbol(
                editor.location(document.path, document.at("title")),
                document.entry.title,
                types.SymbolKind.Class,
                container_name=document.key,
            )
            for document, _ in zip(found, range(MOST), strict=False)
        ]


def _symbol(
    name: str, kind: types.SymbolKind, place: types.Range, children: list[types.DocumentSymbol] | None = None
) -> types.DocumentSymbol:
    return types.DocumentSymbol(name, kind, place, place, children=children)


def field_hover(editor: Editor, uri: str, position: types.Position) -> types.Hover | None:
    """The explanation of the field whose key is at a position; None elsewhere."""
    kind = kind_of(editor.path(uri))
    document = editor.at(uri)
    at = document.position_from_client_units(position)
    field = field_at(kind, document.lines, at.line, at.character) if kind else None
    if field is None:
        return None
    words = f"\n\n{' / '.join(field.choices)}" if field.choices else ""
    needed = {"zh": "必填", "en": "required"}[editor.language] if field.required else ""
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, f"**{field.key}** {needed}\n\n{field.about}{words}")
    )


def items(editor: Editor, uri: str, position: types.Position) -> Iterator[types.CompletionItem]:
    """The completions at a position, each with the range that it replaces."""
    line, column = editor.line(uri, position)
    before = line[:column]
    kind = kind_of(editor.path(uri))
    document = editor.at(uri)
    row = document.position_from_client_units(position).line

    def after(start: int) -> types.Range:
        return editor.range(editor.path(uri), Span(row + 1, start + 1, row + 1, column + 1))

    start, names = local_names(kind, document.lines, row, before) if kind else (0, ())
    if names:
        place = after(start)
        yield from (_item(place, name.name, name.about, "") for name in names)
        return
    references = tuple(completion.suggestions(editor.base.library, before, editor.day))
    if references:
        place = after(len(before) - len(completion.typed(before)))
        yield from (_item(place, found.insert, found.title, found.meaning) for found in references)
    elif kind:
        start, keys = keys_at(kind, document.lines, row, before)
        yield from (_item(after(start), f"{field.key}: ", field.key, field.about) for field in keys)
        start, choices = choices_at(kind, document.lines, row, before)
        yield from (_item(after(start), choice, "", "") for choice in choices)


def _item(place: types.Range, insert: str, title: str, meaning: str) -> types.CompletionItem:
    return types.CompletionItem(
        insert,
        detail=title,
        documentation=meaning or None,
        filter_text=f"{insert} {title}",
        text_edit=types.TextEdit(place, insert),
        kind=types.CompletionItemKind.Reference,
    )
