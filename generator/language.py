"""Which language the terminal speaks: `KB_LANG`, else the locale; Chinese only where the locale is Chinese."""

import os

from generator.diagnostics import Language, Wording


def preferred() -> Language:
    """The language of messages when none is asked for."""
    for name in ("KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def say(zh: str, en: str) -> str:
    """One of two wordings, in the preferred language."""
    return Wording(zh, en).text(preferred())
