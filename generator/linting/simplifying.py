"""Converts text to simplified characters."""

from collections.abc import Callable
from functools import cache

from opencc import OpenCC


def simplify(words: str) -> str:
    """The text with each traditional character in its simplified form."""
    return _converter()(words)


@cache
def _converter() -> Callable[[str], str]:
    """The conversion; its tables are loaded when it is first asked for."""
    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
