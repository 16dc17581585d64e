"""The engine's own steps, one by one: how alike spellings are, how a question is cut, what a page is worth, what answers."""

import json
import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from generator.search.analysis import folded, shingles
from generator.search.distress import PLACES, Ear, ear
from generator.search.encoding import packed_forms
from generator.search.learning import ZERO, Learnt, packed, places, stretches
from generator.search.pinyin import blurred, common_characters, simplified_forms
from generator.search.scripts import engine


@cache
def machine() -> MiniRacer:
    """V8 with the engine."""
    made = MiniRacer()
    made.eval(f"const kbHelp = {{}};\n{engine()}\nlet kept = null;")
    return made


def js(code: str, **given: Any) -> Any:
    """What some code of the engine comes to, with these values; promises are waited for."""
    names, values = ", ".join(given), ", ".join(map(json.dumps, given.values()))
    machine().eval(
        f"kept = ['never told']; (async ({names}) => ({code}))({values})"
        ".then((found) => { kept = [null, found]; }, (error) => { kept = [String(error)]; });"
    )
    failed, *found = json.loads(str(machine().eval("JSON.stringify(kept)")))
    assert failed is None, failed
    return found[0]


# Texts


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("cuishou", "cuishou", 0),
        ("cuishou", "cuishop", 1),
        ("cuishou", "cuisho", 1),
        ("cuisho", "cuishou", 1),
        ("xcuishou", "cuishou", 1),
        ("ucishou", "cuishou", 1),
        ("cuihsou", "cuishou", 1),
        ("cuishuo", "cuishou", 1),
        ("cuixxou", "cuishou", 2),
        ("ucihsou", "cuishou", 2),
        ("abcd", "badc", 2),
        ("abc", "cba", 2),
        ("abc", "cab", 2),
        ("a", "", 1),
        ("", "", 0),
        ("ab", "ba", 1),
        ("kitten", "sitting", 3),
        ("abcdef", "abc", 3),
        ("aab", "aba", 1),
        ("abcabc", "bcabca", 2),
    ],
)
def test_spellings_are_as_far_apart_as_letters_were_changed(one: str, other: str, apart: int) -> None:
    near = [js("isNear(one, other, most)", one=one, other=other, most=most) for most in range(4)]
    assert near == [most >= apart for most in range(4)]


@pytest.mark.parametrize(
    ("text", "least", "most", "found"),
    [
        ("abcd", 1, 2, ["a", "ab", "b", "bc", "c", "cd", "d"]),
        ("abcd", 2, 9, ["ab", "abc", "abcd", "bc", "bcd", "cd"]),
        ("abc", 3, 3, ["abc"]),
        ("", 1, 2, []),
    ],
)
def test_stretches_of_a_text(text: str, least: int, most: int, found: list[str]) -> None:
    assert js("stretches(text, least, most)", text=text, least=least, most=most) == found
    places = js("spans(text.length, least, most)", text=text, least=least, most=most)
    assert [text[each["from"] : each["to"]] for each in places] == found


TEXTS = [
    "逾期了 abc 12.5，〇年",
    "ＡＢＣ Café 徵信",
    "20,000元 1,2345 ２０，０００",
    "lǜ nü",
    "",
    "a",
    "催收催收",
    "①②㈠ ﬁ",
    "x3.5y7.",
    "é́",
    "İstanbul",
    "ｶﾞ",
    "한국",
    "😀好",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_browser_reads_a_text_as_the_index_does(text: str) -> None:
    characters = [character for character in folded(text) if character in "征"]
    if not characters:
        assert js("fold(text)", text=text) == folded(text)
    assert js("shinglesOf(text)", text=folded(text)) == [*dict.fromkeys(shingles(text))] or sorted(
        js("shinglesOf(text)", text=folded(text))
    ) == sorted({*shingles(text)})
    assert len(js("foldInPlace(text)", text=text)) == len(js("text", text=text))


@pytest.mark.parametrize("sound", ["zhang", "chuang", "shuishou", "nü", "lve", "nve", "ceng", "abc"])
def test_the_browser_blurs_a_sound_as_the_index_does(sound: str) -> None:
    assert js("blur(sound)", sound=sound) == blurred(sound)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12378tousu", "12378 tousu"),
        ("tousu12378", "tousu 12378"),
        ("a1b2", "a 1 b 2"),
        ("v2ray", "v2ray"),
        ("催收 abc", "催收 abc"),
    ],
)
def test_numbers_and_letters_typed_together_are_read_apart(typed: str, read: str) -> None:
    assert js("apart(typed, (run) => run === 'v2ray')", typed=typed) == read


SMALL = ear(
    ["不想活"],
    ["（我/他）想（死/跳楼/自杀）", "（我/他）不想活了", "（买了/喝了/想喝）（农药/安眠药）"],
    ["（我/他）想（跳槽/还钱/协商）", "（累/烦/气）死了", "（买了/想买）（手机/房子）"],
    ["（花呗/借呗）逾期怎么办", "怎么（投诉/协商）", "（我/他）欠了钱"],
)


HEARD = [
    "他把农药喝了",
    "我说不想活就不想活",
    "他想跳槽",
    "烦死了，我想死",
    "逾期怎么投诉",
    "",
    "wo xiang si",
    "zhen de bu xiang huo le",
    "I'm  done,i can’t go on",
    "我欠了钱怎么协商我不想活了我想死他买了手机怎么投诉",
    "逾期怎么办逾期怎么办我想买安眠药喝逾期怎么办",
    "3楼跳下去 abcdef",
    "a",
    "ab",
    "想",
    "不想活价",
    "借呗逾期怎么办不想活",
]


@pytest.mark.parametrize("text", HEARD)
def test_the_browser_hears_distress_as_python_does(text: str) -> None:
    given = {"weights": SMALL.weights, "phrases": list(SMALL.phrases), "calm": []}
    plain = folded(text)
    assert js("hears(given, text)", given=given, text=plain) == SMALL.hears(text)
    parts = js("stretchesToHear(text)", text=plain)
    assert [[*dict.fromkeys(each)] for each in parts] == [*stretches(plain)]
    learnt = Learnt(SMALL.weights)
    for part in {part for each in parts for part in each}:
        assert js("evidenceOf(part, given)", part=part, given=given) == pytest.approx(learnt.evidence(part))
        found = js("signsIn(part).map((sign) => valueOfSign(sign) % 997)", part=part)
        assert {*found} == places(part, 997)


def test_packed_weights_are_unpacked_as_they_were() -> None:
    chance = random.Random(2)
    places_ = {0, 1, 88, 89, 90, 178, 355, PLACES - 1, *chance.sample(range(PLACES), 500)}
    weights = "".join(chance.choice("NUZ<") if at in places_ else chr(ZERO) for at in range(PLACES))
    assert js("unpacked(text)", text=packed(weights)) == weights
    assert js("unpacked(text)", text=packed(chr(ZERO) * PLACES)) == chr(ZERO) * PLACES


def heard(**weights: int) -> Ear:
    """What hears some characters, each with so many steps of evidence, and the pair 甲乙 as a phrase."""
    signs = {"abcdef".index(name): weight for name, weight in weights.items()}
    found = {next(iter(places("甲乙丙丁戊己"[at], 4099) - places("", 4099))): steps for at, steps in signs.items()}
    return Ear("".join(chr(ZERO + found.get(at, 0)) for at in range(4099)), ("甲乙",), frozenset("甲乙丙丁戊己"))


