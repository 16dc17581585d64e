"""Sixty edits that someone may make, and how grave `kb diff` takes each to be."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import DAY

from generator.examining import examine_files
from generator.reading.disk import read_files
from generator.remembering.memo import PLAIN
from generator.reviewing.comparing import Change, compare
from generator.reviewing.word_lists import compare_words

RECORDS = "content/strategies/keep-records.yaml"
FENFU = "content/concepts/fenfu.yaml"
STRESS = "content/effects/stress.yaml"
CALLED = "content/paths/just-got-a-call.yaml"
CRISIS = "content/contacts/crisis-line.yaml"
SUPPORT = "content/contacts/fenfu-support.yaml"
STANDARD = "content/sources/standard.yaml"
LAW = "content/sources/law.yaml"
PARAMETER = "content/parameters/calls-per-day.yaml"
ABOUT = "content/pages/about.md"
OVERDUE = "content/terms/overdue.yaml"
SEARCH = "content/search.yaml"
SITE, RULES = "content/site.yaml", "content/rules.yaml"
SEARCH_WORDS = """\
synonyms:
  - words: [父母, 爸妈]
distress:
  - 不想活了
  - 想死
ignored: [怎么办, 请问]
"""


class Edit(NamedTuple):
    """What is written instead of what (`*`: the whole file; nothing instead: the file is gone), and its class."""

    path: str
    old: str
    new: str | None
    risk: str
    kind: str = "changed"


EDITS = {
    # references
    "a contact for another": Edit(FENFU, "先看[[fenfu-support]]", "先看[[crisis-line]]", "safety"),
    "a contact for an article": Edit(FENFU, "先看[[fenfu-support]]", "先看[[keep-records]]", "safety"),
    "no contact any more": Edit(FENFU, "先看[[fenfu-support]]。", "先看客服。", "safety"),
    "a contact beside the others": Edit(
        FENFU, "先看[[fenfu-support]]", "先看[[fenfu-support]]、[[crisis-line]]", "safety"
    ),
    "contacts in another order": Edit(
        RECORDS, "body: 时间、", "body: 看[[crisis-line]]、[[fenfu-support]]。时间、", "safety"
    ),
    "a page of distress for another": Edit(FENFU, "[[effects/stress|压力]]", "[[keep-records|压力]]", "safety"),
    "an article for a page of distress": Edit(
        FENFU, "[[keep-records|记录清单]]", "[[effects/stress|记录清单]]", "safety"
    ),
    "an article for another": Edit(FENFU, "[[keep-records|记录清单]]", "[[overdue|记录清单]]", "wording"),
    "an article for another on a page": Edit(ABOUT, "[[concepts/fenfu]]", "[[keep-records]]", "wording"),
    "a contact on a page": Edit(ABOUT, "[[concepts/fenfu]]", "[[crisis-line]]", "safety"),
    "a word of a link": Edit(FENFU, "|记录清单]]", "|记录的清单]]", "typo"),
    "the same entry by its long name": Edit(FENFU, "[[fenfu-support]]", "[[contacts/fenfu-support]]", "none"),
    "whom to turn to": Edit(FENFU, "turn_to: [fenfu-support]", "turn_to: [crisis-line]", "safety"),
    "nobody to turn to": Edit(CALLED, "turn_to: [crisis-line]\n", "", "safety"),
    "a step of a path": Edit(CALLED, "entry: effects/stress", "entry: overdue", "safety"),
    "a relation to an article": Edit(RECORDS, "related: [fenfu]", "related: [stress]", "safety"),
    "what it is based on": Edit(FENFU, "based_on: [standard]", "based_on: [law]", "fact"),
    "what comes next": Edit(FENFU, "next: [keep-records]", "next: [just-got-a-call]", "fact"),
    # citations and numbers
    "another clause": Edit(FENFU, "[@standard:frequency]", "[@law:10]", "law"),
    "no clause": Edit(FENFU, "[@law:10]", "", "law"),
    "a clause more": Edit(FENFU, "[@law:10]", "[@law:10][@standard:frequency]", "law"),
    "a parameter by hand": Edit(FENFU, "{{calls-per-day}}", "3", "law"),
    "words of a clause": Edit(STANDARD, "不应超过三次", "不得超过三次", "law"),
    "the day a standard begins": Edit(STANDARD, "effective: 2025-02-28", "effective: 2025-03-28", "law"),
    "who has read a source": Edit(STANDARD, "tier: reported", "tier: official", "law"),
    "a count of things in Han characters": Edit(RECORDS, "  - 开一个记事本", "  - 开两个记事本", "fact"),
    "only": Edit(RECORDS, "先弄清对方是谁", "先只弄清对方是谁", "fact"),
    "one letter on a page of distress": Edit(STRESS, "这很常见", "这常见", "wording"),
    "a comma on a page of distress": Edit(STRESS, "为什么会这样？", "为什么会这样", "typo"),
    "the value of a parameter": Edit(PARAMETER, "value: 3", "value: 4", "law"),
    "a number in a text": Edit(FENFU, "用一笔就是借一笔", "用 2 笔就是借一笔", "fact"),
    "a number in Han characters": Edit(STRESS, "为什么会这样", "三天以后会这样", "fact"),
    # words
    "not": Edit(FENFU, "逾期不是犯罪", "逾期是犯罪", "fact"),
    "may for must": Edit(RECORDS, "先弄清对方是谁。", "可以先弄清对方是谁。", "fact"),
    "a step more": Edit(RECORDS, "  - 写下时间和号码。\n", "  - 写下时间和号码。\n  - 抄一份。\n", "fact"),
    "a step less": Edit(RECORDS, "  - 写下时间和号码。\n", "", "fact"),
    "after for before": Edit(FENFU, "**逾期**以后", "**逾期**以前", "fact"),
    "another word of law": Edit(FENFU, "逾期不是犯罪", "逾期不是违约", "fact"),
    "other words": Edit(RECORDS, "先弄清对方是谁", "知道来电的是谁，再往下说", "wording"),
    "a word inside a long sentence": Edit(STRESS, "这很常见", "这很普通", "wording"),
    "one character": Edit(RECORDS, "先弄清对方", "先弄请对方", "typo"),
    "a comma": Edit(RECORDS, "时间、号码和说了什么", "时间，号码和说了什么", "typo"),
    "a heading": Edit(RECORDS, "heading: 记什么？", "heading: 应该记什么？", "fact"),
    "a title": Edit(RECORDS, "title: 记录与取证", "title: 来电记录", "wording"),
    "an alias": Edit(FENFU, "aliases: [微信分付]", "aliases: [微信的分付]", "wording"),
    "a topic": Edit(RECORDS, "topics: [calls]", "topics: [rights]", "wording"),
    "the day of a review": Edit(RECORDS, "on: 2026-11-20", "on: 2026-11-22", "wording"),
    "a comment": Edit(RECORDS, "topics:", "# 注释\ntopics:", "none"),
    # safety
    "a phone number": Edit(CRISIS, "00000", "00001", "safety"),
    "hours": Edit(CRISIS, "每天 18 小时以上", "工作日", "safety"),
    "what a contact is for": Edit(SUPPORT, "handles:", "handles: 只管", "safety"),
    "no card of help": Edit(CRISIS, "crisis: true\n", "", "safety"),
    "how grave the distress is": Edit(STRESS, "distress: high", "distress: some", "safety"),
    "when to seek help": Edit(STRESS, "如果连续两周", "如果连续四周", "safety"),
    # entries
    "an article gone": Edit(RECORDS, "*", None, "fact", "removed"),
    "a page of distress gone": Edit(STRESS, "*", None, "safety", "removed"),
    "a contact gone": Edit(CRISIS, "*", None, "safety", "removed"),
    "an article withdrawn": Edit(
        RECORDS, "title: 记录与取证\n", "title: 记录与取证\nstatus: draft\n", "fact", "withdrawn"
    ),
    "a contact withdrawn": Edit(CRISIS, "run_by:", "status: draft\nrun_by:", "safety", "withdrawn"),
    "a retired article": Edit(OVERDUE, "title:", "status: retired\nreplaced_by: fenfu\ntitle:", "fact"),
    # editors' words
    "a word of distress": Edit(SEARCH, "  - 想死\n", "", "safety"),
    "another word of distress": Edit(SEARCH, "  - 想死\n", "  - 想死\n  - 活着没意思\n", "safety"),
    "all words of distress": Edit(SEARCH, "distress:\n  - 不想活了\n  - 想死\n", "", "safety"),
    "no words for search": Edit(SEARCH, "*", None, "safety"),
    "a synonym": Edit(SEARCH, "[父母, 爸妈]", "[父母, 爸妈, 爹娘]", "wording"),
    "a call for help as an ignored word": Edit(SEARCH, "[怎么办, 请问]", "[怎么办, 请问, 我想死]", "safety"),
    "a rule of safety switched off": Edit(RULES, "KB413", "KB505", "safety"),
    "another rule switched off": Edit(RULES, "KB413", "KB301", "fact"),
    "what the first page says": Edit(SITE, "不转账、不答应", "先转账、再答应", "fact"),
    "tabs in another order": Edit(
        SITE,
        "{to: paths, says: 处境}\n  - {to: process, says: 流程}",
        "{to: process, says: 流程}\n  - {to: paths, says: 处境}",
        "wording",
    ),
    "an ignored word": Edit(SEARCH, "ignored: [怎么办, 请问]", "ignored: [怎么办]", "wording"),
}


@pytest.fixture
def files(small: Path) -> dict[str, bytes]:
    off = "off:\n  - code: KB413\n    reason: 试\n"
    return {**read_files(small), SEARCH: SEARCH_WORDS.encode(), RULES: off.encode()}


def changes(old: dict[str, bytes], new: dict[str, bytes]) -> tuple[Change, ...]:
    return (*compare(examine_files(old, DAY, PLAIN), examine_files(new, DAY, PLAIN)), *compare_words(old, new))


def edited(files: dict[str, bytes], edit: Edit) -> dict[str, bytes]:
    text = files[edit.path].decode()
    assert edit.old == "*" or edit.old in text
    rest = {path: data for path, data in files.items() if path != edit.path}
    return rest if edit.new is None else {**rest, edit.path: text.replace(edit.old, edit.new, 1).encode()}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_has_its_class(files: dict[str, bytes], name: str) -> None:
    edit = EDITS[name]
    found = changes(files, edited(files, edit))
    if edit.risk == "none":
        assert found == ()
        return
    gravest = next(change for change in found if change.risk == "safety") if edit.risk == "safety" else found[0]
    assert (gravest.risk, gravest.kind, gravest.path) == (edit.risk, edit.kind, edit.path)


def test_there_are_sixty_and_all_classes() -> None:
    classes = Counter(edit.risk for edit in EDITS.values())
    assert len(EDITS) >= 60 and set(classes) == {"safety", "law", "fact", "wording", "typo", "none"}


def test_a_change_tells_its_line_and_the_words_of_the_clause(files: dict[str, bytes]) -> None:
    (change,) = changes(files, edited(files, EDITS["another clause"]))
    assert change.clauses == (("law:10", "利息按日计算。"),)
    lines = files[FENFU].decode().split("\n")
    assert lines[change.line - 1].strip().startswith("同一家机构每日合计")


def test_a_list_of_words_is_compared_word_by_word(files: dict[str, bytes]) -> None:
    (change,) = changes(files, edited(files, EDITS["another word of distress"]))
    assert (change.place, change.before, change.after, change.line) == ("distress", "", "活着没意思", 6)
