"""The index: how much each word of a page counts, which pages are kept for it, where it lies among the files, and that the
engine finds all of it there.
"""

import json
import random
from array import array
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from generator.rendering.output import Output
from generator.search import encoding, index
from generator.search.analysis import Analyzer, Ignored
from generator.search.clusters import Together, clusters
from generator.search.document import AnsweringSentence, SearchDocument, TextPart
from generator.search.encoding import NAME, encode, postings
from generator.search.index import SearchIndex, build_index
from generator.search.joining import Joined
from generator.search.numbering import numbers
from generator.search.page_terms import LEVELS, Analysed, analyse
from generator.search.placement import placement, together
from generator.search.scripts import engine

MOST_PAGES = 100
NAMED = (3, MOST_PAGES + 40, MOST_PAGES + 99)
"""Pages that have the word in their title; all others have it in running text."""


def document(number: int) -> SearchDocument:
    title = "催收电话" if number in NAMED else f"第 {number} 页"
    return SearchDocument(
        f"/{number}/", "concepts", "概念", title, "", parts=(TextPart("", "接到催收电话以后先记下时间。"),)
    )


def test_a_word_of_very_many_pages_keeps_those_named_after_it_and_then_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "MOST_PAGES", MOST_PAGES)
    analyzer = Analyzer(["催收电话"])
    pages = [analyse(document(number), analyzer) for number in range(MOST_PAGES + 100)]
    built = build_index(Joined.of(enumerate(pages)), {}, (), Ignored(()), analyzer)
    assert len(built.shingles["第"]) == MOST_PAGES and len(built.shingles["催收"]) == len(NAMED)
    postings = built.terms["催收电话"].postings
    kept = [posting >> 5 for posting in postings]
    others = [number for number in range(MOST_PAGES + 100) if number not in NAMED][: MOST_PAGES - len(NAMED)]
    assert kept == sorted([*NAMED, *others])
    levels = {posting >> 5: posting & LEVELS for posting in postings}
    assert min(levels[number] for number in NAMED) > max(levels[number] for number in others)


def test_pages_that_are_taken_out_and_put_in_leave_what_joining_all_anew_gives() -> None:
    analyzer, chance = Analyzer(["催收电话"]), random.Random(7)
    bodies = (
        "接到催收电话以后先记下时间。",
        "律师函上写的金额和账单不一样。",
        "还款以后要留下凭证。",
        "先记下时间，再看账单。",
    )

    def analysed(number: int, body: str) -> Analysed:
        return analyse(replace(document(number), title=body[:6], parts=(TextPart("", body),)), analyzer)

    pages = {number: analysed(number, chance.choice(bodies)) for number in range(0, 60, 2)}
    joined = Joined.of(pages.items())
    for _ in range(20):
        kept = joined.kept(dict.fromkeys(pages, b""), {})
        joined = Joined(kept)
        for number in chance.sample(range(70), 5):
            if number in pages:
                joined.remove(number, pages.pop(number))
            if chance.random() < 0.7:
                pages[number] = analysed(number, chance.choice(bodies))
                joined.add(number, pages[number])
        anew = Joined.of(sorted(pages.items()))
        assert joined.kept({}, {}) == anew.kept({}, {})


def test_a_new_page_leaves_the_numbers_of_others_as_they_are() -> None:
    pages = [(f"/{kind}/{number:04}/", kind) for kind in ("concepts", "terms", "sources") for number in range(1200)]
    before = numbers(pages)
    assert list(before.values()) == sorted(set(before.values())) and len(before) == len(pages)
    kinds = [address.split("/")[1] for address in before]
    assert kinds == [kind for _, kind in pages], "the pages of a section lie together"
    assert max(before.values()) < 3 * len(pages) + 100
    moved = 0
    for number in range(20):
        after = numbers([(f"/concepts/new-{number}/", "concepts"), *pages])
        moved += sum(after[address] != before[address] for address, _ in pages)
    assert moved < 60, "three pages for each new one, of 3,600"


