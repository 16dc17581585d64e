"""写成了教人违法或躲债。

## 查什么
“转移财产”“假离婚”“伪造证明”“换号失联”等做法，同一句里没有“不要”“不能”“违法”这样的话。`dont` 和问句不查。

## 为什么
照做的人可能承担更重的责任，甚至构成犯罪。

## 怎么改
去掉它；要提醒读者别做，就在同一句里写明。

- 错：`先把存款转移财产。`
- 对：`不要转移财产，法院可以撤销。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import excused, holds, said_by_others, sentences_worth
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”读起来像在教人这样做", "“{words}” reads like advice to do so")
ADVICE = Wording(
    "去掉它，或者在同一句里写明不要做、有什么后果。", "Remove it, or say in the same sentence not to do it and why."
)


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.harmful


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each harmful act that its sentence does not warn of."""
    for sentence in sentences_worth(document, (words.pattern,)) if holds(document, words.pattern) else ():
        question = sentence.words.rstrip("”").endswith(("？", "?"))
        if (
            question
            or has_role(type(document.entry), sentence.location, Role.FORBIDS)
            or said_by_others(document, sentence.text)
        ):
            continue
        for found in words.pattern.finditer(sentence.shown):
            if found["word"] and not excused(words, sentence.words, found.start()):
                yield Finding(sentence.span(document, *found.span()), {"words": found[0]})