def test_evidence_counts_in_a_clause_in_a_stretch_and_against_the_whole() -> None:
    chance, told = random.Random(1), set()
    for _ in range(150):
        ear_ = heard(**{name: chance.choice((-9, -4, -2, -1, 1, 2, 4, 5, 6)) for name in "abcdef"})
        text = "".join(chance.choices("甲乙丙丁戊己庚庚庚，", k=chance.randrange(1, 40)))
        given = {"weights": ear_.weights, "phrases": ear_.phrases, "calm": []}
        assert js("hears(given, text)", given=given, text=text) == ear_.hears(text), text
        told.add(ear_.hears(text))
    assert told == {True, False}


@pytest.mark.parametrize(("text", "steps"), [("丙", 2), ("丁庚庚庚庚庚庚庚庚庚庚庚庚庚", 9), ("戊", 0)])
def test_what_changes_the_results_needs_more_evidence(text: str, steps: int) -> None:
    ear_ = heard(c=4, d=11, e=2)
    given = {"weights": ear_.weights, "phrases": [], "calm": []}
    enough = [more for more in range(-1, 12) if js("hears(given, text, more)", given=given, text=text, more=more)]
    assert max(enough, default=-1) == steps


# Files of the index


def test_a_key_is_found_among_sorted_lines() -> None:
    keys = ["a", "ab", "b", "bc~", "c", "d"]
    lines = "\n".join(f"{key}\tt12\t01\tx,y" if not key.endswith("~") else f"{key}\tu,v" for key in keys)
    found = js(
        "KEYS.map((key) => block(lines).get(key)).map((entry) => entry && (entry.words || [entry.key, entry.aside, entry.count, entry.also, entry.rest]))".replace(
            "KEYS", "keys"
        ).replace("block(", "new Block("),
        keys=[*keys, "", "aa", "bc", "e"],
        lines=lines,
    )
    assert (
        found == [["u", "v"] if key.endswith("~") else [key, True, 12, ["x", "y"], "01"] for key in keys] + [None] * 4
    )
    assert js("new Block('a\\tw\\t01').get('a')") == {"key": "a", "aside": False, "count": 0, "also": [], "rest": "01"}


@pytest.mark.parametrize(("key", "place"), [("", 0), ("a", 0), ("b", 0), ("c", 1), ("cc", 1), ("e", 2), ("z", 3)])
def test_the_last_key_that_is_not_behind_another(key: str, place: int) -> None:
    assert js("lastNotBehind(['b', 'c', 'd', 'f'], key)", key=key) == place
    assert js("lastNotBehind([], key)", key=key) == 0


READER = """(() => {
  const reader = new Reader((name) => (FILES)[name]);
  reader.root = { groups: "", hot: 3, starts: ["0", "b", "d"], blocks: "h---------i---------j---------k---------l---------m---------", pages: 100 };
  reader.groups = 1;
  reader.places = new Map([["甲", { number: 0, rarity: 0, one: "甲" }], ["乙", { number: 0, rarity: 3, one: "乙" }], ["丙", { number: 0, rarity: 3, one: "丙" }]]);
  return reader;
})()""".replace("FILES", json.dumps({f"{one}---------": f"{one}\tw\t01" for one in "hijklm"}))


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("甲", 0),
        ("甲丁", 1 + ord("丁") % 2),
        ("abc", 3),
        ("b", 4),
        ("bz", 4),
        ("cat", 4),
        ("z", 5),
        ("丁戊", 1 + ord("戊") % 2 if "戊" > "丁" else 1 + ord("丁") % 2),
    ],
)
def test_a_key_lies_in_the_block_of_its_rarest_character_or_by_its_letters(key: str, number: int) -> None:
    assert js(f"{READER}.numberOf(key)", key=key) == number


def test_a_question_asks_for_the_blocks_that_say_most_first() -> None:
    code = """(() => { const view = new View(READER); const asked = [];
      view.reader.fetchBlocks = (numbers) => asked.push(...numbers);
      view.fetchBest(text, keys, [], most); view.fetchBest(text, keys, [], most); return asked; })()""".replace(
        "READER", READER
    )
    rare, other = 1 + ord("丁") % 2, 2 - ord("丁") % 2
    assert js(code, text="甲乙丁abc甲", keys=["abc"], most=9) == [3, rare, 0]
    assert js(code, text="甲乙丁abc", keys=["abc"], most=2) == [3, rare]
    assert js(code, text="甲甲甲甲丙丁", keys=[], most=1) == [rare]
    assert js(code, text=f"甲乙丙{chr(ord('丁') + 1)}", keys=[], most=9) == [0, other], (
        "three that are asked for say more than a rare one"
    )
    assert js(code, text="丁 甲乙", keys=[], most=1) == [0], "one character alone says less than a pair"


@pytest.mark.parametrize(
    ("pages", "all_of_them", "rarity"), [(0, 99, 5.298), (1, 99, 4.2), (50, 100, 0.693), (100, 100, 0.005)]
)
def test_what_few_pages_have_says_more(pages: int, all_of_them: int, rarity: float) -> None:
    assert js("rarityOf(pages, all)", pages=pages, all=all_of_them) == pytest.approx(rarity, abs=0.001)


def test_what_could_not_be_loaded_is_asked_for_again() -> None:
    code = """(async () => { let times = 0;
      const reader = new Reader(async () => { times += 1; if (times === 1) throw new Error("offline"); return times; });
      await reader.part("a").catch(() => 0);
      return [await reader.part("a"), await reader.part("a")]; })()"""
    assert js(f"await {code}") == [2, 2]


# Chinese


def chinese(
    words: str, *, pairs: str = "", ignored: str = "", aside: str = "", sounds: dict[str, list[str]] | None = None
) -> str:
    """Code for what understands Chinese with some words; 的 and 了 join words."""
    entries: dict[str, Any] = {word: {"key": word, "aside": word in aside.split()} for word in words.split()}
    entries |= {f"{pair}*": {"key": f"{pair}*"} for pair in pairs.split()}
    entries |= {f"{sound}~": {"key": f"{sound}~", "words": said} for sound, said in (sounds or {}).items()}
    root = {"ignored": ignored.split(), "joining": "的了", "word": 8, "sounds": "s"}
    return (
        f"new Chinese({{ reader: {{ root: {json.dumps(root)}, part: async () => ['jia甲假家\\nyi乙一以\\nbing丙并\\nding丁'] }},"
        f" get: (key) => ({json.dumps(entries)})[key] || null, word: (key) => ({json.dumps(entries)})[key] || null, fetchFor: async () => null }})"
    )


CUT = "(await CHINESE.cut(run, guess)).map((step) => `${step.text}${step.lone ? '?' : step.pair ? '*' : step.empty ? '-' : step.guess ? '~' : ''}${step.ignored ? '!' : ''}`)"


