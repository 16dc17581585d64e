"""Estimates what fits on the first screen of a small phone: how many steps are shown before the fold."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

HEIGHT = 572
"""Height in CSS pixels that WeChat leaves on a small phone of 360 × 640; the sizes below are those of `site.css`."""
MOST = 3
"""Maximum number of steps shown."""
_AROUND = 49 + 16 + 30
"""Pixels for header, margin, and some reserve for lines that break early."""
_TITLE, _ANSWER, _STEP = (13, 34.0, 0.0), (16, 29.5, 8.0), (16.5, 26.4, 6.0)
_ACTION, _WHAT_IT_IS, _CALL = (11, 25.7, 19.0), (16, 19.0, 0.0), (13, 24.0, 32.0)
"""For each element: characters in a line, height of a line in pixels, and space around it in pixels."""


class Card(NamedTuple):
    """What the card at the top of a page shows: how many steps, and whether its action has an explanation."""

    steps: int
    explained: bool


def card(title: str, answer: str, steps: Sequence[str], never: str, action: tuple[str, str], call: str) -> Card:
    """What fits between title and answer above, and the action (label and explanation) and the number to call below;
    at least one step.
    """
    left = HEIGHT - _AROUND - _height(title, *_TITLE) - _height(answer, *_ANSWER) - 12
    left -= _height(call, *_CALL) + _height(action[0], *_ACTION) + (_height(never, *_STEP) if never else 0)
    heights = [_height(step, *_STEP) for step in steps[:MOST]]
    fitting = _fitting(left - _height(action[1], *_WHAT_IT_IS), heights)
    return Card(fitting or max(_fitting(left, heights), 1), bool(fitting))


def _fitting(left: float, heights: Sequence[float]) -> int:
    """How many steps of these heights fit into `left` pixels."""
    for number, height in enumerate(heights):
        left -= height
        if left < 0:
            return number
    return MOST


def _height(text: str, characters: float, line: float, around: float) -> float:
    # In twentieths of a character, of which a Latin one takes eleven: sums of fractions are not exact.
    wide = 20 * len(text) - 9 * sum(map(str.isascii, text))
    return ceil(wide / (20 * characters)) * line + around
