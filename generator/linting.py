"""What a lint rule is, what it is given, and how the rules run over a library."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, wraps
from inspect import signature
from typing import Any, Literal, Protocol, TypeVar

from generator.content_types.source import Clause, Source
from generator.diagnostics import Diagnostic, Facts, Span, Wording
from generator.entry import Location, Text
from generator.library import Document, Library
from generator.linking import Links, Mention, clause_of
from generator.memo import PLAIN, Memo, digest
from generator.prefilter import may_match
from generator.references import references

Severity = Literal["error", "warning"]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Finding:
    """What a rule yields: a place, the words for its message, and what a safe fix writes there (if any).

    `over` is where the fix writes, when that is not the place that is shown.
    """

    span: Span
    facts: Facts = field(default_factory=dict)
    replacement: str | None = None
    over: Span | None = None


Cited = tuple[Mention, Source, Clause | None]
"""A citation, its source, and the clause that it names."""


@dataclass(frozen=True)
class Context:
    """All that a rule may know besides the entry: the library, its links, and the day of the check."""

    library: Library
    links: Links
    today: date
    memory: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What rules work out about the whole library, see `once`."""
    _cited: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The citations of the entry that was asked about last: several rules ask, one after the other."""

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """The references of one entry."""
        return self.links.mentions[document.key]

    def citations(self, document: Document) -> tuple[Cited, ...]:
        """The citations of one entry that lead to a source, each with the source and its clause, if it has such one."""
        if self._cited.get("of") is not document:
            citations = (mention for mention in self.mentions(document) if mention.kind == "citation")
            found = ((mention, clause_of(self.library, mention)) for mention in citations)
            self._cited.update(of=document, found=tuple((mention, *pair) for mention, pair in found if pair))
        cited: tuple[Cited, ...] = self._cited["found"]
        return cited


def once(compute: Callable[[Context], Result]) -> Callable[[Context], Result]:
    """A function of the whole library that is computed once per run, however many entries ask."""

    @wraps(compute)
    def remembered(given: Context) -> Result:
        if compute not in given.memory:
            given.memory[compute] = compute(given)
        result: Result = given.memory[compute]
        return result

    return remembered


class Rule(Protocol):
    """A module of `generator.rules`: its name gives code and name, its docstring is its page."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity
    MESSAGE: Wording
    ADVICE: Wording


Check = Callable[[Document, Context], Iterator[Finding]]
OwnCheck = Callable[[Document], Iterator[Finding]]
FactCheck = Callable[[Document, Any], Iterator[Finding]]
"""The function `check` of a rule: the findings in one entry. Rules about reading and shape have none.

A rule that needs nothing but the entry takes nothing but the entry, so that its findings can be remembered by it. One
that needs little more than the entry has a function `facts` that gives what it needs of the library, as plain data
whose `repr` says all; its findings are remembered by the entry and these facts. All others take the library.
"""
Coded = tuple[tuple[str, Finding], ...]
"""Findings with the codes of their rules."""
Known = Mapping[str, tuple[bytes, Coded]]
"""By path the key of a file's content, and the findings of the rules that look at nothing but the entry."""


def code_of(rule: Rule) -> str:
    """The rule's code, such as `KB201`."""
    return rule.__name__.rsplit(".", 1)[1].split("_")[0].upper()


def name_of(rule: Rule) -> str:
    """The rule's name, such as `unknown-reference`."""
    return "-".join(rule.__name__.rsplit(".", 1)[1].split("_")[1:])


def own_checks(rules: Iterable[Rule]) -> tuple[tuple[str, OwnCheck], ...]:
    """The rules that are given nothing but the entry, by code."""
    return tuple((code_of(rule), check) for rule, check, kind in _checks(rules) if kind == "own")


def library_checks(rules: Iterable[Rule]) -> tuple[tuple[str, Check], ...]:
    """The rules that are given the library too, by code."""
    return tuple((code_of(rule), check) for rule, check, kind in _checks(rules) if kind == "library")


def _fact_checks(rules: Iterable[Rule], given: Context) -> tuple[tuple[str, FactCheck, Any], ...]:
    """The rules that are given facts, by code, with their facts."""
    found = ((rule, check) for rule, check, kind in _checks(rules) if kind == "facts")
    return tuple((code_of(rule), check, rule.facts(given)) for rule, check in found)  # type: ignore[attr-defined]