@pytest.mark.parametrize(
    ("made", "run", "cut"),
    [
        ({"words": "甲乙 丙丁"}, "甲乙丙丁", ["甲乙", "丙丁"]),
        ({"words": "甲乙 甲乙丙丁 丙丁"}, "甲乙丙丁", ["甲乙丙丁"]),
        ({"words": "甲乙 乙丙 丙丁"}, "甲乙丙丁", ["甲乙", "丙丁"]),
        ({"words": "乙丙"}, "甲乙丙丁", ["甲?", "乙丙", "丁?"]),
        ({"words": "甲乙", "pairs": "丙丁"}, "甲乙丙丁", ["甲乙", "丙丁*"]),
        ({"words": "甲乙", "pairs": "甲乙"}, "甲乙", ["甲乙"]),
        ({"words": "", "pairs": "的了"}, "的了", ["的了*"]),
        ({"words": "甲乙"}, "甲乙的", ["甲乙", "的-"]),
        ({"words": "甲乙丙丁戊己庚辛"}, "甲乙丙丁戊己庚辛", ["甲乙丙丁戊己庚辛"]),
        ({"words": "甲乙", "ignored": "丙丁"}, "甲乙丙丁", ["甲乙", "丙丁-!"]),
        ({"words": "甲乙 丁戊", "ignored": "丙丁"}, "甲乙丙丁戊", ["甲乙", "丙?", "丁戊"]),
        ({"words": "甲乙 丁戊己庚", "ignored": "丙丁"}, "甲乙丙丁戊己庚", ["甲乙", "丙?", "丁戊己庚"]),
        (
            {"words": "甲乙 丁戊己庚辛", "ignored": "丙丁"},
            "甲乙丙丁戊己庚辛",
            ["甲乙", "丙丁-!", "戊?", "己?", "庚?", "辛?"],
        ),
        ({"words": "甲乙 丁戊", "ignored": "丙丁", "aside": "丁戊"}, "甲乙丙丁戊", ["甲乙", "丙丁-!", "戊?"]),
        ({"words": "甲乙 丙丁", "ignored": "乙丙"}, "甲乙丙丁", ["甲乙", "丙丁"]),
        ({"words": "甲", "ignored": "丁"}, "甲丁", ["甲?", "丁-"]),
    ],
)
def test_a_run_is_cut_into_as_few_words_as_cover_it(made: dict[str, Any], run: str, cut: list[str]) -> None:
    assert js(CUT.replace("CHINESE", chinese(**made)), run=run, guess=False) == cut


@pytest.mark.parametrize(
    ("made", "run", "cut"),
    [
        ({"words": "", "sounds": {"jiayi": ["甲一"]}}, "甲乙", ["甲乙~"]),
        ({"words": "", "sounds": {"jiayi": ["甲乙"]}}, "甲乙", ["甲?", "乙?"]),
        ({"words": "", "sounds": {"jiayi": ["甲乙丙"]}}, "甲乙", ["甲?", "乙?"]),
        ({"words": "丙丁", "sounds": {"jiayi": ["甲一"]}}, "甲乙丙丁", ["甲乙~", "丙丁"]),
        ({"words": "丙丁", "sounds": {"bingding": ["并丁"]}}, "甲乙丙丁", ["甲?", "乙?", "丙丁"]),
        ({"words": "甲乙", "pairs": "丙丁", "sounds": {"jiayibingding": ["家乙并丁"]}}, "甲乙丙丁", ["甲乙", "丙丁*"]),
        ({"words": "甲乙", "sounds": {"jiayibing": ["家乙并"]}}, "甲乙丙", ["甲乙丙~"]),
        ({"words": "丙丁", "sounds": {"jiayi": ["家一"]}}, "甲的丙丁", ["甲?", "的-", "丙丁"]),
        (
            {"words": "丙丁", "sounds": {"yibing": ["以丙"]}},
            "甲甲甲甲乙丙丁丙丁",
            ["甲?"] * 4 + ["乙?", "丙丁", "丙丁"],
        ),
        ({"words": "", "sounds": {"jiayi": ["甲一"]}}, "甲龘", ["甲?", "龘?"]),
        ({"words": "丙丁", "sounds": {"bingdingjia": ["并丁家"]}}, "丙丁丙丁丙丁甲", ["丙丁", "丙丁", "丙丁甲~"]),
        ({"words": "丙丁", "sounds": {"bingdingjia": ["并丁家"]}}, "丙丁甲丙丁丙丁", ["丙丁", "甲?", "丙丁", "丙丁"]),
        (
            {"words": "丙丁", "sounds": {"bingdingjia": ["并丁家"]}},
            "丙丁甲的丙丁丙丁",
            ["丙丁甲~", "的-", "丙丁", "丙丁"],
        ),
        (
            {"words": "丙丁", "pairs": "乙丙", "sounds": {"jiayibing": ["家一并"]}},
            "丙丁丙丁甲乙丙",
            ["丙丁", "丙丁", "甲乙丙~"],
        ),
        ({"words": "丙丁", "sounds": {"jiayi": ["家一"]}}, "丙丁甲乙丙丁丙丁", ["丙丁", "甲乙~", "丙丁", "丙丁"]),
        ({"words": "丙丁", "sounds": {"yibing": ["一并"]}}, "甲乙丙丁丙丁丙丁", ["甲?", "乙?", "丙丁", "丙丁", "丙丁"]),
        ({"words": "", "sounds": {"jiayibingding": ["家一并丁"]}}, "甲乙丙丁", ["甲乙丙丁~"]),
        (
            {"words": "", "sounds": {"jiayibingdingjia": ["家一并丁家"]}},
            "甲乙丙丁甲",
            ["甲?", "乙?", "丙?", "丁?", "甲?"],
        ),
    ],
)
def test_what_no_word_covers_is_heard_as_a_word_of_its_sound(made: dict[str, Any], run: str, cut: list[str]) -> None:
    assert js(CUT.replace("CHINESE", chinese(**made)), run=run, guess=True) == cut


@pytest.mark.parametrize(
    ("guessed", "words", "pairs", "run", "cut"),
    [
        ({"0-4": ["x"]}, "甲乙", "丙丁", "甲乙丙丁", ["甲乙丙丁"]),  # 3.5 and 1 + 2.5
        ({"0-3": ["x"]}, "甲乙", "", "甲乙的", ["甲乙", "的"]),  # 3.5 and 1 + 1.5
        ({"0-6": ["x"]}, "甲乙 丙丁 戊己", "", "甲乙丙丁戊己", ["甲乙", "丙丁", "戊己"]),  # 3.5 and 3
    ],
)
def test_what_a_word_a_pair_and_a_guess_cost(
    guessed: dict[str, list[str]], words: str, pairs: str, run: str, cut: list[str]
) -> None:
    code = f"{chinese(words, pairs=pairs)}.cover(run, new Set(), new Map(Object.entries(guessed))).map((step) => step.text)"
    assert js(code, run=run, guessed=guessed) == cut


def test_the_parts_of_a_compound() -> None:
    made = chinese("甲乙 丙丁 甲乙丙丁 乙丙 甲乙丙")
    for text, parts in (("甲乙丙丁", ["甲乙", "丙丁"]), ("甲乙", []), ("甲乙丙", ["甲乙"]), ("丁丁丁", [])):
        assert js(f"{made}.partsOf(text).map(({{ key }}) => key)", text=text) == parts


