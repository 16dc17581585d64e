"""引用的写法不对。

## 查什么
没有配对的 `[[`、`]]`、`[@`、`{{`、`}}`；全角的【【、［［、《《；`[@` 后面有空格；冒号写成全角；`@` 外面写成了圆括号。

## 为什么
写法不对，读者会看到一串方括号，来源也不会显示。

## 怎么改
三种写法：`[[条目]]` 或 `[[条目|文字]]`，`[@来源:条款]`，`{{参数}}`，都用半角。

- 错：`[@ civil-code：188]`
- 对：`[@civil-code:188]`
"""

import re
from collections.abc import Callable, Iterator

from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts, blanked, holds
from generator.reading.document import Document
from generator.reading.references import Reference

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”不是完整的引用", "“{words}” is not a complete reference")
ADVICE = Wording(
    "写成 [[条目]]、[[条目|文字]]、[@来源:条款] 或 {{{{参数}}}}，符号都用半角。",
    "Write [[entry]], [[entry|words]], [@source:clause] or {{{{parameter}}}}, all half-width.",
)
_LOOSE = re.compile(
    r"(?:\[\[|［［|【【|《《|\{\{|｛｛|\[@|［@|【@|[\[［【]＠|［＠)[^\[\]{}【】《》［］｛｝\n。，]{0,80}(?:\]\]?|］］?|】】?|》》|\}\}|｝｝)?|[(（]@[a-z0-9-]+[:：][^()（）\n]{1,20}[)）]|(?<![\[A-Za-z0-9])[\[［【][a-z][a-z0-9-]*[:：][a-z0-9.-]{1,20}[\]］】](?![(\]])|\]\]|\}\}|］］|】】|》》|｝｝"
)

_SEVERAL = re.compile("[,;，、；]")
_DOUBTFUL = re.compile(r"[\[\]}](?:(?<=\[)@[^\]\n]*(?:[：,;，、；]|\]\])|(?<=\])\]\]|(?<=\})\}\})")
"""What stands where one with its marks is none: several sources in it, or a bracket too many behind it."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each text that looks like a reference but is malformed."""
    for text in document.texts if holds(document, _LOOSE) else ():
        if text.markup == "plain":
            continue
        for found in _LOOSE.finditer(blanked(document, text)):
            yield _finding(document, text, *found.span())
    for reference in document.references if _DOUBTFUL.search(all_texts(document)) else ():
        if reference.text and _is_odd(reference):
            yield _finding(document, reference.text, reference.start, reference.end)
        elif reference.text and (one := _one_too_many(reference.text.value, reference.start, reference.end)):
            words = reference.text.value[one[0] : one[1]]
            place = document.within(reference.text, *one)
            yield Finding(place, {"words": words, "guess": words[:-1]}, words[:-1])


def _is_odd(reference: Reference) -> bool:
    """Whether a citation contains a full-width colon or several sources."""
    return reference.kind == "citation" and bool("：" in reference.target or _SEVERAL.search(reference.detail or ""))


def _one_too_many(value: str, start: int, end: int) -> tuple[int, int] | None:
    """References followed by an extra closing bracket."""
    closing = value[end - 1]
    alone = value[end : end + 1] == closing and "[" not in value[:start].rpartition("]")[2]
    return (start, end + 1) if alone and value[:start].count("{") == value[:start].count("}") else None


def _finding(document: Document, text: Text, start: int, end: int) -> Finding:
    words = text.value[start:end]
    right = _whole(words.strip())
    fix = right if right and words == words.strip() else None
    return Finding(document.within(text, start, end), {"words": words.strip(), "guess": right}, fix)


_HALF_WIDTH = str.maketrans("［］【】《》｛｝＠：｜", "[][][]{}@:|")
_NEEDLESS_SPACES = re.compile(r"(?<=\[@) +|(?<=:) +(?=[a-z0-9.-]+ *\]$)| +(?=:[^\[\]|]*\]$)| +(?=\]$)")
_NAME = "[a-z0-9]+(?:[-/][a-z0-9]+)*"
_BETWEEN = "[,;，、； ]+"
_MEANT: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    # clauses of several sources in one citation; an entry; clauses of one source; a citation without its sign;
    # a citation, then a parameter not closed; what is right with half-width marks
    (rf"\[@({_NAME}:[^\s,;，、\]]+(?:{_BETWEEN}{_NAME}:[^\s,;，、\]]+)+)\]", lambda found: _each("", found[1])),
    (rf"\[{{1,2}}({_NAME}(?:\|[^\[\]|]+)?)\]{{1,2}}", lambda found: f"[[{found[1]}]]"),
    (rf"\[@({_NAME}:)([a-z0-9.-]+(?:{_BETWEEN}[a-z0-9.-]+)+)\]", lambda found: _each(found[1], found[2])),
    (rf"[\[(（]@?({_NAME})[:：](\S+?)[\])）]", lambda found: f"[@{found[1]}:{found[2]}]"),
    (rf"(\[@{_NAME}:[a-z0-9.-]+)([ |]*)", lambda found: f"{found[1]}]{found[2]}"),
    (rf"\{{{{2}}({_NAME})\}}{{0,2}}", lambda found: f"{{{{{found[1]}}}}}"),
    (rf"\[@{_NAME}:\S+\]|\{{\{{{_NAME}\}}\}}", lambda found: found[0]),
)
"""How a reference looks that was written otherwise, and how it is written; the first that fits."""


def _each(source: str, clauses: str) -> str:
    return "".join(f"[@{source}{clause}]" for clause in re.split(_BETWEEN, clauses))


def _whole(words: str) -> str:
    """The reference that was meant, with half-width marks and all its brackets; empty if that is not certain."""
    right = _NEEDLESS_SPACES.sub("", words.translate(_HALF_WIDTH))
    return next((write(found) for form, write in _MEANT if (found := re.fullmatch(form, right))), "")
