"""Slips that a newcomer makes, over and above those of `test_planted_mistakes`: how many are found, where, and whether what is advised, done to the letter, puts them right."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import DAY, ROOT, AsWritten
from kept import Kept
from listed import listed

from generator.diagnostics import Diagnostic
from generator.editing.fixing import fix, rewrite
from generator.examining import examine_files
from generator.reading.disk import read_files
from generator.reading.editors_words import FILES
from generator.reading.files import read
from generator.reporting import words
from tests.test_planted_mistakes import MISTAKES

TESTS = ROOT / "tests"
TYPES_OF_ALL = ("calculators", "checks", "letters")
RECORDS, FENFU, STRESS = "strategies/keep-records.yaml", "concepts/fenfu.yaml", "effects/stress.yaml"
CALLED, CRISIS, LAW = "paths/just-got-a-call.yaml", "contacts/crisis-line.yaml", "sources/law.yaml"
OVERDUE, ABOUT, PARAMETER = "terms/overdue.yaml", "pages/about.md", "parameters/calls-per-day.yaml"
STANDARD = "sources/standard.yaml"


class Slip(NamedTuple):
    """What is typed instead of what, the line it stands in (by its words; default: the first new line), and, where no
    fix or guess does it, what the advice says and what someone who follows it writes instead of what was typed."""

    path: str
    old: str
    new: str
    line: str = ""
    advice: str = ""
    instead: str | None = None


SLIPS = {
    # YAML
    "no space after a colon": Slip(RECORDS, "title: 记", "title:记"),
    "no space after the colon of an answer": Slip(RECORDS, "answer: 每", "answer:每"),
    "no space in a group": Slip(RECORDS, "  - words: 请", "  - words:请"),
    "no space before a list": Slip(RECORDS, "topics: [calls]", "topics:[calls]"),
    "text beside its bar": Slip(FENFU, "    body: |\n      - 先看", "    body: | 先看。\n      - 先看", "body: | 先看"),
    "text left of its bar": Slip(FENFU, "      - 先看[[fenfu-support]]。", "  先看[[fenfu-support]]。"),
    "text at the margin below its bar": Slip(FENFU, "      - 先看[[fenfu-support]]。", "先看[[fenfu-support]]。"),
    "quotes in quotes": Slip(RECORDS, "answer: 每一次来电都记下时间、号码和说了什么。", 'answer: "把"担心"写下来。"'),
    "quotes in quotes in an item": Slip(RECORDS, "  - 开一个记事本。", '  - "开一个"新"记事本。"'),
    "a hash in an item": Slip(
        RECORDS,
        "  - 写下时间和号码。",
        "  - 写在本子，第 1 页 #时间和号码。",
        "",
        "单引号",
        "  - '写在本子，第 1 页 #时间和号码。'",
    ),
    "a hash behind a full stop": Slip(RECORDS, "why: 先弄清对方是谁。", "why: 先弄清对方是谁。 #不急。"),
    "a number with a hash": Slip(
        RECORDS, "  - 写下时间和号码。", "  - 写下时间、号码，放到 #1 本子里。", "", "单引号", "  - 写下时间、号码。"
    ),
    "an item too far in": Slip(RECORDS, "  - 写下时间和号码。", "    - 写下时间和号码。"),
    "two items too far in": Slip(RECORDS, "  - 写下时间和号码。\n  - 保存", "    - 写下时间和号码。\n    - 保存"),
    "a wide space before an item": Slip(RECORDS, "  - 写下", "\u3000- 写下"),
    "two wide spaces before an item": Slip(RECORDS, "  - 写下", "\u3000\u3000- 写下"),
    "a wide space after a colon": Slip(RECORDS, "title: 记", "title:\u3000记"),
    "a wide space after a dash": Slip(RECORDS, "  - 写下", "  -\u3000写下"),
    "a hard space after a colon": Slip(RECORDS, "answer: 每", "answer:\xa0每"),
    "a hard space before an item": Slip(RECORDS, "  - 写下", "\xa0 - 写下"),
    "full-width comma between aliases": Slip(FENFU, "aliases: [微信分付]", "aliases: [微信分付，分付额度]"),
    "enumeration comma between aliases": Slip(FENFU, "aliases: [微信分付]", "aliases: [微信分付、分付额度]"),
    "full-width comma between topics": Slip(RECORDS, "topics: [calls]", "topics: [calls，rights]"),
    "full-width comma and a space": Slip(RECORDS, "topics: [calls]", "topics: [calls， rights]"),
    "null": Slip(CRISIS, "region: 全国", "region: 全国\ncost: null", "cost", "删掉", "region: 全国"),
    "tilde": Slip(CRISIS, "region: 全国", "region: 全国\ncost: ~", "cost", "删掉", "region: 全国"),
    "marks of a conflict": Slip(
        RECORDS,
        "title: 记录与取证",
        "<<<<<<< HEAD\ntitle: 记录与取证\n=======\ntitle: 记录\n>>>>>>> x",
        "",
        "删掉",
        "title: 记录与取证",
    ),
    "marks of a conflict on a page": Slip(
        ABOUT, "一个示例。", "<<<<<<< HEAD\n一个示例。\n=======\n示例。\n>>>>>>> x\n", "", "删掉", "一个示例。"
    ),
    "a full-width colon on every key": Slip(OVERDUE, "id: overdue", "id：overdue"),
    "a key one space in": Slip(RECORDS, "topics: [calls]", " topics: [calls]", "", "缩进", "topics: [calls]"),
    "a dash without a space": Slip(RECORDS, "  - 写下时间", "  -写下时间", "", "“- ”", "  - 写下时间"),
    "yes and no for a date": Slip(RECORDS, "due: 2027-05-20", "due: 是", "", "2026-11-20", "due: 2027-05-20"),
    "an item with a colon": Slip(RECORDS, "  - 写下时间", "  - 第二步: 写下时间"),
    "a reference first in an item": Slip(FENFU, "  - 打开微信，看自己", "  - [[keep-records]]，看自己"),
    "a citation first": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: [@law:10] 说的。", "", "单引号", "why: 先弄清对方是谁。"
    ),
    "an anchor": Slip(RECORDS, "title: 记", "title: &a 记", "", "", "title: 记"),
    "an exclamation mark first": Slip(RECORDS, "title: 记录", "title: !记录", "", "", "title: 记录"),
    "two documents": Slip(RECORDS, "title: 记", "---\ntitle: 记", "", "", "title: 记"),
    "a full-width bracket": Slip(RECORDS, "topics: [calls]", "topics: ［calls］", "", "列表", "topics: [calls]"),
    "a separator of lines": Slip(RECORDS, "answer: 每一次", "answer: 每\u2028一次"),
    "a hash in a group": Slip(
        RECORDS, "{on: 2026-11-20, by", "{on: 2026-11-20 #昨天, by", "", "注释", "{on: 2026-11-20, by"
    ),
    "a comma in a group": Slip(RECORDS, "by: 编辑, due", "by: 编辑，due"),
    "a colon in a group": Slip(RECORDS, "{on: 2026-11-20", "{on：2026-11-20"),
    "braces of another kind": Slip(
        RECORDS,
        "reviewed: {on: 2026-11-20, by: 编辑, due: 2027-05-20}",
        "reviewed: ｛on: 2026-11-20, by: 编辑, due: 2027-05-20｝",
    ),
    "brackets of another kind": Slip(RECORDS, "topics: [calls]", "topics: 【calls】"),
    "a bar of another kind": Slip(FENFU, "    body: |\n", "    body: ｜\n"),
    "no bar": Slip(
        FENFU,
        "    body: |\n      - 先看",
        "    body:\n      先看。\n\n      - 先看",
        "      先看。",
        "|",
        "    body: |\n      先看。\n\n      - 先看",
    ),
    "no space behind the first dash": Slip(RECORDS, "  - 开一个记事本", "  -开一个记事本"),
    "no space behind any dash": Slip(
        RECORDS, "  - 开一个记事本。\n  - 写下时间和号码。\n  - 保存", "  -开一个记事本。\n  -写下时间和号码。\n  -保存"
    ),
    "no space behind the only dash": Slip(RECORDS, "topics: [calls]", "topics:\n  -calls", "  -calls"),
    "a semicolon behind a key": Slip(RECORDS, "title: 记", "title；记"),
    "an equals sign behind a key": Slip(RECORDS, "title: 记", "title = 记"),
    "no dash before the first item": Slip(RECORDS, "  - 开一个记事本。", "  开一个记事本。"),
    "a line of a text further out": Slip(FENFU, "      **逾期**以后", "   **逾期**以后"),
    "words behind single quotes": Slip(RECORDS, "  - 写下时间和号码。", "  - '写下'时间和号码。"),
    "a quote that is open in a group": Slip(
        RECORDS, "{on: 2026-11-20", "{on: '2026-11-20", "", "引号", "{on: 2026-11-20"
    ),
    "Chinese quotes for YAML's": Slip(PARAMETER, "unit: 次", "unit: “次”"),
    "Chinese quotes around a value": Slip(PARAMETER, "value: 3", "value: ‘3’"),
    # shape
    "a word for a number": Slip(
        RECORDS, "topics: [calls]", "topics: [calls]\nplace: 十", "place", "整数", "topics: [calls]\nplace: 10"
    ),
    "a number that is too large": Slip(
        RECORDS, "topics: [calls]", "topics: [calls]\nplace: 100", "place", "不大于 99", "topics: [calls]\nplace: 99"
    ),
    "a choice in Chinese": Slip(FENFU, "distress: some", "distress: 高"),
    "a key in camels": Slip(RECORDS, "do_now:", "doNow:"),
    "a key by what it means": Slip(CRISIS, "phone: ", "电话: "),
    "a Chinese key": Slip(RECORDS, "title: 记", "标题: 记", "", "title", "title: 记"),
    "a key with a capital": Slip(RECORDS, "title: 记", "Title: 记", "", "title", "title: 记"),
    "a key of another type": Slip(
        RECORDS, "topics: [calls]", "topics: [calls]\ndefinition: 记。", "definition", "术语", "topics: [calls]"
    ),
    "a misspelt key of a group": Slip(RECORDS, "heading: 记", "haeding: 记", "haeding", "heading", "heading: 记"),
    "an empty answer": Slip(
        RECORDS,
        "answer: 每一次来电都记下时间、号码和说了什么。",
        "answer:",
        "",
        "写上内容",
        "answer: 每一次来电都记下。",
    ),
    "an empty text": Slip(
        RECORDS, "body: 时间、号码、对方自报的机构、说了什么。", "body: |", "", "写上内容", "body: 时间。"
    ),
    "an empty optional list": Slip(
        RECORDS, "topics: [calls]", "topics: [calls]\naliases:", "aliases", "删掉", "topics: [calls]"
    ),
    "an empty item": Slip(RECORDS, "  - 写下时间和号码。\n", "  -\n", "", "有内容", "  - 写下时间和号码。\n"),
    "a date with slashes": Slip(RECORDS, "due: 2027-05-20", "due: 2027/05/20"),
    "a date in Chinese": Slip(RECORDS, "due: 2027-05-20", "due: 2027年5月20日"),
    "a date without zeros": Slip(RECORDS, "due: 2027-05-20", "due: 2027-5-20"),
    "a date in full-width digits": Slip(RECORDS, "due: 2027-05-20", "due: ２０２７-０５-２０"),
    "a day that there is not": Slip(RECORDS, "due: 2027-05-20", "due: 2027-02-30", "", "2026-11-20", "due: 2027-05-20"),
    "a review far away": Slip(RECORDS, "due: 2027-05-20", "due: 9999-12-31", "", "2028-11-20", "due: 2028-11-20"),
    "a review in the future": Slip(RECORDS, "on: 2026-11-20", "on: 2026-12-20", "", "", "on: 2026-11-20"),
    "a full-width word of choice": Slip(RECORDS, "by: 编辑", "by: 编缉", "", "编辑", "by: 编辑"),
    "a topic by its name": Slip(RECORDS, "[calls]", "[电话与短信]", "", "calls", "[calls]"),
    "one topic as a word": Slip(RECORDS, "topics: [calls]", "topics: calls", "", "[甲, 乙]", "topics: [calls]"),
    "a phone number in words": Slip(CRISIS, 'phone: "00000"', "phone: 一二零", "", "数字", 'phone: "00000"'),
    "a draft by another word": Slip(
        RECORDS,
        "topics: [calls]",
        "topics: [calls]\nstatus: 草稿",
        "status",
        "draft",
        "topics: [calls]\nstatus: published",
    ),
    # ids and references
    "a renamed id": Slip(RECORDS, "id: keep-records", "id: keep-record", "", "kb rename", "id: keep-records"),
    "a reference by title": Slip(FENFU, "[[keep-records|记录清单]]", "[[记录与取证]]"),
    "a reference by another name": Slip(RECORDS, "why: 先弄清对方是谁。", "why: 看[[微信分付]]。"),
    "a reference by the name of its file": Slip(FENFU, "[[fenfu-support]]", "[[fenfu-support.yaml]]"),
    "a full-width bar": Slip(FENFU, "[[keep-records|记录清单]]", "[[keep-records｜记录清单]]"),
    "full-width brackets": Slip(
        FENFU, "[[fenfu-support]]", "【【fenfu-support】】", "", "[[条目]]", "[[fenfu-support]]"
    ),
    "one bracket too few": Slip(FENFU, "[[fenfu-support]]", "[fenfu-support]]", "", "[[条目]]", "[[fenfu-support]]"),
    "a Markdown link to an entry": Slip(FENFU, "[[keep-records|记录清单]]", "[记录清单](../keep-records/)"),
    "a Markdown link to a file": Slip(FENFU, "[[keep-records|记录清单]]", "[记录清单](keep-records.yaml)"),
    "an outside address": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 看 https://example.org 先。", "", "sources", "why: 先弄清对方是谁。"
    ),
    "letters in a wrong order": Slip(FENFU, "[[fenfu-support]]", "[[fenfu-supoprt]]"),
    "a plural": Slip(STRESS, "[keep-records]", "[keep-record]"),
    "the wrong section": Slip(FENFU, "[[effects/stress|压力]]", "[[concepts/stress|压力]]"),
    "a full-width colon in a citation": Slip(FENFU, "[@law:10]", "[@law：10]", "", "[@来源:条款]", "[@law:10]"),
    "a space in a citation": Slip(FENFU, "[@law:10]", "[@ law:10]", "", "[@来源:条款]", "[@law:10]"),
    "a clause that there is not": Slip(FENFU, "[@law:10]", "[@law:100]", "", "10", "[@law:10]"),
    "a clause by its name": Slip(FENFU, "[@law:10]", "[@law:第十条]", "", "10", "[@law:10]"),
    "no clause": Slip(
        FENFU, "[@standard:frequency]", "[@standard]", "", "[@standard:frequency]", "[@standard:frequency]"
    ),
    "a source that there is not": Slip(
        FENFU, "[@standard:frequency]", "[@standards:frequency]", "", "standard", "[@standard:frequency]"
    ),
    "one brace": Slip(
        FENFU, "{{calls-per-day}} 次", "{calls-per-day} 次", "", "{{calls-per-day}}", "{{calls-per-day}} 次"
    ),
    "a parameter misspelt": Slip(
        FENFU, "{{calls-per-day}}", "{{calls-per-days}}", "", "calls-per-day", "{{calls-per-day}}"
    ),
    "a self reference": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 看[[keep-records]]。", "", "", "why: 先弄清对方是谁。"
    ),
    "someone to turn to who is none": Slip(
        FENFU, "turn_to: [fenfu-support]", "turn_to: [keep-records]", "", "contacts", "turn_to: [fenfu-support]"
    ),
    "a former address in no section": Slip(
        FENFU,
        "moved_from: [concepts/weixin-fenfu]",
        "moved_from: [concept/weixin-fenfu]",
        "",
        "concepts",
        "moved_from: [concepts/weixin-fenfu]",
    ),
    "a rule that there is not": Slip(
        OVERDUE, "title:", "allow:\n  - {code: KB999, reason: 试, until: 2027-01-01}\ntitle:", "KB999", "", "title:"
    ),
    "a reference in one pair of brackets": Slip(
        FENFU, "[[fenfu-support]]", "[fenfu-support]", "", "[[keep-records]]", "[[fenfu-support]]"
    ),
    "a reference in round brackets": Slip(
        FENFU, "[[fenfu-support]]", "((fenfu-support))", "", "[[keep-records]]", "[[fenfu-support]]"
    ),
    "a wide at sign": Slip(FENFU, "[@law:10]", "[＠law:10]", "", "[@来源:条款]", "[@law:10]"),
    "a citation as an entry": Slip(FENFU, "[@law:10]", "[[law:10]]", "", "[@law:10]", "[@law:10]"),
    "a source by its title": Slip(FENFU, "[@law:10]", "[@示例法:10]", "", "law", "[@law:10]"),
    "a value that begins too late": Slip(
        PARAMETER, "from: 2025-02-28", "from: 2035-02-28", "", "这一天", "from: 2025-02-28"
    ),
    "a topic twice": Slip("topics.yaml", "  - id: rights", "  - id: calls", "", "删掉", "  - id: rights"),
    "a number to call in the site's words": Slip(
        "site.yaml", "  lead: 先缓一缓。", "  lead: 打 12378。先缓一缓。", "", "content/contacts/", "  lead: 先缓一缓。"
    ),
    "a mobile number in a topic": Slip(
        "topics.yaml", "about: 打电话", "about: 找 139 1234 5678，打电话", "", "删掉", "about: 打电话"
    ),
    "a door misspelt": Slip(
        "site.yaml",
        "first: [checks/this-call, paths/just-got-a-call]",
        "first: [path/just-got-a-call]",
        "",
        "paths/just-got-a-call",
        "first: [paths/just-got-a-call]",
    ),
    "half-width brackets in words to avoid": Slip(
        "tone.yaml", "一定（能/可以）", "一定(能/可以)", "", "括号用全角", "一定（能/可以）"
    ),
    "an open bracket in words to avoid": Slip(
        "tone.yaml", "一定（能/可以）", "一定（能/可以", "", "成对", "一定（能/可以）"
    ),
    # claims and numbers
    "a law by its name": Slip(
        RECORDS,
        "why: 先弄清对方是谁。",
        "why: 根据《民法典》，对方不能找你父母。",
        "",
        "[@来源:条款]",
        "why: 先弄清对方是谁。",
    ),
    "an article of a law": Slip(
        RECORDS,
        "why: 先弄清对方是谁。",
        "why: 民法典第六百八十条写着利息。",
        "",
        "[@来源:条款]",
        "why: 先弄清对方是谁。",
    ),
    "days in words": Slip(FENFU, "逾期不是犯罪", "逾期满九十天就会起诉", "", "[@来源:条款]", "逾期不是犯罪"),
    "a heading without a space": Slip(
        FENFU,
        "      - 先看[[fenfu-support]]。",
        "      ##先看谁\n\n      - 先看[[fenfu-support]]。",
        "",
        "heading",
        "      - 先看[[fenfu-support]]。",
    ),
    "a rate": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 利息最高 24%。", "", "[@来源:条款]", "why: 先弄清对方是谁。"
    ),
    "a rate in words": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 利息最高百分之二十四。", "", "[@来源:条款]", "why: 先弄清对方是谁。"
    ),
    "months in words": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 二十四个月以后消掉。", "", "[@来源:条款]", "why: 先弄清对方是谁。"
    ),
    "not owed": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 超过的部分可以不还。", "", "[@来源:条款]", "why: 先弄清对方是谁。"
    ),
    "not protected": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 这样的利息法律不保护。", "", "[@来源:条款]", "why: 先弄清对方是谁。"
    ),
    "a hotline": Slip(RECORDS, "why: 先弄清对方是谁。", "why: 打 12356 问。", "", "contacts", "why: 先弄清对方是谁。"),
    "a hotline in full-width digits": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 找 １２３５６ 问。", "", "contacts", "why: 先弄清对方是谁。"
    ),
    "a hotline in words": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 找一二三五六问。", "", "contacts", "why: 先弄清对方是谁。"
    ),
    "a hotline with dots": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 找 400.820.8820 问。", "", "contacts", "why: 先弄清对方是谁。"
    ),
    "a mobile number with spaces": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 是 139 1234 5678 打的。", "", "一个手机号", "why: 是一个手机号打的。"
    ),
    "a mobile number with its country": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 是 +86 13912345678 打的。", "", "一个手机号", "why: 是一个手机号打的。"
    ),
    "an identity number": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 报了 110101 19900307 7758。", "", "删掉", "why: 先弄清对方是谁。"
    ),
    "an account of a messenger": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 加微信 debt_helper88。", "", "删掉", "why: 先弄清对方是谁。"
    ),
    "a disguised address of mail": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 写给 help (at) example.com。", "", "删掉", "why: 先弄清对方是谁。"
    ),
    "a home address": Slip(
        RECORDS, "why: 先弄清对方是谁。", "why: 他住长安路 12 号 3 单元 502 室。", "", "删掉", "why: 先弄清对方是谁。"
    ),
    # Markdown
    "bold that is not closed": Slip(FENFU, "      **逾期**以后", "      **逾期以后", "", "成对", "      **逾期**以后"),
    "a fence that is not closed": Slip(
        FENFU,
        "      - 先看[[fenfu-support]]。",
        "      - 先看[[fenfu-support]]。\n\n      ```",
        "```",
        "成对",
        "      - 先看[[fenfu-support]]。",
    ),
    "a footnote": Slip(FENFU, "逾期不是犯罪。", "逾期不是犯罪[^1]。", "", "[@来源:条款]", "逾期不是犯罪。"),
    "words straight behind a list": Slip(
        FENFU,
        "      - 先看[[fenfu-support]]。",
        "      - 先看[[fenfu-support]]。\n      再说。",
        "再说",
        "空一行",
        "      - 先看[[fenfu-support]]。\n\n      再说。",
    ),
    "HTML": Slip(FENFU, "逾期不是犯罪。", "逾期不是<b>犯罪</b>。", "", "", "逾期不是犯罪。"),
    "a picture": Slip(FENFU, "逾期不是犯罪。", "逾期不是犯罪。![图](a.png)", "", "", "逾期不是犯罪。"),
    # typing
    "half-width question mark": Slip(FENFU, "heading: 找谁？", "heading: 找谁?"),
    "half-width comma": Slip(RECORDS, "时间、号码和", "时间,号码和"),
    "full-width digits": Slip(RECORDS, "开一个记事本", "开 ２ 个记事本"),
    "no space": Slip(RECORDS, "开一个记事本", "开2个记事本"),
    "an invisible character": Slip(RECORDS, "开一个", "开\u200b一个"),
    "a traditional character": Slip(RECORDS, "对方是谁", "對方是谁"),
    "corner quotes": Slip(RECORDS, "先弄清对方是谁", "先弄清「对方」是谁"),
}


def base(root: Path) -> dict[str, bytes]:
    return read_files(root)


def found_with(files: dict[str, bytes], instead: dict[str, bytes]) -> tuple[Diagnostic, ...]:
    return _found(frozenset({**files, **instead}.items()))


@lru_cache(16)
def _found(files: frozenset[tuple[str, bytes]]) -> tuple[Diagnostic, ...]:
    """What is found in these files, which is asked again for each way in which a slip may be put right."""
    return examine_files(dict(files), DAY, Kept(), drafts=True).findings


def judged(files: dict[str, bytes], slip: Slip) -> tuple[bool, bool, bool]:
    """Whether a slip is found, at its line, and put right by doing what is advised."""
    path = f"content/{slip.path}"
    text = files[path].decode()
    assert slip.old in text, slip
    bad = text.replace(slip.old, slip.new, 1)
    typed = {**files, path: bad.encode()}
    found = [finding for finding in found_with(typed, {}) if finding.path == path]
    if not found:
        return False, False, False
    first = slip.line or slip.new.strip("\n").split("\n")[0]
    place = bad.index(first, max(0, bad.index(slip.new)) if not slip.line else 0)
    line = bad[:place].count("\n") + 1
    at = next((finding for finding in found if finding.span.line == line), None)
    return True, at is not None, _is_put_right(files, typed, path, found, slip)


def _is_put_right(
    files: dict[str, bytes], typed: dict[str, bytes], path: str, found: list[Diagnostic], slip: Slip
) -> bool:
    changed = fix({path: typed[path]}, partial(found_with, typed))  # type: ignore[arg-type]
    if changed and not _errors(found_with(typed, changed), path):
        return True
    for finding in found:
        guess = dict(finding.facts).get("guess")
        spans = finding.span
        if isinstance(guess, str) and guess:
            now = typed[path].decode().split("\n")[spans.line - 1][spans.column - 1 : spans.end_column - 1]
            new = guess if guess.startswith("[[") or not now.startswith("[[") else f"[[{guess}]]"
            if not _errors(found_with(typed, {path: rewrite(typed[path].decode(), [(spans, new)]).encode()}), path):
                return True
    said = " ".join(f"{words(finding, 'zh').message} {words(finding, 'zh').suggestion}" for finding in found)
    if slip.instead is None or slip.advice not in said:
        return False
    right = files[path].decode().replace(slip.old, slip.instead, 1).encode()
    return not _errors(found_with(files, {path: right}), path)


def _errors(findings: tuple[Diagnostic, ...], path: str) -> list[str]:
    return [finding.code for finding in findings if finding.path == path]


def test_most_slips_are_found_at_their_place_with_advice_that_helps(unbuilt: Path) -> None:
    files = base(unbuilt)
    results = {name: judged(files, slip) for name, slip in SLIPS.items()}
    shares = [sum(result[part] for result in results.values()) / len(results) for part in range(3)]
    missed = {name: result for name, result in results.items() if not all(result)}
    print(f"{len(SLIPS)} slips: found {shares[0]:.3f}, at their place {shares[1]:.3f}, put right {shares[2]:.3f}")
    print(*missed.items(), sep="\n")
    assert shares[0] >= 0.95 and shares[1] >= 0.95 and shares[2] >= 0.90, missed


OTHERS: dict[str, Slip] = {each.pop("name"): Slip(**each) for each in listed(ROOT / "tests/slips/other_types.yaml")}
"""Slips in all types and in the editors' words, gathered by someone who had not seen those above."""