@pytest.mark.parametrize(
    ("run", "steps", "slips"),
    [
        ("急就电话", [(0, 1, "lone"), (1, 2, "empty"), (2, 4, "")], [0, 1]),
        ("就急电话", [(0, 1, "empty"), (1, 2, "lone"), (2, 4, "")], [0, 1]),
        ("电话急就", [(0, 2, ""), (2, 3, "lone"), (3, 4, "empty")], [2, 3]),
        ("急的电话的电", [(0, 1, "lone"), (1, 3, "empty"), (3, 6, "")], [0]),
        ("急就电话电话", [(0, 1, "lone"), (1, 2, "empty"), (2, 6, "")], [0, 1]),
        ("急就电话电话电", [(0, 1, "lone"), (1, 2, "empty"), (2, 7, "")], [0]),
    ],
)
def test_a_joining_character_beside_a_slip_is_one_in_a_short_question(
    run: str, steps: list[tuple[int, int, str]], slips: list[int]
) -> None:
    made = [{"from": start, "to": end, **({kind: True} if kind else {})} for start, end, kind in steps]
    assert js("[...placesOfSlips(run, steps)]", run=run, steps=made) == slips


# Letters


def letters(sounds: dict[str, str], words: str = "") -> str:
    """Code for what understands letters with some sounds."""
    entries: dict[str, Any] = {
        f"{sound}~": {"key": f"{sound}~", "words": said.split(",")} for sound, said in sounds.items()
    }
    entries |= {word: {"key": word} for word in words.split()}
    return (
        f"new Letters({{ reader: {{ root: {{}}, part: async () => ['', ['de', 'bing']] }}, get: (key) => ({json.dumps(entries)})[key] || null,"
        f" startingWith: (start, most) => Object.values({json.dumps(entries)}).filter(({{ key }}) => key.startsWith(start)).slice(0, most),"
        f" allFrom: async (letter) => Object.values({json.dumps(entries)}).filter(({{ key }}) => key[0] === letter) }})"
    )


SOUNDS = {"cuisou": "催收", "yuqi": "逾期", "cs": "催收", "qi": "期,七", "yu": "鱼", "luzz": "x", "bcdfghj": "长"}


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("cuishouyuqi", ["cuisou", "yuqi"]),
        ("cs", ["cs"]),
        ("csyuqi", ["yuqi"]),
        ("yuqidecuishou", ["yuqi", "cuisou"]),
        ("bcdfghj", []),
        ("yuqixx", ["yuqi"]),
        ("yuqixxx", []),
        ("xcuishou", ["cuisou"]),
        ("q", []),
        ("yuxqi", ["yu", "qi"]),
        ("bing", []),
        ("deqi", ["qi"]),
    ],
)
def test_typed_sounds_are_heard_as_words_one_after_another(typed: str, heard: list[str]) -> None:
    assert [each["text"] for each in js(f"await {letters(SOUNDS)}.spoken(typed)", typed=typed)] == heard


@pytest.mark.parametrize(
    ("typed", "words", "entries"),
    [
        ("cuisop", ["催收"], []),
        ("cuiso", ["催收"], []),
        ("cuis", [], []),
        ("cuipop", [], []),
        ("1uisou", [], []),
        ("yqqi", [], []),
        ("yuqii", ["逾期"], []),
        ("paypel", [], ["paypal"]),
        ("paypeel", [], []),
        ("paypalxz", [], ["paypal"]),
        ("paypalxyz", [], []),
    ],
)
def test_letters_nearly_a_word_are_that_word(typed: str, words: list[str], entries: list[str]) -> None:
    found = js(f"await {letters(SOUNDS, 'paypal paypal* pay cuisou=')}.misspelt(typed)", typed=typed)
    assert (found["words"], [each["key"] for each in found["entries"]]) == (words, entries)


def test_of_words_nearly_typed_six_are_taken() -> None:
    many = {f"cuiso{one}": f"{one}1,{one}2" for one in "abcdef"}
    assert len(js(f"await {letters(many)}.misspelt('cuisoz')")["words"]) == 6
    assert (
        len(js(f"await {letters({}, ' '.join(f'paypa{one}' for one in 'abcdefgh'))}.misspelt('paypaz')")["entries"])
        == 6
    )


def test_a_word_is_found_by_the_beginning_of_its_sound() -> None:
    made = letters(SOUNDS, "cuix")
    found = [js(f"{made}.begun(typed)", typed=typed) for typed in ("cui", "cu", "c", "cuisou", "cuix", "zz")]
    assert found == [["催收"], ["催收"], [], ["催收"], [], []]
    many = letters({f"ca{n}": f"{n}甲,{n}乙" for n in range(20)})
    assert len(js(f"{many}.begun('ca')")) == 12
    assert js(f"{made}.soundKeys('shang')") == ["sa~", "san~", "an~"]


# Questions


@pytest.mark.parametrize(
    ("digits", "caller"),
    [
        ("95588", True),
        ("9558", False),
        ("955881", True),
        ("9558812", True),
        ("12378", True),
        ("10086", True),
        ("11086", False),
        ("13912345678", True),
        ("20261126", False),
        ("19991231", False),
        ("21991231", True),
        ("2000000", False),
        ("13900000000", True),
        ("12900000000", False),
        ("1234567", True),
        ("133456", False),
        ("96110", True),
        ("94110", False),
    ],
)
def test_which_numbers_somebody_may_have_called_from(digits: str, caller: bool) -> None:
    code = "[...text.matchAll(CALLER)].some(([, , digits]) => !isNoCaller(digits))"
    assert js(code, text=f"{digits}打来") == caller
    assert not any(
        js(code, text=f"{before}{digits}{after}")
        for before, after in (("", "元"), ("", "万"), ("x", ""), ("1.", ""), ("", ".5"), ("", "块"))
    )


def test_forms_of_characters_are_the_same_packed() -> None:
    forms = simplified_forms(frozenset(common_characters()))
    assert len(forms[0]) > 1000
    packed_again = sorted(zip(*js("unpackedForms(packed)", packed=packed_forms(*forms)), strict=True))
    assert packed_again == sorted(zip(*forms, strict=True))
    assert js("unpackedForms('')") == ["", ""]


def test_characters_are_put_in_the_forms_of_the_index() -> None:
    assert js("inForms('徵信說x', ['徵說', '征说'])") == "征信说x"
    assert [each["text"] for each in js("eachOnce([{ text: 'a', n: 1 }, { text: 'b' }, { text: 'a', n: 2 }])")] == [
        "a",
        "b",
    ]


# What a page is worth


def entry(rarity: float, *pages: int, level: int = 15, key: str = "w", also: tuple[str, ...] = ()) -> dict[str, Any]:
    """A word of some pages."""
    return {"key": key, "rarity": rarity, "also": also, "postings": {"pages": pages, "levels": [level] * len(pages)}}


@pytest.mark.parametrize(
    ("choices", "meant", "worth", "most"),
    [
        ([(4, 1)], False, 4, 4),
        ([(4, 0.4)], False, 3.2, None),
        ([(4, 0.55)], False, 4, None),
        ([(4, 1), (9, 0.55)], False, 9, 4),
        ([(4, 0.8)], True, 1.6, None),
        ([], False, 0, None),
    ],
)
def test_what_a_part_of_a_question_is_worth(
    choices: list[tuple[float, float]], meant: bool, worth: float, most: float | None
) -> None:
    given = [{"entry": entry(rarity, 1), "weight": weight} for rarity, weight in choices]
    found = js(
        "groupOf('t', [...given, { entry: null, weight: 1 }, { entry: {}, weight: 1 }], meant ? { meant: 'x' } : {})",
        given=given,
        meant=meant,
    )
    assert found["worth"] == pytest.approx(worth) and found["most"] == most and len(found["choices"]) == len(choices)
    assert found["parts"] == [] and found["text"] == "t"


