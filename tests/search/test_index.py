"""The index of a base with a word that is on more pages than the index keeps for a term."""

from generator.search.analysis import Analyzer, Ignored
from generator.search.document import SearchDocument, TextPart
from generator.search.index import LEVELS, MOST_PAGES, analyse, build_index
from generator.search.numbering import numbers

NAMED = (3, MOST_PAGES + 40, MOST_PAGES + 99)
"""Pages that have the word in their title; all others have it in running text."""


def document(number: int) -> SearchDocument:
    title = "催收电话" if number in NAMED else f"第 {number} 页"
    return SearchDocument(
        f"/{number}/", "concepts", "概念", title, "", parts=(TextPart("", "接到催收电话以后先记下时间。"),)
    )


def test_a_word_of_very_many_pages_keeps_those_named_after_it_and_then_the_first() -> None:
    analyzer = Analyzer(["催收电话"])
    pages = [analyse(document(number), analyzer) for number in range(MOST_PAGES + 100)]
    postings = build_index(enumerate(pages), (), Ignored(()), analyzer).terms["催收电话"].postings
    kept = [posting >> 5 for posting in postings]
    others = [number for number in range(MOST_PAGES + 100) if number not in NAMED][: MOST_PAGES - len(NAMED)]
    assert kept == sorted([*NAMED, *others])
    levels = {posting >> 5: posting & LEVELS for posting in postings}
    assert min(levels[number] for number in NAMED) > max(levels[number] for number in others)


def test_a_new_page_leaves_the_numbers_of_others_as_they_are() -> None:
    pages = [(f"/{kind}/{number:04}/", kind) for kind in ("concepts", "terms", "sources") for number in range(1200)]
    before = numbers(pages)
    assert list(before.values()) == sorted(set(before.values())) and len(before) == len(pages)
    kinds = [address.split("/")[1] for address in before]
    assert kinds == [kind for _, kind in pages], "the pages of a section lie together"
    assert max(before.values()) < 3 * len(pages) + 100
    moved = 0
    for number in range(100):
        after = numbers([(f"/concepts/new-{number}/", "concepts"), *pages])
        moved += sum(after[address] != before[address] for address, _ in pages)
    assert moved < 300, "three pages for each new one, of 3,600"
