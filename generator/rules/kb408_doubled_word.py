"""字或标点重复了。

## 查什么
“的的”“了了”“在在”“。。”“，，”之类的重复。“目的的”“不了了之”“是是非非”等不算。

## 为什么
多半是改句子时留下的。

## 怎么改
删掉一个。可以运行 `kb check --fix`。

- 错：`这是你的的权利。。`
- 对：`这是你的权利。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”重复了", "“{words}” is doubled")
ADVICE = Wording("删掉一个，写成“{one}”。", "Keep one: “{one}”.")
_WORDS = re.compile(
    r"(?<![目])的的(?!确确)|(?<![不受大好])了了(?!之)|(?<![现存正实所])在在|是是(?!非)|和和(?!气|美)|(?<!成)就就|也也|们们|(?<!不)不不(?!不)|我我|你你|他他|她她|被被|让让|但但|因因"
)
_MARKS = re.compile(r"([，。；：、？！])\1+")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each doubled word or mark."""
    for doubled in (_WORDS, _MARKS):
        for text, found in phrases(document, doubled, quoted=True):
            facts = {"words": found[0], "one": found[0][0]}
            yield Finding(document.within(text, *found.span()), facts, found[0][0])