def test_a_page_gets_the_best_of_what_a_part_may_mean() -> None:
    choices = [
        {"entry": entry(4, 1, 2, key="a"), "weight": 1},
        {"entry": entry(8, 2, 3, key="b", level=5), "weight": 0.9},
    ]
    found = js(
        "[...pointsOf({ choices, most: 4 })].map(([page, { points, key, weight }]) => [page, points, key, weight])",
        choices=choices,
    )
    assert found == [[1, 4, "a", 1], [2, 4, "a", 1], [3, pytest.approx(1.2), "b", 0.9]]
    free = js("[...pointsOf({ choices, most: Infinity })].map(([, { points }]) => points)", choices=choices[1:])
    assert free == [pytest.approx(2.4)] * 2


def test_a_page_gets_something_for_each_part_of_a_compound() -> None:
    parts = [entry(4, 1, 2), entry(2, 2, level=3)]
    found = js(
        "[...pointsOfParts({ text: '甲乙', parts })].map(([page, { points, key, weight }]) => [page, points, key, weight])",
        parts=parts,
    )
    assert found == [
        [1, 4, "甲乙…", pytest.approx(4 / 6 / 1.5)],
        [2, pytest.approx(4.4), "甲乙…", pytest.approx(1 / 1.5)],
    ]
    assert js("[...pointsOfParts({ text: 'x', parts: [] })]") == []


def scores(code: str, **given: Any) -> Any:
    """What is in the scores after some code, as [page, score] in their order."""
    return js(
        f"(() => {{ const scores = new Scores(); const told = {code}; return [told, [...scores.pages].map(([page, {{ score }}]) => [page, score])]; }})()",
        **given,
    )


def test_a_page_that_lacks_a_part_is_judged_harder() -> None:
    groups = [
        {"text": "a", "choices": [{"entry": entry(4, 1, 2), "weight": 1}], "most": 4, "worth": 4, "parts": []},
        {
            "text": "b",
            "choices": [{"entry": entry(1, 2), "weight": 0.5}],
            "most": 9,
            "worth": 1,
            "parts": [entry(9, 3)],
        },
    ]
    worth, found = scores("scores.addGroups(groups)", groups=groups)
    assert worth == 5
    assert found == [
        [1, pytest.approx(4 * (4 / 5) ** 0.5)],
        [2, pytest.approx(4.5 * ((4 + 0.75) / 5) ** 0.5)],
        [3, pytest.approx(9 * (1 / 5) ** 0.5)],
    ]
    assert scores("scores.addGroups([])")[0] == 1
    assert scores(
        "[scores.addGroups(groups), scores.shareOf(2), scores.shareOf(9), scores.first, scores.best]", groups=groups
    )[0] == [5, 4.75, 0, 2, pytest.approx(4.5 * 0.95**0.5)]


VIEW = "{ get: (key) => (LINES)[key] || null, startingWith: (start, most) => Object.values(LINES).filter(({ key }) => key.startsWith(start) && key !== start).slice(0, most) }"


def view(**lines: str) -> str:
    """Code for a view of some whole names, each with its postings; `_` is `=`."""
    return VIEW.replace(
        "LINES", json.dumps({f"{key}=": {"key": f"{key}=", "rest": rest} for key, rest in lines.items()})
    )


@pytest.mark.parametrize(
    ("phrase", "names", "found"),
    [
        ("催收", {"催收": "bp"}, [[1, 8.0]]),
        ("催收", {"催收": "bf"}, [[1, pytest.approx(8.0 / 3)]]),
        ("催收电话", {"催收": "bp"}, [[1, 1.5]]),
        ("催收", {"催收电话": "bp"}, [[1, pytest.approx(2.0)]]),
        ("催收", {"催收": "bp", "催收电话": "cp"}, [[1, 8.0], [2, pytest.approx(2.0)]]),
        (
            "催收电话",
            {"催收": "bp", "电话": "cp", "催收电话": "bf"},
            [[1, pytest.approx(8 / 3)], [2, 1.5]],
        ),
        ("催", {"催": "bp"}, []),
        ("ab", {"abc": "bp"}, [[1, pytest.approx(10 * 0.8 * 0.5 * 2 / 3)]]),
        ("abc", {"ab": "bp"}, []),
    ],
)
def test_a_page_called_as_was_asked_is_lifted(phrase: str, names: dict[str, str], found: list[Any]) -> None:
    code = f"scores.lift(phrase, {view(**names)}, 10)"
    letters = {"b": 1, "c": 2}
    lines = {
        name: js("SHARED.last")[letters[rest[0]]] + js("SHARED.last")[15 if rest[1] == "p" else 5]
        for name, rest in names.items()
    }
    assert scores(code.replace(view(**names), view(**lines)), phrase=phrase)[1] == found
    assert len(
        scores(f"[scores.lift(phrase, {view(**lines)}, 10), scores.lift(phrase, {view(**lines)}, 10)]", phrase=phrase)[
            1
        ]
    ) == len(found)


@pytest.mark.parametrize(
    ("grave", "urgent", "as_second", "found"),
    [
        ([], [2, 3, 9], False, [[1, 5], [2, 3], [3, 6]]),
        ([], [9, 8], False, [[1, 5], [2, 3], [3, 4], [8, 6]]),
        ([], [1, 2], False, [[1, 5], [2, 3], [3, 4]]),  # stands first anyway
        ([], [2], True, [[1, 5], [2, 4.5], [3, 4]]),
        ([], [9, 8], True, [[1, 5], [2, 3], [3, 4], [8, 4.5]]),
        ([], [1, 2], True, [[1, 5], [2, 3], [3, 4]]),
        ([], [], False, [[1, 5], [2, 3], [3, 4]]),
        ([2], [2, 3], False, [[1, 5], [2, 6], [3, 4]]),
        ([2], [2, 1], False, [[1, 5], [2, 3], [3, 4]]),  # far better than the grave one
    ],
)
def test_the_best_page_of_help_comes_first_or_second(
    grave: list[int], urgent: list[int], as_second: bool, found: list[list[float]]
) -> None:
    setting = "scores.add(1, 5, {}), scores.add(2, 3, {}), scores.add(3, 4, {})"
    raised = f"scores.raise({grave}, {urgent}, {json.dumps(as_second)})"
    assert [[page, pytest.approx(score)] for page, score in scores(f"[{setting}, {raised}].length")[1]] == found
    assert scores("scores.raise([4], [4], false)")[1] == [[4, 1]]


@pytest.mark.parametrize(("danger", "first"), [(False, 2), (True, 3)])
def test_with_a_word_of_danger_a_page_that_fits_better_comes_before_the_grave_one(danger: bool, first: int) -> None:
    setting = "scores.add(2, 3, {}), scores.add(3, 4, {})"
    raised = scores(f"[{setting}, scores.raise([2], [2, 3], false, {json.dumps(danger)})].length")[1]
    assert max(raised, key=lambda found: found[1])[0] == first


