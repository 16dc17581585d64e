"""What reading says about files that are no entry at all: bytes in, one finding with its place out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from conftest import SITES, AsWritten

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Span
from generator.reading.disk import read_files
from generator.reading.editors_words import read_words
from generator.reading.files import read
from generator.reading.validation import validate
from generator.reading.yaml_nodes import parse, plain
from generator.reading.yaml_values import value

VALID = """\
id: a
title: 甲
reviewed: {on: 2026-11-20, by: 编辑, due: 2027-05-20}
allow:
  - code: KB405
    reason: 长
    until: 2027-06-30
definition: 乙。
"""
FAULTS = [
    ("KB001", b"id: a\ntitle: \xb5\xc4\n", 2, 8),
    ("KB002", b"\xef\xbb\xbfid: a\n", 1, 1),
    ("KB003", "id: a\naliases: [甲, 乙\ntitle: 丙\n".encode(), 2, 10),
    ("KB004", "sections:\n\t- heading: 甲\n".encode(), 2, 1),
    ("KB005", "id: a\ntitle：甲\n".encode(), 2, 6),
    ("KB005", "do_now:\n  －先挂断\n".encode(), 2, 3),
    ("KB006", "id: a\nanswer: [[fenfu]]是什么\n".encode(), 2, 9),
    ("KB006", "id: a\nanswer: {{calls-per-day}} 次\n".encode(), 2, 9),
    ("KB006", "id: a\nanswer: `kb` 是什么\n".encode(), 2, 9),
    ("KB007", "id: a\ntitle: 甲\nid: b\n".encode(), 3, 1),
    ("KB008", "id: a\ntitle: &t 甲\nanswer: *t\n".encode(), 2, 8),
    ("KB008", b"id: a\nanswer: *t\n", 2, 9),
    ("KB009", "id: a\ntitle: !!str 甲\n".encode(), 2, 8),
    ("KB010", b"id: a\nanswer: " + b"x" * (10 * 1024 * 1024), 1, 1),
    ("KB019", ("id: a\ndefinition: " + "很长" * 5_001 + "\n").encode(), 2, 13),
    ("KB030", "id: a\ndefinition: >\n  先停下来看\n  一看再说。\n".encode(), 2, 13),
    ("KB030", "id: a\ndefinition: 先停下来看\n  一看再说。\n".encode(), 2, 13),
    ("KB011", b"id: " + b"[" * 1000 + b"]" * 1000, 1, 36),
    ("KB012", b"", 1, 1),
    ("KB012", "# 只有注释\n".encode(), 1, 1),
    ("KB013", "- 甲\n- 乙\n".encode(), 1, 1),
    ("KB014", "id: a\ntitle: 甲: 乙\n".encode(), 2, 9),
    ("KB015", b"id: a\n---\nid: b\n", 2, 1),
    ("KB005", "id：a\n".encode(), 1, 3),
    ("KB016", "id: a\ntitle: 甲\x00\n".encode(), 2, 9),
    ("KB021", "id: a\n<<<<<<< HEAD\ntitle: 甲\n=======\ntitle: 乙\n>>>>>>> x\n".encode(), 2, 1),
    ("KB022", "do_now:\n  - 甲\n\u3000- 乙\n".encode(), 3, 1),
    ("KB022", "id: a\ntitle:\xa0甲\n".encode(), 2, 7),
    ("KB023", "id: a\nanswer: 放到 #1 抽屉里。\n".encode(), 2, 12),
    ("KB023", "id: a\nanswer: 睡不着 # 也不用逼自己\n".encode(), 2, 13),
    ("KB024", "do_now:\n  - 挂断。\n    - 写下。\n".encode(), 3, 5),
    ("KB026", b"id: a\nanswer: null\n", 2, 9),
    ("KB026", b"id: a\nanswer: ~\n", 2, 9),
    ("KB027", "sections:\n  - heading: 甲\n    body: | 先说。\n".encode(), 3, 13),
    ("KB027", "sections:\n  - heading: 甲\n    body: |\n  先说。\n  - heading: 乙\n".encode(), 4, 3),
    ("KB028", 'id: a\nanswer: "把"担心"写下"\n'.encode(), 2, 11),
    ("KB029", "id: a\ntitle:甲\nanswer: 乙\n".encode(), 2, 6),
    ("KB029", b"id:a\n", 1, 3),
    ("KB031", "id: a\ntitle: 甲 definition: 乙\n".encode(), 2, 10),
    ("KB032", "id: a\rtitle: 甲\r".encode(), 1, 1),
    ("KB016", "id: a\ntitle: 甲\ufeff乙\n".encode(), 2, 9),
    ("KB033", VALID.replace("    reason", "  - reason").encode(), 6, 3),
    ("KB003", VALID.replace("2027-05-20}", "2027-05-20").encode(), 3, 11),
]
PAGES = [
    ("KB017", "# 关于\n".encode(), 1, 1),
    ("KB017", b"---\nid: about\n", 1, 1),
    ("KB017", b"", 1, 1),
    ("KB019", ("---\nid: about\n---\n\n## 这是什么？\n\n" + "很长的一句话。\n" * 3000).encode(), 5, 1),
    ("KB018", "---\nid: about\n---\n\n##这是什么？\n".encode(), 5, 1),
    ("KB018", "---\nid: about\n---\n先说一句。\n\n## 这是什么？\n".encode(), 4, 1),
    ("KB001", b"---\nid: about\n---\n\n## \xb5\xc4\n", 5, 4),
    ("KB002", b"\xef\xbb\xbf---\nid: about\n---\n", 1, 1),
    ("KB016", b"---\nid: about\n---\n\n## a\x08\n", 5, 5),
]


def test_a_file_in_which_parsing_finds_a_fault_is_not_read_without_places() -> None:
    refused = [data for _, data, *_ in FAULTS if parse("content/terms/a.yaml", data).root is None]
    assert len(refused) > 30 and [data for data in refused if value("content/terms/a.yaml", data) is not None] == []


def test_a_file_without_faults_holds_the_same_with_and_without_places() -> None:
    files = {path: data for path, data in read_files(SITES / "small").items() if path.endswith(".yaml")}
    found = {path: value(path, data) for path, data in files.items()}
    assert found == {path: plain(root) for path, data in files.items() if (root := parse(path, data).root)}


@pytest.mark.parametrize(("code", "data", "line", "column"), FAULTS, ids=lambda value: str(value)[:5])
def test_a_file_that_cannot_be_read_is_one_finding_at_its_place(
    code: str, data: bytes, line: int, column: int, as_written: AsWritten
) -> None:
    document, faults = read("content/terms/a.yaml", data)
    assert document is None
    assert [(fault.code, fault.span.line, fault.span.column) for fault in faults] == [(code, line, column)]
    as_written(f"{code} {data[-60:].decode('utf-8', 'replace')}", faults)


SLIPPED = (
    "answer：$",
    "answer ： $",
    "answer；$",
    "answer = $",
    "answer:$",
    "answer $",
    "answer:\u3000$",
    "\u3000answer: $",
    "answer: $ definition: 乙",
    "answer: '甲'$",
    "answer: '甲'$'乙'",
    "answer: '甲': $",
    'answer: "甲"$',
    'answer: "甲"$"乙"',
    'answer: "甲"$"乙',
    "answer: '$",
    'answer: "$',
    "answer: [甲]$",
    "answer: {甲}$的'乙'",
    "answer: [[fenfu]]$",
    "answer: {{limit}}$ #乙",
    "answer: **甲**$",
    "answer: @甲$",
    "answer: >甲$",
    "answer: 甲: $",
    "answer: Jia: $",
    "answer: 甲: $ #乙",
    "answer: $ #乙",
    "answer: $ # 乙",
    "answer: $  # 乙",
    "answer: #$",
    "answer: # $",
    "answer: ~",
    "answer: 甲\n  $",
    "answer: >\n  甲\n  $",
    "answer: | $\n  乙",
    "answer: |\n$\n乙",
    "answer: |\n  甲\n $",
    "answer: |\n\n  甲\n\n $\n  乙",
    "answer: ｜\n  $",
    "answer: 甲\n\tdo_now: $",
    "answer: 甲\n  do_now: $",
    "do_now:\n  －$\n  － 乙",
    "do_now:\n  -$\n  -乙",
    "do_now:\n  - 甲\n  -$",
    "do_now：\n  - $",
    "do_now:\n  －$\n  － 乙 # 丙",
    "do_now:\n  * $",
    "do_now:\n  1. $\n  2. 乙",
    "do_now:\n  - 甲\n    - $",
    "do_now:\n  - 甲\n - $",
    "do_now: $\n  - 乙\n  - 丙",
    "do_now:\n  $\n  - 乙",
    "do_now:\n\u3000- $",
    "do_now:\n  - 甲\n\u3000\u3000乙$",
    "do_now:\n  -\u3000$",
    "do_now: - $",
    "aliases: ［甲，$］",
    "aliases: 【甲、$】",
    "aliases: [甲，$]",
    "aliases: [甲, $",
    "aliases: [甲, $}",
    "aliases: [甲, '$]",
    "aliases: [甲, #$]",
    "aliases: [甲,, $]",
    "reviewed: ｛on: 2026-11-20，by: $｝",
    "reviewed: {on：2026-11-20, by: $}",
    "reviewed: {on: 2026-11-20 by: $}",
    "related: [[a, b]]",
    "related: [[a]], [[b]]",
    "// $",
    "＃$",
    "--- $",
    "<<<<<<< $",
    "answer: &a $",
    "answer: !a $",
    "answer: *a$",
    "? $",
    'answer: "甲\\$"',
    'answer: "甲\\x07\\u0007$"',
)
"""Lines as they are typed, `$` for some words."""


@pytest.mark.parametrize("slip", SLIPPED, ids=lambda slip: slip.split("\n")[-1][:12])
def test_a_slip_is_told_in_the_same_way_wherever_it_is(slip: str, as_written: AsWritten) -> None:
    inside = "\n".join(f"     {line}" for line in slip.replace("$", "很长的一句话" * 11).split("\n"))
    body = f"id: a\nsections:\n   - heading: 丙\n     body: |\n       丁。\n\n       戊。\n\n{inside}"
    top = f"id: a\n{slip.replace('$', '丙')}\ntitle: 丁\n"
    as_written(f"top {slip}", read("content/terms/a.yaml", top.encode())[1])
    between = read("content/concepts/a.yaml", f"{body}\n   - heading: 己\n".encode())[1]
    as_written(f"inside {slip}", between)
    last = read("content/concepts/a.yaml", body.encode())[1]
    if last != between:
        as_written(f"last {slip}", last)


RECORDS = "content/strategies/keep-records.yaml"
STEP, REVIEWED = "  - 开一个记事本。", "{on: 2026-11-20, by: 编辑, due: 2027-05-20}"
EDITS = {
    STEP: (
        "  - step: 开。",
        "  - step: 开。\n    more: 写。",
        "  - 第一: 开。",
        "  - - 开。",
        "  -",
        "  - [开, 写]",
        "  - 甲: 乙\n    丙: 丁",
    ),
    "[calls]": ("[calls，mind]", "[]", "[calls, calls]", "calls mind", "[Calls]", "[calls, mind,]"),
    "{on": ("{date", "{on: 2026-11-20, title: 乙, last"),
    REVIEWED: (
        "2026-11-20",
        "[2026-11-20, 编辑]",
        "{on: 2026-11-20, by: [编辑]}",
        "{by: 编辑者}",
        "\n  - on: 2026-11-20",
    ),
    "reviewed: {": ("on: 2026-11-20\nreviewed: {", "by: 编辑\nreviewed: {"),
    "[fenfu]": ("[fenfu，stress]", "fenfu stress", "[“fenfu”]", "[[fenfu]]", "fenfu"),
    "related": ("relatd", "next_step", "see_also", "相关"),
    "answer": (
        "anser",
        "Answer",
        "回答",
        "summary",
        "一句话",
        "doNow",
        "url",
        "name",
        "intro",
        "definition",
        "answer2",
        "heading",
        "daan",
    ),
    "topics": ("zhuti",),
    "why": ("reason", "为什么", "whyy", "title", "yuanyin"),
    "  - 保存通话记录截图。\n": ("",),
    "id: keep-records": (
        "id: keep-record",
        "id: keep_records",
        "id: Keep-Records",
        "id: 记录",
        "id: concepts/keep-records",
    ),
}
"""What stands in an entry, and what may be typed instead."""


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, typed in EDITS.items() for new in typed])
def test_what_is_said_of_an_edit(old: str, new: str, as_written: AsWritten) -> None:
    text = read_files(SITES / "small")[RECORDS].decode()
    assert old in text
    as_written(f"{old} → {new}", read(RECORDS, text.replace(old, new, 1).encode())[1])


@pytest.mark.parametrize(
    "text",
    [
        "synonyms:\n  - words: [甲，乙]\n",
        "synonyms:\n  - words: [甲]\n",
        "synonyms:\n  - [甲, 乙]\n",
        "synonyms: [[甲, 乙]]\n",
        "distress: 甲\n",
        "distress:\n  - 甲\n  - \n",
        "synonym: []\n",
        "unknown_number: [甲]\n",
        "dialects: {place: 甲}\n",
    ],
)
def test_what_is_said_of_a_list_of_words(text: str, as_written: AsWritten) -> None:
    as_written(text, read_words("content/search.yaml", text.encode())[1])


VALUES = (
    "",
    "' '",
    "甲，乙",
    "[甲，乙]",
    "[甲]",
    "[甲, 乙]",
    "(fenfu、stress)",
    "{a: 乙}",
    "{甲: 乙}",
    "{a: 甲, b: 乙}",
    "[[甲]]",
    "[[甲], [乙]]",
    "“甲”",
    "是",
    "三",
    "２０",
    "2026/1/5",
    "2026年11月31日",
    "2026-13-01",
    "Fenfu_Support",
    "https://kb.example/concepts/fenfu/",
)
"""What may be typed as the value of a field."""
_FIELD = re.compile(r"(?m)^(?P<place> *(?:- )?(?P<key>[a-z_]+):) (?P<value>[^\n|]+)$")


@cache
def fields() -> dict[str, tuple[str, str, re.Match[str]]]:
    """The path and text of an entry and the place of a value, for each field on one line."""
    files = {**read_files(SITES / "every"), **read_files(SITES / "small")}
    entries = [
        (path, data.decode()) for path, data in sorted(files.items()) if path.count("/") == 2 and path.endswith(".yaml")
    ]
    return {found["key"]: (path, text, found) for path, text in entries for found in _FIELD.finditer(text)}


@pytest.mark.parametrize("value", VALUES)
def test_what_is_said_of_a_value(value: str, as_written: AsWritten) -> None:
    """Fields of the same type are told the same: each finding is written down once, with the fields that it is about."""
    told: dict[Diagnostic, list[str]] = {}
    for field in fields():
        for fault in said_of(field, value):
            told.setdefault(fault, []).append(field)
    as_written(value, [replace(fault, path=" ".join(named)) for fault, named in told.items()])


def said_of(field: str, value: str) -> Iterator[Diagnostic]:
    """The findings when a field has a value; their places count from where the value stands, and `$` is the field's name."""
    path, text, found = fields()[field]
    before = text[: found.end("place")]
    line, column = before.count("\n"), len(before) - before.rfind("\n")

    def within(span: Span) -> Span:
        return Span(span.line - line, span.column - column, span.end_line - line, span.end_column - column)

    parsed = parse(path, f"{before} {value}{text[found.end() :]}".encode())
    for fault in validate(path, BY_SECTION[path.split("/")[1]], parsed.root)[1] if parsed.root else ():
        assert fault.path == path
        facts = tuple((name, "$" if words == field else words) for name, words in fault.facts)
        yield replace(fault, path="", span=within(fault.span), over=fault.over and within(fault.over), facts=facts)


