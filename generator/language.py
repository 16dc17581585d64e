"""The language of messages: `KB_LANG`; else Chinese if the locale or the site is Chinese; else English."""

import os
import re
from functools import cache
from pathlib import Path

from generator.diagnostics import LANGUAGES, Language, Wording


def preferred() -> Language:
    """The language of messages where no option sets it."""
    if asked := os.environ.get("KB_LANG"):
        return _known(asked) or "en"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    found = _known(locale) or "en"
    return "zh" if found == "en" and _is_chinese(Path.cwd()) else found


def _known(locale: str) -> Language | None:
    """The language of a locale such as `zh_CN.UTF-8`; None if there are no messages in it."""
    return next((language for language in LANGUAGES if locale.lower().startswith(language)), None)


_SETTING = re.compile(r"^\s*language:\s*['\"]?zh", re.MULTILINE)


@cache
def _is_chinese(folder: Path) -> bool:
    """Whether `mkdocs.yml` in a folder or above it sets Chinese as the language of the site."""
    found = next(
        (place / "mkdocs.yml" for place in (folder, *folder.parents) if (place / "mkdocs.yml").is_file()), None
    )
    try:
        return found is not None and bool(_SETTING.search(found.read_text("utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


_NOT_SHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##(?=\\[)")


def shown(text: str) -> str:
    """A text from content, safe for one line of a terminal or log: control characters and line breaks, with which it could
    control the terminal or give commands to a CI system, are escaped.
    """
    return _NOT_SHOWN.sub(
        lambda found: found[0].encode("unicode_escape").decode() if len(found[0]) == 1 else "# #", text
    )


def say(zh: str, en: str) -> str:
    """The text in the preferred language."""
    return Wording(zh, en).text(preferred())
