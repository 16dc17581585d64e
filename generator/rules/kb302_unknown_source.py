"""引用的来源不存在。

## 查什么
`[@来源:条款]` 和写来源的字段里，来源的 id 在 `content/sources/` 里没有。

## 为什么
句子后面的来源标记会是空的，读者核对不了。

## 怎么改

- 错：`[@civil-cod:188]`
- 对：`[@civil-code:188]`

真的还没有这个来源，就先在 `content/sources/` 里写一条。
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linking.links import Mention
from generator.linting.gone import advice_if_gone
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{source}”的来源", "There is no source “{source}”")
ADVICE = Wording("{how}", "{how}")
_ONE = Wording(
    "改成 content/sources/ 里有的 id，或者先写好这个来源。",
    "Use an id from content/sources/, or write that source first.",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation of a source that is not there."""
    for mention in given.mentions(document):
        unknown = mention.resolution.state == "unknown" and mention.reference.kind == "citation"
        if unknown and not _is_malformed(mention):
            gone = advice_if_gone(given, mention)
            guess = _guess(given, mention, is_mistyped=not gone)
            facts: dict[str, str | Wording] = {"source": mention.reference.target, "guess": guess, "how": gone or _ONE}
            yield Finding(mention.span(document), facts)


def _is_malformed(mention: Mention) -> bool:
    """Whether a citation in a text has a full-width colon, which is told as such."""
    return mention.reference.text is not None and "：" in mention.reference.target


def _guess(given: Context, mention: Mention, is_mistyped: bool) -> str:
    """The citation with the source that was probably meant: by title, or by a similar id if it is mistyped; else empty."""
    name, detail = mention.reference.target.strip("[@《》"), (mention.reference.detail or "").rstrip("]")
    if turned := _turned(given, name, detail):
        return f"[@{turned}]" if mention.reference.text else turned
    if mention.reference.text and any(key.rpartition("/")[2] == name for key in given.links.mentions):
        return f"[[{name}]]"
    near = get_close_matches(name, _by_title(given).values(), 1, 0.6) if is_mistyped else ()
    source = _by_title(given).get(name) or "".join(near)
    whole = f"{source}:{detail}" if detail else source
    return f"[@{whole}]" if source and mention.reference.text else whole if source else ""


def _turned(given: Context, name: str, detail: str) -> str:
    """The citation if source and clause were swapped, or separated by another mark; else empty."""
    known = _by_title(given)
    if detail in known:
        return f"{known[detail]}:{name}"
    source, _, clause = re.sub("[.#：]", "/", name).partition("/")
    return f"{known[source]}:{clause}" if clause and not detail and source in known else ""


@once
def _by_title(given: Context) -> dict[str, str]:
    """The id of every source by its id, its title and its other names."""
    sources = given.library.entries(Source)
    return {name: source.id for source in sources for name in (source.id, source.title, *source.aliases)}
