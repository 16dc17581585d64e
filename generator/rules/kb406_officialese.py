"""用了公文腔。

## 查什么
“进行沟通”“予以处理”“加以核实”“旨在”“之一就是”“相关部门”这类写法。

## 为什么
公文腔长而空，读者不知道到底是谁做什么。

## 怎么改
直接用动词，说清是谁：

- 错：`应与机构进行沟通，相关部门会予以处理。`
- 对：`先和机构谈。监管部门收到投诉后会答复你。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”是公文腔", "“{words}” is officialese")
ADVICE = Wording("直接说谁做什么，如“进行沟通”写成“谈”。", "Say plainly who does what.")


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.officialese


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each piece of officialese."""
    for text, found in flagged(document, words):
        yield Finding(document.within(text, *found.span()), {"words": found[0]})
