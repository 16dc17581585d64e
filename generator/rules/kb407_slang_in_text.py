"""正文里用了圈内俗语。

## 查什么
文章和处境里出现术语表标为俗语（`slang: true`）的词。标题、别名和“ ”里的不查。

## 为什么
俗语常带误导（“停息挂账”听起来像一项权利），第一次欠款的读者也看不懂。

## 怎么改
用中性的说法；要提俗语，就放进“ ”再解释一句。

- 错：`可以申请停息挂账。`
- 对：`可以申请个性化分期，圈内叫“停息挂账”。`
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.content_types.term import Term
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import phrases
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{word}”是俗语", "“{word}” is slang")
ADVICE = Wording(
    "{instead}；要提这个词就放进“ ”并解释。", "{instead}; to mention the word, put it into “ ” and explain it."
)


@dataclass(frozen=True)
class Slang:
    """The replacement of each slang word; empty for longer words that contain one by chance."""

    instead: dict[str, Wording | None]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, the longest first."""
        return re.compile("|".join(map(re.escape, sorted(self.instead, key=len, reverse=True))) or "(?!)")


def facts(given: Context) -> Slang:
    """The slang among the terms."""
    found: dict[str, Wording | None] = {}
    for term in given.library.entries(Term):
        if term.slang:
            neutral = given.library.named(Term, term.neutral or "")
            title = neutral.title if neutral else ""
            plain = Wording("换成中性的说法", "Use a neutral word")
            instead = Wording(f"写成“{title}”", f"Write “{title}”") if title else plain
            found |= dict.fromkeys((term.title, *term.aliases), instead) | dict.fromkeys(term.not_in)
    return Slang(found)


@by_facts(facts, lambda slang: (slang.pattern,))
def check(document: Document, slang: Slang) -> Iterator[Finding]:
    """A finding at each slang word in running text outside quotation marks."""
    if document.entry.may_use_slang:
        return
    for text, found in phrases(document, slang.pattern):
        instead = slang.instead[found[0]]
        if text.location != ("title",) and instead is not None:
            yield Finding(document.within(text, *found.span()), {"word": found[0], "instead": instead})
