"""句子里的条号和引用的条款对不上。

## 查什么
句子写了“第几条”，同一句又引用了法条，但写的条号不是引用的任何一条。

## 为什么
两个条号不一样，总有一个是错的。读者会查到不相干的条文。

## 怎么改
核对原文，把写错的那个改过来；两条都讲，就两条都引。

- 错：`按照民法典第 188 条[@civil-code:189]……`
- 对：`按照民法典第 188 条[@civil-code:188]……`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.numerals import value_of
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import holds, in_quotes, sentences
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("写的是“{article}”，引用的却是 {cited}", "The text says “{article}”, the citation is {cited}")
ADVICE = Wording("核对原文，让条号和引用一致。", "Check the text and make the article and the citation agree.")
_ARTICLE = re.compile(
    r"第\s*(?P<number>[0-9０-９]+|[零〇○一二三四五六七八九十百千两]+)\s*条(?:之(?P<sub>[一二三四五六七八九十]))?"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each article number in words that no citation of the sentence has."""
    for sentence in sentences(document) if holds(document, _ARTICLE) else ():
        cited = [each.detail or "" for each in sentence.references if each.kind == "citation"]
        numbers = [clause for clause in cited if re.fullmatch(r"[0-9]+(-[0-9]+)?", clause)]
        if not numbers:
            continue
        for found in _ARTICLE.finditer(sentence.words):
            if _clause_id(found) not in numbers and not in_quotes(sentence.words, found.start()):
                facts = {"article": found[0], "cited": "、".join(numbers)}
                yield Finding(sentence.span(document, *found.span()), facts)


def _clause_id(found: re.Match[str]) -> str:
    number = found["number"]
    plain = str(int(number)) if number.isdecimal() else str(value_of(number))
    return f"{plain}-{value_of(found['sub'])}" if found["sub"] else plain
