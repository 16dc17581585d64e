"""The scripts of the pages that readers fill in: one plain file a kind of tool."""

import re
from pathlib import Path

_FOLDER = Path(__file__).parent
_COMMENT_LINES = re.compile(r"^ *//.*\n", re.MULTILINE)
PARTS = {
    "calculator": ("dates", "arithmetic", "form", "calculator"),
    "letter": ("dates", "form", "hand", "letter"),
    "log": ("dates", "form", "hand", "log"),
    "relative": ("form", "relative"),
    "check": ("dates", "form", "hand", "letter", "check"),
}
"""The files that make up each script, in their order."""


def scripts() -> dict[str, bytes]:
    """Each script by its path in the site."""
    return {f"assets/javascripts/{name}.js": _script(parts) for name, parts in PARTS.items()}


def _script(parts: tuple[str, ...]) -> bytes:
    code = "\n".join((_FOLDER / f"{part}.js").read_text("utf-8") for part in parts)
    return f'(() => {{\n"use strict";\n{_COMMENT_LINES.sub("", code)}}})();\n'.encode()
