"""The language server as an editor's program uses it."""

import asyncio
from pathlib import Path

from language_client import ENTRY, Client, talk
from lsprotocol import types
from waiting import PATIENCE


def test_findings_follow_the_typing(small: Path) -> None:
    good = (small / ENTRY).read_text("utf-8")

    async def conversation(client: Client) -> None:
        await client.type(ENTRY, good.replace("answer:", "anwser:"), 2)
        found = {diagnostic.code: diagnostic for diagnostic in client.diagnostics["keep-records.yaml"]}
        assert found["KB101"].range.start == types.Position(4, 0)
        assert "answer" in found["KB101"].message
        await client.type(ENTRY, good, 3)
        assert client.diagnostics["keep-records.yaml"] == []

    talk(small, conversation)


def test_findings_in_files_that_are_not_open_follow(small: Path) -> None:
    """Renaming a clause breaks a citation elsewhere, and so many files are judged anew that a build would fork."""
    source = "content/sources/standard.yaml"
    text, concept = ((small / path).read_text("utf-8") for path in (source, "content/concepts/fenfu.yaml"))
    for number in range(60):
        other = concept.replace("[@standard:frequency]", "").replace("id: fenfu", f"id: a{number}")
        (small / f"content/concepts/a{number}.yaml").write_text(other, "utf-8")

    async def conversation(client: Client) -> None:
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem((small / source).as_uri(), "yaml", 1, text))
        )
        await client.told_of(source, 1)
        await client.type(source, text.replace("id: frequency", "id: how-often"), 2)
        async with asyncio.timeout(PATIENCE), client.published:
            await client.published.wait_for(
                lambda: any(found.code == "KB303" for found in client.diagnostics.get("fenfu.yaml", ()))
            )

    talk(small, conversation)


def test_completion_inside_references(small: Path) -> None:
    good = (small / ENTRY).read_text("utf-8")

    async def offered(client: Client, typed: str, version: int) -> dict[str, str | None]:
        await client.type(ENTRY, good + typed, version)
        line = (good + typed).count("\n")
        units = len(typed.encode("utf-16-le")) // 2  # the protocol counts UTF-16 code units
        position = types.Position(line, units)
        answer = await client.text_document_completion_async(types.CompletionParams(client.identifier(ENTRY), position))
        assert isinstance(answer, types.CompletionList)
        return {item.label: item.detail for item in answer.items}

    async def conversation(client: Client) -> None:
        assert (await offered(client, "limits: 🙂 看[[", 2))["fenfu"] == "分付是什么"
        assert "standard" in await offered(client, "limits: 看[@", 3)
        assert await offered(client, "limits: 看[@standard:", 4) == {"frequency": "频次"}
        assert "calls-per-day" in await offered(client, "limits: 看{{", 5)
        assert await offered(client, "limits: 没有引用", 6) == {}

    talk(small, conversation)


CHECK = """id: new
tree:
  - id: who
    ask: 谁打的？
    answers:
      - {say: 机构, go: done, finds: [night]}
  - {id: when, ask: 几点？}
findings:
  - id: night
    what: 夜里打来
outcomes:
  - id: done
    title: 看完了
"""
CALCULATOR = """id: new
inputs:
  - {id: received, ask: 到手, kind: money}
constants:
  - {id: cap, parameter: calls-per-day}
results:
  - id: cost
    says: 多付
    formula: received
"""
LETTER = """id: new
fields:
  - {id: sender, ask: 你的姓名, kind: text}
parts:
"""


