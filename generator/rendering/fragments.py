"""Reads HTML for its links and its Markdown version; fragments of it that many pages show are read once for all of them."""

import re
from functools import lru_cache
from typing import NamedTuple

from generator.rendering.hyperlinks import Found, found_in, parsed
from generator.rendering.markdown import BLOCKS, FRAGMENT, blocks_of, joined, to_twin

_OF_BLOCKS = re.compile(rf"\s*<(?:{BLOCKS})[ >].*</(?:{BLOCKS})>\s*", re.DOTALL)


class Reading(NamedTuple):
    """HTML without the marks of its fragments, its links and anchors by piece, and its Markdown version."""

    html: str
    found: tuple[Found, ...]
    markdown: str


def marked(html: str) -> str:
    """HTML as a fragment, if it consists of blocks: other HTML depends on what stands beside it."""
    plain = html.replace(FRAGMENT, "")
    return f"{FRAGMENT}{plain}{FRAGMENT}" if _OF_BLOCKS.fullmatch(plain) else plain


def read(html: str) -> Reading:
    """Reads HTML in which some fragments are marked."""
    parts = html.split(FRAGMENT)
    whole, fragments = "".join(parts), [_read(fragment) for fragment in parts[1::2]]
    parts[1::2] = [f"{FRAGMENT}{number}{FRAGMENT}" for number in range(len(fragments))]
    tree = parsed("".join(parts).encode("utf-8"))
    markdown = joined(blocks_of(tree, to_twin, fragments=[blocks for _, blocks in fragments]))
    if FRAGMENT in markdown:  # one in a place for words alone
        return read(whole)
    return Reading(whole, (found_in(tree), *(found for found, _ in fragments)), markdown)


@lru_cache(16_384)
def _read(fragment: str) -> tuple[Found, list[str]]:
    """The links and anchors of a fragment, and the blocks of its Markdown version."""
    tree = parsed(fragment.encode("utf-8"))
    return found_in(tree), blocks_of(tree, to_twin)
