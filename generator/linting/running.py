"""What rules yield and are given, and how they run over a library."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from re import Pattern
from typing import Any, Generic, NamedTuple, Self, TypeVar

from generator.content_types.source import Clause, Source
from generator.diagnostics import Diagnostic, Facts, Span, Wording
from generator.linking.links import Links, Mention, clause_of
from generator.linting.claims import CitedSentence, claims
from generator.linting.prefilter import Screen, required_by_any
from generator.linting.rule import Rule, code_of
from generator.linting.sentences import all_texts, all_words
from generator.reading.document import Document
from generator.reading.library import Library
from generator.remembering.memo import PLAIN, Memo, digest
from generator.remembering.once import once
from generator.remembering.values import Later, remembered

GivenT = TypeVar("GivenT")


@remembered
@dataclass(frozen=True)
class Finding:
    """What a rule yields: a span, the values for its message, and the text of a safe fix (if any).

    `over` is the span that the fix replaces, if it is not `span`.
    """

    span: Span
    facts: Facts = field(default_factory=dict)
    replacement: str | None = None
    over: Span | None = None


class CitationUse(NamedTuple):
    """A citation with its source and clause; `clause` is None if the source has no such clause."""

    mention: Mention
    source: Source
    clause: Clause | None


@dataclass(frozen=True)
class Context:
    """What a rule may use besides the entry: the library, its links, and the day of the check."""

    library: Library
    links: Links
    today: date
    known_claims: Mapping[str, Later[tuple[CitedSentence, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The cited sentences by path, if they are known already."""
    memo: Memo = field(default=PLAIN, compare=False, repr=False)
    """Where a rule that compares all entries keeps what it has found, for the next check."""

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """The references of one entry."""
        return self.links.mentions[document.key]

    @once
    def citations(self, document: Document) -> tuple[CitationUse, ...]:
        """The citations of one entry whose source exists."""
        found = ((mention, clause_of(self.library, mention)) for mention in self.mentions(document))
        return tuple(CitationUse(mention, *pair) for mention, pair in found if pair)

    def claims(self, document: Document) -> tuple[CitedSentence, ...]:
        """The cited sentences of one entry."""
        known = self.known_claims.get(document.path)
        return known.value if known else claims(document)


@dataclass(frozen=True)
class OwnCheck:
    """The check of a rule that needs only the entry, whose findings are cached by the entry.

    It runs only if one of the `patterns` may match in a text of the entry (None: always), as it is written, or `as_shown`.
    """

    run: Callable[[Document], Iterator[Finding]]
    patterns: tuple[Pattern[str], ...] | None = None
    as_shown: bool = False

    @classmethod
    def where(
        cls, *patterns: Pattern[str], as_shown: bool = False
    ) -> Callable[[Callable[[Document], Iterator[Finding]]], Self]:
        """Decorates the check of a rule that finds nothing where none of these patterns matches."""
        return lambda run: cls(run, patterns, as_shown)


@dataclass(frozen=True)
class ValueCheck(OwnCheck):
    """An `OwnCheck` that uses only the values of an entry, so that it also runs on the files of words and settings."""


@dataclass(frozen=True)
class FactCheck(Generic[GivenT]):
    """The check of a rule that needs some data of the base besides the entry.

    `facts` returns that data, with a complete `repr`; findings are cached by the entry and the facts. `patterns` gives
    the patterns of which one may match in a text of each entry for which it runs (None: it runs for all).
    """

    facts: Callable[[Context], GivenT]
    run: Callable[[Document, GivenT], Iterator[Finding]]
    patterns: Callable[[GivenT], tuple[Pattern[str], ...]] | None = None


RestsOn = Callable[[Document, Context], bytes | None]


@dataclass(frozen=True)
class LibraryCheck:
    """The check of a rule that needs the whole library; its findings are not cached.

    `rests_on` gives a hash of all that decides whether it finds anything in an entry, besides that entry's own file; None
    where this cannot be told. An entry in which nothing was found is checked again only if the hash has changed.
    """

    run: Callable[[Document, Context], Iterator[Finding]]
    rests_on: RestsOn | None = None


