"""写自杀的方式不安全。

## 查什么
把自杀写成成败（“自杀成功”“自杀未遂者”）、单一原因（“为情自杀”“因债自杀”）、出路（“唯一解脱”“一了百了”），或者写出方式（跳楼、割腕等）。

## 为什么
世界卫生组织给媒体的建议：方式、成败、单一原因的写法会让处在危机中的人更危险。

## 怎么改
不写方式；“自杀成功”改成“自杀身亡”；不把原因归到一件事；后面写能找谁。

- 错：`有人因债自杀。`
- 对：`有人在多重压力下失去了生命。难受的时候请找[[contacts/psych-hotline-12356]]。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linking.segmenting import begins_a_word
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”这样写不安全", "“{words}” is not a safe way to write about suicide")
ADVICE = Wording(
    "不写方式、成败和单一原因；写清可以找谁帮忙。", "Leave out method, success and a single cause; say where help is."
)


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.unsafe


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each unsafe wording, in quotation marks too; none where a word begins before it, as in 可以|死记."""
    for text, found in flagged(document, words, quoted=True):
        if begins_a_word(text.value, found.start()):
            yield Finding(document.within(text, *found.span()), {"words": found[0]})
