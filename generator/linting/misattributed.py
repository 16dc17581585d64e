"""Measures how well the words before a citation fit the clauses of sources, to find citations of the wrong clause.

A clause is known by its own words and by those of the sentences that cite it. Pairs of characters that few clauses hold
weigh more.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cached_property, lru_cache
from itertools import chain, repeat
from math import log, sqrt
from operator import mul
from typing import NamedTuple

from generator.linting.likeness import Pairs, pairs_of_characters
from generator.remembering.memo import digest
from generator.remembering.values import remembered

_OWN, _MOST = 3, 24
"""As how many citing sentences the words of a clause count, and the maximum number of those sentences."""
_FEW = 100
"""Number of clauses as which a smaller base counts: what all of its few clauses hold is not common otherwise."""
_RARE, _SHARED = 10, 3
"""Maximum number of clauses that hold a rare pair, and minimum number of those for a clause to be compared."""
_LEAST = 5
"""Minimum number of pairs in words that say something: a name like 国家标准 has fewer."""
_HARDLY, _BETTER = 0.2, 2.2
"""Maximum fit of the cited clause, from 0 to 1, and how many times as well at least the other clause fits."""
_CHANCE = 0.03
"""What is added to a fit before the comparison: a little may always be there by chance."""
_NEAR, _FAR = 1.3, 0.5
"""Factors for a clause that is easily taken for the cited one by its id or place, and for one of another source."""


@remembered
class CitedWords(NamedTuple):
    """A citation as `source:clause`, and the words before it as pairs of characters, packed."""

    clause: str
    packed: bytes


def packed(pairs: Pairs) -> bytes:
    """Pairs of characters as bytes."""
    return array("I", pairs).tobytes()


class ClauseWords(NamedTuple):
    """A clause as `source:clause`, its words, and how its source is called, which fits each of its clauses."""

    clause: str
    words: str
    called: str


class Profile(NamedTuple):
    """What a clause is known by: how often it has each pair of characters, and the weight of all."""

    counts: Mapping[int, int]
    weight: float


class Weighed(NamedTuple):
    """Some words as pairs of characters, with the weight of each, and of all and a few more."""

    pairs: Pairs
    weights: tuple[float, ...]
    whole: float

    def in_common(self, profile: Profile) -> float:
        """The weight of what a clause has of them."""
        return sum(map(mul, self.weights, map(profile.counts.get, self.pairs, repeat(0))), 0.0)

    def fit(self, profile: Profile) -> float:
        """How well they fit a clause, from 0 to 1."""
        return self.in_common(profile) / sqrt(self.whole * profile.weight) if profile.weight else 0.0


def _source(clause: str) -> str:
    return clause.partition(":")[0]


class Clauses:
    """All clauses of a base, with their own words."""

    def __init__(self, clauses: tuple[ClauseWords, ...]) -> None:
        self.key = digest(*chain.from_iterable(clauses))
        self.own: dict[str, Pairs] = {}
        self.of_source = defaultdict[str, list[str]](list)
        self._names: dict[str, Pairs] = {}
        for clause, words, called in clauses:
            names = self._names.setdefault(_source(clause), pairs_of_characters(called))
            self.own[clause] = pairs_of_characters(words) - names
            self.of_source[_source(clause)].append(clause)
        count = max(len(self.own), _FEW) + 1
        held = Counter(chain.from_iterable(self.own.values()))
        self._weights = {pair: log(count / (number + 0.5)) ** 2 for pair, number in held.items()}
        self._most = log(2 * count) ** 2

    def weighed(self, pairs: Pairs) -> Weighed:
        """Pairs of characters with their weights: the fewer clauses hold one, the higher."""
        weights = tuple(map(self._weights.get, pairs, repeat(self._most)))
        return Weighed(pairs, weights, sum(weights) + 2 * self._most)

    def about(self, pairs: Pairs, source: str) -> Weighed:
        """Pairs without those of the name of a source, with their weights."""
        return self.weighed(pairs - self._names[source])

    @lru_cache(1 << 12)  # noqa: B019
    def profile(self, clause: str, said: tuple[bytes, ...]) -> Profile:
        """What a clause is known by, given the words of sentences that cite it."""
        counts = Counter(dict.fromkeys(self.own[clause], _OWN))
        for some in said:
            counts.update(array("I", some))
        for pair in self._names[_source(clause)]:
            counts.pop(pair, None)
        squares = map(mul, counts.values(), counts.values())
        return Profile(counts, sum(map(mul, map(self._weights.get, counts, repeat(self._most)), squares)))


@lru_cache(2)
def all_clauses(clauses: tuple[ClauseWords, ...]) -> Clauses:
    """The clauses of a base; cached while none of them changes."""
    return Clauses(clauses)


class Said:
    """The clauses of a base as known by the sentences that cite them."""

    def __init__(self, clauses: Clauses, cited: Iterable[CitedWords]) -> None:
        self._clauses = clauses
        self._said = defaultdict[str, list[bytes]](list)
        for clause, words in cited:
            if len(self._said[clause]) < _MOST:
                self._said[clause].append(words)

    @cached_property
    def key(self) -> bytes:
        """The hash of all of it."""
        said = (part for clause, some in self._said.items() for part in (clause, digest(*some)))
        return digest(self._clauses.key, *said)

    @cached_property
    def _rare(self) -> dict[int, list[str]]:
        """The clauses that hold a pair of characters, if they are few."""
        holding = defaultdict[int, list[str]](list)
        for clause, own in self._clauses.own.items():
            said = self._said.get(clause, ())
            for pair in own.union(*(array("I", some) for some in said)):
                holding[pair].append(clause)
        return {pair: some for pair, some in holding.items() if len(some) <= _RARE}

    def better(self, cited: CitedWords, sentence: str, all_cited: Set[str]) -> str | None:
        """The clause that the words before a citation fit much better than the cited one, or None.

        `sentence` is the whole text, and `all_cited` are its citations.
        """
        pairs = array("I", cited.packed)
        others = self._others(pairs) - all_cited
        if not others or cited.clause not in self._clauses.own:
            return None
        words = self._clauses.about(frozenset(pairs), _source(cited.clause))
        if len(words.pairs) < _LEAST:
            return None
        least = _BETTER * (self._fit_of_cited(cited, words, sentence) + _CHANCE)
        if least > _BETTER * (_HARDLY + _CHANCE):
            return None
        fits = {other: self._factor(other, cited.clause) * words.fit(self._profile(other)) for other in others}
        best = max(fits, key=fits.__getitem__)
        return best if fits[best] >= least else None

    def _others(self, pairs: Iterable[int]) -> set[str]:
        """The clauses that share several rare pairs with some words."""
        shared = Counter(chain.from_iterable(filter(None, map(self._rare.get, pairs))))
        return {clause for clause, number in shared.items() if number >= _SHARED}

    def _fit_of_cited(self, cited: CitedWords, words: Weighed, sentence: str) -> float:
        profile = self._profile(cited.clause)
        own = words if cited.packed in self._said[cited.clause] else self._clauses.weighed(frozenset())
        fit = _without(own, words, profile)
        if fit > _HARDLY:
            return fit
        return max(fit, _without(own, self._clauses.weighed(pairs_of_characters(sentence)), profile))

    def _profile(self, clause: str) -> Profile:
        return self._clauses.profile(clause, tuple(self._said.get(clause, ())))

    def _factor(self, clause: str, cited: str) -> float:
        """The factor for how easily a clause is taken for the cited one."""
        if _source(clause) != _source(cited):
            return _FAR
        return _NEAR if _near(clause, cited, self._clauses.of_source[_source(cited)]) else 1.0


def _without(own: Weighed, words: Weighed, profile: Profile) -> float:
    """How well words fit a clause, when `own` are taken from it, which it has from the same sentence."""
    both = sum(weight for pair, weight in zip(own.pairs, own.weights, strict=True) if pair in words.pairs)
    rest = profile.weight - 2 * own.in_common(profile) + sum(own.weights)
    return (words.in_common(profile) - both) / sqrt(words.whole * rest) if rest > 0 else 0.0


def _near(one: str, other: str, order: list[str]) -> bool:
    """Whether two clauses follow each other, or their numbers differ in one digit or the order of digits."""
    numbers = one.partition(":")[2], other.partition(":")[2]
    comparable = len(one) == len(other) and all(map(str.isdigit, numbers))
    digits = comparable and (sum(a != b for a, b in zip(*numbers, strict=True)) == 1 or sorted(one) == sorted(other))
    return digits or abs(order.index(one) - order.index(other)) == 1
