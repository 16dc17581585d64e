"""Mistakes that editors make, planted one by one: each is found at its line and column, with advice that leads on."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from conftest import DAY, Kb
from kept import Kept, kept

from generator.diagnostics import Diagnostic
from generator.editing.fixing import fix, keeps_unread
from generator.examining import examine, examine_files
from generator.reading.disk import content_files
from generator.reporting import words

FENFU = "concepts/fenfu"
STRESS = "effects/stress"
RECORDS = "strategies/keep-records"
STANDARD = "sources/standard"
LAW = "sources/law"
CRISIS = "contacts/crisis-line"
CALLS = "parameters/calls-per-day"
OVERDUE = "terms/overdue"
JUST_CALLED = "paths/just-got-a-call"


@dataclass(frozen=True)
class Mistake:
    """`old` becomes `new` in an entry; the finding stands where `at` does, or at the beginning of `new`.

    `advice` is what its suggestion must say; `also` are the codes of what the mistake brings about elsewhere.
    """

    entry: str
    old: str
    new: str
    code: str
    at: str = ""
    advice: str = ""
    also: tuple[str, ...] = ()


MISTAKES = {
    # reading
    "full-width colon after a key": Mistake(RECORDS, "title: 记录", "title：记录", "KB005", "：", "半角冒号"),
    "full-width dash of a list": Mistake(
        RECORDS,
        "  - 开一个记事本。\n  - 写下时间和号码。\n  - 保存通话记录截图。",
        "  － 开一个记事本。",
        "KB005",
        "－",
        "“- ”",
    ),
    "tab": Mistake(RECORDS, "  - 写下时间", "\t- 写下时间", "KB004", "\t", "空格"),
    "reference at the beginning": Mistake(
        RECORDS, "why: 先弄清", "why: [[fenfu]]先弄清", "KB006", "[[fenfu]]", "单引号"
    ),
    "bold at the beginning": Mistake(RECORDS, "why: 先弄清", "why: **先**弄清", "KB006", "**先", "单引号"),
    "colon and space in a text": Mistake(RECORDS, "  - 开一个", "  - 第一步: 开一个", "KB014", "第一步", "“：”"),
    "colon and space in a value": Mistake(RECORDS, "answer: 每一次", "answer: 记住: 每一次", "KB014", ": 每", "“：”"),
    "the same key twice": Mistake(
        RECORDS, "topics: [calls]\n", "topics: [calls]\ntitle: 记录\n", "KB007", "title: 记录\n"
    ),
    "bracket that is not closed": Mistake(RECORDS, "topics: [calls]", "topics: [calls", "KB003", "[calls", "“]”"),
    "quote that is not closed": Mistake(RECORDS, "answer: 每一次", "answer: '每一次", "KB003", "'每", "引号"),
    "empty file": Mistake(RECORDS, "*", "", "KB012"),
    "saved by another program": Mistake(RECORDS, "id: keep", "\ufeffid: keep", "KB002", "\ufeff", "UTF-8"),
    # shape
    "misspelt key": Mistake(RECORDS, "answer:", "anwser:", "KB101", "", "answer"),
    "key that is missing": Mistake(
        RECORDS, "answer: 每一次来电都记下时间、号码和说了什么。\n", "", "KB102", "do_now:", "answer"
    ),
    "wrong date": Mistake(RECORDS, "due: 2027-05-20", "due: 2027-05-32", "KB103", "2027-05-32", "2026-11-20"),
    "date in another form": Mistake(RECORDS, "due: 2027-05-20", "due: 明年五月", "KB103", "明年", "2026-11-20"),
    "value that is no choice": Mistake(FENFU, "distress: some", "distress: somewhat", "KB104", "somewhat", "some"),
    "topic that does not exist": Mistake(RECORDS, "[calls]", "[call]", "KB104", "call]", "calls"),
    "text where a list belongs": Mistake(RECORDS, "topics: [calls]", "topics: calls", "KB103", "calls\n", "[甲, 乙]"),
    "key without a value": Mistake(
        RECORDS, "topics: [calls]", "aliases:\ntopics: [calls]", "KB103", "\ntopics", "删掉"
    ),
    "id that is not the file's name": Mistake(OVERDUE, "id: overdue", "id: overdu", "KB105", "overdu\n", "overdue"),
    "answer that is too long": Mistake(
        RECORDS, "answer: 每一次", "answer: " + "每一次都要记，" * 9 + "每一次", "KB108", "每一次都", "", ("KB405",)
    ),
    "due before reviewed": Mistake(
        RECORDS, "due: 2027-05-20", "due: 2026-01-20", "KB110", "2026-01-20", "", ("KB901",)
    ),
    "words left for later": Mistake(RECORDS, "why: 先弄清对方是谁。", "why: 待补充", "KB113", "待补充"),
    "keys in another order": Mistake(
        RECORDS, "id: keep-records\ntitle: 记录与取证\n", "title: 记录与取证\nid: keep-records\n", "KB120", "id:", "id"
    ),
    # references
    "id that does not exist": Mistake(
        FENFU, "[[fenfu-support]]", "[[fenfu-suport]]", "KB201", "[[fenfu-suport]]", "fenfu-support"
    ),
    "relation to something that does not exist": Mistake(
        STRESS, "[keep-records]", "[keep-record]", "KB201", "keep-record]", "keep-records"
    ),
    "relation to the wrong section": Mistake(
        STRESS, "eased_by: [keep-records]", "eased_by: [fenfu]", "KB208", "fenfu", "strategies"
    ),
    "heading that does not exist": Mistake(
        FENFU, "[[keep-records|", "[[keep-records#写什么|", "KB205", "[[keep-records#"
    ),
    "reference that is not closed": Mistake(
        FENFU, "[[fenfu-support]]", "[[fenfu-support]", "KB207", "[[fenfu-support]"
    ),
    # sources
    "claim without a citation": Mistake(
        RECORDS, "body: 时间、", "body: 法律规定，催收应当录音。时间、", "KB301", "法律规定", "[@"
    ),
    "source that does not exist": Mistake(FENFU, "[@law:10]", "[@laws:10]", "KB302", "[@laws:10]", "law", ("KB313",)),
    "clause that does not exist": Mistake(FENFU, "[@law:10]", "[@law:11]", "KB303", "[@law:11]", "10", ("KB313",)),
    "citation without a clause": Mistake(FENFU, "[@law:10]", "[@law]", "KB304", "[@law]", "10", ("KB313",)),
    "number written by hand": Mistake(
        FENFU, "{{calls-per-day}} 次", "3 次", "KB307", "3 次", "calls-per-day", ("KB314",)
    ),
    "parameter that does not exist": Mistake(
        FENFU, "{{calls-per-day}}", "{{call-per-day}}", "KB308", "{{call-per-day}}", "calls-per-day", ("KB314",)
    ),
    "law that is not quoted as it stands": Mistake(
        FENFU, "按日计息[@law:10]", "规定是“利息应当按月计算”[@law:10]", "KB311", "利息应当", ""
    ),
    # words
    "blame": Mistake(RECORDS, "  - 开一个", "  - 别当老赖，开一个", "KB401", "老赖", "评判"),
    "promise": Mistake(RECORDS, "why: 先弄清对方是谁。", "why: 这样一定能停息。", "KB402", "一定能"),
    "no space between scripts": Mistake(RECORDS, "开一个记事本", "开1个记事本", "KB403", "开1个", "开 1 个"),
    "half-width comma": Mistake(RECORDS, "时间、号码和", "时间,号码和", "KB404", ",号码", "，"),
    "half-width brackets": Mistake(RECORDS, "开一个记事本", "开一个(新的)记事本", "KB404", "(新的)", "（新的）"),
    "word typed twice": Mistake(RECORDS, "先弄清对方", "先弄清的的对方", "KB408", "的的"),
    "traditional character": Mistake(RECORDS, "先弄清对方", "先弄清對方", "KB409", "對", "对"),
    "corner quotes": Mistake(RECORDS, "先弄清对方", "先弄清「对方", "KB414", "「", "“"),
    # safety
    "phone number in prose": Mistake(
        RECORDS, "body: 时间、", "body: 可以打 12356。时间、", "KB503", "12356", "contacts"
    ),
    "someone's mobile number": Mistake(RECORDS, "先弄清对方是谁", "对方是 13912345678", "KB504", "13912345678"),
    "advice that harms": Mistake(
        RECORDS, "why: 先弄清对方是谁。", "why: 先弄清对方是谁，再转移财产。", "KB506", "转移财产"
    ),
    # kinds of entries
    "strategy without steps": Mistake(
        RECORDS,
        "do_now:\n  - 开一个记事本。\n  - 写下时间和号码。\n  - 保存通话记录截图。\n",
        "",
        "KB604",
        "记录与取证",
        "do_now",
    ),
    "path with a step twice": Mistake(
        JUST_CALLED, "entry: effects/stress", "entry: concepts/fenfu", "KB601", "concepts/fenfu"
    ),
    "contact that cannot be reached": Mistake(
        "contacts/fenfu-support", "app_path: 微信 → 我 → 服务\n", "", "KB609", "微信内", "phone"
    ),
    # time
    "review that is overdue": Mistake(RECORDS, "due: 2027-05-20", "due: 2026-11-22", "KB901", "2026-11-22", ""),
    "exception that has ended": Mistake(
        OVERDUE,
        "definition:",
        "allow:\n  - {code: KB405, reason: 原句, until: 2026-01-01}\ndefinition:",
        "KB903",
        "2026-01-01",
        "",
    ),
}


def planted(root: Path, mistake: Mistake) -> str:
    """Plant a mistake, and give the text of the file with it."""
    file = root / f"content/{mistake.entry}.yaml"
    text = file.read_text("utf-8")
    assert mistake.old == "*" or mistake.old in text
    text = "" if mistake.old == "*" else text.replace(mistake.old, mistake.new, 1)
    file.write_text(text, "utf-8")
    return text


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_where_it_is(unbuilt: Path, name: str) -> None:
    mistake = MISTAKES[name]
    text = planted(unbuilt, mistake)
    found = examine(kept(unbuilt), DAY, drafts=True).findings
    assert sorted(finding.code for finding in found) == sorted((mistake.code, *mistake.also)), "nothing else is blamed"
    finding = next(finding for finding in found if finding.code == mistake.code)
    assert finding.path == f"content/{mistake.entry}.yaml"
    place = text.index(mistake.new) + (mistake.new.index(mistake.at) if mistake.at in mistake.new else 0)
    if mistake.at and mistake.at not in mistake.new:
        place = text.index(mistake.at)
    before = text[:place]
    assert (finding.span.line, finding.span.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    said = words(finding, "zh")
    assert re.search("[\u4e00-\u9fff]", said.message) and re.search("[\u4e00-\u9fff]", said.suggestion)
    assert mistake.advice in said.suggestion


def test_there_are_enough_of_them_and_of_every_family() -> None:
    assert len(MISTAKES) >= 40
    assert {mistake.code[:3] for mistake in MISTAKES.values()} == {f"KB{family}" for family in "01234569"}


def test_all_of_them_at_once_are_reported_without_a_traceback(kb: Kb, small: Path) -> None:
    for number, mistake in enumerate(MISTAKES.values()):
        source = small / f"content/{mistake.entry}.yaml"
        good = source.read_text("utf-8")
        text = planted(small, mistake)
        source.write_text(good, "utf-8")
        name = mistake.entry.split("/")[1]
        text = text if mistake.code == "KB105" else text.replace(f"id: {name}\n", f"id: planted-{number}\n")
        source.with_name(f"planted-{number}.yaml").write_text(text, "utf-8")
    checked = kb("check", "--root", small, "--as-of", DAY, "--lang", "zh")
    assert checked.returncode == 1 and "Traceback" not in checked.stderr
    shown = set(re.findall(r"planted-(\d+)\.yaml:\d+:\d+: ", checked.stdout))
    assert shown == {str(number) for number in range(len(MISTAKES))}


SLIPS = "：:[]{}'\"|>&*!%@`#-－—，,。. \t\n()（）「」12３\u200b"


def slip(text: str, chance: random.Random) -> str:
    """The text with a key struck too often, a few letters deleted, or a stretch pasted twice."""
    place = chance.randrange(len(text))
    how = chance.choice(("type", "delete", "paste"))
    if how == "type":
        return text[:place] + chance.choice(SLIPS) * chance.choice((1, 2)) + text[place:]
    if how == "delete":
        return text[:place] + text[place + chance.choice((1, 2, 5)) :]
    start = chance.randrange(len(text))
    return text[:place] + text[start : start + 20] + text[place:]


@pytest.mark.parametrize("seed", range(4))
def test_no_slip_ends_in_an_error_and_no_fix_makes_it_worse(unbuilt: Path, seed: int) -> None:
    chance = random.Random(seed)
    good = {path: (unbuilt / path).read_bytes() for path in content_files(unbuilt)}
    for _ in range(60):
        path = chance.choice(sorted(good))
        bad = {**good, path: slip(good[path].decode(), chance).encode()}
        before = examine_files(bad, DAY, Kept(), drafts=True).findings
        lines = bad[path].decode().split("\n")
        for finding in before:
            assert words(finding, "zh").suggestion and words(finding, "en").suggestion
            if finding.path == path:
                assert 1 <= finding.span.line <= len(lines)
                assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 1
        changed = fix({path: bad[path]}, partial(found_with, bad))
        if changed and not any(keeps_unread(finding) for finding in before):
            assert len(found_with(bad, changed)) < len(before)


def found_with(files: dict[str, bytes], instead: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """The findings where some files have other bytes."""
    return examine_files({**files, **instead}, DAY, Kept(), drafts=True).findings
