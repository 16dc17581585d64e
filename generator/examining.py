"""The first half of the pipeline: from content files and a date to entries, links and findings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from typing import NamedTuple, cast

from generator.base import Base
from generator.content_types.contact import Contact
from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.content_types.term import Term
from generator.diagnostics import Diagnostic
from generator.entry import Entry, Record
from generator.linking.links import Linked, Links, Resolved, link
from generator.linting import words_of_editors
from generator.linting.claims import CitedSentence, claims
from generator.linting.gone import lost_files
from generator.linting.known import keep, recall
from generator.linting.rule import Rule, code_of
from generator.linting.running import (
    ALWAYS,
    BROKEN,
    Context,
    FactRuns,
    Known,
    OwnCheck,
    Runs,
    ValueCheck,
    broken,
    coded,
    known_findings,
    lint,
    own_checks,
    own_findings,
    with_facts,
)
from generator.reading.disk import ContentFile, key_of, read_files
from generator.reading.document import Document
from generator.reading.editors_words import FILES, EditorsWords, RuleWords, read_words, together
from generator.reading.files import read
from generator.reading.library import Library
from generator.reading.references import Reference
from generator.remembering.memo import Memo, digest
from generator.remembering.once import once
from generator.remembering.values import Later, remembered
from generator.rules import all_rules


@cache
def _own(kind: type[OwnCheck] = OwnCheck) -> Runs:
    """The rules that need one entry only; imported only if the cache lacks a result."""
    return own_checks(all_rules(), kind)


@remembered
@dataclass(frozen=True)
class Reading:
    """The result of reading one file on its own: its entry with references, claims and findings, or else the errors
    because of
    which there is no entry (`faults`).
    """

    entry: Entry | None
    references: tuple[Reference, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    findings: Known = field(default_factory=Known)
    claims: Later[tuple[CitedSentence, ...]] | None = None
    """Those of its sentences that cite something; None where no rule was to compare them."""


def read_and_lint(file: ContentFile, with_claims: bool = True, given: Context | None = None) -> Reading:
    """Reads one file and runs the rules that need no other file; and those that need facts, if a base is given to take
    these from.
    """
    try:
        document, faults = read(*file)
    except Exception as error:
        found = broken("reading", error)
        return Reading(None, faults=(Diagnostic(file[0], found.span, BROKEN, tuple(sorted(found.facts.items()))),))
    if document is None:
        return Reading(None, faults=faults)
    said = Later.of(claims(document)) if with_claims else None
    findings = known_findings(document, _own(), _facts(given) if given else None)
    return Reading(document.entry, document.references, faults, findings, said)


@once
def _facts(given: Context) -> FactRuns:
    """The rules that need facts; imported only if the cache lacks a result."""
    return with_facts(given, tuple(_running(given.library)))


@remembered
@dataclass(frozen=True)
class WordsReading:
    """The result of reading one file of words and settings on its own: the words with their findings, or else the errors
    because of which they cannot be read (`faults`).
    """

    words: Record | None
    faults: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


@lru_cache(2 * len(FILES))
def _read_and_lint_words(path: str, data: bytes) -> WordsReading:
    words, faults = read_words(path, data)
    if words is None:
        return WordsReading(None, faults)
    return WordsReading(
        words, faults, (*_about_characters(path, data, words), *words_of_editors.own_findings(path, data, words))
    )


def _about_characters(path: str, data: bytes, words: Record) -> Iterator[Diagnostic]:
    """The findings about characters in words and settings, which are shown on pages and used by search."""
    document = Document(path, cast(Entry, words), data)  # a `ValueCheck` uses only the values of an entry
    return (coded(document, *found) for found in own_findings(document, _own(ValueCheck)))


@dataclass(frozen=True, eq=False)
class KeyedReading:
    """A content file with its hash and the result of reading it."""

    file: ContentFile
    content_hash: bytes
    reading: Reading | WordsReading

    @cached_property
    def document(self) -> Document | None:
        """Its entry, or None. The object stays the same while the file does, so that its cached properties are kept."""
        reading, (path, data) = self.reading, self.file
        if isinstance(reading, WordsReading) or reading.entry is None:
            return None
        return Document(path, reading.entry, data, reading.references, self.content_hash)


def _read_file(with_claims: bool, given: Context | None, file: ContentFile) -> Reading | WordsReading:
    return _read_and_lint_words(*file) if file[0] in FILES else read_and_lint(file, with_claims, given)


_FACTUAL = frozenset(kind.section for kind in (Contact, Parameter, Source, Term))
"""The sections of the entries that rules take facts from."""
_COMPARED = frozenset({"KB317", "KB326"})
"""The rules that compare sentences with citations of all entries."""


def _switched_off(files: Iterable[ContentFile]) -> frozenset[str]:
    """The codes of the rules that do not run, as far as some files tell."""
    read = (read_words(*file)[0] for file in files if FILES.get(file[0], ("",))[0] == "rules")
    return next((words.codes for words in read if isinstance(words, RuleWords)), frozenset())


def readings(files: Sequence[ContentFile], memo: Memo, given: Context | None = None) -> list[KeyedReading]:
    """Reads several files independently, from the cache where possible.

    With a base to take facts from, rules that need these run, too, on what is not in the cache.
    """
    keys = [digest(*file) for file in files]
    off = given.library.words.rules.codes if given else _switched_off(files)
    compute = partial(_read_file, bool(_COMPARED - off), given)
    return list(map(KeyedReading, files, keys, memo.over(_name(off), compute, files, keys)))


def _name(off: Set[str]) -> str:
    """The name under which readings are cached where some rules are switched off."""
    return "read_and_lint" if _COMPARED - off else "read_and_lint, without claims"


@dataclass(frozen=True)
class Content:
    """All content files as they were read, by path: entries, and files of words and settings."""

    keyed: Mapping[str, KeyedReading]

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The bytes of all files."""
        return {path: keyed.file[1] for path, keyed in self.keyed.items()}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The readings of the files of entries, by path."""
        return {path: each.reading for path, each in self.keyed.items() if isinstance(each.reading, Reading)}

    @cached_property
    def words_readings(self) -> dict[str, WordsReading]:
        """The readings of the files of words and settings, by path."""
        return {path: each.reading for path, each in self.keyed.items() if isinstance(each.reading, WordsReading)}

    @cached_property
    def words(self) -> EditorsWords:
        """All words and settings of the base."""
        return together({path: reading.words for path, reading in self.words_readings.items()})

    @cached_property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The findings because of which files cannot be read."""
        every: tuple[Reading | WordsReading, ...] = (*self.words_readings.values(), *self.readings.values())
        return tuple(fault for reading in every for fault in reading.faults)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The paths of files that hold no valid entry."""
        return frozenset(path for path, reading in self.readings.items() if reading.entry is None)

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """By path the findings that are computed when a file is read."""
        return {path: reading.findings for path, reading in self.readings.items()}

    @cached_property
    def claims(self) -> Mapping[str, Later[tuple[CitedSentence, ...]]]:
        """The sentences with citations of each entry, by path, if they are known."""
        return {path: reading.claims for path, reading in self.readings.items() if reading.claims}

    @cached_property
    def drafts(self) -> Mapping[str, bytes]:
        """The bytes of drafts, by key."""
        return {each.key: each.data for each in self._documents if each.entry.status == "draft"}

    @property
    def _documents(self) -> Iterator[Document]:
        return (keyed.document for keyed in self.keyed.values() if keyed.document)

    def library(self, drafts: bool = False) -> Library:
        """The library of all valid entries, with or without drafts."""
        documents = (each for each in self._documents if drafts or each.entry.status != "draft")
        keys = (key for path in self.unreadable for key in self._meant_keys(path))
        return Library.of(tuple(documents), frozenset(key for key in keys if "/" in key), self.words)

    def _meant_keys(self, path: str) -> Iterator[str]:
        """The keys that a file without a valid entry was probably meant for: by its file name and by its `id`."""
        key = key_of(path)
        yield key
        section = key.partition("/")[0]
        yield from (
            f"{section}/{dict(fault.facts)['id']}" for fault in self.readings[path].faults if fault.code == "KB105"
        )


def gather(files: Mapping[str, bytes], read_all: Callable[[Sequence[ContentFile]], Sequence[KeyedReading]]) -> Content:
    """The content of these files (bytes by path); `read_all` reads several files independently."""
    ordered = sorted(files.items())
    return Content({path: keyed for (path, _), keyed in zip(ordered, read_all(ordered), strict=True)})


@dataclass(frozen=True)
class Examination:
    """The base as read: its valid entries and their links. Findings are computed when they are first accessed."""

    content: Content
    library: Library
    links: Links
    today: date
    memo: Memo

    @property
    def drafts(self) -> Mapping[str, bytes]:
        """The bytes of drafts, by key."""
        return self.content.drafts

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings, sorted by place."""
        return _sorted((*self.content.faults, *_lint_all(self)))

    @once
    def findings_in(self, paths: frozenset[str]) -> tuple[Diagnostic, ...]:
        """The findings in some files, sorted by place: less work than all of them."""
        return _sorted(found for found in (*self.content.faults, *_lint_all(self, paths)) if found.path in paths)

    @cached_property
    def given(self) -> Context:
        """What rules are given besides an entry."""
        return Context(self.library, self.links, self.today, self.content.claims, self.memo)


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.order))


