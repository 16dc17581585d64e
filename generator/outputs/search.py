"""The search index and its scripts, from the entries."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import NamedTuple
from zlib import crc32

from generator.content_types.contact import Contact
from generator.content_types.effect import Effect
from generator.content_types.path import Path
from generator.content_types.source import Source
from generator.content_types.term import Term
from generator.entry import Entry, Location, Role, Text, has_role
from generator.linking.addresses import address, section_anchor
from generator.reading.choices import all_variants
from generator.reading.document import Document
from generator.reading.editors_words import SearchWords
from generator.remembering.memo import Memo, digest
from generator.remembering.values import Later, remembered
from generator.rendering.edition import Edition, term_tip
from generator.rendering.inputs import Inputs
from generator.rendering.output import LateOutput, Output, PlannedFiles
from generator.rendering.page import PlannedPage, keys_of_tips, with_tips
from generator.rendering.templates import render
from generator.rendering.views import start
from generator.search.analysis import Analyzer, Ignored, folded, squeezed
from generator.search.clusters import Together
from generator.search.dialects import Dialects, Words, local_words
from generator.search.distress import Ear, ear
from generator.search.document import CITED, AnsweringSentence, SearchDocument, TextPart
from generator.search.encoding import (
    FOLDER,
    Encoded,
    PageText,
    PageTexts,
    Prepared,
    TextGroup,
    encode,
    page_texts,
    text_groups,
    typed,
)
from generator.search.index import build_index
from generator.search.joining import Joined, Kept
from generator.search.learning import Learnt
from generator.search.numbering import numbers
from generator.search.page_terms import Analysed, analyse
from generator.search.pinyin import kept_readings
from generator.search.placement import together
from generator.search.scripts import INDEX, PATH, script
from generator.search.subject import subject

_ASKED, _CALM = 12_000, 20_000
"""Maximum number of texts that the classifiers for subject and distress are trained on (always the same ones)."""
_WAYS = 4
"""How many ways of asking for one sentence the classifier for distress is trained on: with more, details outweigh all else."""
_SENTENCE = re.compile(rf"(?:“[^”\n]*”|[^。！？\n])+[。！？]*{CITED}*")
"""Pattern of quotations, which are not split into sentences."""
_LONGEST_NAME = 6
"""Maximum length of a title or alias that may be a single word; longer ones are segmented."""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """The files below `assets/search/`, with the script that searches them."""
    # What makes scripts smaller does not run in a forked process, so only the index is made by another.
    scripts = cache(partial(_scripts, inputs))
    yield PlannedFiles((PATH,), lambda pages: scripts(), ahead=scripts)
    found = cache(partial(_Pages.of, inputs))
    yield PlannedFiles((f"{FOLDER}/",), partial(_indexed, found), aside=True, ahead=lambda: found().analyse())


def outputs(inputs: Inputs) -> tuple[Output | LateOutput, ...]:
    """The index and its scripts."""
    return (*_indexed(partial(_Pages.of, inputs)), *_scripts(inputs))


def _indexed(found: "Callable[[], _Pages]", pages: Sequence[PlannedPage] = ()) -> tuple[Output | LateOutput, ...]:
    indexed = found()
    with kept_readings(indexed.inputs.memo):
        root, *parts = _index(indexed)
    return (Output(INDEX, root.content), *parts)


def _scripts(inputs: Inputs) -> tuple[Output, ...]:
    pieces = {name: _piece(f"pages/search_{name}.html.j2", inputs) for name in ("help", "start")}
    with kept_readings(inputs.memo):
        ear, words = heard(inputs, list(_numbered(inputs).values())), inputs.edition.library.words.distress
        danger, not_danger = (
            [word for line in lines for word in all_variants(line)] for lines in (words.danger, words.not_danger)
        )
        return (Output(PATH, script(ear, danger, pieces, not_danger)),)


def _numbered(inputs: Inputs) -> dict[int, Document]:
    """The entries that search finds by the numbers of their pages, in order."""
    found = findable(inputs.edition)
    number = numbers((address(document.key), document.entry.section) for document in found)
    return {number[address(each.key)]: each for each in sorted(found, key=lambda each: number[address(each.key)])}


def _index(pages: "_Pages") -> tuple[Output | LateOutput, ...]:
    """The files of the index; what is joined and encoded for it is cached for the next build."""
    memo, words = pages.inputs.memo, pages.inputs.edition.library.words.search
    kept, ignored = memo.recall("joined", b"", Kept), Ignored(words.ignored)
    joined, encoded = pages.joined(kept), Encoded(kept.encoded if kept else {})
    index = build_index(joined, pages.outlines, pages.groups, ignored, pages.analyzer)
    prepared = Prepared(pages.texts(), _together(memo, tuple(typed(pages.outlines.values()))), encoded)
    local = local_words(_places(words), (text for d in pages.outlines.values() for text in (d.title, d.answer)))
    files = encode(index, ignored, words.unknown_number or "", words.subject, pages.about, local, prepared)
    del index, prepared  # what is kept for the next build takes their room
    now = joined.kept(pages.keys, encoded.used)
    if now != kept:
        memo.keep("joined", b"", now)
    return files


MANY = 4
"""Pages are joined anew if more than one in so many has changed."""


@remembered
class _Page(NamedTuple):
    """A page of the index: its terms, the page without its text, and the text, which waits in the cache until the files of
    texts are made.
    """

    terms: Analysed
    outline: SearchDocument
    text: Later[PageText]


@dataclass(frozen=True)
class _Pages:
    """The pages of the index by their numbers, in order; their terms and texts are computed, or come from the cache.

    What does not come from there is computed before another process is started: that would copy the memory of all entries
    that it looks at.
    """

    inputs: Inputs
    documents: Mapping[int, Document]
    groups: Sequence[Sequence[str]]
    """The groups of synonyms."""
    analyzer: Analyzer
    _texts: dict[int, Later[PageText]] = field(default_factory=dict)
    _outlines: dict[int, SearchDocument] = field(default_factory=dict)

    @classmethod
    def of(cls, inputs: Inputs) -> "_Pages":
        """The pages of a base that search finds."""
        documents, groups = _numbered(inputs), synonyms(inputs.edition, inputs.edition.library.words.search)
        return cls(inputs, documents, groups, analyzer_of(list(documents.values()), groups))

    @cached_property
    def keys(self) -> dict[int, bytes]:
        """The cache key of the terms and texts of each page."""
        vocabulary, key = digest(*self.analyzer.own_words), self.inputs.showing.key
        return {number: key(document) + vocabulary for number, document in self.documents.items()}

    @cached_property
    def outlines(self) -> dict[int, SearchDocument]:
        """The pages without their texts: those that were loaded with their terms, and others."""
        known, edition = self._outlines, self.inputs.edition
        return {n: known[n] if n in known else outline(self.documents[n], edition) for n in self.documents}

    @cached_property
    def about(self) -> Learnt:
        """The classifier of questions."""
        return about(self.inputs, tuple(self.documents.values()))

    def joined(self, kept: Kept | None) -> Joined:
        """The terms of all pages, joined: what was joined before, without pages that have changed since, and with these."""
        gone = {number: key for number, key in kept.pages.items() if self.keys.get(number) != key} if kept else {}
        pages = {number: self.inputs.memo.recall("analyse", key, _Page) for number, key in gone.items()}
        if kept is None or len(gone) * MANY > len(kept.pages) or not all(pages.values()):
            return Joined.of(self._analysed(self.documents))
        joined = Joined(kept)
        for number, page in pages.items():
            if page:
                joined.remove(number, page.terms)
        for number, terms in self._analysed([n for n, key in self.keys.items() if kept.pages.get(n) != key]):
            joined.add(number, terms)
        return joined

    def analyse(self) -> None:
        """Has all processes make the terms and texts that the cache lacks."""
        self.inputs.memo.complete("analyse", self._page, self.documents, self.keys.values())
        _ = self.about

    def _analysed(self, numbers: Iterable[int]) -> Iterator[tuple[int, Analysed]]:
        """The terms of some pages, with their numbers."""
        numbers = tuple(numbers)
        made = self.inputs.memo.over("analyse", self._page, numbers, map(self.keys.__getitem__, numbers))
        for number, page in zip(numbers, made, strict=True):
            self._texts[number], self._outlines[number] = page.text, page.outline
            yield number, page.terms

    def texts(self) -> Iterator[PageTexts]:
        """The texts of all pages, in the groups that share a file."""
        groups = text_groups(self.documents)
        keys = [digest(*(part for n in some for part in (b"%d" % (n - start), self.keys[n]))) for start, some in groups]
        return replace(self.inputs.memo, jobs=1).over("texts", self._texts_of, groups, keys)

    def _texts_of(self, group: TextGroup) -> PageTexts:
        missing = [number for number in group[1] if number not in self._texts]
        deque(self._analysed(missing), maxlen=0)
        return page_texts(group, {number: self._texts[number].again() for number in group[1]})

    def _page(self, number: int) -> _Page:
        found = search_document(self.documents[number], self.inputs.edition)
        without = replace(found, parts=(), replies=())
        return _Page(analyse(found, self.analyzer), without, Later.of(PageText.of(found)))


def findable(edition: Edition) -> list[Document]:
    """The entries that search finds."""
    return [d for d in edition.library if d.entry.status == "published" and d.entry.prior > 0]


def analyzer_of(documents: Sequence[Document], groups: Iterable[Sequence[str]]) -> Analyzer:
    """The word segmenter, whose dictionary also has the base's own words: synonyms and short names."""
    names = [name for group in groups for name in group]
    named = (name for d in documents for name in _names(d.entry))
    return Analyzer([*names, *(name for name in named if len(squeezed(name)) <= _LONGEST_NAME)])


