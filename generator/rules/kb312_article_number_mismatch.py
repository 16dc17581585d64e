"""句子里的条号和引用的条款对不上。

## 查什么
句子写了“第几条”，同一句又引用了法条，但写的条号不是引用的任何一条。来源里条款的 `label` 写“第几条”，`id` 却是别的条号，也算。

## 为什么
两个条号不一样，总有一个是错的。读者会查到不相干的条文。

## 怎么改
核对原文，把写错的那个改过来；两条都讲，就两条都引。

- 错：`按照民法典第 188 条[@civil-code:189]……`
- 对：`按照民法典第 188 条[@civil-code:188]……`
"""

import re
from collections.abc import Iterator

from generator.content_types.source import Source
from generator.diagnostics import Facts, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import holds, in_quotes, sentences
from generator.reading.document import Document
from generator.reading.numerals import ARTICLE, article_id, clause_id

SEVERITY: Severity = "error"
MESSAGE = Wording("写的是“{article}”，{what}却是 {cited}", "It says “{article}”, but the {what} is {cited}")
ADVICE = Wording(
    "核对原文，改掉写错的那一个，让两处一致。", "Check the text and mend the one that is wrong, so that both agree."
)
_CITED = Wording("引用的", "citation")
_NAMED = Wording("条款的 id ", "id of the clause")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each article number in words that no citation of the sentence has, or that is not its clause's own."""
    if isinstance(document.entry, Source):
        yield from _misnamed(document, document.entry)
    for sentence in sentences(document) if holds(document, ARTICLE) else ():
        cited = [each.detail or "" for each in sentence.references if each.kind == "citation"]
        numbers = [clause for clause in cited if re.fullmatch(r"[0-9]+(-[0-9]+)?", clause)]
        if not numbers:
            continue
        for found in ARTICLE.finditer(sentence.words):
            if article_id(found) not in numbers and not in_quotes(sentence.words, found.start()):
                facts: Facts = {"article": found[0], "cited": "、".join(numbers), "what": _CITED}
                yield Finding(sentence.span(document, *found.span()), facts)


def _misnamed(document: Document, source: Source) -> Iterator[Finding]:
    """Findings for clauses whose label is an article and whose id that of another."""
    for index, clause in enumerate(source.clauses):
        named, number = clause_id(clause.label), re.fullmatch(r"[0-9]+(-[0-9]+)?", clause.id)
        if named and number and named != clause.id:
            facts: Facts = {"article": clause.label, "cited": clause.id, "what": _NAMED}
            yield Finding(document.at("clauses", index, "label"), facts)
