"""这样写不会生效的排版。

## 查什么
正文里的代码块（```` ``` ````）、`:::`、`~~删除线~~`、任务列表 `- [ ]`、提示框 `> [!NOTE]`、`1)`、`1、`、`（1）`、全角编号 `１.`、分隔线 `---`、`•` 开头的行、
点后面没空格的编号（`1.甲`）、没空格的列表（`-甲`、`-**甲**`、`*甲`）、写在一行里的两项（`- 甲。 - 乙。`）、全角的 `－`、`＃`、`＞`、`＊＊`、缩进两三个空格的下级列表、列表里没有缩进
四个空格的第二段、多缩进四个空格的一段、没有竖线开头的表格、全角竖线的表格、没有空行隔开的两种列表，以及 `==高亮==`、`$公式$`、`10^2^`、`![[嵌入]]`、
`%%注释%%`、`!!!`、`[TOC]` 一类别的软件的写法；写出来的 `\\n` 和夹在汉字中间的 `_强调_` 也算。

## 为什么
这些写法在这里不生效：读者会看到原样的记号，列表和表格会挤成一行。

## 怎么改
列表用“- ”或“1. ”，下一级缩进四个空格；表格每行用 `|` 开头和结尾，表头下面写一行 `|---|`。

- 错：`1) 先看合同`
- 对：`1. 先看合同`
"""

import re
from collections.abc import Iterator, Sequence