def heard(inputs: Inputs, documents: Sequence[Document]) -> Ear:
    """The distress classifier; trained again only when the word lists or what calm pages are called and asked by change."""
    words = inputs.edition.library.words
    calm = [document for document in documents if _is_calm(document)]
    named = sorted({name for d in calm for name in _names(d.entry)})
    asked = ways_to_ask(map(_asked, calm), _CALM)
    grave = [squeezed(name) for d in documents if is_grave(d.entry) for name in _names(d.entry)]
    key = digest(repr(words.search), repr(words.distress), *grave, "", *named, "", *asked)
    known = inputs.memo.recall("ear", key, Ear)
    if known is None:
        listed, some = words.search.distress, words.distress
        plain = (word for group in words.search.synonyms for word in plain_words(group.words, (*listed, *grave)))
        ordinary = (*some.ordinary, *words.search.elsewhere, *asked)
        known = ear(listed, some.heard, (*some.not_heard, *plain), ordinary, dialects(words.search), named)
        inputs.memo.keep("ear", key, known)
    return known


def about(inputs: Inputs, documents: Sequence[Document]) -> Learnt:
    """The classifier that tells questions about the subject of this base from others."""
    edition, words = inputs.edition, inputs.edition.library.words.search
    asked = ways_to_ask(((*_names(d.entry), edition.summary(d), *d.entry.questions) for d in documents), _ASKED)
    key = digest(*words.elsewhere, "", *asked, "", repr(words.dialects))
    known = inputs.memo.recall("about", key, Learnt)
    if known is None:
        known = subject(asked, words.elsewhere, dialects(words))
        inputs.memo.keep("about", key, known)
    return known


