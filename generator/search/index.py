"""The index: for each term the pages it leads to, with a weight that already holds field, length and synonym."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.search.analysis import Analyzer, Ignored, is_han, squeezed
from generator.search.document import SearchDocument
from generator.search.pinyin import initials, sounds

TITLE, ALIAS, HEADING, ANSWER, BODY = 9.0, 6.0, 3.0, 3.0, 0.6
"""How much a term counts by where it stands (BM25F field weights)."""
PAIR = 0.5
"""How much a pair of characters counts beside a word."""
SATURATION = 6.0
LENGTH = 0.4
"""BM25's k1 and b; only bodies are normalised by length."""
SYNONYM = 0.7
"""How much a synonym counts beside the word itself, after saturation: a page full of synonyms is not as good."""
LEVELS = 31
MOST_PAGES = 1000
"""A term keeps its best pages only: what stands on more says nothing about any."""
MOST_SYNONYMS_SHOWN = 6
LONGEST_WORD = 8
LONGEST_PHRASE = 24


@dataclass(frozen=True)
class Term:
    """A term of the index: page numbers and levels (1–31) by turns, in the order of pages.

    `pages` is how many pages have the term, those with only a synonym counted a quarter, so that a rare word stays
    rare; `also` are its synonyms, for readers.
    `kind` is `w` for a word that titles, aliases, headings or synonyms use, `t` for one that only running text uses,
    `b` for a pair of characters.
    """

    postings: "array[int]"
    pages: int
    kind: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """All terms, phrases and sounds of the pages."""

    documents: tuple[SearchDocument, ...]
    terms: dict[str, Term]
    phrases: dict[str, tuple[tuple[int, int], ...]]
    """Whole titles and aliases without the words that say nothing."""
    sounds: dict[str, tuple[str, ...]]
    """Blurred pinyin and initials of words, with the words, most useful first."""
    characters: frozenset[str]


@dataclass(frozen=True)
class Analysed:
    """One page cut into terms.

    `weights` come from title, aliases, answer and headings; `body` is how often a term stands in running text, whose
    weight depends on the other pages' lengths; `words` are all terms that are words, `prominent` those outside running
    text, `named` those in title and aliases.
    """

    document: SearchDocument
    weights: dict[str, float]
    body: dict[str, int]
    words: tuple[str, ...]
    prominent: tuple[str, ...]
    named: tuple[str, ...]


@dataclass
class _Weights:
    """Weights gathered per term and page before they become levels."""

    of: "dict[str, array[float]]" = field(default_factory=dict)
    """For each term and page that has it: number of the page, weight without running text, times in running text."""
    words: set[str] = field(default_factory=set)

    def add(self, page: Analysed, number: int) -> None:
        for term in dict.fromkeys((*page.weights, *page.body)):
            found = number, page.weights.get(term, 0.0), page.body.get(term, 0)
            self.of.setdefault(term, array("d")).extend(found)

    def pages(self, term: str, bodies: Sequence[float]) -> dict[int, float]:
        """The pages of a term with its whole weight on each; `bodies` is what a word of running text counts there."""
        found = iter(self.of[term])
        return {
            int(page): weight + bodies[int(page)] * times
            for page, weight, times in zip(found, found, found, strict=True)
        }


def build_index(
    analysed: Iterable[Analysed], groups: Sequence[Sequence[str]], ignored: Ignored, analyzer: Analyzer
) -> Index:
    """The index of pages. `groups` are synonyms, each the words of one meaning."""
    weights = _Weights()
    prominent: set[str] = set()
    named: set[str] = set()
    documents: list[SearchDocument] = []
    for number, page in enumerate(analysed):
        documents.append(page.document)
        weights.add(page, number)
        weights.words.update(page.words)
        prominent.update(page.prominent)
        named.update(page.named)
    bodies = _body_weights(documents)
    grouped = {squeezed(word) for group in groups for word in group} & weights.of.keys()
    with_synonyms = {word: weights.pages(word, bodies) for word in grouped}
    also = _add_synonyms(with_synonyms, groups)
    topical = prominent | set(also)
    terms = {}
    for term in weights.of.keys() | with_synonyms.keys():
        pages = with_synonyms.get(term) or weights.pages(term, bodies)
        own_pages = len(weights.of.get(term, ())) // 3
        kind = _kind(term, topical, weights.words)
        terms[term] = _term(pages, own_pages, documents, kind, also.get(term, ()))
    own = frozenset(character for term in terms for character in term if is_han(character))
    heard = _sounds(named | set(also), terms, set(analyzer.own_words))
    return Index(tuple(documents), terms, _phrases(documents, ignored), heard, own)


