"""Hostile entries: they cannot add links, read files outside the root, or control a terminal or a log."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DAY, ROOT, SITES, Kb, pieces
from kept import Kept, kept

from generator.base import Base
from generator.diagnostics import Diagnostic, Span
from generator.examining import examine, examine_files, read_and_lint
from generator.linting import running
from generator.linting.running import Finding, LibraryCheck, OwnCheck, by_facts
from generator.preview.workspace import Workspace
from generator.reading.disk import Unread, read_file, read_files
from generator.reading.document import Document
from generator.reading.editors_words import FILES
from generator.rendering import prose
from generator.reporting import report

RECORDS = "content/strategies/keep-records.yaml"


def put(root: Path, old: str, new: str, path: str = RECORDS) -> str:
    """Change the words of an entry; the whole text of its file."""
    text = (root / path).read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    (root / path).write_text(text, "utf-8")
    return text


def found(root: Path, path: str = RECORDS) -> list[Diagnostic]:
    return [finding for finding in examine(kept(root), DAY, drafts=True).findings if finding.path == path]


def codes(root: Path, path: str = RECORDS) -> set[str]:
    return {finding.code for finding in found(root, path)}


# Links and attributes

LINKS = [
    "[请 [点] 这里](javascript:alert(1))",
    "[换\n行](javascript:alert(2))",
    '[标题](data:text/html;base64,PHM+\n"t")',
    "[x](java\nscript:x)",
    "[x](JaVaScRiPt:x)",
    "[官方 [客服] 入口](//evil.example/wx)",
    "[甲](../../x/)",
    "[x](<javascript:x>)",
    "[看][1]\n\n[1]: javascript:alert(1)",
    "[看][]\n\n[看]: //evil.example",
    "<javascript:alert(1)>",
    "<a@evil.example>",
    '[也可以 [点] 这里]({{calls-per-day}} "x")',
    "[x]([[fenfu]])",
    "![x](javascript:x)",
    "[![x](y)](//evil.example/z)",
    '<a href="javascript:x">y</a>',
    "javascript:alert(1)",
    "看 //evil.example/wx 吧",
    "看https://evil.example/吧",
    "WWW.evil.example",
]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))


@pytest.mark.parametrize("link", LINKS)
def test_only_references_make_links(link: str) -> None:
    text = f"先看{link}再说。"
    html = prose.block(text, pieces(text, "参数"), lambda text: [])
    seen = _Links()
    seen.feed(html)
    assert not [tag for tag, attributes in seen.tags if tag in ("a", "img", "script") or attributes], html


@pytest.mark.parametrize("link", LINKS)
def test_a_link_of_its_own_is_found_and_cannot_be_excused(unbuilt: Path, link: str) -> None:
    allow = "".join(
        f"  - {{code: {code}, reason: 理由, until: 2027-01-01}}\n" for code in ("KB214", "KB117", "KB119", "KB504")
    )
    put(unbuilt, "answer:", f"allow:\n{allow}answer:")
    body = link.replace("\n", "\n      ")
    text = put(unbuilt, "    body: ", f"    body: |\n      看{body}\n  - heading: 还有什么？\n    body: ")
    errors = found(unbuilt)
    assert {finding.code for finding in errors} & {"KB214", "KB117", "KB119", "KB504", "KB103"}, [
        f.code for f in errors
    ]
    assert "KB124" in {finding.code for finding in errors}
    assert all(1 <= finding.span.line <= text.count("\n") + 1 for finding in errors)


def test_a_value_is_escaped_where_it_stands(unbuilt: Path) -> None:
    value = 'x" onmouseover="alert(1)" style="position:fixed" y="'
    path = "content/parameters/calls-per-day.yaml"
    text = (unbuilt / path).read_text("utf-8")
    text = text.replace("unit: 次\n", "")  # with a unit it has to be a number
    (unbuilt / path).write_text(re.sub(r"value: .*?([,}\n])", lambda m: f"value: '{value}'{m[1]}", text), "utf-8")
    site = Workspace(kept(unbuilt)).look(DAY, None).site
    html = (site.file("concepts/fenfu/index.html") or b"").decode()
    assert "onmouseover" in html, "the value is shown"
    seen = _Links()
    seen.feed(html)
    assert not [tag for tag, attributes in seen.tags if "onmouseover" in attributes]


@pytest.mark.parametrize("href", ["javascript:x", "JAVASCRIPT:x", "data:x", "//evil.example/", "vbscript:x", "weird:x"])
def test_a_link_of_a_template_with_another_scheme_is_refused(kb: Kb, small: Path, href: str) -> None:
    path = small / "site_templates/main.html"
    path.write_text(path.read_text("utf-8").replace("</body>", f'<a href="{href}">x</a></body>'), "utf-8")
    refused = kb("build", "--root", small, "--as-of", DAY)
    assert (
        refused.returncode == 2
        and "links of the built site lead nowhere" in refused.stderr
        and "Traceback" not in refused.stderr
    )


# Every field of every type

BASE = {**read_files(SITES / "small"), **read_files(SITES / "every")}
HOSTILE = {
    "KB214": ["[甲](javascript:alert(1))", "看 https://evil.example/x 吧", "看 //evil.example/x"],
    "KB117": ["<b>甲</b>", "<!-- 甲"],
    "KB410": ["甲\u202e乙", "甲\u200b乙", "甲\ufe00乙", "甲\u034f乙", "甲\uffa0乙", "甲\u2800乙"],
    "KB415": ["Аррle", "ВТМ", "⼈民", "𝐀乙", "甲\u0301\u0301乙"],
}


def leaves(node: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where the texts of a YAML file stand."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in parts:
        yield from [(*place, key)] if isinstance(value, str) else leaves(value, (*place, key))


@cache
def parsed(path: str) -> tuple[Any, str]:
    """A file as plain values, and what follows them on a Markdown page."""
    text = BASE[path].decode()
    front, body = (
        re.fullmatch("---\n(.*?\n)---\n(.*)", text, re.DOTALL).groups() if path.endswith(".md") else (text, "")
    )  # type: ignore[union-attr]
    return yaml.load(front, yaml.CBaseLoader), body


def written(values: object, body: str) -> bytes:
    front = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6)
    return (f"---\n{front}---\n{body}" if body else front).encode()


def changed(path: str, place: tuple[str | int, ...], add: str, instead: bool = False) -> bytes:
    """A file with some words added at a place, or instead of what stands there."""
    values, body = deepcopy(parsed(path))
    node = values
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = add if instead else node[place[-1]] + add
    return written(values, body)


def shown(path: str) -> list[tuple[str | int, ...]]:
    """Where the words of a file stand that readers see; one place for each field, whatever the number of its items."""
    entry = read_and_lint((path, BASE[path])).entry
    assert entry
    document = Document(path, entry, BASE[path])
    places = one_of_each(text.location for text in document.texts)
    return [place for place in places if path.endswith(".yaml") or place[0] != "sections"]


def one_of_each(places: Iterable[tuple[str | int, ...]]) -> list[tuple[str | int, ...]]:
    """One place for each field, whatever the number of its items."""
    return list({tuple("*" if isinstance(part, int) else part for part in place): place for place in places}.values())


@pytest.mark.parametrize("code", HOSTILE)
@pytest.mark.parametrize("path", sorted(BASE.keys() - FILES.keys()))
def test_every_field_of_every_type_is_looked_at(path: str, code: str) -> None:
    for place in shown(path):
        for words in HOSTILE[code]:
            reading = read_and_lint((path, changed(path, place, words)))
            found = {each for each, _ in reading.findings.own} | {fault.code for fault in reading.faults}
            assert found & {code, "KB103"}, (place, words)


@pytest.mark.parametrize("path", sorted(BASE.keys() - FILES.keys()))
def test_no_value_breaks_the_reading(path: str) -> None:
    values, _ = parsed(path)
    for place in one_of_each(leaves(values)):
        for instead in ("?!", "", "-1", "甲" * 70, "true", "2026-13-45", "1e400"):
            reading = read_and_lint((path, changed(path, place, instead, True)))
            codes = {fault.code for fault in reading.faults} | {code for code, _ in reading.findings.own}
            assert "KB000" not in codes, (place, instead)


@pytest.mark.parametrize("code", HOSTILE)
@pytest.mark.parametrize("path", sorted(BASE.keys() & FILES.keys()))
def test_the_words_of_editors_are_looked_at(path: str, code: str) -> None:
    values, _ = parsed(path)
    names = {"to", "section", "picture", "id", "first"}
    for place in leaves(values):
        if not names & {*place}:
            found = examine_files({path: changed(path, place, HOSTILE[code][0])}, DAY, Kept()).findings
            assert (code, path) in {(each.code, each.path) for each in found}, place


def test_a_question_that_only_search_reads_is_looked_at() -> None:
    source = BASE[RECORDS].decode().replace("title:", 'questions: ["怎么\u200b记录"]\ntitle:', 1)
    assert "KB410" in {code for code, _ in read_and_lint((RECORDS, source.encode())).findings.own}


def test_a_picture_of_several_characters_is_not_taken_apart() -> None:
    source = BASE[RECORDS].decode().replace("why: 先弄清对方是谁。", "why: 先👨\u200d👩\u200d👧弄清。", 1)
    fixes = [f.replacement for code, f in read_and_lint((RECORDS, source.encode())).findings.own if code == "KB410"]
    assert fixes == [None, None]


@pytest.mark.parametrize("name", ["kb-title", "main", "cite-1", "turn-to", "i-phone"])
def test_a_section_takes_no_name_of_the_page(name: str) -> None:
    section = f"sections:\n  - heading: 还有什么？\n    id: {name}\n    body: 甲乙丙。\n"
    source = BASE[RECORDS].decode().replace("sections:\n", section, 1)
    found = [(code, finding.span.line) for code, finding in read_and_lint((RECORDS, source.encode())).findings.own]
    assert ("KB114", source[: source.index(f"id: {name}")].count("\n") + 1) in found


# Characters


@pytest.mark.parametrize(
    ("written", "column", "fixed"),
    [
        ("看三样\ue0007\ue001", 4, False),
        ("x\ue002nope/nope\ue003", 2, False),
        ('"x\\x00y"', 3, False),
        ('"x\\e[31m"', 3, False),
        ('"甲乙\\u2028丙"', 4, False),
        ('"\\x02wzxhzdk:0\\x03"', 2, False),
        ("甲\uf0b7乙", 2, False),
        ("甲\ufffd乙", 2, False),
        ("甲\u2028乙", 2, True),
        ("甲\u0085乙", 2, True),
        ("甲\U000f0000乙", 2, False),
        ('"一\\n\\t\\"\\U000f0001"', 9, False),
        ("甲\U000e0041乙", 2, False),
        ("甲\U000e0100乙", 2, False),
    ],
)
@pytest.mark.parametrize("where", ["value", "block", "page"])
def test_a_character_of_no_use_is_found_at_its_place(
    unbuilt: Path, written: str, column: int, fixed: bool, where: str
) -> None:
    escaped = written.startswith('"')
    if where == "page":
        path = "content/pages/about.md"
        text = (unbuilt / path).read_text("utf-8")
        if escaped:
            text = re.sub("(?m)^answer: .*$", lambda m: f"answer: {written}", text)
        else:
            text += f"\n{written}\n"
        (unbuilt / path).write_text(text, "utf-8")
    elif where == "value" or escaped:
        path = RECORDS
        text = put(unbuilt, "why: 先弄清对方是谁。", f"why: {written}")
    else:
        path = RECORDS
        text = put(unbuilt, "    body: ", f"    body: |\n      {written}\n  - heading: 还有什么？\n    body: ")
    (finding, *others) = [f for f in found(unbuilt, path) if f.code == "KB016"]
    line = text.split("\n")[finding.span.line - 1]
    assert written in line and finding.span.column == line.index(written) + column
    assert (finding.replacement == "") == fixed
    assert not [f for f in others if f.span == finding.span]
    assert codes(unbuilt, path) == {"KB016"}, "a file with such a character is not read further"


def test_lines_behind_a_separator_do_not_drift(unbuilt: Path) -> None:
    put(unbuilt, "why: 先弄清对方是谁。", "why: 先\u2028弄清\u0085对方")
    assert [(f.code, f.span.column) for f in found(unbuilt)] == [("KB016", 11), ("KB016", 14)] or codes(unbuilt) == {
        "KB016"
    }
    put(unbuilt, "why: 先\u2028弄清\u0085对方", "why: 先弄清对方,是谁")
    (finding,) = found(unbuilt)
    assert "," in (unbuilt / RECORDS).read_text("utf-8").split("\n")[finding.span.line - 1]


@pytest.mark.parametrize("text", ["甲\ue0009\ue001", "\ue002x\ue003", "\x02wzxhzdk:0\x03", "甲\ue000乙[[a]]\ue001"])
def test_marks_of_our_own_in_a_text_harm_nothing(text: str) -> None:
    html = prose.block(text, pieces(text, "<REF>"), lambda text: [])
    assert html.count("<REF>") == text.count("[[a]]") and not set("\ue000\ue001\ue002\ue003") & set(html)


def test_a_preview_of_such_a_page_answers(unbuilt: Path) -> None:
    workspace = Workspace(kept(unbuilt))
    workspace.look(DAY, None)
    put(unbuilt, "why: 先弄清对方是谁。", "why: 看三样\ue0007\ue001")
    look = workspace.look(DAY, None)
    assert look.faults and look.site.file("strategies/keep-records/index.html")


def test_lookalikes_are_mended(kb: Kb, small: Path) -> None:
    put(small, "先弄清对方是谁", "先弄清⼈⺠法院")
    assert kb("check", "--root", small, "--as-of", DAY, "--fix").returncode == 0
    assert "先弄清人民法院" in (small / RECORDS).read_text("utf-8")


# Files


@pytest.mark.parametrize("kind", ["link", "dangling", "loop", "folder", "environment", "pipe", "socket", "device"])
def test_what_is_no_ordinary_file_is_a_finding(kb: Kb, small: Path, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-FROM-OUTSIDE: yes\n", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/x.yaml").write_text("SECRET-FROM-OUTSIDE: yes\n", "utf-8")
    odd = small / "content/concepts/odd.yaml"
    if kind == "pipe":
        os.mkfifo(odd)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            os.chdir(odd.parent)
            made.bind("odd.yaml")
            os.chdir(ROOT)
    else:
        target = {
            "link": secret,
            "dangling": tmp_path / "nothing",
            "loop": odd,
            "folder": tmp_path / "folder",
            "environment": Path("/proc/self/environ"),
            "device": Path("/dev/zero"),
        }[kind]
        odd.symlink_to(target)
    for form in ("text", "json", "github", "sarif"):
        checked = kb("check", "--root", small, "--as-of", DAY, "--format", form)
        assert checked.returncode == 1 and "Traceback" not in checked.stderr
        assert "KB020" in checked.stdout and "odd.yaml" in checked.stdout
        assert "SECRET" not in checked.stdout and "PATH=" not in checked.stdout
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 1
    assert not (small / "site").exists()


def test_a_folder_of_content_that_is_a_link_is_not_followed(kb: Kb, small: Path, tmp_path: Path) -> None:
    (small / "content/terms").rename(tmp_path / "terms")
    (small / "content/terms").symlink_to(tmp_path / "terms")
    assert codes(small, "content/terms") == {"KB020"}
    (small / "content").rename(tmp_path / "content")
    (small / "content").symlink_to(tmp_path / "content")
    refused = kb("check", "--root", small)
    assert refused.returncode == 2 and "is a link" in refused.stderr


def test_a_report_shows_no_source_of_a_linked_file(unbuilt: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET-FROM-OUTSIDE", "utf-8")
    (unbuilt / "content/concepts/odd.yaml").symlink_to(tmp_path / "secret")
    (unbuilt / "content/linked").symlink_to(tmp_path)
    for path in ("content/concepts/odd.yaml", "content/linked/secret", "content/../../secret"):
        finding = Diagnostic(path, Span(), "KB012")
        assert "SECRET" not in report([finding], unbuilt, "text", "en")


@pytest.mark.parametrize("kind", ["link", "pipe", "socket"])
def test_what_takes_the_place_of_a_file_while_it_is_read_is_not_followed(
    unbuilt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    secret, odd, looked = tmp_path / "secret.txt", unbuilt / RECORDS, os.lstat
    secret.write_text("SECRET-FROM-OUTSIDE: yes\n", "utf-8")

    def exchanged(path: Path) -> os.stat_result:
        found = looked(path)
        if path == odd:
            odd.unlink()
            if kind == "pipe":
                os.mkfifo(odd)
            elif kind == "link":
                odd.symlink_to(secret)
            else:
                monkeypatch.chdir(odd.parent)
                with socket.socket(socket.AF_UNIX) as made:
                    made.bind(odd.name)
        return found

    monkeypatch.setattr(os, "lstat", exchanged)
    read = read_file(odd)
    assert isinstance(read, Unread) and read.code == "KB020" and b"SECRET" not in read


def test_the_size_of_a_file_is_looked_at_before_it_is_read(kb: Kb, small: Path) -> None:
    large = small / "content/concepts/large.yaml"
    with large.open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: to read it would take all memory
    checked = kb("check", "--root", small, "--as-of", DAY)
    assert checked.returncode == 1 and "KB010" in checked.stdout


@pytest.mark.parametrize(
    "name",
    ["fenfu.yaml~", "#fenfu.yaml#", ".fenfu.yaml.swp", "a.yaml.orig", "Thumbs.db", "desktop.ini", ".#fenfu.yaml"],
)
def test_what_programs_leave_behind_is_no_content(unbuilt: Path, name: str) -> None:
    (unbuilt / "content/concepts" / name).write_bytes(b"\x00 whatever")
    assert not examine(kept(unbuilt), DAY).findings


# Logs and terminals


def test_a_name_or_a_key_gives_a_log_no_command(kb: Kb, small: Path) -> None:
    (small / "content/concepts/a\n::warning file=x::INJECTED.yaml").write_text("id: a\n", "utf-8")
    put(small, "topics: [calls]", '"id\\n::stop-commands::zz": 1\ntopics: [calls]')
    put(small, "title: ", '"##[add-mask]x": 1\n"\\x1b[31mred": ', "content/terms/overdue.yaml")
    for command in (("check",), ("build",), ("check", "--format", "github")):
        done = kb(*command, "--root", small, "--as-of", DAY)
        lines = [line.lstrip() for line in (done.stdout + done.stderr).splitlines()]
        bad = [
            line for line in lines if line.startswith("::") and not re.match("::(error|warning) file=content/", line)
        ]
        assert not bad and "INJECTED" in "".join(lines)
        assert "\x1b" not in done.stdout + done.stderr and "##[" not in (done.stdout if command == ("check",) else "")


def test_git_is_given_no_option(kb: Kb, small: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=small, check=True)
    target = tmp_path / "written"
    for command in (("diff", "--", f"--output={target}"), ("check", "--changed", f"--output={target}")):
        refused = kb(*command, "--root", small)
        assert refused.returncode == 2 and not target.exists(), refused.stderr


# Rules that break

MANY = "9" * 4400
"""More digits than Python turns into a number."""


@pytest.mark.parametrize(
    "words",
    [
        "月息 1..5%，年化 18%。",
        "月息 1.5%，年化 .%。",
        f"每天 {MANY} 小时。",
        f"每周 {MANY} 天。",
        f"2026 年 1 月借钱，分 {MANY} 期，最后一期 2027 年 1 月到期。",
        f"从 2026 年 1 月起算的 {MANY} 年，到 2030 年 1 月。",
        f"比如一家欠 {MANY} 元，一家欠 {MANY} 元，合计 3 元，差 3 元。",
        f"比如一家欠 {MANY} 元，年利率 {MANY}%，利息 3 元。",
        f"{MANY} 元到 {MANY} 元，0000 年 0 月 0 日，99:99 到次日 99:99。",
        f"百分之{MANY}。",
        f"第 {MANY} 条说利息按天算[@law:10]。",
    ],
    ids=range(11),
)
def test_no_number_breaks_a_rule(words: str) -> None:
    text = BASE[RECORDS].decode().replace("时间、号码、对方自报的机构、说了什么。", f"上面的例子，{words}")
    assert words in text
    findings = examine_files({**BASE, RECORDS: text.encode()}, DAY, Kept()).findings
    assert "KB000" not in {finding.code for finding in findings}


def test_a_rule_that_breaks_takes_nothing_else_down(unbuilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.rules import rule_of

    def breaks(document: Document, *given: object) -> object:
        if "keep-records" in document.path:
            raise KeyError("boom")
        return iter(())

    def no_facts(given: object) -> str:
        raise ValueError("no facts")

    put(unbuilt, "先弄清对方是谁", "先弄清对方,是谁")
    monkeypatch.setattr(rule_of("KB201"), "check", LibraryCheck(breaks))  # type: ignore[arg-type]
    monkeypatch.setattr(rule_of("KB407"), "check", by_facts(no_facts)(breaks))  # type: ignore[arg-type]
    findings = examine(Base.forgetful(unbuilt), DAY).findings
    assert {"KB404", "KB000"} == {finding.code for finding in findings}
    assert {dict(f.facts)["what"] for f in findings if f.code == "KB000"} == {"KB201", "KB407"}
    said = report(findings, unbuilt, "text", "en")
    assert "please report" in said and "boom" in said


def test_a_check_of_one_entry_that_breaks_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.rules import rule_of

    def breaks(document: object) -> object:
        yield Finding(Span())
        raise RecursionError

    monkeypatch.setattr(rule_of("KB410"), "check", OwnCheck(breaks))  # type: ignore[arg-type]
    entry = read_and_lint((RECORDS, BASE[RECORDS])).entry
    assert entry
    document = Document(RECORDS, entry, BASE[RECORDS])
    found = running.own_findings(document, running.own_checks([rule_of("KB410")]))
    assert [code for code, _ in found] == ["KB410", "KB000"]


def test_reading_that_breaks_is_a_finding(unbuilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator import examining

    good = examining.read

    def breaks(path: str, data: bytes) -> object:
        if path == RECORDS:
            raise AssertionError("boom")
        return good(path, data)

    monkeypatch.setattr(examining, "read", breaks)
    assert {finding.code for finding in examine(Base.forgetful(unbuilt), DAY).findings} == {"KB000"}


def test_a_tool_that_fails_says_so_in_a_sentence(unbuilt: Path) -> None:
    broken = (
        "import sys; sys.argv = sys.argv[1:]; from generator import examining; "
        "examining.examine_files = lambda *given, **more: 1 / 0; from generator.cli import main; main()"
    )
    call = [sys.executable, "-c", broken, "kb", "check", "--root", str(unbuilt)]
    failed = subprocess.run(
        call, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "KB_LANG": "en"}, check=False
    )
    assert failed.returncode == 2 and "please report it: ZeroDivisionError" in failed.stderr
    assert "Traceback" not in failed.stderr
