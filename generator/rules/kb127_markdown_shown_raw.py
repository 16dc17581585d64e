"""读者会看到没有写完的记号。

## 查什么
正文里的 `{参数}`、`[条目]`（少一层括号）、写在反引号里的引用、没有配对的 `**`、`~~`、`` ` `` 和 ```` ``` ````、脚注 `[^1]`、`[1]` 和句末的 `①`，以及紧接在列表、引用或表格后面的文字。

## 为什么
这些记号不会变成样式，读者会原样看到，或者几行挤在一起。

## 怎么改
按规定的写法补全。

- 错：`每天 {calls-per-day} 次`
- 对：`每天 {{calls-per-day}} 次`
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from generator.diagnostics import Facts, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts, rare_characters
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”会原样显示给读者", "“{words}” is shown to readers as it is")
ADVICE = Wording("{right}。", "{right}.")
# Each begins with its first character, not with what may not stand before it: so `re` skips to where one is.
_BRACE = re.compile(r"\{(?<!\{\{)[a-z0-9]+(?:-[a-z0-9]+)*\}(?!\})")
_BRACKETS = re.compile(r"\[(?<![\[A-Za-z0-9!].)[a-z][a-z0-9/-]{2,}\](?![\](:|])|\(\([a-z0-9]+(?:[-/][a-z0-9]+)*\)\)")
_IN_CODE = re.compile(r"`(?<!``)(?:\[\[[^`\n]+\]\]|\[@[^`\n]+\]|\{\{[^`\n]+\}\})`(?!`)")
_FOOTNOTE = re.compile(
    r"[\[①-⑳](?:(?<=\[)\^[^\]\s]{1,20}\]|(?<=[\u4e00-\u9fff”）].)(?:(?<=\[)\d{1,2}\](?!\()|(?<=[①-⑳])(?=[，。；])))"
)
_BRACKET = re.compile(r"\[(?:(?<!\[\[)(?![\[@])|\^)")
"""Pattern of a bracket that begins neither a reference to an entry nor a citation."""
_CIRCLED = re.compile("[①-⑳]")
_BEHIND_LIST = re.compile(
    r"^[ \t]*(?:[-*] |[0-9]+\. )[^\n]*\n(?P<tail>(?![ \t]*(?:[-*+|>#]|[0-9]+[.、]))\S[^\n]*)", re.MULTILINE
)
_BEHIND_QUOTE = re.compile(r"^ {0,3}>[^\n]*\n(?P<tail>(?![ \t]*(?:[-*+|>#]|[0-9]+[.、]))[ \t]*\S[^\n]*)", re.MULTILINE)
_BEHIND_TABLE = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*\n(?P<tail>(?![ \t]*\|)[ \t]*\S[^\n]*)", re.MULTILINE)
_BOLD = re.compile(r"\*\*")
_STRIKE = re.compile("~~")
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)
_LOOSE_BOLD = re.compile(
    r"\*\*[ \u3000][^*\n]{1,60}\*\*|\*(?<!\*\*)\*[^*\s][^*\n]{0,60}[ \u3000]\*\*(?!\*)(?![^*\n]*\*\*)|_(?<!__)_(?!_)[^_\n]{1,60}(?<!_)__(?!_)"
)
_CODE = re.compile(r"(?<!`)`(?!`)")
_RIGHT = {
    "brace": Wording("参数写两层花括号，如 {{calls-per-day}}", "Parameters have two braces, such as {{calls-per-day}}"),
    "brackets": Wording(
        "引用条目写两层方括号，如 [[keep-records]]", "Entries have two brackets, such as [[keep-records]]"
    ),
    "quoted": Wording("去掉引用两边的“`”", "Remove the ` around the reference"),
    "footnote": Wording(
        "来源写成 [@来源:条款]，没有脚注", "Sources are written [@source:clause]; there are no footnotes"
    ),
    "tail": Wording("列表后面空一行，再写下一段", "Leave a blank line behind the list"),
    "quote": Wording("引用后面空一行，再写下一段", "Leave a blank line behind the quote"),
    "table": Wording("表格后面空一行，再写下一段", "Leave a blank line behind the table"),
    "bold": Wording("“**”前后要成对", "Each ** needs its other half"),
    "strike": Wording("没有删除线，去掉“~~”", "There is no strike-through: remove ~~"),
    "loose": Wording(
        "加粗写成 **这样**，星号里面不留空格，不用下划线", "Write **bold** without blanks inside, not with underscores"
    ),
    "code": Wording("“`”前后要成对，写在同一行", "Each ` needs its other half in the same line"),
    "fence": Wording("“```”要成对，各占一行", "Each ``` needs its other half"),
}
_ALONE = (
    ("loose", _LOOSE_BOLD),
    ("brace", _BRACE),
    ("brackets", _BRACKETS),
    ("quoted", _IN_CODE),
    ("footnote", _FOOTNOTE),
)
_IN_BRACKETS = ("brackets", "footnote")
_BEHIND = (("tail", _BEHIND_LIST), ("quote", _BEHIND_QUOTE), ("table", _BEHIND_TABLE))
_TAIL = re.compile(r"\n(?:(?<=[^\n]\n)[ \t]*(?![-*+|>#]|[0-9]+[.、])\S|(?<=[| \t]\n)[ \t]*[^|\s])")
"""Where a text behind a list, a quote or a table may begin: with the line break at the front, so that `re` skips to it."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each mark that has no effect and is shown as it is."""
    everything = all_texts(document)
    without = () if _holds_bracket(document) else _IN_BRACKETS
    alone = [each for each in _ALONE if each[0] not in without and each[1].search(everything)]
    in_pairs = [each for each in _IN_PAIRS if each[1] in everything]
    for text in document.texts:
        if text.markup in ("line", "block"):
            lone = [*alone, *_BEHIND] if _TAIL.search(text.value) else alone
            pairs = [each for each in in_pairs if each[1] in text.value]
            for kind, start, end in (*_lone(text.value, lone), *_unpaired(text.value, pairs)) if lone or pairs else ():
                words = text.value[start:end].strip()
                facts: Facts = {"words": words[:40], "right": _RIGHT[kind], "guess": _completed(kind, words)}
                yield Finding(document.within(text, start, end), facts, _right(kind, text.value[start:end]))


