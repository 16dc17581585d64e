"""中文里用了半角标点。

## 查什么
汉字旁边的半角 `, ; : . ? !`，包着汉字的半角括号和直引号，汉字后面的 `...`，以及数字前面的 `~`。

## 为什么
半角标点挤在汉字边上不好读，读屏软件的停顿也会错。

## 怎么改
换成全角标点，前后不加空格；两个数之间的 `~` 写成“到”。可以运行 `kb check --fix`。

- 错：`先核实,再说钱(不着急).`
- 对：`先核实，再说钱（不着急）。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_words, blanked
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{found}”要用全角标点", "“{found}” needs full-width punctuation")
ADVICE = Wording(
    "写成“{right}”；引号、括号要成对，多出来的就删掉。可以运行 kb check --fix 自动改。",
    "Write “{right}”, in pairs; `kb check --fix` does it.",
)
_HAN = "[\u4e00-\u9fff”）》]"
_HAN_ANYWHERE = re.compile("[\u4e00-\u9fff]")
_WIDE = str.maketrans(",;:.?!()", "，；：。？！（）")
_MARK = re.compile(
    rf"(?:(?<={_HAN})|(?<=[\u4e00-\u9fff]\)))(?:\.{{3,}}|[,;:?] ?|!(?!\[) ?|\.(?![\w.]))|(?<=[A-Za-z0-9%])[,;:?!] ?(?=[\u4e00-\u9fff“])"
    r"|\((?=[^()\n]*[\u4e00-\u9fff])[^()\n]*\)|\"(?=[\u4e00-\u9fff])[^\"\n]*\"?|(?<=[\u4e00-\u9fff。])\""
    r"|(?<=[0-9%\u4e00-\u9fff]) ?~ ?(?=[0-9])"
    r"|\.$|(?<= )[,;:?] ?(?=[\u4e00-\u9fff“]|$)",
    re.MULTILINE,
)
"""A reference before a mark is blank here."""
_CODE_OF_CHARACTER = re.compile(r"&#?\w+;$")


@OwnCheck.where(_MARK, as_shown=True)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each half-width mark between Han characters."""
    for text in document.texts if _MARK.search(all_words(document)) else ():
        if has_role(type(document.entry), text.location, Role.VERBATIM):
            continue
        for found in _MARK.finditer(blanked(document, text)):
            words = text.value[slice(*found.span())]
            if _CODE_OF_CHARACTER.search(text.value[: found.end()]) or not _HAN_ANYWHERE.search(text.value):
                continue
            right = _right(words, bool(re.search(rf"(?:{_HAN}|[。！？])$", text.value[: found.start()])))
            # One half alone may be one too many: only its writer knows.
            fix = None if words.count('"') == 1 else right
            yield Finding(document.within(text, *found.span()), {"found": words.strip(), "right": right.strip()}, fix)


def _right(words: str, behind_words: bool) -> str:
    if words.strip() == "~":
        return "到 " if behind_words else " 到 "
    if words.startswith("..."):
        return "……"
    if words.count('"') == 1:
        return words.replace('"', "”" if behind_words else "“")
    if words.startswith('"'):
        return f"“{words[1:-1]}”"
    if words.startswith("("):
        return f"（{words[1:-1]}）"
    return words.strip().translate(_WIDE)
