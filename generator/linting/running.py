"""What a lint rule is, what it is given, and how the rules run over a library."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

from generator.content_types.source import Clause, Source
from generator.diagnostics import Diagnostic, Facts, Span, Wording
from generator.linking.links import Links, Mention, clause_of
from generator.linting.claims import CitedSentence, claims
from generator.linting.rule import Rule, code_of
from generator.reading.document import Document
from generator.reading.library import Library
from generator.remembering.memo import Memo, digest
from generator.remembering.once import once
from generator.remembering.values import remembered

GivenT = TypeVar("GivenT")


@remembered
@dataclass(frozen=True)
class Finding:
    """What a rule yields: a place, the words for its message, and what a safe fix writes there (if any).

    `over` is where the fix writes, when that is not the place that is shown.
    """

    span: Span
    facts: Facts = field(default_factory=dict)
    replacement: str | None = None
    over: Span | None = None


class CitationUse(NamedTuple):
    """A citation, its source, and the clause that it names."""

    mention: Mention
    source: Source
    clause: Clause | None


@dataclass(frozen=True)
class Context:
    """All that a rule may know besides the entry: the library, its links, and the day of the check."""

    library: Library
    links: Links
    today: date
    known_claims: Mapping[str, tuple[CitedSentence, ...]] = field(default_factory=dict, compare=False, repr=False)
    """By path what entries claim, when reading has gathered it already."""

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """The references of one entry."""
        return self.links.mentions[document.key]

    @once
    def citations(self, document: Document) -> tuple[CitationUse, ...]:
        """The citations of one entry that lead to a source, each with the source and its clause, if it has such one."""
        found = ((mention, clause_of(self.library, mention)) for mention in self.mentions(document))
        return tuple(CitationUse(mention, *pair) for mention, pair in found if pair)

    def claims(self, document: Document) -> tuple[CitedSentence, ...]:
        """What one entry says with a source."""
        known = self.known_claims.get(document.path)
        return claims(document) if known is None else known


@dataclass(frozen=True)
class OwnCheck:
    """The check of a rule that needs nothing but the entry, so that its findings can be remembered by it."""

    run: Callable[[Document], Iterator[Finding]]


@dataclass(frozen=True)
class ValueCheck(OwnCheck):
    """The check of a rule that asks an entry for nothing but its values: the editors' words are judged by it, too."""


@dataclass(frozen=True)
class FactCheck(Generic[GivenT]):
    """The check of a rule that needs little more than the entry: `facts` gives it, as plain data whose `repr` says all.

    Its findings are remembered by the entry and these facts.
    """

    facts: Callable[[Context], GivenT]
    run: Callable[[Document, GivenT], Iterator[Finding]]


@dataclass(frozen=True)
class LibraryCheck:
    """The check of a rule that looks at the whole library."""

    run: Callable[[Document, Context], Iterator[Finding]]


def by_facts(
    facts: Callable[[Context], GivenT],
) -> Callable[[Callable[[Document, GivenT], Iterator[Finding]]], FactCheck[GivenT]]:
    """Makes a function the check of a rule that is given these facts."""
    return lambda run: FactCheck(facts, run)


BROKEN = "KB000"
"""The code of the finding that says that a rule, or the reading of a file, broke."""
ALWAYS = frozenset({"KB000", "KB117", "KB119", "KB214", "KB410", "KB415", "KB504"})
"""Rules that protect readers from hostile content; entries cannot state exceptions from them."""
_NO_EXCEPTION = Wording("保护读者的规则，不能有例外", "it protects readers and has no exceptions")
_NO_RULE = Wording("没有这条规则", "there is no such rule")
MOST = 200
"""The maximum number of findings reported per rule and file; the rest appear once these are fixed."""


@remembered
class RuleFinding(NamedTuple):
    """A finding with the code of its rule."""

    code: str
    finding: Finding


class FileFindings(NamedTuple):
    """A file's content hash, and what the rules that need only its entry found in it."""

    content_hash: bytes
    findings: tuple[RuleFinding, ...]


CheckT = TypeVar("CheckT", OwnCheck, FactCheck[Any], LibraryCheck)


def checks(rules: Iterable[Rule], kind: type[CheckT]) -> tuple[tuple[str, CheckT], ...]:
    """The checks of one kind, with the codes of their rules; rules about reading and shape have none."""
    found = ((code_of(rule), getattr(rule, "check", None)) for rule in rules)
    return tuple((code, check) for code, check in found if isinstance(check, kind))


class _Run(NamedTuple):
    """What a rule runs, and what it is given besides the entry."""

    code: str
    run: Callable[..., Iterator[Finding]]
    given: tuple[Any, ...] = ()


def own_findings(document: Document, own: Iterable[tuple[str, OwnCheck]]) -> tuple[RuleFinding, ...]:
    """What the rules that look at nothing but the entry find in it, whatever the day and its exceptions."""
    return _found_by([_Run(code, check.run) for code, check in own], document)


