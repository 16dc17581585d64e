"""The script that readers' browsers load when they touch search: the engine and its interface in one file."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from generator.browser import closure
from generator.rendering.output import Output
from generator.search.analysis import is_han, squeezed
from generator.search.encoding import FOLDER, shared
from generator.search.pinyin import plain_sound, simplified_forms

PATH = "assets/javascripts/search.js"
_GIVEN = "const kbHelp = "
_FOLDER = Path(__file__).parent
ENGINE = ("folding.js", "reading.js", "chinese.js", "letters.js", "ranking.js", "answering.js", "engine.js")
"""The engine's scripts in the order they need each other; they share one scope."""
_LONGEST_SPELT = 4
"""Characters of a phrase of distress that is also looked for in letters."""


def engine() -> str:
    """The engine as one plain script."""
    given = f"const SHARED = {json.dumps(shared(), ensure_ascii=False)};\n"
    return given + "".join((_FOLDER / name).read_text("utf-8") for name in ENGINE)


def script(distress: Iterable[str], pieces: Mapping[str, str]) -> bytes:
    """Engine and interface as one plain script, which also runs from the file system.

    The words of distress and pieces of HTML by name, such as the help card, stand in its first line, so that help is
    shown whatever else fails to load.
    """
    phrases = _all_forms(distress)
    forms = simplified_forms(frozenset("".join(phrases)))
    code = f"{engine()}{(_FOLDER / 'interface.js').read_text('utf-8')}"
    return f"{_GIVEN}{_packed({'phrases': phrases, 'forms': forms, **pieces})};\n".encode() + closure(code)


def in_other_characters(text: str, convert: Callable[[str], str]) -> str:
    """The script with all that readers see of it converted; what they type is heard in both kinds of characters anyway."""
    line, rest = text.split("\n", 1)
    given = json.loads(line.removeprefix(_GIVEN).rstrip(";"))
    shown = {name: value if name in ("phrases", "forms") else convert(value) for name, value in given.items()}
    return f"{_GIVEN}{_packed(shown)};\n{convert(rest)}"


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def program(files: Sequence[Output]) -> tuple[str, ...]:
    """The scripts that answer questions outside a browser, from the files of an index."""
    blocks = [file.content.decode() for file in files if file.path.startswith(f"{FOLDER}/")]
    help_lines = [file.content.split(b"\n", 1)[0].decode() for file in files if file.path == PATH]
    return (*blocks, *help_lines, engine())


def _all_forms(phrases: Iterable[str]) -> list[str]:
    """Phrases in the characters that typed ones are brought to, and short ones also in letters.

    Two syllables sound like too much else: 遗言 is also 一眼; more than four are typed in characters. A phrase that
    holds another one adds nothing.
    """
    forms = {squeezed(form) for phrase in phrases for form in (phrase, _spelt(phrase)) if len(form) > 1}
    return sorted(form for form in forms if not any(other in form for other in forms if other != form))


def _spelt(phrase: str) -> str:
    """A Chinese phrase of three or four characters in letters."""
    return plain_sound(phrase) if 2 < len(phrase) <= _LONGEST_SPELT and all(map(is_han, phrase)) else ""