def _holds_bracket(document: Document) -> bool:
    """Whether a text may hold one of `_IN_BRACKETS`."""
    words = all_texts(document)
    return bool(_BRACKET.search(words) or "((" in words or _CIRCLED.search(rare_characters(document)))


def _lone(words: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in patterns:
        for found in pattern.finditer(words):
            yield kind, *found.span("tail" if kind in ("tail", "quote", "table") else 0)


def _right(kind: str, words: str) -> str | None:
    """The words with marks that work, where that is sure."""
    if kind == "loose":
        inner = words.strip("*_ \u3000")
        return f"**{inner}**"
    return words.strip("`") if kind == "quoted" else None


def _completed(kind: str, words: str) -> str:
    """The complete reference, with all its brackets."""
    return {"brace": f"{{{words}}}", "brackets": f"[[{words.strip('[]()')}]]"}.get(kind, "")


_Divided = Callable[[str], list[tuple[int, int]]]


def _unpaired(
    words: str, pairs: Iterable[tuple[str, str, re.Pattern[str], _Divided]]
) -> Iterator[tuple[str, int, int]]:
    """The last mark of an odd number in a paragraph, or the last of an odd number of fences in a text."""
    for kind, _, pattern, divided in pairs:
        for start, end in divided(words):
            marks = list(pattern.finditer(words, start, end))
            if len(marks) % 2:
                yield kind, *marks[-1].span()


def _whole(words: str) -> list[tuple[int, int]]:
    return [(0, len(words))]


def _lines(words: str) -> list[tuple[int, int]]:
    return [line.span() for line in re.finditer(r"[^\n]+", words)]


def _paragraphs(words: str) -> list[tuple[int, int]]:
    breaks = [
        0,
        *(found.end() for found in re.finditer(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*|]|[0-9]+\.) )", words)),
        len(words),
    ]
    return list(pairwise(breaks))


_IN_PAIRS = (
    ("fence", "```", _FENCE, _whole),
    ("bold", "**", _BOLD, _paragraphs),
    ("strike", "~~", _STRIKE, _lines),
    ("code", "`", _CODE, _lines),
)
"""Paired marks: the pattern of each, and the parts of a text within which it must be paired."""