def every_type() -> dict[str, bytes]:
    """A small base with an entry of each type."""
    folders = (TESTS / "rules/_base", TESTS / "sites/every")
    found = {path: data for folder in folders for path, data in base(folder).items()}
    wanted = {
        path: data for path, data in found.items() if path.split("/")[1] in TYPES_OF_ALL or path in base(folders[0])
    }
    return {**wanted, **{path: data for path, data in base(TESTS / "sites/small").items() if path.count("/") == 1}}


def test_most_slips_in_other_types_are_found_and_put_right() -> None:
    files = every_type()
    assert not [finding for finding in found_with(files, {}) if finding.path.count("/") == 2]
    results = {name: judged(files, slip) for name, slip in OTHERS.items()}
    shares = [sum(result[part] for result in results.values()) / len(results) for part in range(3)]
    missed = {name: result for name, result in results.items() if not all(result)}
    print(f"{len(OTHERS)} other slips: found {shares[0]:.3f}, in place {shares[1]:.3f}, put right {shares[2]:.3f}")
    print(*missed.items(), sep="\n")
    assert shares[0] >= 0.95 and shares[1] >= 0.95 and shares[2] >= 0.90, missed


class Told(NamedTuple):
    """What is typed in a small base of every type (and elsewhere at once, or in a file that is put elsewhere), and what is
    found there: `path:line rule`; `mended`, where a fix or the guess that is told puts it right."""

    name: str
    path: str
    old: str
    new: str
    found: str
    more: Sequence[dict[str, str]] = ()
    move: str = ""
    mended: bool = False