def test_completion_of_the_names_of_the_same_file(small: Path) -> None:
    async def offered(client: Client, path: str, text: str, typed: str) -> set[str]:
        uri = (small / path).as_uri()
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, text + typed))
        )
        rows = (text + typed).split("\n")
        position = types.Position(len(rows) - 1, len(rows[-1]))
        answer = await client.text_document_completion_async(types.CompletionParams(client.identifier(path), position))
        assert isinstance(answer, types.CompletionList)
        client.text_document_did_close(types.DidCloseTextDocumentParams(client.identifier(path)))
        return {item.label for item in answer.items}

    async def conversation(client: Client) -> None:
        check, calculator, letter = (f"content/{kind}/new.yaml" for kind in ("checks", "calculators", "letters"))
        for typed in ("      - {say: 是, go: ", "        go: ", "        go: wh"):
            assert await offered(client, check, CHECK, typed) == {"who", "when", "done"}
        assert await offered(client, check, CHECK, "        finds: [night, ") == {"night"}
        assert await offered(client, check, CHECK, "    if_none: ") == {"done"}
        formula = await offered(client, calculator, CALCULATOR, "  - formula: received * c")
        assert {"received", "cap", "cost", "monthly_irr"} <= formula
        folded = await offered(client, calculator, CALCULATOR, "  - formula: >-\n      received + later(")
        assert {"received", "cap", "cost", "days_after"} <= folded
        assert await offered(client, letter, LETTER, "  - if: ") == {"sender"}
        assert await offered(client, letter, LETTER, "  - text: |\n      我是{") == {"sender"}
        assert "sender" not in await offered(client, letter, LETTER, "  - text: |\n      我是")

    talk(small, conversation)


def test_hover_definition_and_references(small: Path) -> None:
    async def conversation(client: Client) -> None:
        fenfu = "content/concepts/fenfu.yaml"
        lines = (small / fenfu).read_text("utf-8").split("\n")
        row = next(number for number, line in enumerate(lines) if "[@standard:frequency]" in line)
        position = types.Position(row, lines[row].index("[@standard") + 3)
        hover = await client.text_document_hover_async(types.HoverParams(client.identifier(fenfu), position))
        assert hover and isinstance(hover.contents, types.MarkupContent)
        assert "每日合计不应超过三次" in hover.contents.value and "待核对" in hover.contents.value
        target = await client.text_document_definition_async(types.DefinitionParams(client.identifier(fenfu), position))
        assert isinstance(target, types.Location) and target.uri.endswith("content/sources/standard.yaml")
        context = types.ReferenceContext(include_declaration=False)
        uses = await client.text_document_references_async(
            types.ReferenceParams(context, client.identifier(fenfu), position)
        )
        assert uses and {use.uri.rsplit("/", 1)[1] for use in uses} == {"fenfu.yaml", "calls-per-day.yaml"}

    talk(small, conversation)


def test_rename_changes_every_reference_and_keeps_the_old_address(small: Path) -> None:
    async def conversation(client: Client) -> None:
        position = types.Position(0, 6)
        edit = await client.text_document_rename_async(
            types.RenameParams(client.identifier(ENTRY), position, "write-it-down")
        )
        assert edit and edit.document_changes
        texts = {
            change.text_document.uri.rsplit("/", 1)[1]: change.edits[0].new_text  # type: ignore[union-attr]
            for change in edit.document_changes
            if isinstance(change, types.TextDocumentEdit)
        }
        assert set(texts) == {"keep-records.yaml", "fenfu.yaml", "stress.yaml", "just-got-a-call.yaml"}
        assert "moved_from: [strategies/keep-records]" in texts["keep-records.yaml"]
        assert "[[write-it-down|记录清单]]" in texts["fenfu.yaml"]
        renamed = edit.document_changes[-1]
        assert isinstance(renamed, types.RenameFile) and renamed.new_uri.endswith("strategies/write-it-down.yaml")

    talk(small, conversation)


def test_a_rename_that_would_break_something_is_refused(small: Path) -> None:
    async def conversation(client: Client) -> None:
        position = types.Position(0, 6)
        for name in ("concepts/fenfu", "concepts/keep-records", "Keep_Records"):
            edit = await client.text_document_rename_async(types.RenameParams(client.identifier(ENTRY), position, name))
            assert edit is None, name

    talk(small, conversation)