FRONT = "---\nid: about\ntitle: 关于\nreviewed: {on: 2026-11-20, by: 编辑, due: 2027-05-20}\nanswer: 甲。\n---\n"
MARKDOWN = (
    "\n\n" + FRONT + "\n## 甲？\n\n乙。\n",
    FRONT.replace("---", "－－－", 1) + "\n## 甲？\n\n乙。\n",
    FRONT.rstrip() + "- \n\n## 甲？\n\n乙。\n",
    FRONT.rstrip()[:-3] + "———\n\n## 甲？\n\n乙。\n",
    FRONT.rstrip()[:-3] + "\n## 甲？\n\n乙。\n",
    FRONT + "# 甲？\n\n乙。\n",
    FRONT + "\n\n  ### 甲？ \n\n## 丙？\n",
    FRONT + "＃＃甲？\n\n乙。\n",
    FRONT + "turn_to: [fenfu]\n\n## 甲？\n\n乙。\n",
    FRONT + "\n" + "很长的一句话" * 11 + "\n\n## 甲？\n\n乙。\n",
    FRONT + "\n## 甲？\n\n" + "很长的一句话。\n" * 1500 + "\n## 乙？\n\n" + "很长的一句话。\n" * 1500,
    FRONT + "\n## 甲？\n\n<<<<<<< a\n乙。\n=======\n丙。\n>>>>>>> b\n",
    FRONT + "\n## 甲？\n\n乙。\n=======\n",
    FRONT + "\n## \n\n乙。\n\n## 丙？\n",
    FRONT.replace("title: 关于", "title：关于") + "\n## 甲？\n\n乙。\n",
    FRONT.replace("answer: 甲。", "answer: 甲: 乙") + "\n## 甲？\n\n乙。\n",
    FRONT.replace("answer", "anser") + "\n## 甲？\n\n乙。\n",
    FRONT.replace("id: about", "id: abuot") + "\n## 甲？\n\n乙\u2028丙\x07。\n",
    "## 甲？\n\n乙。\n",
    "---\n",
)


