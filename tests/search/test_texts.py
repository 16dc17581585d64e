"""Texts as the index knows them: segmented into words, by their sounds, in simplified characters."""

from pathlib import Path

import pytest
from conftest import DAY
from pypinyin import Style, lazy_pinyin

from generator.base import Base
from generator.remembering.memo import FILE, Memo
from generator.remembering.store import Store
from generator.search import known, pinyin
from generator.search.analysis import Analyzer, Ignored, folded, simplified, squeezed, traditional
from generator.search.engine import Ranking
from generator.search.pinyin import (
    Readings,
    blurred,
    common_characters,
    initials,
    kept_readings,
    plain_sound,
    simplified_forms,
    sound,
    sounds,
    sounds_of_characters,
    syllables,
)
from generator.search.subject import NOTHING, subject


@pytest.mark.parametrize(
    ("own", "text", "words"),
    [
        (["催收函件"], "收到催收函件了", ["催收函件", "收到"]),
        ([], "LPR和3.85%，还款abc", ["3.85", "abc", "lpr", "还款"]),
        (["甲" * 8], "甲" * 8, ["甲" * 8]),
        (["甲" * 9], "甲" * 9, []),
        (["催"], "催", []),
        (["ＬＰＲ催款"], "lpr", ["lpr"]),
    ],
)
def test_a_text_is_cut_into_words_of_the_dictionary_and_of_the_base(
    own: list[str], text: str, words: list[str]
) -> None:
    found = Analyzer(own).words(text)
    assert {*words} <= {*found} and all(len(word) > 1 for word in found)
    assert ("甲" * 9 in found) == ("甲" * 9 in words)


def test_own_words_are_those_of_two_to_eight_characters() -> None:
    given = ["催", "催收", "甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚辛壬", "催 收", "A，B"]
    assert Analyzer(given).own_words == ("ab", "催收", "甲乙丙丁戊己庚辛")


def test_only_characters_that_have_a_simplified_form_are_changed() -> None:
    forms = {chr(other): simple for other, simple in simplified().items()}
    assert (forms["徵"], forms["妳"], forms["裡"], forms["說"]) == ("征", "你", "里", "说")
    assert not {"说", "一", "的"} & forms.keys()
    assert {*forms} == {*traditional().findall("".join(forms) + "说一的")}
    assert all(one != other and len(other) == 1 for one, other in forms.items())
    assert simplified_forms(frozenset("说征")) == (
        "".join(o for o in forms if forms[o] in "说征"),
        "".join(forms[o] for o in forms if forms[o] in "说征"),
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a.b—（）†", "a.b—（）†"),
        ("Ａ", "a"),
        ("É", "e"),
        ("1,234,567元", "1234567元"),
        ("1,23", "1,23"),
        ("1，234", "1234"),
        ("12,3456", "12,3456"),
    ],
)
def test_a_text_is_folded(text: str, read: str) -> None:
    assert folded(text) == read


def test_a_text_squeezed_has_letters_digits_and_characters_alone() -> None:
    assert squeezed("《催收》, 24% — LPR！") == "催收24lpr"
    assert Ignored(("请 问", "呢")).strip("请问甲呢") == "甲"
    assert Ignored(("甲乙", "乙丙", "丁丁丁")).words == ("丁丁丁", "乙丙", "甲乙")


def test_sounds_of_words() -> None:
    assert (sound("催收"), initials("催收"), plain_sound("催收"), syllables("催a收")) == (
        "cuisou",
        "cs",
        "cuishou",
        ["cui", "shou"],
    )
    assert sounds("还款") == ("haikuan", "huankuan") and sounds("催收") == ("cuisou",)
    assert sounds("还不还") == ("haibuhai", "huanbuhuan")
    assert blurred("zhangchengshi") == "zancensi" and blurred("nüer") == "nuer" and blurred("lüe") == "lue"


@pytest.mark.parametrize(
    "word", ["催收", "重庆", "银行行长", "我的重量a12", "ＡＢ，长大", "还款 行不行", "〇年", "女", ""]
)
def test_words_are_spelt_as_the_library_of_pinyin_spells_them(word: str) -> None:
    assert syllables(word) == lazy_pinyin(word, errors="ignore")
    assert initials(word) == "".join(lazy_pinyin(word, style=Style.FIRST_LETTER, errors="ignore"))


def test_common_characters_and_those_of_the_base_have_their_sounds() -> None:
    assert len(common_characters()) == 3755 and common_characters()[0] == "啊" and common_characters()[-1] == "座"
    lines = dict.fromkeys(sounds_of_characters(frozenset("龘催a")).split("\n"))
    by_sound = {line.rstrip("".join(one for one in line if one > "\u3000")): line for line in lines}
    assert "催" in by_sound["cui"] and "龘" in by_sound["da"] and len(by_sound) == len(lines)
    assert "龘" not in sounds_of_characters(frozenset())


def test_sounds_are_looked_up_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(
        Memo, "keep", lambda self, name, key, value, real=Memo.keep: kept.append(name) or real(self, name, key, value)
    )
    memo = Memo(1, Store(tmp_path / FILE))
    monkeypatch.setattr(pinyin, "_KNOWN", Readings({}, {}))
    with kept_readings(memo):
        assert sound("催收") == "cuisou"
    monkeypatch.setattr(pinyin, "_KNOWN", Readings({}, {}))
    monkeypatch.setattr(pinyin, "syllables", lambda word: pytest.fail("it is known"))
    with kept_readings(memo):
        assert sound("催收") == "cuisou"
    assert kept == ["readings"], "nothing new is kept twice"


def test_without_questions_of_both_kinds_every_question_counts_as_asked_here() -> None:
    assert subject(["催收电话怎么办"], []) == subject([], ["红烧肉放多少糖"]) == NOTHING


def test_the_program_of_a_base_is_kept_for_its_files_its_templates_and_a_day(tmp_path: Path) -> None:
    base = Base(tmp_path, Memo(1, Store(tmp_path / FILE)))
    (tmp_path / "site_templates/entries").mkdir(parents=True)
    files = {"content/a.yaml": b"1"}
    known.keep(base, files, DAY, ("script", "更多"))
    assert known.recall(base, files, DAY) == ("script", "更多")
    assert known.recall(base, files, None) is known.recall(base, {"content/a.yaml": b"2"}, DAY) is None
    (tmp_path / "site_templates/entries/a.j2").write_text("x", "utf-8")
    assert known.recall(base, files, DAY) is None


def test_an_engine_asked_in_a_section_and_for_so_many_gives_these() -> None:
    found = Ranking(
        (
            'kbSearch("index",{});',
            "const kbHelp = {};",
            """class Engine { constructor(load) { this.load = load; }
               async search(question, { limit, section }) { return { hits: [{ address: question, title: section, answer: "", label: "", score: limit, why: [] }],
                 total: 7, distress: true, isHere: false, corrections: [["a", "b"]], synonyms: [["c", ["d", "e"]]] }; }
               async answered(found) { return { ...found, reply: { sentence: "丙" } }; } }""",
        )
    ).search("甲", 3, "乙")
    (hit,) = found.hits
    assert (hit.address, hit.title, hit.score, found.total) == ("甲", "乙", 3, 7)
    assert found.distress and not found.is_here and (found.sentence, found.passage) == ("丙", None)
    assert found.corrections == (("a", "b"),) and found.synonyms == (("c", ("d", "e")),)