@pytest.mark.parametrize("pages", [*range(40), 99, 100, 1000, 1535, 1536, 1537])
def test_a_section_has_a_third_to_two_thirds_more_numbers_than_pages(pages: int) -> None:
    wanted = [(f"/a/{number}/", "a") for number in range(pages)]
    found = numbers([*wanted, ("/b/", "b"), ("/c/", "c")])
    one, other = found["/b/"], found["/c/"]
    last = max((found[address] for address, _ in wanted), default=-1)
    if pages:
        assert pages * 4 // 3 + 8 <= one <= max(2, pages * 5 / 3) + 9 and last < one
    assert other == one + 1 + 8, "a section of one page has one number and eight to spare"


def test_sections_grow_in_few_steps() -> None:
    firsts = {numbers([*((f"/a/{n}/", "a") for n in range(pages)), ("/b/", "b")])["/b/"] for pages in range(96, 193)}
    assert len(firsts) == 5


def levels(**more: Any) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """How much each word of a page counts, those of running text apart, and each character and pair."""
    given = {"title": "天气", "answer": "", **more}
    page = analyse(SearchDocument("/x/", "concepts", "概念", **given), Analyzer(["催收", "律师函"]))
    every = (page.prominent, page.running, page.shingles)
    one, other, parts = (dict(zip(each.words, each.levels, strict=True)) for each in every)
    return one, other, parts


@pytest.mark.parametrize(
    ("where", "level"),
    [
        ({"title": "催收"}, 14),
        ({"title": "催收", "prior": 0.5}, 4),
        ({"title": "催收", "prior": 0.01}, 1),
        ({"title": "催收", "aliases": ("催收",)}, 15),
        ({"aliases": ("催收",)}, 11),
        ({"answer": "催收"}, 7),
        ({"parts": (TextPart("催收", ""),)}, 7),
        ({"parts": (TextPart("甲", "", "催收"),)}, 7),
        ({"questions": ("催收",)}, 7),
        ({"questions": ("催收吗", "催收催收")}, 10),
        ({"questions": ("催收",) * 7}, 14),
        ({"questions": ("催收",) * 20}, 14),
    ],
)
def test_how_much_a_word_counts_by_where_it_stands(where: dict[str, Any], level: int) -> None:
    prominent, running, _ = levels(**{"prior": 1.75, **where})
    assert prominent["催收"] == level and "催收" not in running


@pytest.mark.parametrize(
    ("times", "length", "level"), [(1, 2, 3), (4, 9, 8), (9, 18, 13), (4, 437, 6), (4, 1000, 5), (4, 2000, 3)]
)
def test_a_word_of_running_text_counts_by_how_often_it_stands_in_how_long_a_text(
    times: int, length: int, level: int
) -> None:
    body = "催收" * times + "。" * (length - 2 * times)
    prominent, running, shingles = levels(parts=(TextPart("", body[:2], "催收"), TextPart("", body[2:])), prior=1.75)
    assert running == {"催收": level} and "催收" not in prominent and "催" not in shingles


ELSEWHERE = "天地玄黄宇宙洪荒日月盈昃"


@pytest.mark.parametrize(
    ("where", "pair", "one"),
    [
        ({"title": "催收"}, 10, 10),
        ({"aliases": ("催收",)}, 8, 8),
        ({"answer": f"催收{ELSEWHERE}"}, 3, 3),
        ({"answer": ELSEWHERE, "parts": (TextPart("催收", ""),), "prior": 0.1}, 3, 3),
        ({"answer": ELSEWHERE, "parts": (TextPart("甲", "", "催收"),), "prior": 0.1}, 3, 3),
        ({"answer": ELSEWHERE, "questions": ("催收",)}, None, 3),
        ({"answer": ELSEWHERE, "questions": ("催收", "催收")}, 5, 5),
        ({"answer": ELSEWHERE, "questions": ("催收催收",) * 4}, 6, 6),
        ({"title": "催收", "prior": 100}, 15, 15),
        ({"title": "催收", "prior": 0.0001}, 1, 1),
    ],
)
def test_how_much_a_character_and_a_pair_count(where: dict[str, Any], pair: int | None, one: int) -> None:
    _, _, shingles = levels(**{"prior": 0.05, **where})
    assert (shingles.get("催收"), shingles["催"]) == (pair, one)


