"""The classifier that tells questions about the subject of this base from questions about other subjects."""

from collections.abc import Sequence

from generator.search.dialects import STANDARD, Dialects
from generator.search.learning import Course, Learnt, examples, learnt

PLACES = 1 << 16
_COURSE = Course(dead=0.7)
"""Smaller weights are dropped, since every first search loads them."""
NOTHING = Learnt("", 8)
"""The classifier for a base without examples: every question counts as being about its subject."""


def subject(asked: Sequence[str], elsewhere: Sequence[str], dialects: Dialects = STANDARD) -> Learnt:
    """Trains the classifier on what pages are called and asked by, and on questions about other subjects (`elsewhere`).

    Both kinds are learnt in dialects, too, so that a dialect says nothing about the subject.
    """
    if not elsewhere or not asked:
        return NOTHING
    others = list(examples(elsewhere, 0, PLACES, dialects=dialects))
    own = list(examples(asked, 1, PLACES, dialects=dialects))
    counts = len(own) / len(others) / 2
    weighed = (example._replace(counts=counts * example.counts) for example in others)
    return learnt((*own, *weighed), PLACES, (_COURSE,))
