"""What editors are told to write instead: the words of the advice, and what an editor's program suggests while they type."""

from typing import get_args

import pytest
from kept import Kept

from generator.content_types.contact import Verification
from generator.content_types.source import Source
from generator.editing.completion import Suggestion, meaning, name_at, suggestions
from generator.entry import Tier
from generator.examining import examine_files
from generator.linking.links import link
from generator.reading.meant import meant_choice, note_at
from generator.remembering.memo import PLAIN
from generator.reporting import words
from tests.rules.cases import DAY, HERE, files

TOPICS = "topics:\n  - {id: calls, name: 来电, about: 来电}\n  - {id: debts, name: 欠款, about: 欠款}\n"
BASE = {**files(HERE / "_base"), "content/topics.yaml": TOPICS.encode()}
CALLS = "content/process/calls.yaml"


def advice(path: str, old: str, new: str) -> dict[str, str]:
    """What is advised in English about a file with one thing changed, by code."""
    text = BASE[path].decode()
    assert old in text
    found = examine_files({**BASE, path: text.replace(old, new, 1).encode()}, DAY, Kept()).findings
    return {finding.code: words(finding, "en").suggestion for finding in found if finding.path == path}


GUESSED = [
    ("KB101", "answer: 催", "anwser: 催", "answer"),
    ("KB101", "on: 2026-11-20, by: 编辑", "onn: 2026-11-20, by: 编辑", "on"),
    ("KB101", "    body: 每日", "    bodi: 每日", "body"),
    ("KB101", "  - when: 逾期", "  - whn: 逾期", "when"),
    ("KB104", "distress: some", "distress: sume", "some"),
    ("KB104", "topics: [calls]", "topics: [call]", "calls"),
    ("KB201", "related: [rules]", "related: [rule]", "rules"),
    ("KB205", "{{calls-per-day}}", "[[concepts/fenfu#谁放款]] {{calls-per-day}}", "谁在放款？"),
    ("KB302", "[@standard:hours]", "[@standrd:hours]", "[@standard:hours]"),
    ("KB303", "[@standard:hours]", "[@standard:hour]", "[@standard:hours]"),
    ("KB308", "{{calls-per-day}}", "{{call-per-day}}", "calls-per-day"),
]


@pytest.mark.parametrize(("code", "old", "new", "guess"), GUESSED)
def test_a_slip_is_guessed_in_the_words_of_the_advice(code: str, old: str, new: str, guess: str) -> None:
    assert advice(CALLS, old, new)[code].endswith(f" Did you mean {guess}?")


@pytest.mark.parametrize(("written", "meant"), [("官方", "official"), ("转述", "reported")])
def test_how_far_a_source_was_read_is_not_taken_for_the_contrary(written: str, meant: str) -> None:
    for kind in (Source, Verification):
        assert meant_choice(written, get_args(Tier), note_at(kind, ("tier",))) == meant


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("KB101", "topics: [calls]\n", "topics: [calls]\nqqqq: 催\n"),
        ("KB104", "distress: some", "distress: qqqq"),
        ("KB201", "related: [rules]", "related: [qqqq]"),
        ("KB205", "{{calls-per-day}}", "[[concepts/fenfu#天气]] {{calls-per-day}}"),
        ("KB302", "[@standard:hours]", "[@qqqq:hours]"),
        ("KB303", "[@standard:hours]", "[@standard:qqqq]"),
        ("KB308", "{{calls-per-day}}", "{{qqqq}}"),
    ],
)
def test_what_is_like_nothing_is_not_guessed(code: str, old: str, new: str) -> None:
    assert "Did you mean" not in advice(CALLS, old, new)[code]


@pytest.mark.parametrize(
    ("code", "name"), [("KB201", "[[rule]]"), ("KB302", "每天[@standrd:hours]"), ("KB308", "{{call-per-day}}")]
)
def test_what_many_miss_is_gone_and_not_mistyped(code: str, name: str) -> None:
    """A guess at each of a hundred places would send an editor the wrong way when a file was deleted."""
    few, many = (advice(CALLS, "    body: 每日", f"    body: 每日{name * times}")[code] for times in (2, 3))
    assert "Did you mean" in few
    assert "3 references name it: its file was probably deleted" in many and "Did you mean" not in many


