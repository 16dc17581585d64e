"""Sixty typical edits, and the risk class that `kb diff` gives to each."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import DAY
from kept import Kept

from generator.content_types import BY_SECTION
from generator.examining import examine_files
from generator.reading.disk import read_files
from generator.reviewing.comparing import Change, compare
from generator.reviewing.grading import Words, grade
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
    "what it is based on": Edit(FENFU, "based_on: [standard]", "based_on: [law]", "law"),
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
def files(unbuilt: Path) -> dict[str, bytes]:
    off = "off:\n  - code: KB413\n    reason: 试\n"
    return {**read_files(unbuilt), SEARCH: SEARCH_WORDS.encode(), RULES: off.encode()}


def changes(old: dict[str, bytes], new: dict[str, bytes]) -> tuple[Change, ...]:
    return (*compare(examine_files(old, DAY, Kept()), examine_files(new, DAY, Kept())), *compare_words(old, new))


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


SENTENCES = [
    ("收到支付令十五日内提出异议。", "收到支付令十日内提出异议。", "fact"),
    ("从送达的第二天起算。", "从送达的当天起算。", "fact"),
    ("从送达之日起算。", "从立案之日起算。", "fact"),
    ("对方应当先说自己是谁。", "对方可以先说自己是谁。", "fact"),
    ("对方不得向家人催收。", "对方不宜向家人催收。", "fact"),
    ("对方须先说明身份。", "对方先说明身份。", "fact"),
    ("对方要先说明身份。", "对方会先说明身份。", "fact"),
    ("由法院决定留多少。", "由银行决定留多少。", "fact"),
    ("担保人要承担责任。", "联系人要承担责任。", "fact"),
    ("由申请人承担举证。", "由被申请人承担举证。", "fact"),
    ("配偶可能要一起还。", "父母可能要一起还。", "fact"),
    ("向基层法院申请。", "向中级法院申请。", "fact"),
    ("向被告住所地的法院起诉。", "向原告住所地的法院起诉。", "fact"),
    ("逾期满九十日才报送。", "逾期满三十日才报送。", "fact"),
    ("一般不超过本金的百分之五。", "一般不超过本金的百分之八。", "fact"),
    ("利率按年算。", "利率按月算。", "fact"),
    ("书面提出才有用。", "口头提出就有用。", "fact"),
    ("分期协议签了以后，停止催收。", "分期协议签了以后，暂停催收。", "fact"),
    ("执行程序终结，债还在。", "执行程序终结，债没了。", "fact"),
    ("可以申请复议，复议期间停止执行。", "可以申请复议，复议期间照常执行。", "fact"),
    ("这是法律。", "这是指引。", "fact"),
    ("这是推荐性的标准。", "这是强制性的标准。", "fact"),
    ("这条规定已经废止。", "这条规定已经施行。", "fact"),
    ("银行须在收到投诉后答复。", "银行须在核实投诉后答复。", "fact"),
    ("律师可以替你出庭。", "亲属可以替你出庭。", "fact"),
    ("唯一住房一般能保住。", "唯一住房一般保不住。", "fact"),
    ("时效过了就丧失胜诉权。", "时效过了仍有胜诉权。", "fact"),
    ("催收函算要求履行。", "催收函算同意履行。", "fact"),
    ("继承人在遗产范围内还。", "继承人在遗产范围外还。", "fact"),
    ("先交钱再办手续的，是诈骗。", "先办手续再交钱的，是诈骗。", "fact"),
    ("拒收也算送到。", "拒收就算没送到。", "fact"),
    ("小额诉讼一审终审。", "小额诉讼两审终审。", "fact"),
    ("难受的时候，给家人打电话。", "难受的时候，给催收打电话。", "fact"),
    ("保证期间是六个月。", "保证期间是两年。", "fact"),
    ("一般保证人先不用还。", "连带保证人先不用还。", "fact"),
    ("低于五千元的不立案。", "高于五千元的不立案。", "fact"),
    ("周末也算在内。", "周末除外。", "fact"),
    ("遇到节假日顺延。", "遇到节假日提前。", "fact"),
    ("本人签收才有效。", "他人签收才有效。", "fact"),
    ("对方败了，诉讼费由他出。", "对方败了，诉讼费由你出。", "fact"),
    ("把合同找出来。", "把合同翻出来。", "typo"),
    ("看看账单写了什么。", "看看帐单写了什么。", "typo"),
    ("写下来，放好。", "写下来，收好。", "typo"),
    ("慢慢说，不急。", "慢慢讲，不急。", "typo"),
]
"""What a sentence of an article says before and after an edit of a word or two, and its class."""


@pytest.mark.parametrize(("before", "after", "risk"), SENTENCES)
def test_a_word_of_a_sentence_can_make_it_another_claim(before: str, after: str, risk: str) -> None:
    assert grade(BY_SECTION["concepts"], ("sections", 0, "body"), Words(before), Words(after), (), ()) == risk