@pytest.mark.parametrize(("score", "near"), [(4.2, True), (3.8, False), (6, True)])
def test_when_a_page_of_help_is_nearly_the_best(score: float, near: bool) -> None:
    setting = f"scores.add(1, 5, {{}}), scores.add(7, {score}, {{}})"
    assert scores(f"[{setting}, scores.isNear([7, 9])].pop()")[0] == near


@pytest.mark.parametrize(
    ("first", "second", "clear"), [(7.1, 5, True), (6.9, 5, False), (5, None, True), (4, 5, False)]
)
def test_when_one_page_is_the_best_by_far(first: float, second: float | None, clear: bool) -> None:
    others = "" if second is None else f"scores.add(1, {second}, {{}}),"
    assert scores(f"[{others} scores.add(7, {first}, {{}}), scores.isClearly([7])].pop()")[0] == clear
    assert (
        not scores("scores.isClearly([7])")[0]
        and not scores(f"[scores.add(7, {first}, {{}}), scores.isClearly([8])].pop()")[0]
    )


def test_a_page_called_and_asked_for_in_the_characters_typed_is_like_the_question() -> None:
    last = js("SHARED.last")
    lines = {"催*": last[1] + last[15], "收*": last[1] + last[15] + last[0] + last[3], "催收*": last[1] + last[15]}
    given = {key: {"key": key, "rest": rest} for key, rest in lines.items()}
    code = f"scores.addLikeness('催收', {{ get: (key) => ({json.dumps(given)})[key] || null }}, 10)"
    share, found = scores(code)
    rarity = [js("rarityOf(pages, 10)", pages=pages) for pages in (1, 2, 1)]
    whole = 0.3 * rarity[0] + 0.3 * rarity[1] + rarity[2]
    assert share == pytest.approx(1) and [page for page, _ in found] == [1, 2]
    assert found[0][1] == pytest.approx(2.5 * whole) and 0 < found[1][1] < found[0][1] / 3
    again = scores(f"[scores.add(5, 4, {{}}), {code}].length")[1]
    assert again[0] == [5, 4] and again[1][1] == pytest.approx(2.5 * 4)
    assert scores("scores.addLikeness('', { get: () => null }, 10)") == [0, []]
    half = scores(code.replace("'催收'", "'催收了'"))[0]
    assert 0.2 < half < 0.8


def test_the_part_that_a_page_is_of_what_it_is_called_and_asked_by() -> None:
    last = js("SHARED.last")
    found = js("partsOfPages({ rest }, 10)", rest=last[1] + last[15] + last[0] + last[1])
    assert found["parts"] == [2**-3.5, 2**-10.5] and found["average"] == pytest.approx((2**-3.5 + 2**-10.5 + 0.02) / 10)
    assert js("partsOfPages(null, 10)") == {"pages": [], "parts": [], "average": 0.002}


NOTHING = {
    "typed": 4,
    "known": 0,
    "paired": 0,
    "guessed": 0,
    "likeness": 0,
    "share": 0,
    "worth": 1,
    "subject": False,
    "learnt": 0,
}


@pytest.mark.parametrize(
    ("signs", "here"),
    [
        ({"known": 4, "likeness": 0.72}, False),
        ({"known": 4, "likeness": 0.73}, True),
        ({"known": 4, "share": 1, "likeness": 0.48}, False),
        ({"known": 4, "share": 1, "likeness": 0.49}, True),
        ({"known": 3, "share": 1, "likeness": 0.77}, False),
        ({"known": 3, "share": 1, "likeness": 0.79}, True),
        ({"known": 3, "share": 1, "worth": 2, "likeness": 0.79}, False),
        ({"known": 0, "likeness": 1, "learnt": 1.7}, False),
        ({"known": 0, "likeness": 1, "learnt": 1.8}, True),
        ({"guessed": 4, "likeness": 0.73}, True),
        ({"paired": 4, "likeness": 0.73}, True),
        ({"known": 4, "subject": True, "likeness": 0.33}, False),
        ({"known": 4, "subject": True, "likeness": 0.34}, True),
        ({"known": 4, "learnt": 6.8}, False),
        ({"known": 4, "learnt": 6.9}, True),
        ({"known": 4, "learnt": -8, "share": 1, "likeness": 1, "subject": True}, True),
        ({"known": 4, "learnt": -9, "share": 1, "likeness": 1, "subject": True}, False),
        ({"typed": 0, "likeness": 0.73}, True),
        ({"known": 4, "worth": 0, "share": 1, "likeness": 0.49}, True),
    ],
)
def test_which_signs_are_enough_for_a_question_to_be_about_something_here(signs: dict[str, Any], here: bool) -> None:
    assert js("isAbout(signs)", signs={**NOTHING, **signs}) == here


def test_stretches_that_could_be_names() -> None:
    assert js("titlesIn('催收电话')") == ["催收", "催收电", "收电", "收电话", "电话"]
    assert js("titlesIn('abc')") == []
    assert max(map(len, js(f"titlesIn('{'甲' * 20}')"))) == 12


# What is shown


def test_the_words_to_mark_and_the_rarest_part() -> None:
    groups = [
        {"text": "甲", "worth": 1, "choices": [{"weight": 1, "entry": entry(1, 1, key="甲", also=("乙", "丙"))}]},
        {
            "text": "丁",
            "worth": 3,
            "choices": [
                {"weight": 0.55, "entry": entry(1, 1, key="戊")},
                {"weight": 0.6, "entry": entry(1, 1, key="己")},
            ],
        },
        {"text": "辛", "worth": 3, "choices": []},
    ]
    assert js("wordsOf(groups)", groups=groups) == ["甲", "乙", "丙", "丁", "己", "辛"]
    assert js("rarestOf(groups)", groups=groups) == ["丁", "己"] and js("rarestOf([])") == []


def considered(
    *replies: list[Any], questions: Sequence[str] = (), rank: float = 1, address: str = "/a/", answer: str = "短答"
) -> dict[str, Any]:
    """One of the first pages, with its questions and sentences."""
    hit = {"address": address, "title": "题目", "answer": answer}
    return {"hit": hit, "rank": rank, "questions": questions, "replies": replies}


FIRST = ["先付的那一句", "标题", "a", ["甲乙怎么办"]]
SECOND = ["后付的另一件", "标题", "b", ["丙丁", "丙"]]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("甲乙怎么办", FIRST),
        ("丙丁", SECOND),
        ("后付的另一件", SECOND),  # in its own words
        ("甲乙怎么办呢，想问问大家", FIRST),  # with words that nobody used
        ("整页怎么看", None),  # the short answer of the page answers
        ("短答", None),
        ("戊己", None),  # in nobody's words
        ("", None),
    ],
)
def test_the_sentence_that_answers(question: str, sentence: list[Any] | None) -> None:
    pages = [considered(FIRST, SECOND, questions=["整页怎么看"])]
    found = js("answerTo(pages, question)", pages=pages, question=question)
    shown = [found["sentence"], found["heading"], found["anchor"]] if found["isCertain"] and found["sentence"] else None
    assert shown == (sentence and sentence[:3])


def test_nothing_answers_where_nothing_was_found() -> None:
    assert js("answerTo([], '甲乙')") is None