def examine(base: Base, today: date, drafts: bool = False, instead: Mapping[str, bytes] | None = None) -> Examination:
    """Reads and links the content of a base; findings will be judged by `today`.

    `instead` gives bytes, by path, that replace those on disk.
    """
    return examine_files(read_files(base.root) | dict(instead or {}), today, base.memo, drafts)


def linked(base: Base) -> Linked:
    """The published entries of a base and their links, without running the rules."""
    library = gather(read_files(base.root), partial(readings, memo=base.memo)).library()
    return Linked(library, link(library))


def examine_files(files: Mapping[str, bytes], today: date, memo: Memo, drafts: bool = False) -> Examination:
    """The same for content given as bytes by path."""
    return examination(read_all(files, today, memo, drafts), today, memo, drafts)


def read_all(files: Mapping[str, bytes], today: date, memo: Memo, drafts: bool = False) -> Content:
    """Reads content. What rules take facts from comes first, so that these rules run while the rest is read: then its
    texts are taken apart once for all rules of one entry.
    """
    first = {path: data for path, data in files.items() if path in FILES or path.split("/")[1] in _FACTUAL}
    others = {path: data for path, data in files.items() if path not in first}
    factual = gather(first, partial(readings, memo=memo))
    given = Context(factual.library(drafts), Links({}), today)
    rest = gather(others, partial(readings, memo=memo, given=given))
    return Content(dict(sorted({**factual.keyed, **rest.keyed}.items())))


