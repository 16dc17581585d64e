"""两篇讲同一条规定，数字、条款或者能不能做却不一样。

## 查什么
不同条目里带来源的两句话，说的是同一件事，但是：

- 数字：同一个单位，数不一样。说法差得多的，只引同一条、条文里又没有这两个数时才算；
- 约束：几乎同样的话，一处说“不得”，另一处说“可以”或“应当”；
- 条款：几乎同样的话，引的条款没有一条相同，说的机构和文件却一样。

也和引的条款比：存有原文的，句子里的数要在原文、说明里；只有说明的，至少要有一个数相同；同一件事，条款里只有“不得”，句子不能写“可以”“应当”，反过来也是；同一个数，条款写“以上”“至少”，句子不能写“以内”“最多”。

来源自己的说明和原文、参数的值和它的条款，也这样比；原文写“应当”的，说明不能写成“可以”，反过来也是。说明里“自某天起施行”和 `effective` 也要一样。

几篇都和同一个条款对不上，条款那里也会标：多半是它抄错了。

参数按当天的值比。举例、别人的话不查。

## 为什么
读者会看到两个答案，不知道信哪个；拿给催收员看，对方会挑对他有利的那个。

## 怎么改
对着条文核对，把错的那处改过来。会变的数写成 {{参数}}，两处都用它。两处都对，就把区别写进句子。

- 错：一篇写 `法院在 5 日内发副本[@law:128]`，另一篇写 `法院在 7 日内发副本[@law:128]`
- 对：两篇都写 `法院在 5 日内发副本[@law:128]`
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from itertools import combinations, takewhile
from operator import eq
from typing import NamedTuple
from zlib import crc32

from generator.content_types.parameter import Parameter
from generator.content_types.source import Clause, Source
from generator.diagnostics import Span, Wording
from generator.entry import Text
from generator.linking.links import clause_named, value_on
from generator.linting.claims import CitedSentence, UnitNumber, gist, plain, values
from generator.linting.likeness import Pairs, candidates, likeness, may_be_alike, pairs_of_characters
from generator.linting.opposites import opposite_duty, opposite_side, opposite_verdict, other_strength
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.remembering.memo import digest
from generator.remembering.once import once
from generator.remembering.values import remembered

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "和 {other} 说的是同一条，{what}不一样：这里是“{mine}”，那里是“{theirs}”（“{words}”）",
    "{other} states the same rule with another {what}: here “{mine}”, there “{theirs}” (“{words}”)",
)
ADVICE = Wording(
    "对着条文核对，改掉错的那处，两处写成一样；会变的数用同一个参数；两处都对，就把区别写进句子。",
    "Check the clause, mend the wrong one and say the same in both; share a parameter; or state the difference.",
)
_NUMBER = Wording("数字", "number")
_DUTY = Wording("能不能做", "duty")
_CLAUSE = Wording("条款", "clause")
_DATE = Wording("施行的日期", "date of effect")
_IN_FORCE = re.compile(
    r"^[^，。；《》0-9]{0,14}([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日起(?:施行|实施|生效|执行)"
)
_SEVERAL = 2
"""Number of entries that contradict a clause from which on the clause itself is probably wrong."""
_SHOWN = 3
_SAYS = {"must": "应当", "must not": "不得", "may": "可以"}
_ALIKE, _SAME = 0.6, 0.75
"""Minimum similarity of sentences about the same thing, and of sentences that differ in little but what is compared."""
_TOUCHING, _SILENT = 0.3, 0.5
"""Minimum share of the shorter of two claims on one clause that the other must contain; higher if the clause has no
number.
"""
_FEW = 6
"""Maximum number of claims with one value on one clause that are compared with those of other values."""
_WHO = re.compile(
    r"小额贷款公司|小贷|消费金融|信用卡|银行|保险|平台|法院|公安|仲裁|公证|国家标准|行业|司法解释|法律|合同|省|市|自治区"
    r"|(?:北京|上海|天津|重庆|深圳|厦门|浙江|广东|江苏)"
)
"""Who is bound, and by what kind of text: another one's duty is another rule."""


_PERIODS = frozenset({"日", "工作日", "月", "个月", "年", "小时"})
"""Units of which a parameter and its clause may have the same number by mistake only."""

NumbersByUnit = dict[str, set[str]]
"""Numbers by their unit."""