def test_words_of_names_can_be_typed_by_their_sounds() -> None:
    page = SearchDocument("/x/", "a", "概念", "催收 abc", "律师函", aliases=("律师函甲乙丙丁戊己庚辛",))
    spoken = analyse(page, Analyzer(["催收", "律师函", "甲乙丙丁戊己庚辛"])).spoken
    assert {"催收", "律师函", "甲乙丙丁戊己庚辛"} <= {*spoken} and all(
        1 < len(word) <= 8 and word != "abc" for word in spoken
    )
    assert list(spoken) == sorted(spoken)


def indexed(
    *pages: SearchDocument, groups: Iterable[tuple[str, ...]] = (), own: Iterable[str] = ("催收", "律师函")
) -> SearchIndex:
    """The index of some pages, numbered from 0."""
    return built(enumerate(pages), tuple(groups), Analyzer(own))


def built(
    pages: Iterable[tuple[int, SearchDocument]], groups: tuple[tuple[str, ...], ...], analyzer: Analyzer
) -> SearchIndex:
    """The index of some pages, given with their numbers."""
    documents = dict(pages)
    joined = Joined.of((number, analyse(each, analyzer)) for number, each in documents.items())
    return build_index(joined, documents, groups, Ignored(("怎么办",)), analyzer)


def page(title: str, body: str = "", **more: Any) -> SearchDocument:
    return SearchDocument(f"/{title}/", "concepts", "概念", title, "", parts=(TextPart("", body),), **more)


def kept(found: Iterable[int]) -> dict[int, int]:
    """The pages of some postings with their levels."""
    return {posting >> 5: posting & 31 for posting in found}


@pytest.mark.parametrize(
    ("given", "best"),
    [
        ([1, 5, 3, 5, 2], {1: 5, 2: 3, 3: 5}),
        ([4, 4, 4, 4], {0: 4, 1: 4, 2: 4}),
        ([1, 1, 1, 15], {0: 1, 1: 1, 3: 15}),
        ([15, 15, 15, 15, 1], {0: 15, 1: 15, 2: 15}),
        ([2, 3, 4, 9], {1: 3, 2: 4, 3: 9}),
    ],
)
def test_of_too_many_pages_the_best_are_kept_and_of_equal_ones_the_first(
    monkeypatch: pytest.MonkeyPatch, given: list[int], best: dict[int, int]
) -> None:
    monkeypatch.setattr(index, "MOST_PAGES", 3)
    found = array("I", (number << 5 | level for number, level in enumerate(given)))
    term = index._term(found, len(found), "w", ())
    assert kept(term.postings) == best and term.pages == len(given)
    assert kept(index._term(found[:3], 3, "w", ()).postings) == dict(enumerate(given[:3]))


@pytest.mark.parametrize(("own", "others", "pages"), [(1, 3, 1), (1, 4, 2), (3, 4, 4), (3, 8, 5), (0, 4, 1)])
def test_four_pages_with_words_of_one_meaning_make_a_word_as_frequent_as_one_with_it(
    own: int, others: int, pages: int
) -> None:
    found = array("I", (number << 5 | 8 for number in range(own + others)))
    assert index._term(found, own, "w", ()).pages == pages


