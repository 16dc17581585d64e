"""The classifier that tells questions about the subject of this base from questions about other subjects."""

from collections.abc import Sequence

from generator.search.learning import Learnt, examples, learnt

PLACES = 1 << 13
_DEAD = 1.1
"""Minimum weight, in steps; smaller ones are dropped, since every first search loads the weights."""
NOTHING = Learnt("", 4)
"""The classifier for a base without examples: every question counts as being about its subject."""


def subject(asked: Sequence[str], elsewhere: Sequence[str]) -> Learnt:
    """Trains the classifier on the `questions` of pages and on questions about other subjects (`elsewhere`)."""
    if not elsewhere or not asked:
        return NOTHING
    others = list(examples(elsewhere, 0, PLACES))
    own = list(examples(asked, 1, PLACES))
    counts = len(own) / len(others) / 2
    weighed = (example._replace(counts=counts * example.counts) for example in others)
    return learnt((*own, *weighed), PLACES, _DEAD)