def resting_on(rests_on: RestsOn) -> Callable[[Callable[[Document, Context], Iterator[Finding]]], LibraryCheck]:
    """Decorates the check of a rule as a `LibraryCheck` with this hash."""
    return lambda run: LibraryCheck(run, rests_on)


def named(document: Document, given: Context) -> bytes:
    """The hash of the day and of what the references of an entry lead to."""
    return _named(given, document)


@once
def _named(given: Context, document: Document) -> bytes:
    resolved = given.links.resolutions[document.key]
    documents = given.library.documents
    hashes = (documents[key].content_hash for key in dict.fromkeys(each.key for each in resolved) if key)
    return digest(str(given.today), "\n".join([f"{each.state} {each.key}" for each in resolved]), b"".join(hashes))


def by_facts(
    facts: Callable[[Context], GivenT], where: Callable[[GivenT], tuple[Pattern[str], ...]] | None = None
) -> Callable[[Callable[[Document, GivenT], Iterator[Finding]]], FactCheck[GivenT]]:
    """Decorates the check of a rule: `facts` computes the data that it gets as its second argument, and `where` patterns
    without a match of which it finds nothing.
    """
    return lambda run: FactCheck(facts, run, where)


BROKEN = "KB000"
"""The code of the finding for an exception in a rule or while reading a file."""
ALWAYS = frozenset({"KB000", "KB117", "KB119", "KB214", "KB410", "KB415", "KB504"})
"""Rules against hostile content: entries cannot state exceptions from them, and they cannot be switched off."""
_NO_EXCEPTION = Wording("保护读者的规则，不能有例外", "it protects readers and has no exceptions")
_NO_RULE = Wording("没有这条规则", "there is no such rule")
MOST = 200
"""The maximum number of findings reported per rule and file; the rest appear once these are fixed."""


@remembered
class RuleFinding(NamedTuple):
    """A finding with the code of its rule."""

    code: str
    finding: Finding


@remembered
class Known(NamedTuple):
    """The findings in an entry that were computed when its file was read: of rules that need the entry only, and of those
    that need facts (`facts` is the hash of these, empty if such rules did not run).
    """

    own: tuple[RuleFinding, ...] = ()
    by_facts: tuple[RuleFinding, ...] = ()
    facts: bytes = b""


CheckT = TypeVar("CheckT", OwnCheck, FactCheck[Any], LibraryCheck)


def checks(rules: Iterable[Rule], kind: type[CheckT]) -> tuple[tuple[str, CheckT], ...]:
    """The checks of one kind, with the codes of their rules; rules that run while a file is read have none."""
    found = ((code_of(rule), getattr(rule, "check", None)) for rule in rules)
    return tuple((code, check) for code, check in found if isinstance(check, kind))


class _Run(NamedTuple):
    """A check to run, with its arguments besides the entry."""

    code: str
    run: Callable[..., Iterator[Finding]]
    given: tuple[Any, ...] = ()


class Runs(NamedTuple):
    """Checks to run on an entry, with the strings of which its texts must hold one for that: as they are written, or as
    they are shown.
    """

    written: Screen[_Run]
    shown: Screen[_Run] | None = None


def own_checks(rules: Iterable[Rule], kind: type[OwnCheck] = OwnCheck) -> Runs:
    """The checks of rules that need only the entry."""
    found = [(check.as_shown, (_Run(code, check.run), _strings(check.patterns))) for code, check in checks(rules, kind)]
    written, shown = ([run for as_shown, run in found if as_shown == which] for which in (False, True))
    return Runs(Screen(written), Screen(shown))


def _strings(patterns: tuple[Pattern[str], ...] | None) -> frozenset[str] | None:
    return None if patterns is None else required_by_any(patterns)


