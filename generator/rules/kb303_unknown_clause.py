"""引用的条款在来源里没有。

## 查什么
`[@来源:条款]` 里冒号后面的名字，不在那个来源的 `clauses` 里。

## 为什么
读者看到的出处会少了第几条，没法核对；也可能是条号写错了。

## 怎么改
照来源文件里的 `clauses` 写；来源里确实还没有这一条，读过原文后再加进去。

- 错：`[@civil-code:第188条]`
- 对：`[@civil-code:188]`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.source import Clause
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("来源“{source}”里没有条款“{clause}”", "Source “{source}” has no clause “{clause}”")
ADVICE = Wording("这个来源里有：{known}。", "This source has: {known}.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation of a clause that its source does not have."""
    for mention, source, cited in given.citations(document):
        if mention.detail and cited is None:
            known = [clause.id for clause in source.clauses]
            guess = "".join(get_close_matches(mention.detail, known, 1, 0.5))
            shown = "、".join(map(_named, source.clauses[:12])) + ("……" if len(known) > 12 else "")
            facts = {"source": mention.target, "clause": mention.detail, "known": shown, "guess": guess}
            yield Finding(mention.span(document), facts)


def _named(clause: Clause) -> str:
    """A clause's name; where that is no number, with what the clause is about."""
    return clause.id if clause.id.replace("-", "").isdigit() else f"{clause.id}（{clause.label}）"
