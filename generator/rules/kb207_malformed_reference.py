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
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import blanked, holds
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


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each text that looks like a reference but is malformed."""
    for text in document.texts if holds(document, _LOOSE) else ():
        if text.markup == "plain":
            continue
        for found in _LOOSE.finditer(blanked(document, text)):
            yield _finding(document, text, *found.span())
    for reference in document.references:
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
_NAME = "[a-z0-9]+(?:[-/][a-z0-9]+)*"


def _whole(words: str) -> str:
    """The reference that was meant, with half-width marks and all its brackets; empty if that is not certain."""
    right = re.sub(r"(?<=\[@) +", "", words.translate(_HALF_WIDTH))
    if several := re.fullmatch(rf"\[@({_NAME}:[^\s,;，、\]]+(?:[,;，、； ]+{_NAME}:[^\s,;，、\]]+)+)\]", right):
        return "".join(f"[@{each}]" for each in re.split("[,;，、； ]+", several[1]))
    if entry := re.fullmatch(rf"\[{{1,2}}({_NAME}(?:\|[^\[\]|]+)?)\]{{1,2}}", right):
        return f"[[{entry[1]}]]"
    if lost_sign := re.fullmatch(rf"[\[(（]@?({_NAME})[:：](\S+?)[\])）]", right):
        return f"[@{lost_sign[1]}:{lost_sign[2]}]"
    if one_source := re.fullmatch(rf"\[@({_NAME}):([a-z0-9.-]+(?:[,;，、； ]+[a-z0-9.-]+)+)\]", right):
        return "".join(f"[@{one_source[1]}:{clause}]" for clause in re.split("[,;，、； ]+", one_source[2]))
    if not_closed := re.fullmatch(rf"(\[@{_NAME}:[a-z0-9.-]+)([ |]*)", right):
        return f"{not_closed[1]}]{not_closed[2]}"
    if lost_brace := re.fullmatch(rf"\{{{{2}}({_NAME})\}}{{0,2}}", right):
        return f"{{{{{lost_brace[1]}}}}}"
    return right if re.fullmatch(rf"\[@{_NAME}:\S+\]|\{{\{{{_NAME}\}}\}}", right) else ""
