"""What reading says about files that are no entry at all: bytes in, one finding with its place out."""

import pytest
from conftest import AsWritten

from generator.reading.files import read

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
    inside = "\n".join(f"    {line}" for line in slip.replace("$", "很长的一句话" * 11).split("\n"))
    body = f"id: a\nsections:\n  - heading: 丙\n    body: |\n      丁。\n\n      戊。\n{inside}"
    as_written(
        f"top {slip}", read("content/terms/a.yaml", f"id: a\n{slip.replace('$', '丙')}\ntitle: 丁\n".encode())[1]
    )
    as_written(
        f"inside {slip}", read("content/concepts/a.yaml", f"{body}\n  - heading: 己\n    body: 庚。\n".encode())[1]
    )
    as_written(f"last {slip}", read("content/concepts/a.yaml", body.encode())[1])


@pytest.mark.parametrize(("code", "data", "line", "column"), PAGES, ids=lambda value: str(value)[:5])
def test_a_page_without_fields_is_one_finding(code: str, data: bytes, line: int, column: int) -> None:
    document, faults = read("content/pages/about.md", data)
    assert document is None
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
