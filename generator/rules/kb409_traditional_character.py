"""混进了繁体字。

## 查什么
每个文字字段里有简体写法的繁体字。写在说明里的港台书名、人名，请用 `allow` 说明理由。

## 为什么
读者用简体搜，会搜不到繁体写的那一页。

## 怎么改
换成简体。可以运行 `kb check --fix`。

- 错：`徵信報告`
- 对：`征信报告`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts
from generator.linting.simplifying import simplify
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”是繁体字", "“{words}” is written in traditional characters")
ADVICE = Wording("写成“{right}”。", "Write “{right}”.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each run of characters that have a simplified form."""
    everything = all_texts(document)
    for text in document.texts if simplify(everything) != everything else ():
        words = text.value
        simplified = simplify(words)
        if simplified == words or len(simplified) != len(words):
            continue
        for found in re.finditer("x+", "".join("x" if a != b else "." for a, b in zip(words, simplified, strict=True))):
            facts = {"words": words[slice(*found.span())], "right": simplified[slice(*found.span())]}
            yield Finding(document.within(text, *found.span()), facts, facts["right"])
