"""Whether a question is about what this base is about, learnt from its own questions and from questions about other things."""

from collections.abc import Sequence

from generator.search.learning import Learnt, examples, learnt

PLACES = 1 << 13
_DEAD = 1.0
"""Every first search loads these weights: small ones are left out."""
NOTHING = Learnt("", 4)
"""Where there is nothing to learn from, a question is taken to be about what is here, as most are."""


def subject(asked: Sequence[str], elsewhere: Sequence[str]) -> Learnt:
    """What tells the ways to ask for pages here from questions about other things."""
    if not elsewhere or not asked:
        return NOTHING
    others = list(examples(elsewhere, 0, PLACES))
    own = list(examples(asked, 1, PLACES))
    counts = len(own) / len(others) / 2
    weighed = (example._replace(counts=counts * example.counts) for example in others)
    return learnt((*own, *weighed), PLACES, _DEAD)