def test_what_is_offered_replaces_what_was_typed(small: Path) -> None:
    good = (small / ENTRY).read_text("utf-8")

    async def offered(client: Client, typed: str, version: int) -> dict[str, types.TextEdit]:
        await client.type(ENTRY, good + typed, version)
        line, last = (good + typed).count("\n"), typed.rpartition("\n")[2]
        position = types.Position(line, len(last.encode("utf-16-le")) // 2)
        answer = await client.text_document_completion_async(types.CompletionParams(client.identifier(ENTRY), position))
        assert isinstance(answer, types.CompletionList)
        return {item.label: item.text_edit for item in answer.items if isinstance(item.text_edit, types.TextEdit)}

    async def conversation(client: Client) -> None:
        found = await offered(client, "limits: 🙂 看[[fen-f", 2)
        assert (found["fenfu"].range.start.character, found["fenfu"].range.end.character) == (14, 19)
        assert "一天最多打几次？" in await offered(client, "limits: 看[[fenfu#", 3)
        keys = await offered(client, "lim", 4)
        assert "limits: " in keys and "title: " not in keys, "what is there already is not offered"
        assert keys["limits: "].range.start.character == 0
        assert set(await offered(client, "distress: h", 5)) == {"none", "some", "high"}
        assert "myth: " in await offered(client, "belief:\n  says: 甲\n  ", 6)

    talk(small, conversation)


def test_a_citation_that_was_probably_meant_is_offered_but_is_no_safe_fix(small: Path) -> None:
    good = (small / ENTRY).read_text("utf-8")

    async def conversation(client: Client) -> None:
        await client.type(ENTRY, good.replace("说了什么。\nrel", "说了什么[@standard:freqency]。\nrel"), 2)
        row = good.split("\n").index("    body: 时间、号码、对方自报的机构、说了什么。")
        whole = types.Range(types.Position(row, 0), types.Position(row, 60))
        asked = types.CodeActionParams(client.identifier(ENTRY), whole, types.CodeActionContext([]))
        actions = await client.text_document_code_action_async(asked)
        assert actions and len(actions) == 1
        (one,) = actions
        assert isinstance(one, types.CodeAction) and one.edit and one.edit.changes
        ((edit,),) = one.edit.changes.values()
        assert edit.new_text == "[@standard:frequency]" and not one.is_preferred
        assert edit.range == types.Range(types.Position(row, 28), types.Position(row, 48))

    talk(small, conversation)


def test_fixes_fields_outlines_and_names(small: Path) -> None:
    good = (small / ENTRY).read_text("utf-8")

    async def conversation(client: Client) -> None:
        await client.type(ENTRY, good.replace("时间、号码和", "时间,号码和").replace("开一个", "开1个"), 2)
        document = client.identifier(ENTRY)
        row = good.split("\n").index("answer: 每一次来电都记下时间、号码和说了什么。")
        whole = types.Range(types.Position(row, 0), types.Position(row, 40))
        asked = types.CodeActionParams(document, whole, types.CodeActionContext([]))
        actions = await client.text_document_code_action_async(asked)
        assert actions
        one, every = actions
        assert isinstance(one, types.CodeAction) and isinstance(every, types.CodeAction)
        assert one.edit and one.edit.changes and every.edit and every.edit.changes
        assert [edit.new_text for edits in one.edit.changes.values() for edit in edits] == ["，"] and one.is_preferred
        assert len(next(iter(every.edit.changes.values()))) == 2
        hover = await client.text_document_hover_async(types.HoverParams(document, types.Position(row, 2)))
        assert hover and isinstance(hover.contents, types.MarkupContent) and "一句话答案" in hover.contents.value
        prepared = await client.text_document_prepare_rename_async(
            types.PrepareRenameParams(document, types.Position(0, 6))
        )
        assert isinstance(prepared, types.PrepareRenamePlaceholder) and prepared.placeholder == "keep-records"
        outline = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert outline and outline[0].name == "记录与取证"
        assert [child.name for child in outline[0].children or ()] == ["记什么？"]  # type: ignore[union-attr]
        found = await client.workspace_symbol_async(types.WorkspaceSymbolParams("微信分付"))
        assert found and found[0].name == "分付是什么"
        client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        await client.told_of(ENTRY, None)
        assert client.diagnostics["keep-records.yaml"] == [], "what was not saved is forgotten"

    talk(small, conversation)
