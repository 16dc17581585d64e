"""What a lint rule is, what it is given, and how the rules run over a library."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from generator.diagnostics import Diagnostic, Facts, Span, Wording
from generator.entry import Location, Text
from generator.library import Document, Library
from generator.linking import Links, Mention

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """What a rule yields: a place, the words for its message, and what a safe fix writes there (if any)."""

    span: Span
    facts: Facts = field(default_factory=dict)
    replacement: str | None = None


@dataclass(frozen=True)
class Context:
    """All that a rule may know besides the entry: the library, its links, and the day of the check."""

    library: Library
    links: Links
    today: date

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """The references of one entry."""
        return self.links.mentions[document.key]


class Rule(Protocol):
    """A module of `generator.rules`: its name gives code and name, its docstring is its page."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity
    MESSAGE: Wording
    ADVICE: Wording


Check = Callable[[Document, Context], Iterator[Finding]]
"""The function `check` of a rule: the findings in one entry. Rules about reading and shape have none."""


def code_of(rule: Rule) -> str:
    """The rule's code, such as `KB201`."""
    return rule.__name__.rsplit(".", 1)[1].split("_")[0].upper()


def name_of(rule: Rule) -> str:
    """The rule's name, such as `unknown-reference`."""
    return "-".join(rule.__name__.rsplit(".", 1)[1].split("_")[1:])


def lint(given: Context, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """The findings of all rules over all entries, less the exceptions that the entries state."""
    checks: list[tuple[str, Check]] = [(code_of(rule), rule.check) for rule in rules if hasattr(rule, "check")]
    for document in given.library:
        allowed = {allow.code for allow in document.entry.allow if allow.until >= given.today}
        used = set()
        for code, check in checks:
            for finding in check(document, given):
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
    return Diagnostic(document.path, finding.span, code, tuple(sorted(finding.facts.items())), finding.replacement)


@dataclass(frozen=True)
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


_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’）)]*(?:\[@[^\]\n]*\])*")
_LEADING = re.compile(r"\s*(?:[-*+>]\s+|\d+[.)、]\s*)*")


def sentences(document: Document) -> Iterator[Sentence]:
    """The sentences of an entry's running text (not of titles and other plain fields).

    A line break ends a sentence too; list marks before it are left out; a citation right after the full stop
    belongs to the sentence before it.
    """
    for text in document.texts:
        if text.markup == "plain":
            continue
        for found in _SENTENCE.finditer(text.value):
            lead = _LEADING.match(found[0])
            words = found[0][lead.end() if lead else 0 :].rstrip()
            if words:
                yield Sentence(text, found.end() - len(found[0]) + (lead.end() if lead else 0), words)


def search(
    document: Document, pattern: re.Pattern[str], markup: tuple[str, ...] = ("plain", "line", "block")
) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every match of a pattern in an entry's text fields."""
    for text in document.texts:
        if text.markup in markup:
            for found in pattern.finditer(text.value):
                yield text, found
