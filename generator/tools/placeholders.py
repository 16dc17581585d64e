"""Placeholders in letters, which readers fill in."""

import re

from generator.content_types.letter import Letter

PLACEHOLDER = re.compile(r"(?<!\{)\{([A-Za-z][A-Za-z0-9_]*)\}(?!\})")


def written(letter: Letter) -> set[str]:
    """The names of the placeholders in the texts of a letter."""
    return {name for part in letter.parts for name in PLACEHOLDER.findall(part.text)}


def names(letter: Letter) -> set[str]:
    """The names that the texts and conditions of a letter use."""
    conditions = (condition for part in letter.parts for condition in (part.if_, part.unless) if condition)
    return written(letter) | {condition.partition("=")[0] for condition in conditions}
