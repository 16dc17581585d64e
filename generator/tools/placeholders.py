"""What stands in letters for what readers fill in."""

import re

from generator.content_types.letter import Letter

PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})")
TODAY = "today"
"""The placeholder for the date of the day on which the letter is written."""


def names(letter: Letter) -> set[str]:
    """What a letter's parts and conditions name."""
    texts = {name for part in letter.parts for name in PLACEHOLDER.findall(part.text)}
    conditions = (condition for part in letter.parts for condition in (part.if_, part.unless) if condition)
    return texts | {condition.partition("=")[0] for condition in conditions}