def test_a_word_finds_the_pages_of_words_of_one_meaning_a_little_lower() -> None:
    pages = [page("清偿"), page("还款"), page("别的", "清偿"), page("还款清偿"), page("别的事", "清偿" * 9)]
    pages += [page("又一件", "清偿" * 6), page("再一件", "清偿" * 5), page("还款二", "清偿" * 6)]
    found = indexed(*pages, groups=[("还款", "清偿", "偿还")], own=("还款", "清偿", "偿还")).terms
    assert kept(found["清偿"].postings) == {0: 8, 1: 6, 2: 1, 3: 8, 4: 7, 5: 6, 6: 5, 7: 6}
    assert kept(found["还款"].postings) == {0: 6, 1: 8, 3: 8, 4: 5, 5: 4, 7: 8}, (
        "not the pages that only mention the other"
    )
    assert kept(found["偿还"].postings) == {0: 6, 1: 6, 3: 6, 4: 5, 5: 4, 7: 6}
    assert [found[word].pages for word in ("清偿", "还款", "偿还")] == [7, 3, 1]
    assert [found[word].also for word in ("清偿", "偿还")] == [("还款", "偿还"), ("还款", "清偿")]
    assert {found[word].kind for word in ("清偿", "还款", "偿还")} == {"w"} and found["别的"].also == ()


def test_of_words_of_one_meaning_six_are_shown_as_they_are_written() -> None:
    words = ("催收", "A B", "c2", "c3", "c4", "c5", "c6", "c7")
    found = indexed(page("催收"), groups=[words, ("催收", "c2", "c8")]).terms
    assert found["催收"].also == words[1:7] and found["ab"].also == ("催收", *words[2:7])
    assert found["c8"].also == ("催收", "c2") and kept(found["c8"].postings) == {0: 6}
    assert "没有" not in indexed(page("催收"), groups=[("没有", "也没有")]).terms


def test_a_word_that_only_running_text_has_is_marked() -> None:
    found = indexed(page("催收", "律师函"), page("天气", "催收")).terms
    assert (found["催收"].kind, found["律师函"].kind) == ("w", "t")


def test_names_without_words_that_say_nothing_are_found_whole() -> None:
    long = "甲" * 24
    pages = [
        page("催收怎么办", aliases=("律师函", "催 收", "乙")),
        page("律师函", prior=0.5),
        page("催收", prior=9),
        page(long, aliases=(f"{long}丙",)),
        page("丁丁", prior=0.001),
    ]
    assert indexed(*pages).phrases == {
        "催收": ((0, 15), (2, 15)),
        "律师函": ((0, 13), (1, 8)),
        long: ((3, 15),),
        "丁丁": ((4, 1),),
    }


def test_words_are_found_by_their_sound_and_own_words_by_their_initials() -> None:
    found = indexed(page("催收", "还款"), page("还款"), page("摧手还款"), own=("催收", "还款", "摧手")).sounds
    assert found["cuisou"] == ("催收", "摧手"), (
        "of words of one sound that on more pages comes first, then the one before"
    )
    assert found["cs"] == ("催收", "摧手") and found["huankuan"] == found["haikuan"] == ("还款",)
    assert "天气" in indexed(page("天气")).sounds["tianqi"] and "tq" not in indexed(page("天气")).sounds
    many = indexed(*(page(f"{word}手") for word in "催摧崔璀脆翠淬萃粹"), own=[f"{w}手" for w in "催摧崔璀脆翠淬萃粹"])
    assert len(many.sounds["cuisou"]) == 8


# Where everything lies


@pytest.mark.parametrize(
    "pages",
    [[0], [31, 32, 33], [0, 1, 1023, 1024, 40_000], [5, 1_060_000], [*range(100)], [32, 64, 1056, 33_000, 33_001]],
)
def test_what_is_written_of_pages_is_read(pages: list[int]) -> None:
    found = [number << 5 | 1 + place % 15 for place, number in enumerate(pages)]
    context = MiniRacer()
    context.eval(f"const kbHelp = {{}};\n{engine()}")
    read = json.loads(str(context.eval(f"JSON.stringify(decode({json.dumps(postings(found))}))")))
    assert read == {"pages": pages, "levels": [1 + place % 15 for place in range(len(pages))]}
    assert len(postings([number << 5 for number in range(100)])) == 200, "two letters for a page beside the last"