def test_of_two_sentences_asked_for_alike_none_is_shown_as_the_answer_unless_one_says_more_of_it() -> None:
    same = (["别的", "", "a", ["甲乙"]], ["旁的", "", "c", ["甲乙"]])
    found = js("answerTo(pages, '甲乙')", pages=[considered(*same)])
    assert not found["isLikely"] and not found["isCertain"] and found["sentence"]
    more = considered(*same, ["甲乙", "", "b", ["甲乙"]])
    found = js("answerTo(pages, '甲乙')", pages=[more])
    assert found["isCertain"] and found["anchor"] == "b"


def test_a_sentence_that_has_nothing_of_the_question_is_not_even_likely_to_be_shown() -> None:
    found = js("answerTo(pages, '戊己')", pages=[considered(FIRST, SECOND)])
    assert not found["sentence"] and not found["isCertain"]


@pytest.mark.parametrize(("rank", "address"), [(0.9, "/b/"), (0.3, "/a/")])
def test_a_later_page_answers_where_it_is_little_behind(rank: float, address: str) -> None:
    near = considered(["另有期限", "", "a", ["甲乙要等多久"]])
    pages = [near, considered(["另有时限", "", "b", ["甲乙等多久"]], rank=rank, address="/b/")]
    assert js("answerTo(pages, '甲乙等多久')", pages=pages)["hit"]["address"] == address


def test_a_later_page_whose_short_answer_answers_comes_first_without_a_sentence() -> None:
    later = considered(FIRST, questions=["甲乙过了多久算", "甲乙多久"], rank=0.9, address="/b/", answer="甲乙期限三年")
    found = js("answerTo(pages, '甲乙多久')", pages=[considered(SECOND), later])
    assert (found["hit"]["address"], found["sentence"]) == ("/b/", "")


@pytest.mark.parametrize(("question", "anchor"), [("甲乙等", "b"), ("甲乙等子丑寅卯辰巳午未申酉戌", "")])
def test_a_sentence_that_has_little_of_the_question_is_not_the_answer_though_its_page_comes_first(
    question: str, anchor: str
) -> None:
    pages = [considered(["旁的", "", "a", ["甲乙丙"]], ["另有时限", "", "b", ["甲乙等"]])]
    found = js("answerTo(pages, question)", pages=pages, question=question)
    assert found["hit"]["address"] == "/a/" and found["isLikely"]
    assert (found["anchor"] if found["isCertain"] else "") == anchor


@pytest.mark.parametrize(("text", "idle"), [("甲乙丙丁，", True), ("甲乙丙，戊", False), ("先说甲乙丙丁", True)])
def test_a_sentence_is_not_shown_again_below_a_text_that_says_it(text: str, idle: bool) -> None:
    assert js("repeats(text, '甲乙丙丁')", text=text) == idle


# What a question means


def question(*, haste: bool = False, ignored: str = "", **words: dict[str, Any]) -> str:
    """Code for a question to an index with some words; each is on one page and as rare as all others."""
    plain = {"also": [], "aside": False, "rarity": 2, "postings": {"pages": [1], "levels": [15]}}
    entries = {
        key.replace("_", "~"): {
            "key": key.replace("_", "~"),
            **plain,
            **({} if "words" in more else {"rest": "01"}),
            **more,
        }
        for key, more in words.items()
    }
    root = {
        "ignored": ignored.split(),
        "joining": "的了就",
        "word": 8,
        "number": "催收",
        "forms": "f",
        "sounds": "s",
        "speech": "p",
    }
    return f"""(() => {{
      const entries = {json.dumps(entries)};
      const asked = new Question({{ root: {json.dumps(root)}, part: async (name) => ({{ f: ["說", "说"], s: ["jia甲假家\\nyi乙一以", ["de"]], p: {{ local: {{ 怎么: "咋 咋个", 不: "勿" }} }} }})[name] }}, {json.dumps(haste)});
      Object.assign(asked.view, {{
        get: (key) => entries[key] || null, word: (key) => entries[key] || null, isAsked: (text) => text !== "外",
        startingWith: (start, most) => Object.values(entries).filter(({{ key }}) => key.startsWith(start) && key !== start).slice(0, most),
        fetchFor: async () => null, fetchBest: async () => null,
        allFrom: async (letter) => Object.values(entries).filter(({{ key }}) => key[0] === letter),
      }});
      return asked;
    }})()"""


UNDERSTOOD = """(async () => { const asked = QUESTION; const groups = await asked.understand(text, () => true);
  return { groups: groups.map(({ text, choices, parts }) => [text, choices.map(({ entry, weight }) => [entry.key, weight]), parts.map(({ key }) => key)]), notes: asked.notes }; })()"""


def understood(made: str, text: str) -> Any:
    """The groups of a question, and what is noted about it."""
    return js(f"await {UNDERSTOOD.replace('QUESTION', made)}", text=text)


@pytest.mark.parametrize(
    ("words", "text", "groups"),
    [
        ({"甲乙": {}}, "甲乙", [["甲乙", [["甲乙", 1]], []]]),
        ({"甲乙": {}, "甲乙丙": {}}, "甲乙", [["甲乙", [["甲乙", 1], ["甲乙丙", 0.55]], []]]),
        (
            {"甲乙": {}, "甲乙丙": {}, "丁戊": {}},
            "甲乙丁戊",
            [["甲乙", [["甲乙", 1]], []], ["丁戊", [["丁戊", 1]], []]],
        ),
        ({"甲乙": {}, "甲乙=": {}, "甲乙*": {}}, "甲乙", [["甲乙", [["甲乙", 1]], []]]),
        ({"甲乙丙丁": {}, "甲乙": {}, "丙丁": {}}, "甲乙丙丁", [["甲乙丙丁", [["甲乙丙丁", 1]], ["甲乙", "丙丁"]]]),
        ({"甲乙": {}, "丙丁": {}}, "甲乙丙", [["甲乙", [["甲乙", 1]], []], ["丙", [["丙丁", 0.55]], []]]),
        ({"甲乙": {}, "丙丁": {}}, "甲乙戊丙", [["甲乙", [["甲乙", 1]], []], ["丙", [["丙丁", 0.55]], []]]),
        ({"甲乙": {}, "丙丁": {}}, "甲乙甲乙丙", [["甲乙", [["甲乙", 1]], []]]),
        ({"甲乙": {}}, "甲乙，甲乙", [["甲乙", [["甲乙", 1]], []]]),
        ({"甲乙": {}, "丙丁": {}}, "丙外", [["丙", [["丙丁", 0.55]], []]]),
        ({"abc": {}, "abcd": {}}, "abc", [["abc", [["abc", 1], ["abcd", 0.55]], []]]),
        ({"abc": {}, "abcd": {}}, "abc 甲", [["abc", [["abc", 1]], []]]),
        ({"abcd": {}}, "abc", [["abc", [["abcd", 0.55]], []]]),
        ({"12345": {}}, "123", [["123", [["12345", 0.55]], []]]),
        (
            {"jiayi_": {"words": ["甲乙", "加以"]}, "甲乙": {}, "加以": {}},
            "jia yi",
            [["jiayi", [["甲乙", 0.9], ["加以", 0.9 / 1.15]], []]],
        ),
        ({"jiayi_": {"words": ["甲乙"]}, "甲乙": {}}, "jiay", [["jiay", [["甲乙", 0.55]], []]]),
        ({"jiayiyi_": {"words": ["甲乙"]}, "甲乙": {}}, "jiayixi", [["jiayixi", [["甲乙", 0.6]], []]]),
        ({"paypal": {}}, "paypel", [["paypel", [["paypal", 0.6]], []]]),
        ({"paypal": {}}, "qqqqq", []),
    ],
)
def test_what_the_words_of_a_question_mean(words: dict[str, Any], text: str, groups: list[Any]) -> None:
    found = understood(question(**words), text)["groups"]
    assert found == [
        [typed, [[key, pytest.approx(weight)] for key, weight in means], parts] for typed, means, parts in groups
    ]