@pytest.mark.parametrize("text", MARKDOWN, ids=range(len(MARKDOWN)))
def test_what_is_said_of_a_page(text: str, as_written: AsWritten) -> None:
    as_written(f"page {MARKDOWN.index(text)}", read("content/pages/about.md", text.encode())[1])


def test_the_sections_of_a_page_stand_where_they_are_written() -> None:
    document, _ = read(
        "content/pages/about.md", f"{FRONT}\n## 甲？\n\n乙。\n  丙[[fenfu]]。\n\n\n##  丁？ \n戊。\n".encode()
    )
    assert document
    assert [(each.heading, each.body) for each in document.entry.sections] == [
        ("甲？", "乙。\n  丙[[fenfu]]。"),
        ("丁？", "戊。"),
    ]
    first, second = (document.at("sections", at, "heading") for at in (0, 1))
    assert (first.line, first.column, first.end_column, second.line) == (8, 4, 6, 14)
    reference = next(each for each in document.references if each.target == "fenfu")
    assert reference.text
    span = document.within(reference.text, reference.start, reference.end)
    assert span == Span(11, 4, 11, 13)


@pytest.mark.parametrize(
    "path",
    [
        "content/a.yaml",
        "content/concept/a.yaml",
        "content/concepts/a.yml",
        "content/concepts/b/a.yaml",
        "content/pages/a.yaml",
        "content/terms/about.md",
        "content/xyz/a.yaml",
        "content/concepts/a",
    ],
)
@pytest.mark.parametrize("data", [VALID, "id: a\n"], ids=["term", "nothing"])
def test_what_is_said_of_a_file_in_the_wrong_place(path: str, data: str, as_written: AsWritten) -> None:
    as_written(f"{path} {data[-20:]}", read(path, data.encode())[1])