class EntryClaim(NamedTuple):
    """A claim (cited sentence) with its entry and its number there."""

    document: Document
    number: int
    claim: CitedSentence

    def place(self) -> str:
        """Its file and line."""
        return f"{self.document.path}:{self._span.line}"

    def finding(self, other: "Other") -> Finding:
        """The finding that says what it contradicts."""
        facts = {**other.odds._asdict(), "other": other.place, "words": _short(other.words)}
        return Finding(self._span, facts)

    @property
    def _span(self) -> Span:
        return self.document.within(Text(self.claim.location, "", "line"), self.claim.start, self.claim.end)


class Odds(NamedTuple):
    """The difference between two claims: its kind, and the words of each."""

    what: Wording
    mine: str
    theirs: str


class Other(NamedTuple):
    """The claim that differs: its place, its words, and the difference."""

    place: str
    words: str
    odds: Odds


Compared = tuple[bytes, tuple[bytes, ...]]
"""The content hash of an entry, and for each of its claims a hash of its words and citations, followed by its marks."""

Told = dict[str, dict[int, Finding]]
"""Findings by the key of the entry and the number of the claim in it."""


@remembered
class Kept(NamedTuple):
    """What a check leaves for the next one: the hash of what all claims rest on, the content hash of each entry and what
    its claims are compared by, and the findings about claims that contradict their clauses, and another entry.
    """

    rests_on: bytes
    entries: dict[str, "Compared"]
    of_clauses: Told
    of_others: Told


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each claim that contradicts one of an earlier entry, or the clause that it cites."""
    found = _found(given)
    yield from (*_in_source(document, given), *_of_parameter(document, given))
    told = {**found.of_clauses.get(document.key, {}), **found.of_others.get(document.key, {})}
    yield from (told[number] for number in sorted(told))


@once
def _found(given: Context) -> Kept:
    """What is found in all entries: what was found last time, of entries that have changed what is found now, and of
    claims that share a mark with a changed claim what they contradict now.
    """
    known, rests_on = given.memo.recall("at_odds", b"", Kept), _rests_on(given)
    kept = known if known and known.rests_on == rests_on else Kept(rests_on, {}, {}, {})
    before = kept.entries
    entries = {document.key: _compared_by(document, before.get(document.key), given) for document in given.library}
    changed = {key for key in before.keys() | entries.keys() if before.get(key) is not entries.get(key)}
    if changed:
        same = {key: some for key, some in kept.of_clauses.items() if key not in changed}
        new = {each.key: some for each in given.library if each.key in changed and (some := _against(each, given))}
        now = Kept(rests_on, entries, {**same, **new}, kept.of_others)
        kept = now._replace(of_others=_told(given, now, changed, _changed_marks(before, entries, changed)))
        given.memo.keep("at_odds", b"", kept)
    return kept


def _rests_on(given: Context) -> bytes:
    """The hash of the clauses, and of the values of parameters on the day."""
    return digest(repr(_today(given)), *(document.content_hash for document in given.library.section(Source.section)))


def _compared_by(document: Document, before: Compared | None, given: Context) -> Compared:
    """What the claims of an entry are compared by; `before` itself if the entry is the same."""
    if before and before[0] == document.content_hash:
        return before
    return document.content_hash, tuple(array("q", _with_marks(claim)).tobytes() for claim in given.claims(document))


def _with_marks(claim: CitedSentence) -> Iterator[int]:
    """A hash of a claim, and its marks: claims are compared only if they share one of these."""
    yield int.from_bytes(digest(claim.words, *sorted(claim.cited))[:8], signed=True)
    yield from claim.sketch
    yield from (crc32(" ".join(group).encode()) for group, _ in _on_clause(claim))


def _changed_marks(before: Mapping[str, Compared], now: Mapping[str, Compared], changed: Iterable[str]) -> set[int]:
    """The marks of the claims that are new, gone or in another order."""
    none: Compared = (b"", ())
    pairs = ((before.get(key, none)[1], now.get(key, none)[1]) for key in changed)
    return {mark for old, new in pairs for claim in _differing_part(old, new) for mark in array("q", claim)[1:]}


def _differing_part(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[bytes, ...]:
    """Both sequences without what they begin and end with in common."""
    start = sum(1 for _ in takewhile(bool, map(eq, old, new)))
    old, new = old[start:], new[start:]
    end = sum(1 for _ in takewhile(bool, map(eq, reversed(old), reversed(new))))
    return (*old[: len(old) - end], *new[: len(new) - end])


def _told(given: Context, kept: Kept, changed: Set[str], marks: Set[int]) -> Told:
    """The findings about claims that contradict another entry: new ones for those of changed entries, those that have one
    of these marks, and those whose finding names a changed entry.
    """
    said = [claim for document in given.library for claim in _said(document, given)]
    known = [kept.of_others.get(document.key, {}).get(number) for document, number, _ in said]
    marked = (array("q", claim)[1:] for document in given.library for claim in kept.entries[document.key][1])
    paths = {document.path for document in given.library if document.key in changed}
    again = {
        at
        for at, (each, found_by, finding) in enumerate(zip(said, marked, known, strict=True))
        if each.document.key in changed or not marks.isdisjoint(found_by) or _names(finding, paths)
    }
    found: Told = defaultdict(dict)
    for at, (document, number, _) in enumerate(said):
        if at not in again and (finding := known[at]):
            found[document.key][number] = finding
    for theirs, mine in ((said[one], said[other]) for one, other in _compared(said, again)):
        some = found[mine.document.key]
        is_told = mine.number in some or theirs.document is mine.document
        if not is_told and (odds := _odds(theirs.claim, mine.claim, given)):
            some[mine.number] = mine.finding(Other(theirs.place(), theirs.claim.words, odds))
    return {key: some for key, some in found.items() if some}


def _names(finding: Finding | None, paths: Set[str]) -> bool:
    """Whether the place that a finding names is in one of these files."""
    return finding is not None and str(finding.facts["other"]).rpartition(":")[0] in paths


def _said(document: Document, given: Context) -> Iterator[EntryClaim]:
    """The claims of an entry."""
    return (EntryClaim(document, *each) for each in enumerate(given.claims(document)))


def _against(document: Document, given: Context) -> dict[int, Finding]:
    """The findings about claims of an entry that contradict the clauses that they cite, by number."""
    odds = ((each, _against_clauses(each.claim, given)) for each in _said(document, given))
    return {each.number: each.finding(other) for each, other in odds if other}


def _compared(said: Sequence[EntryClaim], again: Set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of claims that may be about the same thing, by their indices; the second is one of `again`."""
    yield from _alike(said, again)
    yield from _on_one_clause(said, again)


