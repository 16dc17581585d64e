"""The script that readers' browsers load when they touch search: the engine and its interface in one file."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from generator.browser import closure
from generator.rendering.output import LateOutput, Output
from generator.search.analysis import squeezed
from generator.search.distress import Ear, hearing
from generator.search.encoding import FOLDER, packed_forms, shared
from generator.search.learning import packed
from generator.search.pinyin import simplified_forms

_GIVEN = "const kbHelp = "
_FOLDER = Path(__file__).parent
ENGINE = (
    "folding.js",
    "learning.js",
    "reading.js",
    "chinese.js",
    "letters.js",
    "ranking.js",
    "question.js",
    "answering.js",
    "engine.js",
)
"""The engine's scripts in the order they need each other; they share one scope."""
_INTERFACE = "interface.js"
_CODES = ("weights", "phrases", "danger", "notDanger", "forms", "shown")
"""Keys of the script's first line whose values readers do not see."""


def engine() -> str:
    """The engine as one plain script."""
    given = f"const SHARED = {json.dumps(shared() | {'hearing': hearing()}, ensure_ascii=False)};\n"
    return given + "".join(map(_read, ENGINE))


def _mark() -> str:
    """Hash of the code of engine and interface, for the names of the script and the index root."""
    code = f"{engine()}{_read(_INTERFACE)}"
    return sha256(code.encode()).hexdigest()[:10]


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


MARK = _mark()
PATH, INDEX = f"{FOLDER}/search-{MARK}.js", f"{FOLDER}/index-{MARK}.js"
"""Paths of the script and of the index root. Their content changes with the base, their names only with the code, so that
page, script and index always fit together."""


def script(ear: Ear, danger: Sequence[str], pieces: Mapping[str, str], not_danger: Sequence[str] = ()) -> bytes:
    """Engine and interface as one plain script, which also runs from the file system.

    The distress classifier and pieces of HTML such as the help card (by name) are in its first line, so that help is shown
    even if nothing else loads. Where a text without the words of `not_danger` has one of `danger`, the card begins with emergency numbers.
    """
    heard = {
        "weights": packed(ear.weights),
        "phrases": ear.phrases,
        "calm": ear.calm,
        "danger": tuple(map(squeezed, danger)),
        "notDanger": tuple(map(squeezed, not_danger)),
        "forms": packed_forms(*simplified_forms(ear.characters)),
    }
    code = f'const MARK = "{MARK}";\n{engine()}{_read(_INTERFACE)}'
    return f"{_GIVEN}{_packed({**heard, **pieces})};\n".encode() + closure(code)


def in_other_characters(text: str, convert: Callable[[str], str], forms: tuple[str, str]) -> str:
    """The script with its visible texts converted; typed text is understood in both kinds of characters anyway.

    `forms` are characters of the converted texts and, in the same order, those of the index.
    """
    line, rest = text.split("\n", 1)
    given = json.loads(line.removeprefix(_GIVEN).rstrip(";"))
    shown = {
        name: convert(value) if isinstance(value, str) and name not in _CODES else value
        for name, value in given.items()
    }
    return f"{_GIVEN}{_packed({**shown, 'shown': forms})};\n{convert(rest)}"


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def program(files: Sequence[Output | LateOutput]) -> tuple[str, ...]:
    """The scripts that answer questions outside a browser: the engine and the files of an index."""
    blocks = [file.content.decode() for file in files if file.path.startswith(f"{FOLDER}/") and file.path != PATH]
    help_lines = [file.content.split(b"\n", 1)[0].decode() for file in files if file.path == PATH]
    return (*blocks, *help_lines, engine())