@pytest.mark.parametrize(
    ("code", "old", "new", "said"),
    [
        ("KB103", "due: 2027-05-20", "due: 2027-11-31", "such as 2026-11-20; month 11 has no day 31."),
        ("KB103", "due: 2027-05-20", "due: 2027年2月29日", "month 2 has no day 29."),
        (
            "KB103",
            "due: 2027-05-20",
            "due: 2027-13-01",
            "Needed: a date that there is, such as 2026-11-20; there is no month 13.",
        ),
        ("KB103", "topics: [calls]", "topics:\n  -", "words after `- `; if there are none, delete the line."),
        ("KB308", "{{calls-per-day}}", "{{calls}}", "Did you mean calls-per-day?"),
        ("KB101", "on: 2026-11-20, by: 编辑", "onn: 2026-11-20, by: 编辑", "stand here: on, changed."),
        ("KB101", "    body: 每日", "    bodi: 每日", "stand here: short, id, body."),
        ("KB104", "distress: some", "distress: qqqq", "Choose one of: none, some, high."),
        ("KB104", "topics: [calls]", "topics: [call]", "Choose one of: calls（"),
        ("KB303", "[@standard:hours]", "[@standard:qqqq]", "This source has: hours（时间）、frequency（频次）、"),
    ],
)
def test_what_could_stand_there_is_said(code: str, old: str, new: str, said: str) -> None:
    assert said in advice(CALLS, old, new)[code]


LIBRARY = examine_files(BASE, DAY, PLAIN).library


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("  - [[", Suggestion("fenfu", "分付是什么", "概念")),
        ("  based_on: [law, ", Suggestion("fenfu", "分付是什么", "概念")),
        ("见[@", Suggestion("law", "示例法", "")),
        ("见[@standard:", Suggestion("hours", "时间", "没有约定的，晚上不应催收。")),
        ("不超过 {{", Suggestion("calls-per-day", "每天拨通次数上限", "3 次")),
        ("见[[concepts/fenfu#", Suggestion("谁在放款？", "分付是什么", "")),
    ],
)
def test_what_is_suggested_first(before: str, first: Suggestion) -> None:
    assert next(suggestions(LIBRARY, before, DAY)) == first


@pytest.mark.parametrize("before", ["正文 ", "说 [", "{{a}}", "[[fenfu]]", "title: "])
def test_nothing_is_suggested_elsewhere(before: str) -> None:
    assert list(suggestions(LIBRARY, before, DAY)) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "[@standard:hours]",
            "**示例催收标准** 时间（2025-02-28 起施行）\n\n没有约定的，晚上不应催收。\n\n待核对官方原文",
        ),
        (
            "[@standard:old-frequency]",
            "**示例催收标准** 旧的频次（已于 2025-12-31 失效）\n\n每日合计不应超过五次。\n\n待核对官方原文",
        ),
        ("[@law:10]", "**示例法** （2021-01-01 起施行）"),
        ("{{calls-per-day}}", "**每天拨通次数上限**：3 次"),
        ("[[fenfu]]", "**分付是什么**（概念）\n\n分付是微信支付里的消费信贷产品，用一笔就是借一笔。"),
        ("[[roll-over]]", "**以贷养贷**（俗语）\n\n借新的钱去还旧的钱。"),
    ],
)
def test_what_a_name_means_is_shown(written: str, shown: str) -> None:
    named = name_at(LIBRARY, written, 4)
    assert named and meaning(LIBRARY, link(LIBRARY), named, DAY) == shown


def test_a_field_that_every_entry_of_its_type_has_is_to_be_filled_not_deleted() -> None:
    told = advice("content/strategies/keep-records.yaml", "answer: 每一次", "answer:\nlimits: 每一次")["KB103"]
    assert "every such entry has this" in told and "delete" not in told