def typed_in(files: dict[str, bytes], told: Told) -> dict[str, bytes]:
    changed = dict(files)
    edits = ({"path": told.path, "old": told.old, "new": told.new}, *told.more)
    for edit in edits:
        path = f"content/{edit['path']}"
        assert edit["old"] in changed[path].decode(), told.name
        changed[path] = changed[path].decode().replace(edit["old"], edit["new"], 1).encode()
    if told.move:
        changed[f"content/{told.move}"] = changed.pop(f"content/{told.path}")
    return changed


def is_mended(files: dict[str, bytes], typed: dict[str, bytes]) -> bool:
    """Whether what fixes itself, or else one of the guesses, leaves nothing to be found."""
    changed = fix({path: data for path, data in typed.items() if files.get(path) != data}, partial(found_with, typed))  # type: ignore[arg-type]
    if changed and not found_with(typed, changed):
        return True
    return any(not found_with(typed, guessed) for guessed in _guessed(typed, found_with(typed, {})))


def _guessed(typed: dict[str, bytes], found: tuple[Diagnostic, ...]) -> Iterator[dict[str, bytes]]:
    for finding in found:
        guess, span = dict(finding.facts).get("guess"), finding.span
        if isinstance(guess, str) and guess and finding.path in typed:
            text = typed[finding.path].decode()
            now = text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
            new = guess if guess.startswith("[") or not now.startswith("[[") else f"[[{guess}]]"
            yield {finding.path: rewrite(text, [(span, new)]).encode()}


