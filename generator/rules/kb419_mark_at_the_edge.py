"""一段话以不该在那里的标点开头或结尾。

## 查什么
一段、一项或一句开头的 `，。、；：！？` 和 `）》”`，结尾的 `，` 和 `、`。照抄来的原文和信里的字不查结尾。

## 为什么
多半是删改时留下的，或者后半句丢了。

## 怎么改
开头的删掉；结尾的改成句号，后半句丢了就补上。可以运行 `kb check --fix`。

- 错：`，先看合同，`
- 对：`先看合同。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Facts, Wording
from generator.entry import Role, Text, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{mark}”不能在{place}", "“{mark}” cannot stand at the {place}")
ADVICE = Wording("{how}。", "{how}.")
_EDGE = re.compile(
    r"(?m)^[ \t]*(?:(?:[-*+]|[0-9]{1,2}\.) |> )?(?P<first>[，。、；：！？）》”]+)|(?<=\S)(?P<last>[，、]+)[ \t]*$"
)
_PERHAPS = re.compile(r"[\n \t][，。、；：！？）》”]|[，、][\n \t]")
"""What stands where such a mark is, if a line break stands before and behind the texts."""
_GOES_ON = re.compile(r"[ \t]*\n(?!(?:[-*+]|[0-9]{1,2}\.) )[ \t]*\S")
_FIRST: Facts = {"place": Wording("开头", "beginning"), "how": Wording("删掉它", "Remove it")}
_LAST: Facts = {
    "place": Wording("结尾", "end"),
    "how": Wording("话说完了就改成“。”，没说完就补上", "End the sentence with “。”, or finish it"),
}


@OwnCheck.where(_PERHAPS)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each mark that begins or ends what it cannot."""
    for text, found in search(document, _EDGE):
        if found["first"]:
            yield Finding(document.within(text, *found.span("first")), {"mark": found["first"], **_FIRST}, "")
        elif _must_end(document, text) and not _GOES_ON.match(text.value, found.end("last")):
            right = "" if text.markup == "plain" else "。"
            yield Finding(document.within(text, *found.span("last")), {"mark": found["last"], **_LAST}, right)


def _must_end(document: Document, text: Text) -> bool:
    """Whether a text ends with its last words: a law is quoted in part, and a letter goes on."""
    return text.markup != "letter" and not has_role(type(document.entry), text.location, Role.VERBATIM)
