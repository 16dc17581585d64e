"""The script that readers' browsers load when they touch search: the engine and its interface in one file."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def engine() -> str:
    """The engine as plain script: an ES module without its exports."""
    return (_FOLDER / "engine.js").read_text("utf-8").replace("export ", "")


def script() -> bytes:
    """Engine and interface as one plain script, which also runs from the file system."""
    interface = (_FOLDER / "interface.js").read_text("utf-8")
    return f'(() => {{\n"use strict";\n{engine()}\n{interface}}})();\n'.encode()