def _alike(said: Sequence[EntryClaim], again: Set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of similar claims; with different citations only if they may be very similar."""
    shapes, cited = [each.claim.shape for each in said], [each.claim.cited for each in said]
    marks = {mark for at in again for mark in said[at].claim.sketch}
    for mine, earlier in candidates((marks.intersection(each.claim.sketch) for each in said), again):
        same = {each for each in earlier if cited[each] == cited[mine]}
        close = same.union(may_be_alike(shapes[mine], earlier, shapes, _SAME))
        yield from ((each, mine) for each in sorted(close))


def _against_clauses(claim: CitedSentence, given: Context) -> Other | None:
    """The difference between a claim and the clauses that it cites, or None."""
    return _against_text(claim, given) or _against_duty(claim, given)


def _against_text(claim: CitedSentence, given: Context) -> Other | None:
    """The difference between a claim and its clauses, if these have numbers of the same unit but not this one; else
    None.
    """
    if not claim.values:
        return None
    clauses = _cited(given, claim.cited)
    here, there = _by_unit(given, claim.values), _by_unit(given, clauses.numbers)
    units = sorted(here.keys() & there.keys())
    # What an editor says of a clause is not all of it: there, one number in common is enough.
    whole = all(each.text for each in clauses.all)
    odd = [
        (unit, each)
        for unit in units
        if whole or not here[unit] & there[unit]
        for each in sorted(here[unit] - there[unit])
    ]
    if not odd:
        return None
    literal = "、".join(_written((odd[0][0], each)) for each in sorted(there[odd[0][0]]))
    label = "、".join(sorted(claim.cited))
    return Other(label, "……".join(map(_words, clauses.all)), Odds(_NUMBER, _written(odd[0]), literal))


def _against_duty(claim: CitedSentence, given: Context) -> Other | None:
    """The difference between a claim and its clauses, if these have only the opposite duty or the opposite bound; else
    None.
    """
    clauses = _cited(given, claim.cited).all
    # What an editor says of a clause is not all of it: only its own words tell what is forbidden.
    texts = tuple(each.text for each in clauses if each.text)
    found = _opposite(claim.words, texts) if texts else None
    return found and Other("、".join(sorted(claim.cited)), "……".join(map(_words, clauses)), found)


@lru_cache(1 << 13)
def _opposite(words: str, texts: tuple[str, ...]) -> Odds | None:
    if found := opposite_duty(words, texts):
        return Odds(_DUTY, *found)
    side = opposite_side(words, texts)
    return Odds(_NUMBER, *side) if side else None


def _in_source(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each clause whose summary (`says`) contradicts its own text, or that several entries contradict."""
    source = document.entry
    for at, clause in enumerate(source.clauses if isinstance(source, Source) else ()):
        name = f"{source.id}:{clause.id}"
        odds = _in_clause(clause.says, clause.text) if clause.text else None
        others = _disputed(given).get(name, [])
        if odds:
            yield _in_clause_at(document, (at, "says"), name, clause.text or "", odds)
        elif isinstance(source, Source) and (started := _in_force(clause, source)):
            yield _in_clause_at(document, (at, "says"), f"{source.id}.effective", clause.says, started)
        elif len(others) >= _SEVERAL:
            one, (what, theirs, mine) = others[0]
            key, places = "text" if clause.text else "says", "、".join(each.place() for each, _ in others[:_SHOWN])
            yield _in_clause_at(document, (at, key), places, one.claim.words, Odds(what, mine, theirs))


def _in_clause_at(document: Document, place: tuple[int, str], other: str, words: str, odds: Odds) -> Finding:
    return Finding(document.at("clauses", *place), {**odds._asdict(), "other": other, "words": _short(words)})


def _in_force(clause: Clause, source: Source) -> Odds | None:
    """The difference between the day from which a clause says that it is in force and the field for it."""
    found, day = _IN_FORCE.search(clause.says), clause.effective or source.effective
    if not found or not day or date(*map(int, found.groups())) == day:
        return None
    return Odds(_DATE, "-".join(found.groups()), day.isoformat())


@once
def _disputed(given: Context) -> dict[str, list[tuple[EntryClaim, Odds]]]:
    """For each clause the claims of different entries that cite it alone and contradict it, all with the same words."""
    found: dict[str, list[tuple[EntryClaim, Odds]]] = defaultdict(list)
    against = _found(given).of_clauses
    for document in (each for each in given.library if each.key in against):
        alone = (each for each in _said(document, given) if len(each.claim.cited) == 1)
        for name, one in {next(iter(each.claim.cited)): each for each in alone}.items():
            if other := _against_clauses(one.claim, given):
                found[name].append((one, other.odds))
    return {name: some for name, some in found.items() if len({odds.mine for _, odds in some}) == 1}


def _in_clause(says: str, text: str) -> Odds | None:
    """The difference between the summary of a clause and its text: the opposite or a stronger or weaker duty, or a
    number.
    """
    duty = other_strength(says, text) or opposite_verdict(says, text)
    return _opposite(says, (text,)) or (Odds(_DUTY, *duty) if duty else _other_number(says, text))


def _other_number(says: str, text: str) -> Odds | None:
    here, there = _grouped(values(says)), _grouped(values(text))
    for unit in sorted(here.keys() & there.keys()):
        if not here[unit] & there[unit]:
            return Odds(_NUMBER, _written((unit, min(here[unit]))), _written((unit, min(there[unit]))))
    return None


def _grouped(numbers: Iterable[UnitNumber]) -> NumbersByUnit:
    found: NumbersByUnit = defaultdict(set)
    for unit, number in numbers:
        found[unit].add(number)
    return found


def _of_parameter(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each value of a parameter that contradicts the clause it cites."""
    entry = document.entry
    for at, value in enumerate(entry.values if isinstance(entry, Parameter) and not entry.times else ()):
        name, _, clause = value.source.partition(":")
        cited = clause_named(given.library, name, clause)
        current = value.since <= given.today and (value.until is None or value.until >= given.today)
        odds = cited and current and _other_value(value.value, getattr(entry, "unit", None), cited)
        if cited and odds:
            facts = {"other": value.source, "words": _short(_words(cited))}
            same_number = odds.mine.split()[0] in odds.theirs.split()
            place = document.at("unit") if same_number else document.at("values", at, "value")
            yield Finding(place, {**odds._asdict(), **facts})


def _other_value(value: str, unit: str | None, cited: Clause) -> Odds | None:
    known, number = plain(unit, value) if unit else ("time", value)
    said = values(cited.text or "") | values(cited.says)
    there = sorted(each for each in said if each[0] == known)
    other = sorted(each for each in said if each[1] == number and {each[0], known} <= _PERIODS)
    if (known, number) in said or not re.fullmatch("[0-9.:]+", number) or not (there or other):
        return None
    return Odds(_NUMBER, _written((known, number)), "、".join(map(_written, other or there)))


def _on_clause(claim: CitedSentence) -> Iterator[tuple[tuple[str, str], str]]:
    """The numbers of a claim that cites only one clause: clause and unit, and the number."""
    if len(claim.cited) == 1:
        (clause,) = claim.cited
        yield from (((clause, unit), number) for unit, number in sorted(claim.values))


def _on_one_clause(said: Sequence[EntryClaim], again: Set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of claims, by their indices, that cite only the same clause and have different numbers of one unit; the second
    is one of `again`.
    """
    wanted = {said[at].claim.cited for at in again if said[at].claim.values}
    groups: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, each in enumerate(said):
        if each.claim.values and each.claim.cited in wanted:
            for group, number in _on_clause(each.claim):
                groups[group][number].append(at)
    for numbers in groups.values():
        for some, others in combinations(numbers.values(), 2):
            yield from ((one, other) for one in some[:_FEW] for other in others[:_FEW] if other in again)


def _odds(other: CitedSentence, one: CitedSentence, given: Context) -> Odds | None:
    """The difference between two claims about the same thing; None if they agree or are not about the same."""
    numbers = one.values != other.values and _differing(_by_unit(given, one.values), _by_unit(given, other.values))
    duties = bool(one.binds and other.binds and not one.binds & other.binds)
    if not (numbers or duties or not one.cited & other.cited):
        return None
    comparable = bool(numbers and _comparable(one, other, given, numbers))
    if not comparable and not [*may_be_alike(one.shape, (0,), (other.shape,), _SAME)]:
        return None  # most pairs: their words need not be read
    here, there = _about(one.words), _about(other.words)
    alike = likeness(here, there)
    if numbers and (alike >= _SAME or (comparable and _near(here, there, one, given))):
        return Odds(_NUMBER, *map(_written, numbers))
    if alike < _SAME or _WHO.findall(one.words) != _WHO.findall(other.words):
        return None
    if duties:
        return Odds(_DUTY, *("、".join(_SAYS[each] for each in sorted(claim.binds)) for claim in (one, other)))
    if not one.cited & other.cited:
        return Odds(_CLAUSE, *("、".join(sorted(claim.cited)) for claim in (one, other)))
    return None


@lru_cache(4096)
def _about(words: str) -> Pairs:
    return pairs_of_characters(gist(words))


def _differing(here: NumbersByUnit, there: NumbersByUnit) -> tuple[UnitNumber, UnitNumber] | None:
    """The first pair of numbers of a unit of which two claims have no number in common; None if there is none."""
    for unit in sorted(here.keys() & there.keys()):
        if not here[unit] & there[unit]:
            return (unit, min(here[unit])), (unit, min(there[unit]))
    return None


@once
def _by_unit(given: Context, numbers: frozenset[UnitNumber]) -> NumbersByUnit:
    """Numbers by unit, with parameters replaced by their values of the day."""
    found: NumbersByUnit = defaultdict(set)
    today = _today(given)
    for unit, number in numbers:
        value = today.get(number, number)
        if "{" not in value:
            same, plainly = plain(unit, value)
            found[same].add(plainly)
    return found


def _comparable(
    one: CitedSentence, other: CitedSentence, given: Context, numbers: tuple[UnitNumber, UnitNumber]
) -> bool:
    """Whether different numbers of two differently worded claims can be a mistake, not two numbers of their own."""
    both_parameters = all("{{" in "".join(number for _, number in claim.values) for claim in (one, other))
    return one.cited == other.cited and not both_parameters and not set(numbers) <= _cited(given, one.cited).numbers


def _near(here: Pairs, there: Pairs, claim: CitedSentence, given: Context) -> bool:
    """Whether two claims are about the same part of a clause."""
    shorter = min(len(here), len(there))
    least = _TOUCHING if _cited(given, claim.cited).numbers else _SILENT
    return likeness(here, there) >= _ALIKE or (shorter > 0 and len(here & there) / shorter >= least)


@once
def _today(given: Context) -> dict[str, str]:
    """The value of each parameter on the day, by its name in braces."""
    entries = given.library.entries(Parameter)
    return {"{{" + entry.id + "}}": value.value for entry in entries if (value := value_on(entry, given.today))}


class Clauses(NamedTuple):
    """Some clauses, with the numbers in their texts and in their summaries (`says`)."""

    all: tuple[Clause, ...]
    numbers: frozenset[UnitNumber]


@once
def _cited(given: Context, cited: frozenset[str]) -> Clauses:
    """The clauses for some citations; None if one of them is unknown."""
    names = (each.partition(":") for each in sorted(cited))
    found = [clause_named(given.library, name, clause) for name, _, clause in names]
    known = tuple(each for each in found if each) if all(found) else ()
    return Clauses(known, frozenset().union(*(values(each.text or "") | values(each.says) for each in known)))


def _words(clause: Clause) -> str:
    return clause.text or clause.says


def _written(value: UnitNumber) -> str:
    unit, number = value
    return number if unit == "time" else f"{number} {unit}"


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:40] + "……"