def _written(strings: frozenset[str] | None) -> frozenset[str] | None:
    """What a text holds as it is written if it holds one of some strings as it is shown, with blanks for references."""
    return strings and frozenset(max(string.split(" "), key=len) for string in strings)


def own_findings(document: Document, runs: Runs) -> tuple[RuleFinding, ...]:
    """The findings of some rules in an entry, including those for which it states an exception."""
    return _found_by(_worth(runs, document), document)


def _worth(runs: Runs, document: Document) -> list[_Run]:
    """The checks that may find something in the texts of an entry."""
    written, shown = runs
    return [*written.among(f"\n{all_texts(document)}\n"), *(shown.among(all_words(document)) if shown else ())]


def _found_by(runs: Sequence[_Run], document: Document) -> tuple[RuleFinding, ...]:
    """The findings of some rules in an entry."""
    try:
        return tuple(
            RuleFinding(each.code, finding)
            for each in runs
            for finding in islice(each.run(document, *each.given), MOST)
        )
    except Exception:  # run again one by one to find out which rule failed; the others continue
        return tuple(found for each in runs for found in _guarded(each.code, each.run, document, *each.given))


def known_findings(document: Document, own: Runs, facts: "FactRuns | None") -> Known:
    """The findings of rules that need only the entry, and of those with facts, if facts are given."""
    found = own_findings(document, own)
    return Known(found, own_findings(document, facts.runs), facts.key) if facts else Known(found)


def _found_aside(runs: Runs, document: Document) -> tuple[RuleFinding, ...]:
    """The findings of some rules in an entry, computed on a copy so that cached properties are freed afterwards."""
    return own_findings(replace(document), runs)


def _guarded(code: str, check: Callable[..., Iterator[Finding]], *given: Any) -> list[RuleFinding]:
    """The first findings of a rule. An exception in a rule becomes a finding and does not stop the other rules."""
    found: list[RuleFinding] = []
    try:
        found.extend(RuleFinding(code, finding) for finding in islice(check(*given), MOST))
    except Exception as error:
        found.append(RuleFinding(BROKEN, broken(code, error)))
    return found


def broken(what: str, error: Exception) -> Finding:
    """The finding for an exception; `what` is the code of the rule or the step of reading."""
    return Finding(Span(), {"what": what, "error": f"{type(error).__name__}: {error}"[:200]})


class _Group(NamedTuple):
    """Checks that rest on the same, with a hash of their codes."""

    rests_on: RestsOn
    runs: tuple[_Run, ...]
    codes: bytes

    def key(self, document: Document, given: Context) -> bytes | None:
        """The hash of all that decides whether they find anything in an entry, if that can be told."""
        try:
            rest = self.rests_on(document, given)
        except Exception:  # the rules will meet it, too, and report it
            return None
        return rest and digest(self.codes, document.content_hash, rest)


class _LibraryChecks:
    """The checks that need the whole library. Entries in which a group of them found nothing are remembered by key."""

    def __init__(self, given: Context, rules: tuple[Rule, ...], memo: Memo) -> None:
        self._given, self._memo = given, memo
        found = checks(rules, LibraryCheck)
        groups: dict[RestsOn, list[_Run]] = {}
        for code, check in found:
            if check.rests_on:
                groups.setdefault(check.rests_on, []).append(_Run(code, check.run, (given,)))
        self._groups = [_Group(on, tuple(runs), digest(*(run.code for run in runs))) for on, runs in groups.items()]
        self._others = [_Run(code, check.run, (given,)) for code, check in found if not check.rests_on]
        self._clean: frozenset[bytes] = memo.recall("clean", b"", frozenset) or frozenset()
        self._still_clean: set[bytes] = set()

    def found(self, document: Document) -> tuple[RuleFinding, ...]:
        """The findings in an entry."""
        grouped = (found for group in self._groups for found in self._found(group, document))
        return (*grouped, *_found_by(self._others, document))

    def _found(self, group: _Group, document: Document) -> tuple[RuleFinding, ...]:
        key = group.key(document, self._given) if self._memo.store else None
        found = () if key in self._clean else _found_by(group.runs, document)
        if key and not found:
            self._still_clean.add(key)
        return found

    def keep(self) -> None:
        """Caches in which entries nothing was found."""
        if self._still_clean != self._clean:
            self._memo.keep("clean", b"", frozenset(self._still_clean))


