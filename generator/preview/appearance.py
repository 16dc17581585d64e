"""Compares pages before and after a change of templates, styles or MkDocs settings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from generator.preview.ondemand import OnDemand
from generator.reviewing.comparing import Change
from generator.reviewing.grading import Risk

_HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CALL = re.compile(r"href=[\"']?(tel:[^\"'\s>]+)")
_LINKED = re.compile(r"<a\b[^>]*\bhref=[\"']?([^\"'\s>]+)")


@dataclass(frozen=True)
class _Seen:
    """What readers see of a page: its text line by line, its phone links and its other links."""

    words: tuple[str, ...]
    calls: tuple[str, ...]
    links: tuple[str, ...]


def compare_appearance(files: Iterable[str], before: OnDemand, after: OnDemand) -> Iterator[Change]:
    """The changes of pages between two sites, as one entry of `kb diff`; a phone number that is gone is graded gravest."""
    pages = sorted({*before.pages, *after.pages})
    pairs = ((page, _seen(before.file(page)), _seen(after.file(page))) for page in pages)
    other = [(page, was, now) for page, was, now in pairs if was != now]
    key = ", ".join(sorted(files))
    if not other:
        yield Change("changed", "wording", key, key, "", path=sorted(files)[0])
        return
    _, was, now = other[0]
    gone, come = _differing(was, now)
    risk: Risk = "safety" if any(was.calls != now.calls for _, was, now in other) else "wording"
    reached = tuple(page.removesuffix("index.html") or "/" for page, _, _ in other)
    yield Change("changed", risk, key, key, "", gone, come, reached, sorted(files)[0])


def _seen(html: bytes | None) -> _Seen:
    text = _HIDDEN.sub("", (html or b"").decode("utf-8"))
    words = (" ".join(unescape(line).split()) for line in _TAG.sub("\n", text).split("\n"))
    return _Seen(tuple(filter(None, words)), tuple(_CALL.findall(text)), tuple(_LINKED.findall(text)))


def _differing(was: _Seen, now: _Seen) -> tuple[str, str]:
    """The lines of text that only one side has or, if there are none, the links."""
    left, right = (was.words, now.words) if was.words != now.words else (was.links, now.links)
    codes = [code for code in SequenceMatcher(None, left, right, autojunk=False).get_opcodes() if code[0] != "equal"]
    gone = (word for _, a, b, _, _ in codes for word in left[a:b])
    come = (word for _, _, _, c, d in codes for word in right[c:d])
    return " ".join(gone), " ".join(come)