def _found_by(runs: Sequence[_Run], document: Document) -> tuple[RuleFinding, ...]:
    """What some rules find in an entry."""
    try:
        return tuple(
            RuleFinding(each.code, finding)
            for each in runs
            for finding in islice(each.run(document, *each.given), MOST)
        )
    except Exception:  # once more, to tell which rule it was; the others go on
        return tuple(found for each in runs for found in _guarded(each.code, each.run, document, *each.given))


def _found_aside(runs: Sequence[_Run], document: Document) -> tuple[RuleFinding, ...]:
    """What some rules find in an entry; all that they compute of it is forgotten afterwards."""
    return _found_by(runs, replace(document))


def _guarded(code: str, check: Callable[..., Iterator[Finding]], *given: Any) -> list[RuleFinding]:
    """The first findings of a rule. An exception in a rule becomes a finding and does not stop the other rules."""
    found: list[RuleFinding] = []
    try:
        found.extend(RuleFinding(code, finding) for finding in islice(check(*given), MOST))
    except Exception as error:
        found.append(RuleFinding(BROKEN, broken(code, error)))
    return found


def broken(what: str, error: Exception) -> Finding:
    """The finding that says that a rule, or the reading of a file, broke."""
    return Finding(Span(), {"what": what, "error": f"{type(error).__name__}: {error}"[:200]})


def _with_facts(
    rules: Iterable[Rule], given: Context
) -> tuple[list[tuple[str, FactCheck[Any], Any]], list[RuleFinding]]:
    """The checks that need facts, each with its facts, and findings for facts that could not be computed."""
    found, faults = [], []
    for code, check in checks(rules, FactCheck):
        try:
            found.append((code, check, check.facts(given)))
        except Exception as error:
            faults.append(RuleFinding(BROKEN, broken(code, error)))
    return found, faults


def lint(
    given: Context, rules: Iterable[Rule], memo: Memo, known: Mapping[str, FileFindings] | None = None
) -> Iterator[Diagnostic]:
    """The findings of all rules over all entries, less the exceptions that the entries state.

    `known` is what reading has found already.
    """
    rules, documents = tuple(rules), tuple(given.library)
    of_library = checks(rules, LibraryCheck)
    fact_checks, faults = _with_facts(rules, given)
    codes = frozenset(map(code_of, rules))
    known = known or {
        d.path: FileFindings(digest(d.path, d.data), own_findings(d, checks(rules, OwnCheck))) for d in documents
    }
    facts_key = digest(*(repr(facts) for *_, facts in fact_checks))
    with_facts = [_Run(code, check.run, (facts,)) for code, check, facts in fact_checks]
    with_library = [_Run(code, check.run, (given,)) for code, check in of_library]
    keys = (known[document.path].content_hash + facts_key for document in documents)
    of_facts = memo.over("by_facts", partial(_found_aside, with_facts), documents, keys)
    for code, finding in faults if documents else ():
        yield coded(documents[0], code, finding)
    # These rules only look at what has been resolved: less work than handing it to other processes would be.
    for document, some in zip(documents, of_facts, strict=True):
        yield from _impossible(document, codes)
        yield from _not_allowed(
            document, given.today, codes, (*known[document.path].findings, *some, *_found_by(with_library, document))
        )


def _not_allowed(
    document: Document, today: date, codes: frozenset[str], findings: Iterable[RuleFinding]
) -> Iterator[Diagnostic]:
    allowed = ({allow.code for allow in document.entry.allow if allow.until >= today} & codes) - ALWAYS
    used = set()
    for code, finding in findings:
        if code in allowed:
            used.add(code)
        else:
            yield coded(document, code, finding)
    yield from _unused(document, allowed - used)


def _unused(document: Document, codes: set[str]) -> Iterator[Diagnostic]:
    for index, allow in enumerate(document.entry.allow):
        if allow.code in codes:
            yield coded(document, "KB121", Finding(document.at("allow", index, "code"), {"code": allow.code}))


def _impossible(document: Document, codes: frozenset[str]) -> Iterator[Diagnostic]:
    """A finding at each exception from a rule that has none, or that is no rule."""
    for index, allow in enumerate(document.entry.allow):
        if allow.code in ALWAYS or allow.code not in codes:
            why = _NO_EXCEPTION if allow.code in ALWAYS else _NO_RULE
            facts: Facts = {"code": allow.code, "why": why}
            yield coded(document, "KB124", Finding(document.at("allow", index, "code"), facts))


def coded(document: Document, code: str, finding: Finding) -> Diagnostic:
    """A finding of a rule in an entry, with the path of its file."""
    facts = tuple(sorted(finding.facts.items()))
    return Diagnostic(document.path, finding.span, code, facts, finding.replacement, finding.over)
