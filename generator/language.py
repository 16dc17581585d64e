"""Which language the terminal speaks: `KB_LANG`; else Chinese, where the locale or the repository is Chinese."""

import os
import re
from functools import cache
from pathlib import Path

from generator.diagnostics import LANGUAGES, Language, Wording


def preferred() -> Language:
    """The language of messages when none is asked for."""
    if asked := os.environ.get("KB_LANG"):
        return _known(asked) or "en"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    found = _known(locale) or "en"
    return "zh" if found == "en" and _is_chinese(Path.cwd()) else found


def _known(locale: str) -> Language | None:
    """The language of a locale such as `zh_CN.UTF-8`, if there are messages in it."""
    return next((language for language in LANGUAGES if locale.lower().startswith(language)), None)


_SETTING = re.compile(r"^\s*language:\s*['\"]?zh", re.MULTILINE)


@cache
def _is_chinese(folder: Path) -> bool:
    """Whether the settings of the site that a folder belongs to say that its pages are Chinese."""
    found = next(
        (place / "mkdocs.yml" for place in (folder, *folder.parents) if (place / "mkdocs.yml").is_file()), None
    )
    try:
        return found is not None and bool(_SETTING.search(found.read_text("utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


_NOT_SHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##(?=\\[)")


def shown(text: str) -> str:
    """A text of others for one line of a terminal or a log: what steers a terminal, or begins a line of its own that a
    CI system would take for a command, is spelled out.
    """
    return _NOT_SHOWN.sub(
        lambda found: found[0].encode("unicode_escape").decode() if len(found[0]) == 1 else "# #", text
    )


def say(zh: str, en: str) -> str:
    """One of two wordings, in the preferred language."""
    return Wording(zh, en).text(preferred())
