"""日期和法律的日期对不上。

## 查什么
- 来源的 `effective` 比 `published` 晚三年以上；
- 参数的一个值，`from` 比它引的法律、司法解释、法规、规章开始施行的日子还早。

## 为什么
年份抄错一位，现行的条款会被当成还没生效，或者页面上的数从一个不可能的日子算起。

## 怎么改
对着原文核对，改成对的日期。

- 错：`published: '2013-01-21'`，`effective: 2031-03-15`
- 对：`published: '2013-01-21'`，`effective: 2013-03-15`
"""

from collections.abc import Iterator

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linking.links import clause_named
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{day} 不对：{said}", "{day} cannot be right: {said}")
ADVICE = Wording("对着原文核对，改成对的日期。", "Check the text and put the right date.")
_LAWS = ("law", "interpretation", "regulation", "rule")
"""Kinds of sources whose numbers apply only from the day on which they are in force; others may record older ones."""
_LONG = 3
"""Number of years from publication within which a law comes into force."""


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each date of effect long after the publication, and at values from before their clause is in force."""
    entry = document.entry
    if isinstance(entry, Source) and entry.effective and entry.published:
        years = entry.effective.year - int(entry.published[:4])
        if years > _LONG:
            said = Wording(f"{entry.published} 公布，过了 {years} 年才施行", f"it was published in {entry.published}")
            yield Finding(document.at("effective"), {"day": str(entry.effective), "said": said})
    for at, value in enumerate(entry.values if isinstance(entry, Parameter) else ()):
        name, _, cited = value.source.partition(":")
        clause, found = clause_named(given.library, name, cited), given.library.documents.get(f"sources/{name}")
        source = found.entry if found else None
        law = source if isinstance(source, Source) and source.kind in _LAWS else None
        begun = clause and law and (clause.effective or law.effective)
        if begun and value.since < begun:
            said = Wording(f"{value.source} 到 {begun} 才施行", f"{value.source} is in force from {begun}")
            yield Finding(document.at("values", at, "from"), {"day": str(value.since), "said": said})
