"""Whatever is written, nothing breaks: texts and files made up by hypothesis, with a fixed budget; `make fuzz` takes longer."""

import asyncio
import json
import math
import os
import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from calculating import described
from conftest import DAY, SITES, pieces
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from language_client import Client, talk
from lsprotocol import types
from waiting import PATIENCE

from generator.base import Base
from generator.editing.completion import name_at, suggestions
from generator.editing.fixing import rewrite
from generator.examining import examine_files, linked, read_and_lint
from generator.outputs import search
from generator.reading.disk import read_files
from generator.reading.references import in_words
from generator.remembering.memo import PLAIN
from generator.rendering import prose
from generator.rendering.inputs import Inputs
from generator.reporting import words
from generator.search.engine import Ranking
from generator.search.scripts import program
from generator.tools.calculation import calculate

BUDGET = int(os.environ.get("KB_FUZZ", "60"))
"""How many examples each test tries."""
BASE = read_files(SITES / "small")
ENTRY = "content/strategies/keep-records.yaml"

fuzz = settings(
    max_examples=BUDGET,
    deadline=None,
    derandomize="KB_FUZZ" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
PIECES = st.sampled_from(
    [
        "[[",
        "]]",
        "[[fenfu]]",
        "[@",
        "[@law:10]",
        "{{",
        "}}",
        "{{calls-per-day}}",
        "|",
        "#",
        "**",
        "*",
        "_",
        "`",
        "```",
        "- ",
        "1. ",
        "> ",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "<b>",
        "&amp;",
        "&",
        "](",
        "[",
        "]",
        "(",
        ")",
        "javascript:",
        "逾期",
        "的的",
        "了",
        "。",
        "，",
        "“",
        "”",
        "：",
        ": ",
        " #",
        "'",
        '"',
        "１",
        "⼈",
        "\u200b",
        "\u2028",
        "\ue000",
        "\ue001",
        "\x02",
        "\x03",
        "\\",
        "\\x00",
        "😀",
        "𠮷",
        "\t",
        "---",
        "null",
        "~",
        "!",
        "&a",
        "*a",
        "a",
        "b-c",
        "13912345678",
        "2026-11-20",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map("".join)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attributes)}


@fuzz
@example(b"---")
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_an_entry_or_findings(data: bytes) -> None:
    for path in (ENTRY, "content/pages/about.md", "content/search.yaml", "content/x.yaml"):
        reading = read_and_lint((path, data))
        assert (reading.entry is None) == bool(reading.faults)
        assert "KB000" not in {fault.code for fault in reading.faults}
        for fault in reading.faults:
            assert words(fault, "zh").message and words(fault, "en").suggestion and fault.span.line >= 1


@fuzz
@given(TEXTS)
def test_any_text_is_rendered_without_links_of_its_own(text: str) -> None:
    html = prose.block(text, pieces(text, "REF"), lambda words: [])
    tags = _Tags()
    tags.feed(html)
    assert not {"a", "img", "script", "style", "href", "src", "onclick", "b"} & tags.seen, html
    assert html.count("REF") >= len(in_words(text)), "no reference is lost"
    assert not re.search("[\ue000-\uf8ff\x02\x03]", html)
    prose.visible(text, pieces(text, ""))


@fuzz
@given(TEXTS, st.sampled_from(["why: 先弄清对方是谁。", "  - 开一个记事本。", "title: "]))
def test_any_words_in_an_entry_are_judged(text: str, place: str) -> None:
    source = BASE[ENTRY].decode()
    assert place in source
    data = source.replace(place, place + text, 1).encode("utf-8", "surrogatepass")
    found = [
        finding
        for finding in examine_files({**BASE, ENTRY: data}, DAY, PLAIN, drafts=True).findings
        if finding.path == ENTRY
    ]
    lines = data.decode("utf-8", "replace").split("\n")
    assert "KB000" not in {finding.code for finding in found}
    for finding in found:
        assert 1 <= finding.span.line <= len(lines) and finding.span.column >= 1
        if finding.replacement is not None:
            rewrite(
                data.decode("utf-8", "replace").replace("\r\n", "\n"),
                [(finding.over or finding.span, finding.replacement)],
            )


@fuzz
@given(TEXTS, st.integers(0, 60))
def test_any_line_can_be_asked_about(text: str, column: int) -> None:
    library = examine_files(BASE, DAY, PLAIN, drafts=True).library
    line = text.replace("\n", " ")
    list(suggestions(library, line[:column], DAY))
    name_at(library, line, min(column, len(line)))


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    base = Base.forgetful(SITES / "small")
    return Ranking(program(search.outputs(Inputs.of(base, *linked(base), DAY))))


QUESTIONS = st.lists(
    st.one_of(
        PIECES,
        st.text(max_size=8),
        st.characters(categories=["Cs", "Cf", "Cc", "Co", "Mn"]),
        st.sampled_from(
            ["__proto__", "constructor", "toString", "yuqi", "fenfu", "95188", "\u202e", "\x00", "％", "*", "=", "~"]
        ),
    ),
    max_size=30,
).map("".join)


@fuzz
@given(st.one_of(QUESTIONS, st.builds(lambda piece, times: piece * times, QUESTIONS, st.sampled_from([100, 4000]))))
def test_any_question_is_answered_with_pages_that_there_are(ranking: Ranking, question: str) -> None:
    found = ranking.search(question)
    for hit in found.hits:
        name = hit.address.strip("/")
        assert {f"content/{name}.yaml", f"content/pages/{name}.md"} & BASE.keys() and math.isfinite(hit.score)
    assert found.total >= len(found.hits)


MONEY, RATE, COUNT, DATE = ({"kind": kind} for kind in ("money", "rate", "count", "date"))
DEBTS = {
    "kind": "rows",
    "limit": 20,
    "of": [
        {"id": "name", "kind": "text", "optional": True},
        {"id": "balance", "kind": "money"},
        {"id": "rate", "kind": "rate"},
        {"id": "minimum", "kind": "money", "optional": True},
    ],
}
PAYMENTS = {"kind": "rows", "limit": 60, "of": [{"id": "on", "kind": "date"}, {"id": "pay", "kind": "money"}]}
CALCULATORS = [
    described({"a": MONEY, "b": MONEY, "c": COUNT}, "monthly_irr(a, b, c)", "rate"),
    described({"a": MONEY, "d": DATE, "rows": PAYMENTS}, "xirr(a, d, rows)", "rate"),
    described({"r": RATE, "c": COUNT}, "compounded(r, c)", "rate"),
    described({"d": DATE, "c": COUNT}, "days_after(d, c)", "date"),
    described({"d": DATE, "c": COUNT}, "years_after(d, c)", "date"),
    described({"a": MONEY, "r": RATE, "s": RATE, "b": MONEY}, "minimum_interest(a, r, s, b)", "money"),
    described({"a": MONEY, "r": RATE, "b": MONEY}, "fixed_months(a, r, b)", "count"),
    described({"rows": DEBTS, "a": MONEY}, "offers(rows, a)", "table"),
    described({"a": MONEY, "b": MONEY, "c": COUNT}, "a * c / b", "money"),
    described({"rows": DEBTS, "a": MONEY, "c": {"kind": "text"}}, "plan_interest(rows, a, c)", "money"),
]
CELLS = st.one_of(
    st.sampled_from(
        [
            "0",
            "1",
            "-1",
            "0.01",
            "999999",
            "999999999.99",
            "1e400",
            "NaN",
            "0.5%",
            "1000%",
            "-5%",
            "2024-02-29",
            "9999-12-31",
            "0001-01-01",
            "2026-02-30",
            "",
            " ",
            "constructor",
            "__proto__",
            "avalanche",
            "rata",
            "１２",
            "1,2,3",
            "\ud800",
            "\u2028",
            "12元",
            "٣",
        ]
    ),
    st.text(max_size=6),
    st.integers(0, 10**7).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.dates().map(str),
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["on", "pay", "name", "balance", "rate", "minimum", "__proto__"]), CELLS),
    max_size=4,
)


