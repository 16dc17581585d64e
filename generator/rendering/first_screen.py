"""What of a page fits on the first screen of a small phone: how many of its steps are shown before the fold."""

from collections.abc import Sequence
from math import ceil

HEIGHT = 572
"""What WeChat leaves of a small phone, 360 wide; `site.css` has the sizes below."""
MOST = 3
"""Steps shown at once."""
_AROUND = 49 + 16 + 56 + 30
"""Header, margin, one line that calls, and some room for lines that break early."""
_TITLE, _ANSWER, _STEP = (13, 34.0, 0.0), (16, 29.5, 8.0), (16.5, 26.4, 6.0)
_ACTION, _WHAT_IT_IS = (11, 25.7, 19.0), (16, 19.0, 0.0)
"""Characters in a line, the height of a line, and the space around the whole."""


def steps_shown(title: str, answer: str, steps: Sequence[str], never: str, action: tuple[str, str]) -> int:
    """How many steps fit below title and answer and above the one action (its words, and what it is), at least one."""
    left = HEIGHT - _AROUND - _height(title, *_TITLE) - _height(answer, *_ANSWER) - 12
    left -= _height(action[0], *_ACTION) + _height(action[1], *_WHAT_IT_IS)
    left -= _height(never, *_STEP) if never else 0
    for number, step in enumerate(steps[:MOST]):
        left -= _height(step, *_STEP)
        if left < 0:
            return max(number, 1)
    return MOST


def _height(text: str, characters: float, line: float, around: float) -> float:
    wide = sum(0.55 if character.isascii() else 1 for character in text)
    return ceil(wide / characters) * line + around
