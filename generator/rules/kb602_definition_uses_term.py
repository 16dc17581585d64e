"""解释一个词，又用了这个词本身。

## 查什么
术语的 `definition` 只是把这个词又说了一遍，或者写成“逾期就是逾期……”。

## 为什么
不懂这个词的人，看完还是不懂。

## 怎么改
换成日常的话：

- 错：`逾期就是逾期没还款。`
- 对：`到了约定的还款日还没有还够钱。`
"""

import re
from collections.abc import Iterator

from generator.content_types.term import Term
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import shown_at
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("解释“{title}”时又用了“{title}”", "The definition of “{title}” uses “{title}”")
ADVICE = Wording(
    "用日常的话说它是什么，不要用这个词本身。", "Say in everyday words what it is, without the word itself."
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at a definition that says its own word again."""
    term = document.entry
    if isinstance(term, Term):
        name = re.escape(term.title)
        words = re.sub(r"[\W_]", "", shown_at(document, "definition"))
        if re.match(rf"(?:{name})?(?:就是|指的?是?|是指?|即|叫做?)?(?:的是)?{name}(?!人|款|费|金|期)", words):
            yield Finding(document.at("definition"), {"title": term.title})