def _together(memo: Memo, texts: Sequence[str]) -> Together:
    """Which characters occur together in what readers are expected to type; counted again only when that changes."""
    key = digest(*texts)
    known = memo.recall("together", key, Together)
    if known is None:
        known = together(map(folded, texts))
        memo.keep("together", key, known)
    return known


def dialects(words: SearchWords) -> Dialects:
    """The local words of each dialect, by the standard word that they mean."""
    return Dialects(_places(words))


def _places(words: SearchWords) -> Iterator[Words]:
    return ({word.means: word.says for word in dialect.words} for dialect in words.dialects)


def _names(entry: Entry) -> Sequence[str]:
    return (entry.title, *entry.aliases)


def ways_to_ask(pages: Iterable[Sequence[str]], most: int) -> Sequence[str]:
    """What pages are called and asked by; of more than `most` a sample that is always the same."""
    return sorted({question for questions in pages for question in questions}, key=_order)[:most]


def _asked(document: Document) -> Sequence[str]:
    """The headings of a page and what it is asked by."""
    headings = (section.heading for section in document.sections.values())
    ways = (way for reply in document.entry.faq for way in reply.asks[:_WAYS])
    return (*headings, *document.entry.questions, *ways)


def _is_calm(document: Document) -> bool:
    """Whether what a page is called and asked by are examples of ordinary questions, not of distress."""
    entry = document.entry
    return not isinstance(entry, (Effect, Contact)) and getattr(entry, "distress", "none") == "none"


def is_grave(entry: Entry) -> bool:
    """Whether a page is for people who may be in danger, so that its title and aliases are no examples of ordinary
    words.
    """
    return getattr(entry, "distress", "none") == "high"


def _order(text: str) -> tuple[int, str]:
    return crc32(text.encode()), text


def plain_words(group: Sequence[str], listed: Sequence[str]) -> Sequence[str]:
    """The words of a group, or nothing if one of them has to do with distress."""
    return () if any(phrase in word for word in group for phrase in listed) else group


def _piece(template: str, inputs: Inputs) -> str:
    """A piece of HTML that the script shows, such as the help card, rendered from a template."""
    values = start("/search/", inputs.edition)
    (html,) = inputs.memo.over(
        "piece", partial(render, inputs.templates, **values), [template], [inputs.showing.of_values((template, values))]
    )
    tips = {key: term_tip(inputs.edition, key) for key in keys_of_tips(html)}
    return with_tips(html.encode("utf-8"), tips).decode("utf-8")


