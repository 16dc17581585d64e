"""The index of a base in which a word stands on more pages than a term keeps."""

from generator.search.analysis import Analyzer, Ignored
from generator.search.document import SearchDocument, TextPart
from generator.search.index import LEVELS, MOST_PAGES, analyse, build_index

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
    postings = build_index(pages, (), Ignored(()), analyzer).terms["催收电话"].postings
    kept = [posting >> 5 for posting in postings]
    others = [number for number in range(MOST_PAGES + 100) if number not in NAMED][: MOST_PAGES - len(NAMED)]
    assert kept == sorted([*NAMED, *others])
    levels = {posting >> 5: posting & LEVELS for posting in postings}
    assert min(levels[number] for number in NAMED) > max(levels[number] for number in others)