class FactRuns(NamedTuple):
    """The `FactCheck`s with their facts, a hash of all facts, and findings for facts that could not be computed."""

    runs: Runs
    key: bytes
    faults: tuple[RuleFinding, ...]


@once
def with_facts(given: Context, rules: tuple[Rule, ...]) -> FactRuns:
    """The `FactCheck`s among some rules, with the facts of a base."""
    runs, faults = [], []
    for code, check in checks(rules, FactCheck):
        try:
            facts = check.facts(given)
            runs.append((_Run(code, check.run, (facts,)), _written(_strings(check.patterns and check.patterns(facts)))))
        except Exception as error:
            faults.append(RuleFinding(BROKEN, broken(code, error)))
    key = digest(*(part for run, _ in runs for part in (run.code, *map(repr, run.given))))
    return FactRuns(Runs(Screen(runs)), key, tuple(faults))


def lint(
    given: Context,
    rules: Iterable[Rule],
    memo: Memo,
    known: Mapping[str, Known] | None = None,
    within: Set[str] | None = None,
) -> Iterator[Diagnostic]:
    """The findings of all rules for all entries, without those for which an entry states an exception.

    `known` are the findings by path that were computed when files were read, if they were; those with other facts are
    not used. `within` limits the findings to some files.
    """
    rules, every = tuple(rules), tuple(given.library)
    documents = every if within is None else tuple(each for each in every if each.path in within)
    codes, facts = frozenset(map(code_of, rules)), with_facts(given, rules)
    known = known or _known(documents, own_checks(rules))
    with_library = _LibraryChecks(given, rules, memo)
    by_facts = _by_facts(documents, facts, known, memo)
    for code, finding in facts.faults if documents and documents[0] is every[0] else ():
        yield coded(documents[0], code, finding)
    # These rules only read resolved data, which is less work than sending it to worker processes.
    for document in documents:
        found = (*known[document.path].own, *by_facts[document.path], *with_library.found(document))
        yield from _impossible(document, codes)
        yield from _not_allowed(document, given.today, codes, found)
    if within is None:
        with_library.keep()


def _known(documents: Iterable[Document], own: Runs) -> dict[str, Known]:
    return {document.path: Known(own_findings(document, own)) for document in documents}


def _by_facts(
    documents: Iterable[Document], facts: FactRuns, known: Mapping[str, Known], memo: Memo
) -> dict[str, tuple[RuleFinding, ...]]:
    """The findings of rules that need facts, by path: those that are known, if the facts have not changed since."""
    found = {each.path: known[each.path].by_facts for each in documents if known[each.path].facts == facts.key}
    others = [document for document in documents if document.path not in found]
    keys = (document.content_hash + facts.key for document in others)
    computed = memo.over("by_facts", partial(_found_aside, facts.runs), others, keys)
    return found | {document.path: now for document, now in zip(others, computed, strict=True)}


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
    """A finding for each exception from a rule that allows none or does not exist."""
    for index, allow in enumerate(document.entry.allow):
        if allow.code in ALWAYS or allow.code not in codes:
            why = _NO_EXCEPTION if allow.code in ALWAYS else _NO_RULE
            facts: Facts = {"code": allow.code, "why": why}
            yield coded(document, "KB124", Finding(document.at("allow", index, "code"), facts))


def coded(document: Document, code: str, finding: Finding) -> Diagnostic:
    """A finding of a rule in an entry, with the path of its file."""
    facts = tuple(sorted(finding.facts.items()))
    return Diagnostic(document.path, finding.span, code, facts, finding.replacement, finding.over)