def synonyms(edition: Edition, words: SearchWords) -> list[tuple[str, ...]]:
    """Groups of synonyms: each term with its aliases, slang with its neutral word, the editors' groups and dialects."""
    groups = [group.words for group in words.synonyms]
    ignored = {*words.ignored}
    local = (word for dialect in words.dialects for word in dialect.words if word.means not in ignored)
    groups += [found for word in local if len(found := _whole_words(word.means, *word.says)) > 1]
    for entry in edition.library.entries(Term):
        other = edition.library.named(Term, entry.neutral) if entry.neutral else None
        names = (entry.title, *entry.aliases, *((other.title, *other.aliases) if other else ()))
        if len(names) > 1:
            groups.append(tuple(dict.fromkeys(names)))
    return groups


def _whole_words(*words: str) -> tuple[str, ...]:
    """The words of two characters or more: one alone is in too many others to mean anything."""
    return tuple(word for word in words if len(word) > 1)


def search_document(document: Document, edition: Edition) -> SearchDocument:
    """An entry as data for the search index."""
    texts = list(_plain(document, edition))
    parts, replies = tuple(_parts(document, texts)), tuple(_replies(document, texts))
    return replace(outline(document, edition), parts=parts, replies=replies)


def outline(document: Document, edition: Edition) -> SearchDocument:
    """The same without its texts: its names, its summary, and what it is."""
    entry = document.entry
    return SearchDocument(
        address(document.key),
        entry.section,
        entry.label,
        entry.title,
        edition.summary(document),
        (*entry.aliases, *_numbers(document)),
        entry.questions,
        prior=entry.prior,
        urgent=is_grave(entry) or bool(getattr(entry, "crisis", False)),
        grave=isinstance(entry, (Effect, Path)) and entry.distress == "high",
    )


def _numbers(document: Document) -> tuple[str, ...]:
    """Numbers by which an entry is searched: the phone number of a contact, the number of a law."""
    entry = document.entry
    if isinstance(entry, Contact) and entry.phone:
        return (entry.phone,)
    return (entry.number,) if isinstance(entry, Source) and entry.number else ()


def _apart(entry: Entry, text: Text) -> bool:
    """Whether a text is left out of the running text: it is indexed separately, or must not be shown out of context."""
    field = text.location[0]
    summary = field in entry.summary and text.markup != "plain"
    return field in ("title", "aliases", "reviewed") or summary or has_role(type(entry), text.location, Role.WRONG)


def _plain(document: Document, edition: Edition) -> Iterator[tuple[Text, str]]:
    """The texts of an entry as plain text for search."""
    for text in document.texts:
        is_plain = text.markup == "plain"
        yield text, text.value if is_plain else edition.with_marks(document, text.location, text.value, CITED)


def _replies(document: Document, texts: Sequence[tuple[Text, str]]) -> Iterator[AnsweringSentence]:
    """The `faq` answers as whole sentences of the page; those that are no longer on the page are left out."""
    if not document.entry.faq:
        return
    found = [
        (sentence, text.location)
        for text, words in texts
        if not has_role(type(document.entry), text.location, Role.WRONG)
        for sentence in _SENTENCE.findall(words)
    ]
    for reply in document.entry.faq:
        said = _bare(reply.says)
        place = next(((sentence, location) for sentence, location in found if said in _bare(sentence)), None)
        if place:
            yield AnsweringSentence(" ".join(place[0].split()), *_under(document, place[1]), reply.asks)


def _bare(text: str) -> str:
    """A text without spaces, emphasis and citation marks, for comparison."""
    return re.sub(rf"[\s*{CITED}]", "", text)


def _under(document: Document, location: Location) -> tuple[str, str]:
    """The heading above a text, and its anchor; both empty outside sections."""
    section = document.sections.get(location[:2])
    return (section.heading, section_anchor(section)) if section else ("", "")


def _parts(document: Document, texts: Sequence[tuple[Text, str]]) -> Iterator[TextPart]:
    """The parts of the running text: each section, and each other field without a heading. False statements are left
    out.
    """
    fields: dict[Location, dict[str, str]] = {}
    for text, words in texts:
        place, last = text.location, text.location[-1]
        if place[:2] in document.sections:
            fields.setdefault(place[:2], {})[str(last)] = "\n".join(map(_in_line, words.splitlines()))
        elif not _apart(document.entry, text):
            other = fields.setdefault(place[:1], {})
            other["body"] = f"{other.get('body', '')} {words}"
    return (_part(document, place, words) for place, words in fields.items())


def _part(document: Document, place: Location, words: dict[str, str]) -> TextPart:
    if place not in document.sections:
        return TextPart("", _in_line(words["body"]))
    return TextPart(words["heading"], words["body"], words.get("short", ""), _under(document, place)[1])


def _in_line(words: str) -> str:
    """Words in one line, with single spaces."""
    return " ".join(words.split())