def _checks(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Callable[..., Iterator[Finding]], str]]:
    for rule in rules:
        if check := getattr(rule, "check", None):
            alone = len(signature(check).parameters) == 1
            yield rule, check, "facts" if hasattr(rule, "facts") else "own" if alone else "library"


def own_findings(document: Document, checks: Iterable[tuple[str, OwnCheck]]) -> Coded:
    """What the rules that look at nothing but the entry find in it, whatever the day and its exceptions."""
    return tuple((code, finding) for code, check in checks for finding in check(document))


def lint(given: Context, rules: Iterable[Rule], known: Known | None = None, memo: Memo = PLAIN) -> Iterator[Diagnostic]:
    """The findings of all rules over all entries, less the exceptions that the entries state.

    `known` is what reading has found already.
    """
    rules, documents = tuple(rules), tuple(given.library)
    checks, fact_checks = library_checks(rules), _fact_checks(rules, given)
    known = known or {d.path: (digest(d.path, d.data), own_findings(d, own_checks(rules))) for d in documents}
    facts_key = digest(*(repr(facts) for *_, facts in fact_checks))

    def by_facts(document: Document) -> Coded:
        return tuple((code, finding) for code, check, facts in fact_checks for finding in check(document, facts))

    def by_library(document: Document) -> Coded:
        return tuple((code, finding) for code, check in checks for finding in check(document, given))

    of_facts = memo.over("by_facts", by_facts, documents, (known[d.path][0] + facts_key for d in documents))
    # These rules only look at what has been resolved: less work than handing it to other processes would be.
    for document, some in zip(documents, of_facts, strict=True):
        yield from _not_allowed(document, given.today, (*known[document.path][1], *some, *by_library(document)))


def _not_allowed(document: Document, today: date, findings: Iterable[tuple[str, Finding]]) -> Iterator[Diagnostic]:
    allowed = {allow.code for allow in document.entry.allow if allow.until >= today}
    used = set()
    for code, finding in findings:
        if code in allowed:
            used.add(code)
        else:
            yield _diagnostic(document, code, finding)
    yield from _unused(document, allowed - used)


def _unused(document: Document, codes: set[str]) -> Iterator[Diagnostic]:
    for index, allow in enumerate(document.entry.allow):
        if allow.code in codes:
            yield _diagnostic(document, "KB121", Finding(document.at("allow", index, "code"), {"code": allow.code}))


def _diagnostic(document: Document, code: str, finding: Finding) -> Diagnostic:
    facts = tuple(sorted(finding.facts.items()))
    return Diagnostic(document.path, finding.span, code, facts, finding.replacement, finding.over)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text field: its words as written and where they begin in the field."""

    text: Text
    start: int
    words: str

    @property
    def location(self) -> Location:
        """The location of the field."""
        return self.text.location

    def span(self, document: Document, start: int = 0, end: int | None = None) -> Span:
        """The place of the sentence, or of a stretch of it."""
        stop = len(self.words) if end is None else end
        return document.within(self.text, self.start + start, self.start + stop)


_SENTENCE = re.compile(
    r"(?m:^[ \t]*\|[^\n]*)"
    r"|(?:[^。！？!?\n]|\n(?!\s*(?:\n|$|[-*+>|]|\d+[.)、]\s)))+[。！？!?]*[”’）)]*(?:\[@[^\]\n]*\])*"
)
_LEADING = re.compile(r"\s*(?:[-*+>]\s+|\d+[.)、]\s*)*")


@lru_cache(8)
def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of an entry's running text (not of titles and other plain fields).

    The end of a paragraph, list item or table row ends a sentence too; list marks before it are left out; a citation
    right after the full stop belongs to the sentence before it.
    """
    return tuple(sentence for text in document.texts if text.markup != "plain" for sentence in sentences_in(text))


def sentences_in(text: Text) -> list[Sentence]:
    """The sentences of one text field."""
    found = []
    for match in _SENTENCE.finditer(text.value):
        lead = _LEADING.match(match[0])
        words = match[0][lead.end() if lead else 0 :].rstrip()
        if words:
            found.append(Sentence(text, match.start() + (lead.end() if lead else 0), words))
    return found