CHARACTERS = "催收还款律师函征信逾期罚息利率合同法院电话记录协商账单分付花呗"


def many() -> list[SearchDocument]:
    """Pages with names, words of Chinese and other characters, questions, sentences that answer, and texts."""
    found = []
    for number in range(110):
        one, other, third = (CHARACTERS[number * step % len(CHARACTERS)] for step in (1, 7, 11))
        found.append(
            SearchDocument(
                f"/{number}/",
                "concepts" if number < 40 else "terms",
                "概念" if number < 40 else "术语",
                f"{one}{other}第{number}条",
                f"{other}{third}",
                aliases=(f"word{number * 37}x", f"{third}{one}"),
                questions=(f"{one}{third}怎么办", f"{one}{other}吗"),
                parts=(TextPart("甲", f"{one}{other}{third}{number}" * 3), TextPart("乙", "")),
                replies=(AnsweringSentence(f"第{number}句", "甲", "a", (f"{one}{third}怎么办",)),)
                if number % 3
                else (),
                grave=number == 7,
                urgent=number in (8, 100),
            )
        )
    return found


@pytest.fixture(scope="module")
def laid_out() -> Iterable[tuple[SearchIndex, tuple[Output, ...], MiniRacer]]:
    """An index in many small blocks, its files, and the engine over them; numbers are left free between pages."""
    analyzer = Analyzer([*(CHARACTERS[n : n + 2] for n in range(0, len(CHARACTERS), 2))])
    numbered = ((number + number // 3, each) for number, each in enumerate(many()))
    found = built(numbered, (("催收", "word0x"),), analyzer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "SMALLEST_BLOCK", 900)
        patch.setattr(encoding, "HOT_BLOCK", 700)
        patch.setattr(encoding, "isqrt", lambda size: 0)
        files = encode(found, Ignored(("怎么办",)), "")
    context = MiniRacer()
    context.eval("const parts = {}; const kbSearch = (name, value) => { parts[name] = value; }; const kbHelp = {};")
    context.eval("\n".join([file.content.decode() for file in files] + [engine()]))
    context.eval("const engine_ = new Engine((name) => parts[name], kbHelp);")
    yield found, files, context


def said(context: MiniRacer, code: str) -> Any:
    """What a promise of the engine comes to."""
    context.eval(
        f"var answer = null; engine_.start().then(async () => {{ answer = JSON.stringify(await ({code})()); }});"
    )
    return json.loads(str(context.eval("answer")))


def test_the_engine_finds_each_key_where_it_looks_for_it(laid_out: Any) -> None:
    found, _, context = laid_out
    wanted = encoding._lines(found, encoding.Encoded({}))
    code = """async () => {
      const found = {};
      for (const key of KEYS) {
        const view = new View(engine_.reader);
        await view.fetchFor([key]);
        const entry = view.get(key);
        found[key] = entry && view.numbers.size === 1 ? [entry.words || [], entry.also || [], entry.count, entry.rest || ""] : null;
      }
      return found;
    }"""
    got = said(context, code.replace("KEYS", json.dumps([*wanted])))
    for key, entry in got.items():
        if key.endswith("~"):
            assert entry[0] == [*found.sounds[key[:-1]]]
        elif key in found.terms:
            term = found.terms[key]
            count = term.pages if term.pages != len(term.postings) else 0
            assert entry == [[], [*term.also], count, postings(term.postings)], key
        else:
            assert entry and entry[3] == wanted[key].split("\t")[2], key
    assert len(got) == len(wanted) > 500
    assert said(
        context,
        "async () => { const view = new View(engine_.reader); await view.fetchFor(['zzz', '龘']); "
        "return [view.get('zzz'), view.get('龘'), view.get('催收')]; }",
    ) == [None, None, None]


def test_keys_that_begin_alike_are_found_across_blocks(laid_out: Any) -> None:
    found, _, context = laid_out
    keys = sorted(encoding._lines(found, encoding.Encoded({})))
    code = """async () => {
      const found = [];
      for (const prefix of PREFIXES) {
        const view = new View(engine_.reader);
        await view.fetchFor([], [prefix]);
        found.push([view.numbers.size, view.startingWith(prefix, 99).map(({ key }) => key)]);
      }
      const view = new View(engine_.reader);
      return [found, (await view.allFrom("w", 99)).map(({ key }) => key)];
    }"""
    prefixes = [f"word{number}" for number in range(10, 40)]
    begun, all_of_them = said(context, code.replace("PREFIXES", json.dumps(prefixes)))
    assert [words for _, words in begun] == [[key for key in keys if key.startswith(prefix)] for prefix in prefixes]
    assert {blocks for blocks, _ in begun} == {1, 2}
    assert all_of_them == [key for key in keys if key.startswith("w")]


def test_blocks_are_of_the_size_that_they_should_be(laid_out: Any) -> None:
    _, files, context = laid_out
    root = said(context, "async () => engine_.root")
    size = {file.path.rpartition("/")[2][:NAME]: len(file.content) for file in files}
    names = [root["blocks"][at : at + NAME] for at in range(0, len(root["blocks"]), NAME)]
    hot, cold = names[: root["hot"]], names[root["hot"] :]
    assert len(cold) == len(root["starts"]) > 4 and all(300 < size[name] <= 1900 for name in cold[:-1])
    assert all(
        size[name] < 800
        for number, name in enumerate(hot)
        if len([*root["groups"].split(" "), ""][min(number, len(root["groups"].split(" ")))]) > 1
    )
    assert root["starts"] == sorted(root["starts"])
    assert root["pages"] == 110 and root["labels"] == ["概念", "术语"] and sum(n for _, n in root["sections"]) == 146
    assert (root["grave"], root["urgent"]) == ([9], [10, 133])
    assert root["ignored"] == ["怎么办"] and root["word"] == 8 and root["number"] == ""
    assert {len(root[name]) for name in ("sounds", "forms")} == {NAME}


@pytest.mark.parametrize(
    ("smallest", "lines", "most"), [(100, 100, 20), (100, 400, 25), (100, 1600, 50), (300, 400, 60)]
)
def test_blocks_grow_with_the_root_of_the_index_and_are_no_smaller_than_the_smallest(
    monkeypatch: pytest.MonkeyPatch, smallest: int, lines: int, most: int
) -> None:
    monkeypatch.setattr(encoding, "SMALLEST_BLOCK", smallest)
    monkeypatch.setattr(encoding, "_is_cut", lambda line: False)
    blocks = encoding._blocks([f"{number:010}" for number in range(lines)])
    assert [len(block) for block in blocks[:-1]] == [most] * (len(blocks) - 1) and len(blocks[-1]) <= most


def test_a_block_that_is_half_full_ends_before_a_key_that_may_begin_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "SMALLEST_BLOCK", 100)
    monkeypatch.setattr(encoding, "_is_cut", lambda line: True)
    assert [len(block) for block in encoding._blocks(["0123456789"] * 20)] == [6, 6, 6, 2]


def test_what_is_shown_of_each_page_is_found(laid_out: Any) -> None:
    _, _, context = laid_out
    pages = {number + number // 3: each for number, each in enumerate(many())}
    code = """async () => Promise.all(NUMBERS.map(async (page) => [
      await engine_.hitOf([page, { score: 1, why: [] }]), await engine_.textsOf(page),
      engine_.sectionOf(page), (await engine_.repliesOf(page))[1]]))"""
    code = code.replace("NUMBERS", json.dumps([*pages]))
    for (number, each), (hit, texts, section, replies) in zip(pages.items(), said(context, code), strict=True):
        shown = {"address": each.address, "title": each.title, "answer": each.answer, "label": each.label}
        assert hit == {"page": number, "score": 1, "why": [], **shown} and section == each.label
        assert [text[:2] for text in texts] == [[part.heading, part.body] for part in each.parts if part.body]
        assert [sentence for sentence, *_ in replies] == [reply.sentence for reply in each.replies]


def test_a_new_page_changes_few_files() -> None:
    def names(pages: list[SearchDocument]) -> set[str]:
        numbered = numbers((each.address, each.section) for each in sorted(pages, key=lambda each: each.section))
        analyzer = Analyzer(["催收"])
        found = {numbered[each.address]: each for each in pages}
        files = encode(built(sorted(found.items()), (), analyzer), Ignored(()), "")
        return {file.path for file in files}

    pages = many()
    before, after = names(pages), names([*pages, page("完全不同", "甲乙")])
    assert len(after - before) <= 8 < len(after)


@pytest.mark.parametrize(
    ("asked", "sizes", "most", "groups"),
    [
        (["甲乙", "甲乙", "丙丁", "甲丙"], {"甲": 10, "乙": 10, "丙": 10, "丁": 10}, 20, ["甲乙", "丁丙"]),
        (["甲乙", "甲乙", "丙丁", "甲丙"], {"甲": 10, "乙": 10, "丙": 10, "丁": 10}, 30, ["丙乙甲", "丁"]),
        (["甲乙", "甲乙", "甲丙"], {"甲": 10, "乙": 11, "丙": 10}, 20, ["丙甲", "乙"]),
        (["甲乙", "甲丙丙"], {"甲": 10, "乙": 900, "丙": 10}, 1000, ["丙乙甲"]),
        (["甲乙甲", "甲丙", "甲丙"], {"甲": 10, "乙": 100, "丙": 100}, 110, ["丙甲", "乙"]),
        ([], {"甲": 99, "乙": 1}, 10, ["乙", "甲"]),
        (["丁"], {"甲": 1, "丁": 99}, 10, ["丁", "甲"]),
        (["甲乙丁", "甲丁", "甲乙丁"], {"甲": 10, "乙": 300, "丁": 10}, 310, ["丁甲", "乙"]),
        (["甲乙"] * 3 + ["甲丁"] * 2, {"甲": 10, "乙": 500, "丁": 10}, 510, ["丁甲", "乙"]),
        (["甲乙"] * 9 + ["甲丁"] * 2, {"甲": 10, "乙": 500, "丁": 10}, 510, ["乙甲", "丁"]),
    ],
)
def test_characters_that_are_asked_for_together_lie_together(
    asked: list[str], sizes: dict[str, int], most: int, groups: list[str]
) -> None:
    found = clusters(Together.of(asked, 1), sizes, most)
    assert [{*group} for group in found] == [{*group} for group in groups]
    assert all(group == "".join(sorted(group)) for group in found)


def test_a_key_lies_with_its_rarest_character() -> None:
    asked = ["甲"] * 600 + ["甲乙"] * 3 + ["乙"] * 60 + ["丙"] * 7
    place = placement({"甲": 10, "乙": 10, "丙丙": 10, "甲乙": 10, "甲丁": 30, "戊": 60, "abc": 9}, together(asked), 25)
    assert place.rarities == {"甲": 0, "乙": 2, "丙": 5, "丁": 6, "戊": 6}
    assert set(place.groups) == {"甲", "乙", "丙"} and place.more == 4 and place.blocks == 7
    number = {group: place.groups.index(group) for group in place.groups}
    assert [place.block(key) for key in ("甲", "甲乙", "丙丙", "abc")] == [
        number["甲"],
        number["乙"],
        number["丙"],
        None,
    ]
    assert place.block("甲丁") == 3 + ord("丁") % 4 and place.block("戊") == 3 + ord("戊") % 4
    assert placement({"甲": 10}, together(["甲"] * 99), 25).blocks == 1
