"""The text of a letter into HTML: lines stay lines, and a blank stands where something is filled in."""

import re
from html import escape

from generator.rendering.prose import Replace, substituted
from generator.tools.placeholders import PLACEHOLDER

_BLANK = '<span class="kb-blank" data-blank="{}">____</span>'


def letter(text: str, replace: Replace) -> str:
    """The words of a letter as HTML. `replace` gives the HTML of a reference."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(replace(match))
        return f"\ue000{len(kept) - 1}\ue001"

    lines = escape(substituted(text.strip("\n"), keep), quote=False).replace("\n", "<br>\n")
    blanks = PLACEHOLDER.sub(lambda found: _BLANK.format(found[1]), lines)
    return re.sub("\ue000(\\d+)\ue001", lambda mark: kept[int(mark[1])], blanks)
