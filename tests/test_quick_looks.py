"""Shortcuts of rules hide nothing: in texts that a shortcut skips, the rule would find nothing."""

import random
import re

import autocorrect_py
import pytest

from generator.entry import Text
from generator.linting import prefilter
from generator.linting.likeness import MOST, candidates, likeness, may_be_alike, pairs_of_characters, shape, sketch
from generator.linting.numbers import _MAIL, _MAIL_SIGN, _MESSENGER, _NAME_OF_MESSENGER, OF_DIGITS, WORTH, _numbers
from generator.linting.prefilter import places
from generator.linting.sentences import COMMON
from generator.reading.references import in_text, in_words
from generator.rules import (
    kb127_markdown_shown_raw,
    kb130_markup_without_effect,
    kb207_malformed_reference,
    kb214_outside_link_in_text,
    kb307_hard_coded_parameter,
    kb321_row_at_odds,
    kb403_typography,
    kb408_doubled_word,
    kb410_invisible_character,
    kb415_lookalike_character,
    kb416_pictograph,
    kb418_unpaired_mark,
    kb419_mark_at_the_edge,
)

_OF_NUMBERS = (
    "1 3 800 138 00 1380013 8000 - ( ) （ ） 一 三 八 〇 零 幺 ３ ① 打 拨 电话 微信 v V Ｖ x ｘ 信 ： a at @ ＠ ﹫ "
    "[@ 艾特 圈a .com 点 dot +86 〔 # T elegram QQ qq 扣扣 ， 。 – 95588 400 [[ ]] {{ q.com #at# is_x9abc "
    "元 年 天 小时 人 单元 号楼 301室 中山路 花园 5号 110 抖音号 是 abc123 【a】 [a] 邮箱 19900307 110101 热线 ＱＱ ＷＸ 飞机号 加"
)


def test_every_number_is_looked_for_where_there_is_one() -> None:
    chance, found = random.Random(5), 0
    for _ in range(60_000):
        text = "".join(chance.choices([*_OF_NUMBERS.split(), " ", "\n"], k=chance.randrange(2, 16)))
        if numbers := list(_numbers(text)):
            found += 1
            assert any(pattern.search(text) for pattern in WORTH), text
            assert OF_DIGITS.search(text) or all(number.kind != "service" for number in numbers), text
    assert found > 1000


@pytest.mark.parametrize(
    ("pattern", "sign"), [(_MAIL, _MAIL_SIGN), (_MESSENGER, _NAME_OF_MESSENGER)], ids=("mail", "messenger")
)
def test_an_address_or_account_is_looked_for_where_its_sign_is(pattern: re.Pattern[str], sign: re.Pattern[str]) -> None:
    chance, found = random.Random(4), 0
    pieces = [*_OF_NUMBERS.split(), "邮箱", "qq.com", "a", "(at)", "【a】", "b5", "\n", " ", "号"]
    for _ in range(60_000):
        text = "".join(chance.choices(pieces, k=chance.randrange(2, 12)))
        if match := pattern.search(text):
            found += 1
            assert sign.search(text), (text, match)
    assert found > 300


_OF_MARKS = (
    *"中文甲一不①1a-*|~\\+>:=!?[](){}$^%<_@ \t\n，。、；：！？）》”",
    "**",
    "[[",
    "]]",
    "[@a:1]",
    "{{p}}",
    "http://a.cn",
    "WWW.a",
    "data:a",
    "]: a",
    "abc]",
    "((ab))",
    "[^1]",
    "- ",
    "1. ",
    "中文甲一不",
    "| 10 ",
)
_LOOKS = {
    "markup within a line": ((kb130_markup_without_effect._INLINE,), kb130_markup_without_effect._INLINE_SIGNS),
    "an embedded entry": (
        (kb130_markup_without_effect._EMBEDDED,),
        (kb130_markup_without_effect._EMBEDDED_SIGNS,),
    ),
    "brackets that are no reference": (
        (kb127_markdown_shown_raw._BRACKETS, kb127_markdown_shown_raw._FOOTNOTE),
        (kb127_markdown_shown_raw._BRACKET, kb127_markdown_shown_raw._CIRCLED, re.compile(r"\(\(")),
    ),
    "an outside link": ((kb214_outside_link_in_text._LINK,), (kb214_outside_link_in_text._MARKS,)),
    "a mark at the edge": ((kb419_mark_at_the_edge._EDGE,), (kb419_mark_at_the_edge._PERHAPS,)),
}


