"""The text of a letter into HTML: lines stay lines, and a blank stands where something is filled in."""

from collections.abc import Sequence
from html import escape

from generator.rendering.prose import Piece, filled, marked_at
from generator.tools.placeholders import PLACEHOLDER

_BLANK = '<span class="kb-blank" data-blank="{}">____</span>'


def letter(text: str, pieces: Sequence[Piece]) -> str:
    """The words of a letter as HTML. `pieces` are the HTML of its references in order."""
    lines = escape(marked_at(text, pieces).strip("\n"), quote=False).replace("\n", "<br>\n")
    blanks = PLACEHOLDER.sub(lambda found: _BLANK.format(found[1]), lines)
    return filled(blanks, pieces)
