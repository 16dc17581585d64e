"""A binary text classifier: logistic regression over single characters and bigrams (for Latin letters 3- to 5-grams).

Features are hashed into buckets, so that all weights are one short text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp
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
_ROUNDS, _PACE = 6, 0.3
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


def learnt(
    examples: Iterable[Sample],
    room: int,
    dead: float,
    levels: Sequence[int] = range(1, 16),
    step: float = STEP,
    first: int = _ROUNDS,
) -> Learnt:
    """Trains a classifier on examples, with `room` buckets, and takes the mean of its weights after each round from the `first`.

    Weights have the nearest of some `levels`, in steps; those below `dead` steps are dropped: they take bytes and say little.
    """
    *weights, base = _regression(sorted(examples, key=lambda example: example.order), room, first)
    steps = (_nearest(weight / step, levels) if abs(weight) >= dead * step else 0 for weight in weights)
    return Learnt("".join(chr(ZERO + some) for some in steps), round(base / step, 2))


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


def _regression(examples: Sequence[Sample], room: int, first: int) -> list[float]:
    """Weights by stochastic gradient descent (AdaGrad), averaged over the rounds from the `first`; the last one is the bias."""
    weights, steepness, sums = [0.0] * (room + 1), [1e-8] * (room + 1), [0.0] * (room + 1)
    for turn in range(1, _ROUNDS + 1):
        for example in examples:
            touched = (*example.places, room)
            score = max(-30.0, min(30.0, sum([weights[at] for at in touched])))
            slope = (1 / (1 + exp(-score)) - example.kind) * example.counts
            for at in touched if abs(slope) > 0.005 else ():
                steepness[at] += slope * slope
                weights[at] -= _PACE * slope / steepness[at] ** 0.5
        if turn >= first:
            sums = list(map(add, sums, weights))
    return [one / (_ROUNDS + 1 - first) for one in sums]


def _nearest(steps: float, levels: Sequence[int]) -> int:
    nearest = min(levels, key=lambda level: abs(level - abs(steps)))
    return nearest if steps > 0 else -nearest