def examination(
    content: Content, today: date, memo: Memo, drafts: bool = True, before: Linked | None = None
) -> Examination:
    """The same for content that has been read; `before` is an earlier library with links, whose results are reused."""
    library = content.library(drafts)
    links = link(library, before) if before else _linked(library, memo, b"drafts" if drafts else b"")
    return Examination(content, library, links, today, memo)


@remembered
class KnownLinks(NamedTuple):
    """The links of a library as the cache has them: the content hash of each entry by its path, the keys of files that
    could not be read, and the links without the references themselves.
    """

    files: dict[str, bytes]
    unreadable: frozenset[str]
    links: Links


def _linked(library: Library, memo: Memo, key: bytes) -> Links:
    """The links of a library: those from the cache if no reference and no name has changed since."""
    known = memo.recall("links", key, KnownLinks)
    before = _before(known, library, memo) if known else None
    links = link(library, before)
    if memo.store and (before is None or links.backlinks is not before.links.backlinks):
        files = {document.path: document.content_hash for document in library}
        links = replace(links, state=digest(*files.values()))
        memo.keep("links", key, KnownLinks(files, library.unreadable, replace(links, mentions={})))
    return links


_MANY = 100
"""How many entries may have changed since links were cached."""


def _before(known: KnownLinks, library: Library, memo: Memo) -> Linked | None:
    """The library that links were cached for, if all its entries are still in the cache."""
    now = {document.path: document for document in library}
    changed = [path for path, was in known.files.items() if path not in now or now[path].content_hash != was]
    name = _name(library.words.rules.codes)
    read = {path: memo.recall(name, known.files[path], Reading) for path in changed[: _MANY + 1]}
    if len(read) > _MANY or not all(reading and reading.entry for reading in read.values()):
        return None
    old = {
        path: Document(path, reading.entry, b"", reading.references, known.files[path])
        for path, reading in read.items()
        if reading and reading.entry
    }
    library = Library.of(tuple(old.get(path) or now[path] for path in known.files), known.unreadable)
    mentions = Resolved(library.documents, known.links.resolutions)
    return Linked(library, replace(known.links, mentions=mentions))


