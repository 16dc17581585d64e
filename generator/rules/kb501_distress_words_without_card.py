"""写到情绪危机，却没有求助卡。

## 查什么
文章或处境里出现“自杀”“轻生”“自残”“不想活”“绝望”等词（“不想再活”这样中间多一个字的也算），而 `distress` 是 `none`（或没写）。每个条目只报第一处。

## 为什么
搜到这一页的人可能正处在最难的时候。求助卡要先于正文出现。

## 怎么改
写 `distress: high`（整页谈危机）或 `distress: some`（只是提到）。

- 错：正文写“有人会不想活”，没有 `distress`
- 对：加一行 `distress: high`
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import all_texts
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("写到“{word}”，页面上却不会有求助卡", "“{word}” appears on a page without a help card")
ADVICE = Wording(
    "加上 distress: high（整页谈危机）或 distress: some（只是提到）。",
    "Add `distress: high` (the page is about a crisis) or `distress: some` (it only touches one).",
)


@dataclass(frozen=True)
class Distress:
    """The words of distress for which search shows the help card."""

    words: tuple[str, ...]

    @cached_property
    def found(self) -> AhoCorasick:
        """A search automaton for all words, which are too many to try one by one."""
        return AhoCorasick(self.words, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def found_apart(self) -> AhoCorasick:
        """The same for texts from which characters that may be inserted, such as 再 and 就, have been removed."""
        return AhoCorasick([word for word in self.words if not _BETWEEN & {*word}], matchkind=MatchKind.LeftmostLongest)

    def first(self, text: str) -> tuple[int, int] | None:
        """Start and end of the first word in a text, also with inserted 再, 就 and the like, as in 不想再活; None if there is
        none.
        """
        for _, start, end in self.found.find_matches_as_indexes(text):
            return start, end
        for _, start, end in self.found_apart.find_matches_as_indexes(_together(text)):
            places = [place for place, character in enumerate(text) if character not in _BETWEEN]
            return places[start], places[end - 1] + 1
        return None


_BETWEEN = frozenset("再就真都去也太很")


def _together(text: str) -> str:
    """A text without the characters that may be inserted into a word."""
    for character in _BETWEEN:
        text = text.replace(character, "")
    return text


def facts(given: Context) -> Distress:
    """The words that editors have listed."""
    return _listed(given.library.words.search.distress)


_listed = lru_cache(2)(Distress)
"""The words with their automata, which take longer to make than to use: kept while an editor types."""


@by_facts(facts)
def check(document: Document, distress: Distress) -> Iterator[Finding]:
    """A finding at the first word of distress in an entry that shows no help card."""
    if getattr(document.entry, "distress", "") == "none" and distress.first(all_texts(document)):
        for text in document.texts:
            if place := distress.first(text.value):
                yield Finding(document.within(text, *place), {"word": text.value[slice(*place)]})
                return