@pytest.mark.parametrize("what", _LOOKS)
def test_a_pattern_is_looked_for_where_what_it_must_hold_is(what: str) -> None:
    (patterns, signs), chance, found = _LOOKS[what], random.Random(9), 0
    for _ in range(20_000):
        text = "".join(chance.choices(_OF_MARKS, k=chance.randrange(2, 12)))
        if any(pattern.search(text) for pattern in patterns):
            found += 1
            assert any(sign.search(f"\n{text}\n") for sign in signs), text
    assert found > 30


def test_words_said_again_are_looked_for_where_they_are() -> None:
    chance, found, passed = random.Random(2), 0, 0
    for _ in range(20_000):
        words = "".join(chance.choices(["一", "中", "丁", "甲", "，", "a", " ", "\n", "😀", "中甲丁一丁"], k=12))
        perhaps = kb408_doubled_word._perhaps_again(words)
        again = kb408_doubled_word._AGAIN.search(words)
        found, passed = found + bool(again), passed + (not perhaps)
        assert perhaps or not again, words
    assert found > 300 and passed > 10_000


def test_a_number_in_a_table_is_looked_for_where_there_is_one() -> None:
    chance, found = random.Random(7), 0
    for _ in range(5000):
        rows = ["".join(chance.choices("甲乙丙1,{} \t", k=chance.randrange(1, 5))) for _ in range(6)]
        table = "\n".join(f"| {row} |" for row in rows)
        if any(cell for rows in kb321_row_at_odds._tables(table) for row in rows for cell in row):
            found += 1
            assert kb321_row_at_odds._NUMBER.search(table), table
    assert found > 300


def test_a_reference_that_is_none_is_looked_for_where_its_marks_are() -> None:
    chance, found = random.Random(1), 0
    for _ in range(20_000):
        words = "".join(chance.choices(["[[a]]", "[@a:1]", "[@a:1，2]", "[@a：b]", "{{p}}", *"[]{}甲"], k=4))
        odd = any(
            kb207_malformed_reference._is_odd(each)
            or kb207_malformed_reference._one_too_many(words, each.start, each.end)
            for each in in_words(words)
        )
        found += odd
        assert not odd or kb207_malformed_reference._DOUBTFUL.search(words), words
    assert found > 300


def test_common_characters_are_none_that_rules_look_for_one_by_one() -> None:
    common = "".join(filter(COMMON.fullmatch, map(chr, range(0x20000))))
    assert len(common) > 20_000
    for rule in (
        kb410_invisible_character._INVISIBLE,
        kb415_lookalike_character._LOOKALIKE,
        kb416_pictograph._PICTOGRAPH,
    ):
        assert not rule.search(common)


def test_what_is_taken_for_plain_holds_no_markup_without_effect() -> None:
    chance, plain = random.Random(8), 0
    pieces = [
        *"中文“（《，。1a-*|｜~\\＊•－+>:=!?[]() \n",
        "\n\n",
        "\n- ",
        "- ",
        "**",
        "| ",
        "\n| 甲 | 乙 |",
        "| --- | --- |",
        "1. ",
    ]
    for _ in range(60_000):
        words = "".join(chance.choices(pieces, k=chance.randrange(1, 12)))
        if kb130_markup_without_effect._PLAIN.fullmatch(words):
            plain += 1
            for pattern in (kb130_markup_without_effect._MARKUP, kb130_markup_without_effect._MORE):
                assert not pattern.search(words), words
    assert plain > 1000


def test_marks_that_are_taken_for_paired_have_their_other_half() -> None:
    chance, paired = random.Random(6), 0
    for _ in range(60_000):
        words = "".join(chance.choices("“”‘’《》（）甲乙\n", k=chance.randrange(1, 9)))
        if kb418_unpaired_mark._IN_PAIRS.fullmatch(words):
            paired += 1
            assert not list(kb418_unpaired_mark._alone(Text((), words, "block"))), words
    assert paired > 1000


def test_a_parameter_written_by_hand_is_looked_for_where_its_value_is() -> None:
    chance, found = random.Random(2), 0
    parameters = kb307_hard_coded_parameter.Parameters(
        (("calls", "3", "次", "law:10", ("三次", "3 次电话")), ("rate", "24", "%", "law:25", ("两分利",)))
    )
    for _ in range(20_000):
        words = "".join(chance.choices([*"0123.:次%三两分利 \n*", "24", "电话"], k=chance.randrange(1, 9)))
        written = [spelling for spelling, _ in parameters.spellings if spelling.pattern.search(words)]
        found += len(written)
        assert {*written} <= {*parameters.among(words)}, words
    assert found > 300