def search(
    document: Document, pattern: re.Pattern[str], markup: tuple[str, ...] = ("plain", "line", "block")
) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every match of a pattern in an entry's text fields.

    Like all patterns that go over many texts, it may ask for a line's beginning or end, but not for a text's.
    """
    words = _all_texts(document)
    for text in document.texts if may_match(pattern, words) and pattern.search(words) else ():
        if text.markup in markup:
            for found in pattern.finditer(text.value):
                yield text, found


@lru_cache(8)
def _all_texts(document: Document) -> str:
    return "\n".join(text.value for text in document.texts)


def holds(document: Document, pattern: re.Pattern[str]) -> bool:
    """Whether readers see a match of a pattern anywhere: the one cheap question before going sentence by sentence."""
    words = _all_words(document)
    return may_match(pattern, words) and bool(pattern.search(words))


@lru_cache(8)
def _all_words(document: Document) -> str:
    # No reference and no code goes over the end of a line, so all texts can be blanked at once.
    return _blanked(_all_texts(document))


@lru_cache(8)
def _own_words(document: Document) -> tuple[tuple[Text, str], ...]:
    return tuple((text, blanked(text.value)) for text in document.texts if not said_by_others(document, text))


@lru_cache(8192)
def blanked(text: str) -> str:
    """The words that readers see, at their places: code and references become spaces, but link words stay."""
    return _blanked(text)


def _blanked(text: str) -> str:
    if "`" in text:
        text = re.sub(r"`[^`\n]*`", lambda code: " " * len(code[0]), text)
    if not references(text):
        return text
    characters = list(text)
    for found in references(text):
        label = found.span("label") if found["label"] else (found.end(), found.end())
        for start, end in ((found.start(), label[0]), (label[1], found.end())):
            characters[start:end] = " " * (end - start)
    return "".join(characters)


def in_quotes(text: str, place: int) -> bool:
    """Whether a place of a text lies between “ and ” of one line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.rfind("“") > line.rfind("”")


_OTHERS_FIELDS = {
    "sources": ("title", "issuer", "number", "read_in", "clauses"), "parameters": ("written_as",),
    "myths": ("title",), "terms": ("not_in",),
}  # fmt: skip


def said_by_others(document: Document, text: Text) -> bool:
    """Whether a field holds other people's words: search words, a false belief, words not to say, a law's text."""
    first, last = text.location[0], text.location[-1]
    if first in ("aliases", "allow") or (first, last) in (("belief", "says"), ("not_say", "words")):
        return True
    if document.entry.section == "terms" and first == "title":
        return bool(getattr(document.entry, "slang", False))
    return first in _OTHERS_FIELDS.get(document.entry.section, ()) and last != "says"


def phrases(document: Document, pattern: re.Pattern[str], quoted: bool = False) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every match of a pattern in the site's own words; what stands in “ ” only if `quoted`."""
    for text, words in _own_words(document) if holds(document, pattern) else ():
        for found in pattern.finditer(words):
            if quoted or not in_quotes(words, found.start()):
                yield text, found


_BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*(?:\n|$)))+")
_EXAMPLE = re.compile(r"举个例子|举例|例子|比如|例如|假设|假如|打个比方|比方说|譬如|算笔账|乘以|[×÷]")
_GOES_ON = re.compile(
    r"\s*(?:[-*+>|]|\d+[.)、]\s|\**(?:这样|照|按|算下来|也就是|合计|所以|同样|反过来|再看|于是|结果|如果))"
)


@lru_cache(4096)
def examples(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that work through an invented example.

    Each begins at 比如, 假设 or the like and goes to the end of its paragraph, with the lists, tables and conclusions
    that follow it.
    """
    found: list[tuple[int, int]] = []
    example = False
    for block in _BLOCK.finditer(text):
        begins = _EXAMPLE.search(block[0])
        goes_on = example and _GOES_ON.match(block[0])
        if goes_on or begins:
            found.append((block.start() if goes_on or not begins else block.start() + begins.start(), block.end()))
        example = bool(goes_on or begins)
    return tuple(found)


def in_example(sentence: Sentence) -> bool:
    """Whether a sentence works through an invented example, or introduces one."""
    end = sentence.start + len(sentence.words)
    return any(start < end and sentence.start < stop for start, stop in examples(sentence.text.value))


def follows_example(sentence: Sentence) -> bool:
    """Whether an invented example stands before a sentence in its text, so that its numbers may come from there."""
    return any(start < sentence.start for start, _ in examples(sentence.text.value))


def sentence_around(text: str, place: int) -> str:
    """The words of the sentence that holds a place of a text, citations included."""
    start = max(text.rfind(mark, 0, place) for mark in "。！？\n") + 1
    end = re.compile(r"[。！？\n]|$").search(text, place)
    return text[start : end.end() if end else None]
