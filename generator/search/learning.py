"""A binary text classifier: logistic regression over single characters and bigrams (for Latin letters 3- to 5-grams).

Features are hashed into buckets, so that all weights are one short text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import copysign, exp, sqrt
from operator import add
from typing import NamedTuple
from zlib import crc32

from generator.reading.choices import variants
from generator.remembering.values import remembered
from generator.search.analysis import HAN, folded, is_han
from generator.search.dialects import STANDARD, Dialects
from generator.search.pinyin import plain_sound

STEP = 0.8
"""Log odds per step of evidence, unless a classifier has another."""
WINDOW, STRIDE = 10, 2
"""A long clause is also classified in stretches of so many characters, so that its rest does not outweigh a cry for
help.
"""
ZERO = ord("P")
DIGITS = "".join(map(chr, range(35, 91))) + "abcdefgh"
"""The letters of packed weights, each for six bits."""
_BITS = 6
_AGAIN = 3
"""Examples that are told apart well are asked again in every so many rounds only."""
_QUIET = 0.005
"""Slopes up to this one change no weight."""
_SPACED = re.compile(r"(?<=[a-z'])[ '’]+(?=[a-z])")
_RUNS = re.compile(f"[a-z]+|[0-9{HAN}]+")
_SENTENCES = re.compile("[。！？!?]")
_CLAUSES = re.compile(r"[^\s，。！？；、,.!?;…~]+")


class Sample(NamedTuple):
    """A training example: its buckets, its class (1 or 0), its weight, and its position in the order of training."""

    places: tuple[int, ...]
    kind: int
    counts: float
    order: int


@remembered
@dataclass(frozen=True)
class Learnt:
    """A trained classifier: the weight of each bucket as a letter, and the bias (`base`), in steps."""

    weights: str
    base: float = 0

    def evidence(self, part: str) -> float:
        """The evidence for class 1, in steps; negative if it speaks against it."""
        return self.base + sum(ord(self.weights[at]) - ZERO for at in places(part, len(self.weights)))


class Course(NamedTuple):
    """How weights are learnt: in how many rounds, of which the mean from the `first` counts, and at which pace.

    Weights below `dead` steps are dropped: they take bytes and say little. The more `sparse`, the fewer there are, since what few
    examples support has none; but this makes all smaller, as a `ridge` does, a little.
    """

    rounds: int = 6
    first: int = 6
    pace: float = 0.3
    sparse: float = 0
    ridge: float = 0
    dead: float = 0


def learnt(
    examples: Iterable[Sample],
    room: int,
    courses: Sequence[Course],
    levels: Sequence[int] = range(1, 16),
    step: float = STEP,
    prior: float | None = None,
) -> Learnt:
    """Trains a classifier on examples, with `room` buckets, in one or more courses: each learns anew only the weights that the one
    before has kept.

    Weights have the nearest of some `levels`, in steps. The bias is learnt, too, unless the log odds of a text of which nothing is
    known are given (`prior`).
    """
    known = sorted(examples, key=lambda example: example.order)
    weights: list[float] = []
    for course in courses:
        if weights:
            known = [_thinned(example, weights) for example in known]
        *found, base = _regression(known, room, course, prior)
        weights = [weight if abs(weight) >= course.dead * step else 0.0 for weight in found]
    steps = (_nearest(weight / step, levels) if weight else 0 for weight in weights)
    return Learnt("".join(chr(ZERO + some) for some in steps), round(base / step, 2))


def _thinned(example: Sample, weights: Sequence[float]) -> Sample:
    """An example with only the buckets that have a weight."""
    return example._replace(places=tuple([at for at in example.places if weights[at]]))


def packed(weights: str) -> str:
    """Weights without those that are zero: for each value its letter, a parameter, and how far each place that has it lies behind
    the one before it, in the Golomb-Rice code with that parameter, six bits in a letter.
    """
    places: dict[str, list[int]] = {}
    for at, weight in enumerate(weights):
        places.setdefault(weight, [-1]).append(at)
    return " ".join(
        f"{weight}{_rice([other - one - 1 for one, other in pairwise(places[weight])])}"
        for weight in sorted(places)
        if weight != chr(ZERO)
    )


def _rice(numbers: Sequence[int]) -> str:
    """Numbers in the Golomb-Rice code, after the parameter for which it is shortest."""
    fixed = min(range(10), key=lambda fixed: sum(number >> fixed for number in numbers) + fixed * len(numbers))
    bits = "".join("1" * (number >> fixed) + f"{number & (1 << fixed) - 1:0{fixed + 1}b}" for number in numbers)
    bits += "1" * (-len(bits) % _BITS)  # no number ends in ones alone
    return f"{fixed}{''.join(DIGITS[int(bits[i : i + _BITS], 2)] for i in range(0, len(bits), _BITS))}"


def sentences(text: str) -> list[str]:
    """A text cut at the ends of its sentences."""
    return _SENTENCES.split(text)


def stretches(text: str) -> tuple[list[str], list[str]]:
    """A folded text with every two Chinese clauses in a row of its sentences; and its clauses, with the stretches of long ones."""
    pairs = [pair for sentence in sentences(text) for pair in _pairs(sentence)]
    clauses = _CLAUSES.findall(text)
    long = [clause for clause in clauses if len(clause) > WINDOW + STRIDE and is_han(clause)]
    inside = [part[i : i + WINDOW] for part in long for i in range(0, len(part) - WINDOW + STRIDE, STRIDE)]
    return list(dict.fromkeys((text, *pairs))), list(dict.fromkeys((*clauses, *inside)))


def _pairs(sentence: str) -> Iterator[str]:
    for one, other in pairwise(_CLAUSES.finditer(sentence)):
        if is_han(one[0][0]):
            yield sentence[one.start() : other.end()]


def places(part: str, room: int) -> set[int]:
    """The buckets of the features of a text: characters and bigrams, 3- to 5-grams of letters, its beginning and end."""
    return {value % room for value in map(_value, _signs(_RUNS.findall(_SPACED.sub("", part))))}


def _signs(runs: Sequence[str]) -> Iterator[str]:
    joined = "".join("-" if run[0].isalpha() and run.isascii() else run for run in runs)
    yield from (one for one in joined if one != "-")
    yield from (pair for pair in map("".join, zip(f"^{joined}", f"{joined}$", strict=True)) if "-" not in pair)
    for run in runs:
        if run[0].isalpha() and run.isascii():
            yield run[:3]
            yield from (run[i : i + n] for n in (3, 4, 5) for i in range(len(run) - n + 1))


@lru_cache(1 << 16)
def _value(sign: str) -> int:
    value = 7
    for one in sign:
        value = (value * 31337 + ord(one)) % 1000003
    return value


def examples(
    lines: Iterable[str],
    kind: int,
    room: int,
    counts: float = 1.0,
    whole: bool = True,
    dialects: Dialects = STANDARD,
) -> Iterator[Sample]:
    """Lines as examples of class `kind`, also in dialects and pinyin; if they are not `whole`, every stretch is an example, too."""
    for line in lines:
        texts = [folded(some) for text in variants(line) for some in (text, *dialects.says(text))]
        # Typed pinyin is learnt from the pinyin of one of the variants.
        texts += [plain_sound(texts[0])] if is_han(texts[0]) else []
        parts = texts if whole else [part for text in texts for part in (text, *stretches(text)[1])]
        for part in dict.fromkeys(parts):
            found = tuple(sorted(places(part, room)))
            yield Sample(found, kind, counts * len(parts) ** -0.5, crc32(part.encode()))


def _regression(examples: Sequence[Sample], room: int, course: Course, prior: float | None) -> list[float]:
    """Weights by stochastic gradient descent (FTRL-Proximal: AdaGrad with an L1 penalty, which grows with the root of the number
    of examples, and an L2 penalty), averaged over the rounds from the first that counts; the last one is the bias.
    """
    taught = _Weights.of(room + 1, course.sparse * len(examples) ** 0.5, course)
    learnt_bias = (room,) if prior is None else ()
    sums, lively = [0.0] * (room + 1), examples
    for turn in range(course.rounds):
        asked = lively if turn % _AGAIN else examples
        lively = [example for example in asked if taught.learn(example, (*example.places, *learnt_bias), prior or 0.0)]
        if turn + 1 >= course.first:
            sums = list(map(add, sums, taught.weights))
    return [one / (course.rounds + 1 - course.first) for one in sums]


class _Weights(NamedTuple):
    """The weights while they are learnt: each with the sum of what pulled at it and the root of the sum of squares."""

    weights: list[float]
    pulls: list[float]
    roots: list[float]
    penalty: float
    pace: float
    ridge: float

    @classmethod
    def of(cls, room: int, penalty: float, course: Course) -> "_Weights":
        """As many weights of nothing; one that was pulled at by less than the `penalty` stays nothing."""
        return cls([0.0] * room, [0.0] * room, [1e-4] * room, penalty, course.pace, course.ridge)

    def learn(self, example: Sample, touched: Sequence[int], prior: float) -> bool:
        """Learns from an example; whether that changed weights."""
        weights, pulls, roots, penalty, pace, ridge = self
        score = max(-30.0, min(30.0, sum([weights[at] for at in touched], prior)))
        slope = (1 / (1 + exp(-score)) - example.kind) * example.counts
        if abs(slope) <= _QUIET:
            return False
        for at in touched:
            root = sqrt(roots[at] ** 2 + slope * slope)
            pull = pulls[at] + slope - (root - roots[at]) / pace * weights[at]
            roots[at], pulls[at] = root, pull
            weights[at] = 0.0 if abs(pull) <= penalty else (copysign(penalty, pull) - pull) / (root / pace + ridge)
        return True


def _nearest(steps: float, levels: Sequence[int]) -> int:
    nearest = min(levels, key=lambda level: abs(level - abs(steps)))
    return nearest if steps > 0 else -nearest
