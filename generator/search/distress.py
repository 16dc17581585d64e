"""The classifier for distress in questions, trained on examples, since a list of phrases recognises only what it contains.

Phrases that editors have listed are recognised: those that the weights would miss are stored as they are. So are names of calm
pages that the weights would take for distress.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from ahocorasick_rs import AhoCorasick

from generator.remembering.values import remembered
from generator.search.analysis import folded, is_han, squeezed
from generator.search.dialects import STANDARD, Dialects
from generator.search.learning import (
    DIGITS,
    STRIDE,
    WINDOW,
    ZERO,
    Course,
    Learnt,
    examples,
    learnt,
    sentences,
    stretches,
)
from generator.search.pinyin import plain_sound

PLACES = 1 << 17
"""Number of hash buckets for weights: so many that few unrelated features collide with one that has a weight."""
_STEP = 0.15
"""Log odds per step of evidence."""
_PRIOR = -1.0
"""Log odds of a text of which nothing is known: learnt as if most texts were like that, so that what is calm has evidence against
it, instead of too little.
"""
_LEVELS = (3, 6, 10, 15, 22)
"""Weights in steps: few, since each takes bytes, and closer where most weights are."""
_COURSES = (
    Course(rounds=4, first=2, sparse=0.0025, dead=2.5),
    Course(rounds=4, first=2, pace=0.7, ridge=0.3, dead=1.5),
)
"""First is learnt which weights there are: few, each with enough support; then how large they are. In one course, weights for which
there is little support would be too small, and a fifth more of them would be needed to hear as well.
"""
ENOUGH = 2
"""Evidence (in steps) from which a text is heard; about 2% of ordinary questions reach it."""
LETTERS = 10
"""How many steps more a text without Chinese needs: what is typed at random has a chance for each few of its letters."""
DOUBT_OF_TWO, DOUBT_OF_ONE = 10, 14
"""For every step of evidence against the whole text, a part of it needs one step more, because a long story has many parts of
which one may match by chance: up to so many steps for two clauses in a row, and for one clause or a stretch within it.
"""
AGAINST = -5
"""Evidence (in steps) below which not even a listed phrase counts, as in 跳楼价."""
_ALIKE_COUNT, _ORDINARY_COUNT = 2.0, 1.5
"""Weight of the negative examples: those that look alike, and all others. Positive ones count once."""
_LONGEST_SPELT = 4
"""Lengths in characters of phrases that are also recognised in pinyin."""


@remembered
@dataclass(frozen=True)
class Ear:
    """A trained classifier: weights, and normalised phrases that are recognised besides. Evidence counts from that of a text of
    which nothing is known, so that a base with few examples hears no more than they say.
    """

    weights: str
    phrases: tuple[str, ...]
    characters: frozenset[str]
    """All characters that have a weight or occur in a phrase."""
    calm: tuple[str, ...] = ()
    """Normalised texts that are not distress although their words look like it."""

    def hears(self, text: str) -> bool:
        """Whether a text is classified as distress."""
        return squeezed(text) not in self.calm and self._is_heard(text)

    def _is_heard(self, text: str) -> bool:
        evidence = Learnt(self.weights).evidence
        wide, narrow = ([evidence(part) for part in parts] for parts in stretches(folded(text)))
        doubt = max(0, -wide[0])
        least = ENOUGH + (0 if any(map(is_han, text)) else LETTERS)
        return (
            wide[0] >= least
            or max(wide) >= least + min(doubt, DOUBT_OF_TWO)
            or max(narrow, default=wide[0]) >= least + min(doubt, DOUBT_OF_ONE)
            or (any(map(self._has_listed, sentences(text))) and max(*wide, *narrow, AGAINST) > AGAINST)
        )

    def _has_listed(self, sentence: str) -> bool:
        return bool(self._listed.find_matches_as_indexes(squeezed(sentence)))

    @cached_property
    def _listed(self) -> AhoCorasick:
        return AhoCorasick(self.phrases)


def ear(
    listed: Iterable[str],
    heard: Sequence[str],
    not_heard: Sequence[str],
    ordinary: Sequence[str],
    dialects: Dialects = STANDARD,
    named: Sequence[str] = (),
) -> Ear:
    """Trains a classifier on positive (`heard`, also in each dialect) and negative examples; it recognises all `listed` phrases,
    and none of the names of calm pages (`named`) that contain no such phrase.
    """
    phrases = _all_forms(listed)
    if not heard:
        return Ear(chr(ZERO) * PLACES, phrases, frozenset("".join(phrases)))
    found = _learnt((*phrases, *heard), (*not_heard, *named), ordinary, dialects)
    names = [name for name in named if not any(phrase in squeezed(name) for phrase in phrases)]
    alone = Ear(found.weights, (), frozenset("".join((*phrases, *map(folded, heard), *map(squeezed, names)))))
    missed = tuple(some for some in phrases if not alone.hears(some))
    return replace(alone, phrases=missed, calm=tuple(sorted({*map(squeezed, filter(alone.hears, names))})))


def _learnt(heard: Sequence[str], alike: Sequence[str], ordinary: Sequence[str], dialects: Dialects) -> Learnt:
    # A positive text may be positive for one of its clauses only; a negative text has only negative clauses.
    calm = (
        examples(texts, 0, PLACES, counts, whole=False, dialects=dialects)
        for texts, counts in ((alike, _ALIKE_COUNT), (ordinary, _ORDINARY_COUNT))
    )
    known = (*examples(heard, 1, PLACES, dialects=dialects), *chain.from_iterable(calm))
    return learnt(known, PLACES, _COURSES, _LEVELS, _STEP, _PRIOR)


def hearing() -> dict[str, float | str]:
    """The constants that the script must share with this module."""
    return {
        "zero": ZERO,
        "places": PLACES,
        "digits": DIGITS,
        "enough": ENOUGH,
        "letters": LETTERS,
        "doubtOfTwo": DOUBT_OF_TWO,
        "doubtOfOne": DOUBT_OF_ONE,
        "against": AGAINST,
        "window": WINDOW,
        "stride": STRIDE,
    }


def _all_forms(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases as normalised text, and those of three or four characters also in pinyin.

    Two syllables are ambiguous (遗言 sounds like 一眼), and longer phrases are typed in characters. Phrases that contain
    another one are left out.
    """
    forms = {squeezed(form) for phrase in phrases for form in (phrase, _spelt(phrase)) if len(form) > 1}
    return tuple(sorted(form for form in forms if not any(other in form for other in forms if other != form)))


def _spelt(phrase: str) -> str:
    """A Chinese phrase of three or four characters in pinyin; empty for others."""
    return plain_sound(phrase) if 2 < len(phrase) <= _LONGEST_SPELT and all(map(is_han, phrase)) else ""