from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts, all_words, blanked, texts_with
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”这样写不会生效", "“{words}” has no effect here")
ADVICE = Wording("{how}", "{how}")
_HOW = Wording(
    "列表用“- ”或“1. ”，下一级缩进四个空格；表格每行以 | 开头；其他样式不支持，改成文字。",
    "Lists begin with `- ` or `1. `, their sublists are indented by four spaces, rows of tables begin with |; "
    "write anything else as words.",
)
_FENCES = ("```", "~~~", ":::")
_FENCE = re.compile(rf"^[ \t]*(?:{'|'.join(_FENCES)})", re.MULTILINE)
_MARKUP = re.compile(
    r"^(?:[ \t]*(?:[-*+] \[[ xX]\] |> ?\[!|[0-9]{1,3}[)）] ?\S|[0-9]{1,2}、(?=[^\d\s])|[（(][0-9]{1,2}[)）](?=\S)|[０-９]{1,3}[.．、)]|[•●▪◦] ?\S|[0-9]{1,2}\.(?=[\u4e00-\u9fff]))"
    r"|(?<=\n) {2,3}(?:[-*+]|[0-9]{1,2}\.) \S|[^|\n]{1,200}\|[^|\n]{0,200}\n(?: *:?-{3,} *\||[^|\n]{1,200} \| )|｜[^\n]{0,200}｜)[^\n]{0,40}"
    r"|~~[^~\n]{1,100}~~",
    re.MULTILINE,
)
_HAN = "[\u4e00-\u9fff“（《]"
_MORE = re.compile(
    rf"^[ \t]*(?:(?:[-+](?:\*\*)?|\*(?=[^*\n]*$)){_HAN}[^\n]{{0,20}}"
    r"|(?:[－＋＃＞•·]|＊(?!＊)|[—–](?![—–])|[a-z][)）]) ?\S[^\n]{0,20}"
    r"|={2,}[ \t]*$|(?:-{3,}|\*{3,}|_{3,})[ \t]*$|: (?=\S)|\[TOC\]|!!! ?\S|\?\?\? ?\S|\*\[[^\]\n]{1,40}\]:"
    r"|(?:(?:[-*+]|[0-9]{1,2}\.) +){4}"
    r"|(?:[-*+]|[0-9]{1,2}\.) [^\n]{0,400}\n[ \t]*\n {1,3}(?![ *+>|-]|[0-9]{1,2}\.)\S[^\n]{0,20})"
    r"|\n[ \t]*\n {4,}(?![ *+>|-]|[0-9]{1,2}\.)\S[^\n]{0,400}\n(?:[-*+]|[0-9]{1,2}\.) "
    r"|^[-*+] [^\n]{0,400}\n(?=[0-9]{1,2}\. \S)|^[0-9]{1,2}\. [^\n]{0,400}\n(?=[-*+] \S)"
    r"|\\$|＊＊(?:[^＊*\n]{1,60}＊＊)?|(?<!\*)\*\*\*(?!\*)",
    re.MULTILINE,
)
"""What other programs make something of: marks without their space, full-width marks, paragraphs in lists that Markdown
does not take for such, and lists of two kinds without a blank line between them."""
_BEFORE_SPOILER = (
    r"==[^=\n]{1,60}==|\{:? ?[.#][A-Za-z][^}\n]{0,40}\}|\$\$|\$(?=[^$\n]{0,40}[A-Za-z\\^_=])[^$\s][^$\n]{0,40}\$(?!\d)"
    r"|\^(?<=\w.)[^\^\s]{1,20}\^|\^(?=\[)|~(?<=[A-Za-z].)\w{1,4}~|\+\+[^+\s][^+\n]{0,60}\+\+"
    r"|%%[^%\n]{1,60}%%|<<[^<>\n]{1,40}>>|\{%[^%\n]{0,40}%\}|<%[^%\n]{0,40}%>|\\(?:[nt](?![A-Za-z])|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})"
)
_SPOILER = r"^[ \t]*(?:[^|\n]{0,200}[^|\s][ \t]*)?\|\|[^|\n]{1,60}\|\|[ \t]*(?:[^|\n]{0,200})$"
_BEHIND_SPOILER = (
    rf"_(?<=[{_HAN[1:-1]}，。；：].)_?{_HAN}[^_\n]{{0,40}}_{{1,2}}|_(?<![\w_].)_?{_HAN}[^_\n]{{0,40}}_{{1,2}}(?={_HAN})"
    r"|\[(?![\[@])[^\[\]\n]{1,40}\]\[(?![\[@])[^\[\]\n]{0,40}\]"
    rf"|-(?:(?<=[。；！？]-)|(?<=[。；！？] -)) {{1,2}}(?:\*\*)?{_HAN}[^\n]{{0,20}}"
)
_INLINE = re.compile(f"{_BEFORE_SPOILER}|{_BEHIND_SPOILER}")
_INLINE_SIGNS = (re.compile(r"[={$\^~+%<\\_\[]"), re.compile("- (?:(?<=[。；！？]- )|(?<=[。；！？] - ))"))
"""Every match of `_INLINE` holds one of these."""
_INLINE_WITH_BARS = re.compile(f"{_BEFORE_SPOILER}|{_SPOILER}|{_BEHIND_SPOILER}", re.MULTILINE)
"""What other programs make something of within a line: highlights, formulas, raised and lowered words, embedded entries,
templates, line breaks written out, reference links; and words between double bars, which take far longer to look for."""
_WORDS = r"(?:[^*＊|｜~\\\n]++|\*\*(?!\*))*+"
_PLAIN = re.compile(rf"(?:(?:(?:- )?(?:\*\*)?(?!（[0-9]){_HAN}{_WORDS}|(?:\|{_WORDS})++)?(?:\n|$))*+", re.MULTILINE)
"""Paragraphs, lists and tables as they are to be: nothing of `_MARKUP` and `_MORE` stands in them."""
_INDENTED = re.compile(
    r"(?:\A|(?<=\n)(?![ \t]*(?:[-*+]|[0-9]{1,2}\.) )\S[^\n]{0,400}\n[ \t]*\n) {4,}(?P<words>(?![ *+>|-]|[0-9]{1,2}\.)\S[^\n]{0,20})"
)
"""A paragraph further in than the one before it, which is code to Markdown."""
_INDENT = " " * 4
_EMBEDDED = re.compile(r"!(?=\[\[)|^[ \t]*[-+](?=\[\[|\{\{)", re.MULTILINE)
_EMBEDDED_SIGNS = re.compile(r"[!+-](?:\[\[|\{\{)")
"""What every match of `_EMBEDDED` holds."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each piece of markup that readers would see as it is, or that would run together."""
    words = all_words(document)
    inline: Sequence[Text] = document.texts if "||" in words else ()
    if not inline and any(sign.search(words) for sign in _INLINE_SIGNS):
        inline = [*texts_with(document, words, _INLINE)]
    embedded = bool(_EMBEDDED_SIGNS.search(all_texts(document)))
    if not inline and not embedded and _is_plain(words, all_texts(document)):
        return
    for text in document.texts:
        if text.markup != "block" and not embedded and text not in inline:
            continue
        reached = 0
        for start, end in sorted(_spans(document, text, text in inline, embedded)):
            if start >= reached:
                words = text.value[start:end]
                yield Finding(
                    document.within(text, start, end), {"words": words.strip()[:20], "how": _how(words)}, _mended(words)
                )
                reached = end