@pytest.mark.parametrize("name", ["copied", "pasted", "typed", "reread"])
def test_each_slip_is_found_where_it_is_and_put_right_where_that_is_sure(name: str) -> None:
    files = base(TESTS / "slips")
    assert not found_with(files, {})
    wrong = []
    for told in (Told(**each) for each in listed(TESTS / f"slips/{name}.yaml")):
        typed = typed_in(files, told)
        places = {
            f"{each.path.removeprefix('content/')}:{each.span.line} {each.code}" for each in found_with(typed, {})
        }
        if told.found not in places or (told.mended and not is_mended(files, typed)):
            wrong.append((told.name, told.found, sorted(places)))
    assert not wrong


def typed() -> Iterator[tuple[str, str, bytes]]:
    """The path and the bytes of each file with a slip, and a name for it."""
    small, every = base(TESTS / "sites/small"), every_type()
    for files, slips in ((small, SLIPS), (every, OTHERS)):
        for name, slip in slips.items():
            path = f"content/{slip.path}"
            yield name, path, files[path].decode().replace(slip.old, slip.new, 1).encode()
    files = base(TESTS / "slips")
    for name in ("copied", "pasted", "typed", "reread"):
        for told in (Told(**each) for each in listed(TESTS / f"slips/{name}.yaml")):
            path = f"content/{told.path}"
            yield f"{name}: {told.name}", path, typed_in(files, told._replace(move=""))[path]


def test_what_reading_says_of_each_is_as_it_was(as_written: AsWritten) -> None:
    for name, path, data in typed():
        if path not in FILES:
            as_written(name, read(path, data)[1])


def test_with_the_mistakes_judged_one_by_one_there_are_enough() -> None:
    assert len(SLIPS) + len(MISTAKES) >= 160


@pytest.mark.parametrize("name", ["null", "a reference by title", "an item too far in"])
def test_a_good_base_has_nothing_of_it(unbuilt: Path, name: str) -> None:
    assert not _errors(found_with(base(unbuilt), {}), f"content/{SLIPS[name].path}")


def test_a_file_that_many_miss_is_told_where_it_was() -> None:
    files = base(TESTS / "slips")
    del files[path := "content/contacts/psych-hotline-12356.yaml"]
    assert (path, 1, "KB201") in [(each.path, each.span.line, each.code) for each in found_with(files, {})]
