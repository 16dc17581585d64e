"""Which language the terminal speaks: `KB_LANG`, else the locale; Chinese only where the locale is Chinese."""

import os
import re

from generator.diagnostics import Language, Wording


def preferred() -> Language:
    """The language of messages when none is asked for."""
    for name in ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


_NOT_SHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##(?=\\[)")


def shown(text: str) -> str:
    """A text of others for one line of a terminal or a log: what steers a terminal, or begins a line of its own that a
    CI system would take for a command, is spelled out."""
    return _NOT_SHOWN.sub(
        lambda found: found[0].encode("unicode_escape").decode() if len(found[0]) == 1 else "# #", text
    )


def say(zh: str, en: str) -> str:
    """One of two wordings, in the preferred language."""
    return Wording(zh, en).text(preferred())