def _is_plain(shown: str, written: str) -> bool:
    """Whether no text needs a look, given all of them as they are shown and as they are written."""
    return bool(_PLAIN.fullmatch(shown)) and not any(mark in written for mark in (_INDENT, *_FENCES))


_NUMBERED = re.compile(r"([ \t]*)[（(]?([0-9０-９]{1,3})[)）.．、][ \t]*(?=\S)")
_MENDED = (
    (re.compile(r"([ \t]*)[•●▪◦·－][ \t]*(?=\S)"), r"\1- "),
    (re.compile(rf"([ \t]*)[-+*](?=(?:\*\*)?{_HAN}|$)"), r"\1- "),
    (re.compile(r"([ \t]*)＞[ \t]*"), r"\1> "),
    (re.compile(r"~~([^~\n]+)~~$"), r"\1"),
    (re.compile(r"＊＊(?:([^＊]+)＊＊)?$"), lambda found: f"**{found[1]}**" if found[1] else "**"),
    (re.compile(r"\\[nt]$"), ""),
)
"""What some marks were meant for."""
_ITEM = re.compile(rf"- +(?:\*\*)?{_HAN}[^\n]*")
_RIGHT = (
    ("＊", Wording("加粗用半角的星号，写成 **这样**。", "Bold words stand between half-width asterisks: **so**.")),
    ("\\", Wording("删掉这个反斜杠记号；要分段就空一行。", "Remove it; a blank line begins a paragraph.")),
    ("｜", Wording("表格的竖线用半角的 |。", "Rows of tables have half-width bars: |.")),
)
_SECOND_ITEM = Wording(
    "这是列表的下一项：另起一行写，以“- ”开头。", "This is the next item: begin a new line with `- `."
)


def _how(words: str) -> Wording:
    """The advice for a piece of markup, by the mark in it."""
    if _ITEM.fullmatch(words):
        return _SECOND_ITEM
    return next((how for mark, how in _RIGHT if words.strip().startswith(mark)), _HOW)


def _mended(words: str) -> str | None:
    """The words with the marks that work here, where it is plain which those are."""
    if words.startswith("｜") and words.rstrip().endswith("｜"):
        return words.replace("｜", "|")
    if number := _NUMBERED.match(words):
        return f"{number[1]}{int(number[2])}. {words[number.end() :]}"
    return next((meant.sub(right, words, count=1) for meant, right in _MENDED if meant.match(words)), None)


def _spans(document: Document, text: Text, inline: bool, embedded: bool) -> Iterator[tuple[int, int]]:
    """The ranges of such markup; those within lines and of embedded entries only if these may be in the text."""
    words = blanked(document, text)
    if text.markup == "block":
        if _INDENT in text.value:
            yield from (found.span("words") for found in _INDENTED.finditer(text.value))
        yield from (found.span() for found in _paired_fences(text.value))
        if not _PLAIN.fullmatch(words):
            yield from (found.span() for found in (*_MARKUP.finditer(words), *_MORE.finditer(words)))
    if inline:
        yield from (found.span() for found in (_INLINE_WITH_BARS if "||" in words else _INLINE).finditer(words))
    if embedded:
        yield from (found.span() for found in _EMBEDDED.finditer(text.value))


def _paired_fences(words: str) -> list[re.Match[str]]:
    """The code fences of a text, unless their number is odd, which KB127 reports."""
    fences = list(_FENCE.finditer(words)) if any(mark in words for mark in _FENCES) else []
    return [] if len(fences) % 2 else fences
