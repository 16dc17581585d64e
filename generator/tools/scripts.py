"""The scripts of the pages that readers fill in: one file for each kind of tool."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from generator.browser import closure
from generator.policy import hashed_path

_FOLDER = Path(__file__).parent
PARTS = {
    "calculator": ("dates", "arithmetic", "form", "calendar", "calculator"),
    "letter": ("dates", "form", "hand", "letter"),
    "log": ("dates", "form", "hand", "records", "calls", "log"),
    "relative": ("form", "relative"),
    "check": ("dates", "form", "hand", "letter", "calendar", "outcome", "check"),
}
"""The source files of each script, in order, by kind of tool."""


def scripts(kinds: Collection[str] = PARTS) -> dict[str, bytes]:
    """The bytes of the scripts for these kinds of tools, by path in the site."""
    return {script_paths()[f"{name}.js"]: content for name, content in _made().items() if name in kinds}


@cache
def script_paths() -> Mapping[str, str]:
    """The path in the site of each script, by kind of tool."""
    return {f"{name}.js": hashed_path(f"{name}.js", content) for name, content in _made().items()}


@cache
def _made() -> Mapping[str, bytes]:
    return {name: _script(parts) for name, parts in PARTS.items()}


def _script(parts: tuple[str, ...]) -> bytes:
    code = "\n".join((_FOLDER / f"{part}.js").read_text("utf-8") for part in parts)
    return closure(code)