@pytest.mark.parametrize(
    ("words", "text", "seen", "corrections"),
    [
        ({"甲乙": {}}, "甲乙丙丁", {"typed": 4, "known": 2, "paired": 0, "guessed": 0}, []),
        ({"甲乙": {"aside": True}}, "甲乙的", {"typed": 2, "known": 0, "paired": 0, "guessed": 0}, []),
        ({"丙丁*": {}}, "丙丁外", {"typed": 2, "known": 0, "paired": 2, "guessed": 0}, []),
        (
            {"jiayi_": {"words": ["家乙"]}, "家乙": {}},
            "甲乙",
            {"typed": 2, "known": 0, "paired": 0, "guessed": 2},
            [["甲乙", "家乙"]],
        ),
        ({"abc": {}}, "abc", {"typed": 3, "known": 3, "paired": 0, "guessed": 0}, []),
        ({"abc": {"aside": True}}, "abc", {"typed": 3, "known": 0, "paired": 0, "guessed": 0}, []),
        ({"paypal": {}}, "paypel", {"typed": 6, "known": 0, "paired": 0, "guessed": 6}, [["paypel", "paypal"]]),
        (
            {"jia_": {"words": ["家"]}, "yi_": {"words": ["一"]}, "家": {}, "一": {}},
            "jiayi",
            {"typed": 5, "known": 0, "paired": 0, "guessed": 5},
            [["jiayi", "家一"]],
        ),
        ({}, "xyz", {"typed": 3, "known": 0, "paired": 0, "guessed": 0}, []),
    ],
)
def test_how_much_of_a_question_is_known_and_what_was_put_right(
    words: dict[str, Any], text: str, seen: dict[str, int], corrections: list[list[str]]
) -> None:
    notes = understood(question(**words), text)["notes"]
    assert (notes["seen"], notes["corrections"]) == (seen, corrections)


def test_a_question_in_haste_guesses_nothing() -> None:
    made = question(haste=True, jiayi_={"words": ["家乙"]}, 家乙={}, 丙丁={})
    assert (
        understood(made, "甲乙")["groups"]
        == understood(made, "jiayi")["groups"]
        == understood(made, "丙丙丙丙丙")["groups"]
        == []
    )


def test_where_no_word_is_found_the_beginnings_of_words_are() -> None:
    made = question(ignored="戊己", 丙丁={}, 戊丁={})
    assert understood(made, "丙丙丙的戊己甲")["groups"] == [["丙", [["丙丁", 0.55]], []]]


def test_words_of_one_meaning_are_told() -> None:
    made = question(甲乙={"also": ["丙丁"]}, 戊己={})
    assert understood(made, "甲乙戊己")["notes"]["synonyms"] == [["甲乙", ["丙丁"]]]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("95588打来", "催收打来"),
        ("我接到95588和96110", "我接到催收和催收"),
        ("12378打来", "12378打来"),
        ("1237打来", "1237打来"),
        ("20261126", "20261126"),
        ("說", "说"),
        ("甲", "甲"),
        ("a1b2", "a 1 b 2"),
        ("甲" * 130, "甲" * 120),
    ],
)
def test_a_question_as_it_is_searched(text: str, read: str) -> None:
    made = question(**{"12378": {}, "甲*": {}})
    assert js(f"await {made}.readable(text)", text=text) == read


@pytest.mark.parametrize(
    ("runs", "joined"),
    [
        (["jia", "yi"], ["jiayi"]),
        (["jia", "abc", "yi"], ["jia", "abc", "yi"]),
        (["jia", "1", "yi"], ["jia", "1", "yi"]),
        (["甲", "yi"], ["甲", "yi"]),
        ([], []),
    ],
)
def test_syllables_typed_apart_are_read_together(runs: list[str], joined: list[str]) -> None:
    assert js(f"{question(abc={})}.joined(runs)", runs=runs) == joined


@pytest.mark.parametrize(
    ("text", "said"),
    [("咋个办", "怎么办"), ("咋办，勿要", "怎么办，不要"), ("咋", "怎么"), ("催收", "催收"), ("", "")],
)
def test_words_of_a_dialect_are_searched_in_the_standard_language(text: str, said: str) -> None:
    assert js(f"await {question()}.standard(text)", text=text) == said
    assert js(f"await {question(haste=True)}.standard(text)", text=text) == text, "that would be one file more"


def test_words_that_say_nothing_are_left_out_of_a_name() -> None:
    made = question(ignored="怎么办 请问")
    assert [js(f"{made}.strip(text)", text=text) for text in ("请问逾期怎么办", "请问")] == ["逾期", "请问"]


def test_sixteen_words_that_begin_as_typed_are_looked_at() -> None:
    made = question(**{f"甲{one}": {} for one in "乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"})
    assert len(js(f"{made}.beginning('甲')")) == 16


# The whole


ROOT = {"sections": [["概念", 5], ["术语", 3]], "labels": ["概念"], "texts": 6}


def test_pages_are_ranked_by_their_score_and_then_by_their_place_in_one_section_or_all() -> None:
    pages = [[6, {"score": 1}], [1, {"score": 2}], [5, {"score": 3}], [0, {"score": 2}], [9, {"score": 1}]]
    code = "(() => { const it = new Engine(() => null, {}); it.root = root; return [it.rank({ pages }, ''), it.rank({ pages }, '术语'), [4, 5, 7, 8].map((page) => it.sectionOf(page))]; })()"
    every, some, labels = js(code, root=ROOT, pages=pages)
    assert [page for page, _ in every] == [5, 0, 1, 6, 9] and [page for page, _ in some] == [5, 6]
    assert labels == ["概念", "术语", "术语", ""]


def test_an_excerpt_is_of_so_many_characters() -> None:
    code = "(async () => { const it = new Engine(() => null, {}); it.reader.start = async () => root; it.textsOf = async () => [['甲', text]]; return [await it.excerpt(3, ['催收']), await it.excerpt(3, ['催收'], 9)]; })()"
    long, short = js(f"await {code}", root=ROOT, text="一" * 20 + "催收" + "二" * 200)
    assert long == {"heading": "甲", "text": f"…{'一' * 12}催收{'二' * 50}…"} and short["text"] == f"…{'一' * 9}…"


def test_a_reader_started_twice_at_once_knows_what_each_character_says() -> None:
    """As when a page starts it while a question from its address is asked."""
    reader = "new Reader(() => Promise.resolve({ groups: '甲乙 丙', rarities: '314' }))"
    rarities = "['甲', '乙', '丙'].map((one) => reader.placeOf(one).rarity)"
    started = f"(async (reader) => (await Promise.all([reader.start(), reader.start()]), {rarities}))({reader})"
    assert js(started) == [3, 1, 4]