def judged(found: Examination) -> tuple[Diagnostic, ...]:
    """The findings of an examination with drafts; saves them in the cache."""
    files = found.content.files
    known = recall(files, found.today, found.memo)
    if known is None:
        known = found.findings
        keep(files, found.today, found.memo, known)
    return known


def _lint_all(base: Examination, within: Set[str] | None = None) -> tuple[Diagnostic, ...]:
    """The findings of all rules about a base, unsorted, without rules that it has switched off.

    `within` spares the work for other files.
    """
    content, library = base.content, base.library
    off = content.words.rules.codes - ALWAYS
    unread = {FILES[path][0] for path, reading in content.words_readings.items() if reading.faults}
    found = (
        *lint(base.given, _running(library), base.memo, content.known, within),
        *(lost_files(base.given) if within is None else ()),
        *(_in_words(content, library) if within is None or not FILES.keys().isdisjoint(within) else ()),
    )
    told = (each for each in found if each.code not in off and not _follows(each.code, unread))
    lost = words_of_editors.missing_topics(library)
    kept = (each for each in told if not _of_lost_topic(each, lost))
    return words_of_editors.cause_first(kept, content.files, content.words)


def _running(library: Library) -> Iterator[Rule]:
    """The rules that run. An exception from one that is switched off is unused if it would find nothing: then it has to
    run.
    """
    off = library.words.rules.codes - ALWAYS
    excepted = {allow.code for document in library for allow in document.entry.allow}
    return (rule for rule in all_rules() if code_of(rule) not in off or code_of(rule) in excepted)


def _in_words(content: Content, library: Library) -> Iterator[Diagnostic]:
    """The findings in the files of words and settings."""
    yield from (each for reading in content.words_readings.values() for each in reading.findings)
    yield from words_of_editors.findings(content.files, content.words, library)


def _of_lost_topic(finding: Diagnostic, lost: Sequence[str]) -> bool:
    """Whether a finding is about a topic that is missing from the list of topics, which is reported there instead."""
    return finding.code == "KB104" and finding.path not in FILES and dict(finding.facts).get("value") in lost


_WANT_WORDS = ("KB104", "KB121", "KB132", "KB134", "KB509")
"""Rules that report missing words."""


def _follows(code: str, unread: Set[str]) -> bool:
    """Whether a finding may only be a consequence of an unreadable file of words, which is reported already."""
    return (bool(unread) and code in _WANT_WORDS) or ("rules" in unread and code not in ALWAYS)
