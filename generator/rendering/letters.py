"""Converts the text of a letter to HTML: lines are kept, and placeholders become blanks."""

from collections.abc import Sequence
from html import escape

from generator.content_types.letter import TODAY, Letter
from generator.rendering.prose import Piece, filled, marked_at
from generator.tools.placeholders import PLACEHOLDER

_BLANK = (
    '<span class="kb-filled" data-blank="{}" hidden></span>'
    '<span class="kb-blank" role="img" aria-label="空白：{}">____</span>'
)
"""HTML of a blank: an empty line until it is filled in, with a label for screen readers."""


def letter(text: str, pieces: Sequence[Piece], entry: Letter) -> str:
    """A part of a letter as HTML. `pieces` are the HTML of its references, in order."""
    lines = escape(marked_at(text, pieces).strip("\n"), quote=False).replace("\n", "<br>\n")
    asked = {TODAY: "今天的日期", **{field.id: field.ask for field in entry.fields}}
    blanks = PLACEHOLDER.sub(lambda found: _BLANK.format(found[1], escape(asked[found[1]])), lines)
    return filled(blanks, pieces)