@fuzz
@given(st.dictionaries(st.sampled_from("abcdrs"), CELLS), ROWS)
def test_anything_filled_in_is_worked_out_or_refused_in_words(texts: dict[str, Any], rows: list[Any]) -> None:
    for calculator in CALCULATORS:
        (outcome,) = calculate(calculator, [{**texts, "rows": rows}])
        assert all(said.zh and said.en for said in (*outcome.problems.values(), *outcome.impossible.values()))
        assert outcome.problems or "it" in outcome.values or "it" in outcome.impossible
        values, shown = json.dumps(outcome.values), json.dumps(outcome.shown)
        if calculator["results"][0]["kind"] == "date":
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in outcome.values.values()), (texts, outcome)
        assert not re.search("NaN|Infinity|null|undefined", values), (calculator, texts, rows, values)
        # A number above every limit stays one, but is told in words.
        assert not re.search("NaN|Infinity|null|undefined|e\\+|\\[object|Invalid", shown), (calculator, texts, shown)


def test_any_message_is_answered_and_the_server_goes_on(small: Path) -> None:
    chance = random.Random(None if "KB_FUZZ" in os.environ else 7)
    good = (small / ENTRY).read_text("utf-8")
    pieces = [*PIECES.elements, "\ud800", "\r", "\r\n", "next: [", "topics: ["]

    async def conversation(client: Client) -> None:
        reading = asyncio.ensure_future(_read(client))  # what nobody reads would hold the server up
        for version in range(2, 2 + BUDGET // 4):
            at = chance.randint(0, len(good))
            text = good[:at] + "".join(chance.choices(pieces, k=8)) + good[at:]
            identifier = types.VersionedTextDocumentIdentifier(version, (small / ENTRY).as_uri())
            change = types.TextDocumentContentChangeWholeDocument(text)
            client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
            for asked in _questions(client, chance):
                await asyncio.wait_for(asked, PATIENCE)
        await client.type(ENTRY, good.replace("answer:", "anwser:"), 9999)
        assert "KB101" in {finding.code for finding in client.diagnostics["keep-records.yaml"]}
        reading.cancel()

    talk(small, conversation)


async def _read(client: Client) -> None:
    assert client._server and client._server.stderr
    while await client._server.stderr.read(4096):
        pass


def _questions(client: Client, chance: random.Random) -> Iterator[Any]:
    """Every kind of question, about a place that may be none, in a file that may be none."""
    places = [0, 1, chance.randint(0, 40), 10**6, 2**31 - 1]
    at = types.Position(chance.choice(places), chance.choice(places))
    others = ["untitled:x", "file:///etc/passwd", "%00:", "", "http://evil.example/x"]
    file = chance.choice(
        [
            client.identifier(ENTRY),
            client.identifier("content/nothing.yaml"),
            *map(types.TextDocumentIdentifier, others),
        ]
    )
    name = chance.choice(["x", "../x", "a/b/c", "", "concepts/new-one", "𠮷", "\ud800"])
    yield client.text_document_completion_async(types.CompletionParams(file, at))
    yield client.text_document_hover_async(types.HoverParams(file, at))
    yield client.text_document_definition_async(types.DefinitionParams(file, at))
    yield client.text_document_references_async(types.ReferenceParams(types.ReferenceContext(True), file, at))
    yield client.text_document_prepare_rename_async(types.PrepareRenameParams(file, at))
    yield client.text_document_rename_async(types.RenameParams(file, at, name))
    context = types.CodeActionContext([])
    yield client.text_document_code_action_async(types.CodeActionParams(file, types.Range(at, at), context))
    yield client.text_document_document_symbol_async(types.DocumentSymbolParams(file))
    yield client.workspace_symbol_async(types.WorkspaceSymbolParams(name))
