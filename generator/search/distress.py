"""Whether what somebody types sounds like distress: a list of phrases hears only what is on it, so it is learnt.

What editors have listed is heard in any case: those phrases that the weights would miss go along as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from generator.remembering.values import remembered
from generator.search.analysis import folded, is_han, squeezed
from generator.search.dialects import STANDARD, Dialects
from generator.search.learning import STRIDE, WINDOW, ZERO, Learnt, examples, learnt, stretches
from generator.search.pinyin import plain_sound

PLACES = 1 << 15
"""Places for weights. With fewer, signs that have nothing to do with each other share one too often."""
ENOUGH, ENOUGH_INSIDE = -0.75, 3.25
"""Steps of evidence from which a clause is heard, and a stretch inside of one: some 1% of ordinary questions are."""
DOUBT = 3
"""For every so many steps that speak against the whole text, a stretch inside of it needs one more: of the many stretches
of a long story one or the other sounds like anything.
"""
AGAINST = -5
"""Steps of evidence below which not even a listed phrase is heard: 跳楼价."""
_OTHERS_COUNT = 4.0
"""How much each text that is not heard counts: far more of what is typed is of that kind than examples tell."""
_SHORT = 3
"""Characters of a phrase that goes along in any case: it costs little, and may stand between any others."""
_LONGEST_SPELT = 4
"""Characters of a phrase that is also looked for in letters."""


@remembered
@dataclass(frozen=True)
class Ear:
    """What was learnt, and the phrases that are heard besides, as typed texts are compared with them."""

    weights: str
    base: float
    phrases: tuple[str, ...]
    characters: frozenset[str]
    """The characters that anything is heard by."""

    def hears(self, text: str) -> bool:
        """Whether a text sounds like distress."""
        clauses, inside = stretches(folded(text))
        evidence = Learnt(self.weights, self.base).evidence
        whole, *_ = said = [evidence(part) for part in clauses]
        within = [evidence(part) for part in inside]
        return (
            any(one >= ENOUGH for one in said)
            or any(one >= ENOUGH_INSIDE + max(0, -whole) // DOUBT for one in within)
            or (bool(self._listed.find_matches_as_indexes(squeezed(text))) and max(*said, *within, AGAINST) > AGAINST)
        )

    @cached_property
    def _listed(self) -> AhoCorasick:
        return AhoCorasick(self.phrases)


def ear(
    listed: Iterable[str],
    heard: Sequence[str],
    not_heard: Sequence[str],
    ordinary: Sequence[str],
    dialects: Dialects = STANDARD,
) -> Ear:
    """What hears the listed phrases, what is like the lines `heard` in any of the dialects, and nothing like the others."""
    phrases = _all_forms(listed)
    if not heard:
        return Ear(chr(ZERO) * PLACES, -1, phrases, frozenset("".join(phrases)))
    # A text of several clauses may be heard for one of them; one that is not heard has none that is.
    others = examples((*not_heard, *ordinary), 0, PLACES, _OTHERS_COUNT, whole=False, dialects=dialects)
    found = learnt((*examples((*phrases, *heard), 1, PLACES, dialects=dialects), *others), PLACES)
    alone = Ear(found.weights, found.base, (), frozenset("".join((*phrases, *map(folded, heard)))))
    return replace(alone, phrases=tuple(some for some in phrases if len(some) <= _SHORT or not alone.hears(some)))


def hearing() -> dict[str, float]:
    """What the script has to know in the same way as this side."""
    return {
        "zero": ZERO,
        "enough": ENOUGH,
        "inside": ENOUGH_INSIDE,
        "doubt": DOUBT,
        "against": AGAINST,
        "window": WINDOW,
        "stride": STRIDE,
    }


def _all_forms(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases in the characters that typed ones are brought to, and short ones also in letters.

    Two syllables sound like too much else: 遗言 is also 一眼; more than four are typed in characters. A phrase that
    holds another one adds nothing.
    """
    forms = {squeezed(form) for phrase in phrases for form in (phrase, _spelt(phrase)) if len(form) > 1}
    return tuple(sorted(form for form in forms if not any(other in form for other in forms if other != form)))


def _spelt(phrase: str) -> str:
    """A Chinese phrase of three or four characters in letters."""
    return plain_sound(phrase) if 2 < len(phrase) <= _LONGEST_SPELT and all(map(is_han, phrase)) else ""
