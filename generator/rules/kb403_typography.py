"""空格或数字的写法不合排版习惯。

## 查什么
中文和英文、数字之间要有一个半角空格；全角标点旁边不要空格；数字用半角，千位也用半角逗号隔开（10,000）。由 autocorrect 判断，别名和法律原文不查。

## 为什么
全站写法一致，读着不费劲，搜索也不会漏。

## 怎么改
运行 `kb check --fix`，或者照提示改：

- 错：`逾期3天 ，先看合同`
- 对：`逾期 3 天，先看合同`
"""

import re
from collections.abc import Iterable, Iterator

import autocorrect_py

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts
from generator.reading.document import Document
from generator.reading.references import Reference, masked, without_code

SEVERITY: Severity = "error"
MESSAGE = Wording("“{found}”的空格或数字写法不对", "Spacing or digits in “{found}” are wrong")
ADVICE = Wording("写成“{right}”。可以运行 kb check --fix 自动改。", "Write “{right}”; `kb check --fix` does it.")
_OTHER = "\ue000"
_HAN, _MARKS = "\u4e00-\u9fff", "，。、；：？！（）“”《》"
_LINES = (
    rf"(?:(?:[-*>] |[0-9]+[.] |[|] )?(?:[{_HAN}{_MARKS}\ue000]++|[*][*]| [|](?: |$)|(?<=[|] )---(?= [|])"
    rf"|(?<=[{_HAN}]) %s (?=[{_HAN}])%s)*(?:\n|$))*+"
)
_NOTHING_TO_CHANGE = re.compile(_LINES % ("[0-9]+", ""), re.MULTILINE)
"""Pattern of texts that need no check: Chinese with full-width marks and separated numbers, which autocorrect never changes."""
_WELL_SET = re.compile(
    _LINES
    % (
        r"(?:[0-9]+|\{\{[^{}\s`]+\}\})",
        rf"|\[@[^\[\]:\s`]++(?::[^\[\]\s`]++)?\]|\[\[[^\[\]|#\n`]++(?:\|[{_HAN}{_MARKS}]++)?\]\]",
    ),
    re.MULTILINE,
)
"""The same of texts as they are written, with citations, references to entries and separated parameters."""
_SPACES = re.compile(r"[\u00a0\u3000]+")
_THOUSANDS = re.compile(r"(?<![0-9，])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
_THOUSANDS_COMMA = re.compile("，(?<=[0-9]，)[0-9]{3}")
"""What every match of `_THOUSANDS` holds, with the comma at the front: `re` skips to where one stands."""
_PUNCTUATION = set(",;:!?()[]\"'.*_#=+~")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each stretch whose spacing or digits autocorrect would change."""
    thousands = _THOUSANDS_COMMA.search(all_texts(document))
    for text in document.texts:
        if has_role(type(document.entry), text.location, Role.VERBATIM):
            continue
        for wide in _THOUSANDS.finditer(text.value) if thousands else ():
            right = wide[0].replace("，", ",")
            yield Finding(document.within(text, *wide.span()), {"found": wide[0], "right": right}, right)
        if _WELL_SET.fullmatch(text.value):
            continue
        words = _neutral(text.value, document.references_in(text))
        if _NOTHING_TO_CHANGE.fullmatch(words):
            continue
        for line in re.finditer(r"[^\n]+", words):
            written = text.value[slice(*line.span())]
            if _NOTHING_TO_CHANGE.fullmatch(line[0]):
                continue
            after = autocorrect_py.format(line[0])
            # Digits made half-width may need spaces around them, which a second look adds.
            after = autocorrect_py.format(after) if after != line[0] else after
            for start, end, right in _edits(written, line[0], after) if after != line[0] else ():
                facts = {"found": written[start:end], "right": right}
                yield Finding(document.within(text, line.start() + start, line.start() + end), facts, right)


def _neutral(text: str, references: Iterable[Reference]) -> str:
    """The text with references replaced by neutral letters of the same length, and parameters by digits."""
    plain = _SPACES.sub(lambda spaces: _OTHER * len(spaces[0]), without_code(text, _OTHER))
    return masked(plain, references, _OTHER, of_parameters="0")


def _differences(before: str, after: str) -> Iterator[tuple[int, int, int, int]]:
    """The differing ranges of two texts: autocorrect inserts or removes spaces, or changes a character."""
    at, to, start, first = 0, 0, 0, 0
    while at < len(before) or to < len(after):
        if before[at : at + 1] == after[to : to + 1]:
            if (start, first) != (at, to):
                yield start, at, first, to
            at, to = at + 1, to + 1
            start, first = at, to
        elif after[to : to + 1] == " ":
            to += 1
        elif before[at : at + 1] in (" ", "\u3000"):
            at += 1
        else:
            at, to = min(at + 1, len(before)), min(to + 1, len(after))
    if (start, first) != (at, to):
        yield start, at, first, to


def _edits(written: str, before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and new text of each changed range of `written`, with one character of context on either side."""
    characters = list(written)
    places: list[tuple[int, int]] = []
    for start, end, first, last in _differences(before, after):
        if _PUNCTUATION & set(before[max(start - 1, 0) : end + 1] + after[first:last]):
            continue
        characters[start:end] = [""] * (end - start)
        place = min(start, len(characters) - 1)
        characters[place] = after[first:last] + characters[place]
        begin = places.pop()[0] if places and start - places[-1][1] < 1 else max(start - 1, 0)
        places.append((begin, min(end + 1, len(written))))
    for begin, stop in places:
        yield begin, stop, "".join(characters[begin:stop])