def _body_weights(documents: Sequence[SearchDocument]) -> list[float]:
    """What one word of running text counts on each page: the less, the longer the page."""
    lengths = [sum(len(text) for _, text in document.parts) for document in documents]
    average = max(1.0, sum(lengths) / max(1, len(lengths)))
    return [BODY / max(0.7, 1 - LENGTH + LENGTH * length / average) for length in lengths]


def analyse(document: SearchDocument, analyzer: Analyzer) -> Analysed:
    """The terms of one page."""
    weights: Counter[str] = Counter()
    body: Counter[str] = Counter()
    words: set[str] = set()
    named: set[str] = set()
    for name, weight in ((document.title, TITLE), *((alias, ALIAS) for alias in document.aliases)):
        found = analyzer.words(name)
        named.update(found)
        _weigh(weights, found, weight)
        _weigh(weights, (pair for pair in analyzer.pairs(name) if pair not in set(found)), weight * PAIR)
    prominent = set(named)
    headings = ((heading, HEADING) for heading, _ in document.parts if heading)
    for text, weight in ((document.answer, ANSWER), *headings):
        found, loose = analyzer.cut(text)
        prominent.update(found)
        _weigh(weights, (*found, *loose), weight)
    for _, text in document.parts:
        found, loose = analyzer.cut(text)
        words.update(found)
        body.update(found)
        body.update(loose)
    return Analysed(
        document, dict(weights), dict(body), tuple(sorted(words | prominent)), tuple(sorted(prominent)),
        tuple(sorted(named)),
    )  # fmt: skip


def _weigh(weights: Counter[str], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        weights[term] += weight  # type: ignore[assignment]


def _kind(term: str, topical: set[str], words: set[str]) -> str:
    if term in topical:
        return "w"
    return "t" if term in words else "b"


def _term(
    pages: dict[int, float], own: int, documents: Sequence[SearchDocument], kind: str, also: tuple[str, ...]
) -> Term:
    levels = []
    for page, weight in pages.items():
        level = round(LEVELS * documents[page].prior * weight / (SATURATION + weight))
        levels.append((page, level if 0 < level < LEVELS else LEVELS if level else 1))
    if len(levels) > MOST_PAGES:
        levels = sorted(levels, key=lambda item: (-item[1], item[0]))[:MOST_PAGES]
    postings = array("I", (number for pair in sorted(levels) for number in pair))
    return Term(postings, own + (len(pages) - own) // 4, kind, also)


def _add_synonyms(of: dict[str, dict[int, float]], groups: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Give each word of a group the pages of the others, at a discount; returns each word's synonyms."""
    also: dict[str, dict[str, None]] = {}
    added: list[tuple[str, int, float]] = []
    for group in groups:
        shown = {squeezed(word): word for word in group}
        for word in shown:
            for other in shown:
                if other != word:
                    also.setdefault(word, {})[shown[other]] = None
                    added += [(word, page, _as_synonym(weight)) for page, weight in of.get(other, {}).items()]
    for word, page, weight in added:
        pages = of.setdefault(word, {})
        pages[page] = max(pages.get(page, 0.0), weight)
    return {word: tuple(others)[:MOST_SYNONYMS_SHOWN] for word, others in also.items() if word in of}


def _as_synonym(weight: float) -> float:
    """The weight that counts, once saturated, `SYNONYM` times as much."""
    return SYNONYM * weight * SATURATION / (SATURATION + (1 - SYNONYM) * weight)


def _phrases(documents: Sequence[SearchDocument], ignored: Ignored) -> dict[str, tuple[tuple[int, int], ...]]:
    phrases: dict[str, dict[int, int]] = {}
    for page, document in enumerate(documents):
        for text, level in ((document.title, LEVELS), *((alias, LEVELS - 4) for alias in document.aliases)):
            phrase = ignored.strip(squeezed(text))
            if 1 < len(phrase) <= LONGEST_PHRASE:
                pages = phrases.setdefault(phrase, {})
                pages[page] = max(pages.get(page, 0), max(1, round(level * min(1.0, document.prior))))
    return {phrase: tuple(sorted(pages.items())) for phrase, pages in phrases.items()}


def _sounds(words: set[str], terms: dict[str, Term], own: set[str]) -> dict[str, tuple[str, ...]]:
    """Sounds of the words in titles and aliases and of synonyms; initials of the base's own words only."""
    found: dict[str, set[str]] = {}
    for word in words:
        if is_han(word) and 1 < len(word) <= LONGEST_WORD and word in terms:
            for said in sounds(word):
                found.setdefault(said, set()).add(word)
            if word in own and len(word) > 1:
                found.setdefault(initials(word), set()).add(word)
    return {
        said: tuple(sorted(heard, key=lambda word: (word not in own, -terms[word].pages, word))[:8])
        for said, heard in found.items()
        if said
    }