def test_what_is_taken_for_well_set_autocorrect_leaves_alone() -> None:
    chance, taken = random.Random(3), 0
    pieces = [
        *"中国人不还钱年月日号第个，。、；：？！（）“”《》\ue000",
        "**",
        " | ",
        " |",
        "---",
        " 3 ",
        " 2020 ",
        " ",
        "- ",
    ]
    for _ in range(60_000):
        line = "".join(chance.choices([*pieces, "| ", "> ", "1. "], k=chance.randrange(1, 9)))
        if kb403_typography._NOTHING_TO_CHANGE.fullmatch(line):
            taken += 1
            after = autocorrect_py.format(autocorrect_py.format(line))
            assert not list(kb403_typography._edits(line, line, after)), (line, after)
    assert taken > 1000


def test_a_well_set_text_is_one_without_its_references_too() -> None:
    chance, taken = random.Random(3), 0
    pieces = [
        *"中国人不还，。（|[]{}@:` ",
        "[[a-1]]",
        "[@a:1]",
        " {{p}} ",
        "[[a|乙]]",
        " 3 ",
        "**",
        "- ",
        "\n",
        "`[[a]]`",
    ]
    for _ in range(40_000):
        text = Text((), "".join(chance.choices(pieces, k=chance.randrange(1, 9))), "block")
        if kb403_typography._WELL_SET.fullmatch(text.value):
            taken += 1
            assert kb403_typography._NOTHING_TO_CHANGE.fullmatch(
                kb403_typography._neutral(text.value, in_text(text))
            ), text
    assert taken > 1000


def test_places_are_where_any_of_several_patterns_may_begin() -> None:
    patterns = (re.compile("(?<!不)应当|不得"), re.compile("[0-9]{4}年"))
    assert places(patterns, "他应当在 2026年前还，不得拖") == [1, 9, 13]
    assert places(patterns, "没有这些话") == []
    assert places((*patterns, re.compile(r"\w+")), "没有这些话") is None


def test_without_the_parser_of_this_python_no_place_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefilter, "parser", None)
    prefilter._look_together.cache_clear()
    assert places((re.compile("应当"),), "没有这些话") is None
    prefilter._look_together.cache_clear()


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("甲乙丙丁", "甲乙丙戊", 0.5),
        ("甲乙，丙丁。", "甲乙丙丁", 1.0),
        ("甲乙", "丙丁", 0.0),
        ("甲", "", 0.0),
        ("甲乙丙", "甲乙丙丁戊", 0.5),
    ],
)
def test_how_alike_two_sentences_are(one: str, other: str, share: float) -> None:
    assert likeness(pairs_of_characters(one), pairs_of_characters(other)) == share


def test_sentences_nearly_alike_are_compared_and_others_are_not() -> None:
    first, second = "接到催收电话先问清对方的机构和工号再挂断", "白条的账单日和还款日在京东金融的页面里能看到"
    texts = [first, second, f"{first}吧", f"先{second}", first]
    found = dict(candidates(map(sketch, map(pairs_of_characters, texts)), range(5)))
    assert found == {0: set(), 1: set(), 2: {0}, 3: {1}, 4: {0, 2}}
    same = candidates([sketch(pairs_of_characters(first))] * 20, range(20))
    assert [len(each) for _, each in same] == [*range(MOST), *[MOST] * 8]
    assert dict(candidates([(1, 2), (2, 3), (4, 5), (5, 1)], {1, 3})) == {1: {0}, 3: {0, 2}}


def test_no_two_sentences_are_more_alike_than_their_shapes_allow() -> None:
    chance, close, apart = random.Random(9), 0, 0
    for _ in range(20_000):
        first = "".join(chance.choices("催收打电话不超过三次每天应当", k=chance.randrange(1, 40)))
        second = "".join(each for each in first if chance.random() < 0.9) + "的" * chance.randrange(3)
        alike = likeness(pairs_of_characters(first), pairs_of_characters(second))
        shapes = [shape(pairs_of_characters(each)) for each in (first, second)]
        may_be = list(may_be_alike(shapes[0], [1], shapes, 0.75))
        assert alike < 0.75 or may_be, (first, second)
        close, apart = close + (alike > 0.6), apart + (not may_be)
    assert close > 1000
    assert apart > 1000