@pytest.mark.parametrize(("code", "data", "line", "column"), PAGES, ids=lambda value: str(value)[:5])
def test_a_page_without_fields_is_one_finding(
    code: str, data: bytes, line: int, column: int, as_written: AsWritten
) -> None:
    document, faults = read("content/pages/about.md", data)
    assert document is None
    as_written(f"page {data[-60:].decode('utf-8', 'replace')}", faults)
    assert [(fault.code, fault.span.line, fault.span.column) for fault in faults] == [(code, line, column)]


def test_a_page_without_sections_is_told_so() -> None:
    _, faults = read("content/pages/about.md", b"---\nid: about\n---\n")
    assert "KB103" in {fault.code for fault in faults}


def test_windows_line_ends_keep_places() -> None:
    _, faults = read("content/terms/a.yaml", "id: a\r\ntitle: 甲\r\nid: b\r\n".encode())
    assert [(fault.code, fault.span.line, fault.span.column) for fault in faults] == [("KB007", 3, 1)]


@pytest.mark.parametrize(
    "data", [b"\x80", b"\xff\xfe", b"{", b"[", b"a: |\n", b"? a\n: b\n", b"a: b: c\n", b"%YAML 9\n---\na"]
)
def test_no_bytes_escape_as_an_error(data: bytes) -> None:
    document, faults = read("content/terms/a.yaml", data)
    assert document is None
    assert faults


def test_one_slip_is_told_with_the_line_as_it_was_meant() -> None:
    slips = ("  - reason: 长", "   reason: 长", "    - reason: 长", "\treason: 长")
    for typed in slips:
        _, (fault, *others) = read("content/terms/a.yaml", VALID.replace("    reason: 长", typed).encode())
        assert not others
        assert (fault.span.line, fault.replacement) == (6, "    reason: 长"), typed


def test_an_edit_is_not_told_where_there_are_two() -> None:
    _, (fault, *_) = read("content/terms/a.yaml", VALID.replace("allow:\n", "aliases:\n  - 丙\n 丁\n").encode())
    assert fault.replacement is None
