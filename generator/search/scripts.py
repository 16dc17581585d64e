"""The script that readers' browsers load when they touch search: the engine and its interface in one file."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.search.analysis import is_han, squeezed
from generator.search.pinyin import all_traditional, plain_sound

PATH = "assets/javascripts/search.js"
_GIVEN = "const kbHelp = "
_FOLDER = Path(__file__).parent
_COMMENT_LINES = re.compile(r"^ *(?://|/?\*).*\n", re.MULTILINE)
"""An eighth of the script's bytes, and nothing for readers."""
_LONGEST_SPELT = 4
"""Characters of a phrase of distress that is also looked for in other scripts."""


def engine() -> str:
    """The engine as plain script: an ES module without its exports."""
    return (_FOLDER / "engine.js").read_text("utf-8").replace("export ", "")


def script(distress: Iterable[str], pieces: Mapping[str, str]) -> bytes:
    """Engine and interface as one plain script, which also runs from the file system.

    The words of distress and pieces of HTML by name, such as the help card, stand in its first line, so that help is
    shown whatever else fails to load.
    """
    given = _packed({"phrases": _all_forms(distress), **pieces})
    code = _COMMENT_LINES.sub("", f"{engine()}\n{(_FOLDER / 'interface.js').read_text('utf-8')}")
    return f'{_GIVEN}{given};\n(() => {{\n"use strict";\n{code}}})();\n'.encode()


def in_other_characters(text: str, convert: Callable[[str], str]) -> str:
    """The script with all that readers see of it converted; what they type is heard in both kinds of characters anyway."""
    line, rest = text.split("\n", 1)
    given = json.loads(line.removeprefix(_GIVEN).rstrip(";"))
    shown = {name: value if name == "phrases" else convert(value) for name, value in given.items()}
    start, same, interface = rest.partition(_COMMENT_LINES.sub("", f"{engine()}\n"))
    return f"{_GIVEN}{_packed(shown)};\n{start}{same}{convert(interface)}"


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def help_line(content: bytes) -> str:
    """The statement of a script that holds the words of distress and the help card."""
    return content.split(b"\n", 1)[0].decode()


def _all_forms(phrases: Iterable[str]) -> list[str]:
    """Phrases as people write them: also in traditional characters and in letters, while they are short.

    Two syllables sound like too much else: 遗言 is also 一眼; more than four are typed in characters. A phrase that
    holds another one adds nothing.
    """
    forms = {squeezed(form) for phrase in phrases for form in (phrase, *_other_scripts(phrase)) if len(form) > 1}
    return sorted(form for form in forms if not any(other in form for other in forms if other != form))


def _other_scripts(phrase: str) -> tuple[str, ...]:
    """A short Chinese phrase in traditional characters and, from three syllables on, in letters."""
    if len(phrase) > _LONGEST_SPELT or not all(map(is_han, phrase)):
        return ()
    return (*all_traditional(phrase), plain_sound(phrase) if len(phrase) > 2 else "")
