"""引用的条款在来源里没有。

## 查什么
`[@来源:条款]` 里冒号后面的名字，不在那个来源的 `clauses` 里；条款的 `replaced_by` 也一样。

## 为什么
读者看到的出处会少了第几条，没法核对；也可能是条号写错了。

## 怎么改
照来源文件里的 `clauses` 写；来源里确实还没有这一条，读过原文后再加进去。

- 错：`[@civil-code:第188条]`
- 对：`[@civil-code:188]`
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.source import Clause, Source
from generator.diagnostics import Facts, Wording
from generator.linking.links import Mention, clause_named
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document
from generator.reading.numerals import value_of
from generator.remembering.memo import digest
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("来源“{source}”里没有条款“{clause}”", "Source “{source}” has no clause “{clause}”")
ADVICE = Wording("{how}", "{how}")
_FEW = 2
"""Nobody mistypes a clause in the same way in more places than this."""


def _rests_on(document: Document, given: Context) -> bytes | None:
    """None for sources, whose clauses may be replaced by those of any other."""
    if isinstance(document.entry, Source):
        return None
    return digest(named(document, given), repr(_lost(given)))


@resting_on(_rests_on)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation of a clause that its source does not have."""
    if isinstance(document.entry, Source):
        yield from _missing(document, document.entry, _lost(given))
        yield from _replaced_by_nothing(document, document.entry, given)
    for mention, source, cited in given.citations(document):
        if _names_no_clause(mention, cited) and (source.id, mention.reference.detail) not in _lost(given):
            known = [clause.id for clause in source.clauses]
            shown = "、".join(map(_named, source.clauses[:12])) + ("……" if len(known) > 12 else "")
            how = Wording(f"这个来源里有：{shown}。", f"This source has: {shown}.")
            guess = _guess(mention, source, known)
            facts: Facts = {
                "source": mention.reference.target,
                "clause": mention.reference.detail or "",
                "how": how,
                "guess": guess,
            }
            yield Finding(mention.span(document), facts)


def _names_no_clause(mention: Mention, cited: Clause | None) -> bool:
    return (
        bool(mention.reference.detail) and cited is None and not re.search("[,;，、；]", mention.reference.detail or "")
    )


@once
def _lost(given: Context) -> dict[tuple[str, str], int]:
    """Unknown clauses that are cited so often that they were probably removed from their source by mistake."""
    astray = [
        keys for name, keys in given.links.cited_by.items() if not clause_named(given.library, *name.split(":", 1))
    ]
    # A source that cites itself is not in `cited_by`.
    citing = {document.key for document in given.library.section(Source.section)}.union(*astray)
    cited = (each for document in given.library if document.key in citing for each in given.citations(document))
    counts = Counter(
        (source.id, mention.reference.detail or "")
        for mention, source, clause in cited
        if _names_no_clause(mention, clause)
    )
    return {name: count for name, count in counts.items() if count > _FEW}


def _missing(document: Document, source: Source, lost: dict[tuple[str, str], int]) -> Iterator[Finding]:
    """The finding for a lost clause, at the clause of the source that was probably renamed."""
    for (name, clause), count in lost.items():
        if name == source.id:
            known = [each.id for each in source.clauses]
            near = "".join(get_close_matches(clause, known, 1, 0.5))
            place = document.at("clauses", known.index(near), "id") if near else document.key_at("clauses")
            facts: Facts = {"source": name, "clause": clause, "how": _many(count), "guess": clause if near else ""}
            yield Finding(place, facts)


_WRITE = Wording("写成 来源:条款，两样都要有。", "Write source:clause, both of which must be there.")


def _replaced_by_nothing(document: Document, source: Source, given: Context) -> Iterator[Finding]:
    """A finding at each clause that has ended and sends readers to one that there is not."""
    for index, each in enumerate(source.clauses):
        name, _, clause = (each.replaced_by or "").partition(":")
        astray = f"{Source.section}/{name}" not in given.links.mentions or (
            name == source.id and not source.clause(clause)
        )
        if each.replaced_by and astray:
            known = [f"{source.id}:{one.id}" for one in source.clauses]
            guess = "".join(get_close_matches(each.replaced_by, known, 1, 0.5))
            facts: Facts = {"source": name, "clause": clause, "how": _WRITE, "guess": guess}
            yield Finding(document.at("clauses", index, "replaced_by"), facts)


def _many(count: int) -> Wording:
    return Wording(
        f"有 {count} 处引用它：改了 id 就改回来，或者把引用一起改；删了的从上一个版本找回来。",
        f"{count} citations name it: give the clause its id back or change them too; restore it if it was deleted.",
    )


def _guess(mention: Mention, source: Source, known: list[str]) -> str:
    """The citation with the clause that was probably meant; else empty."""
    detail = mention.reference.detail or ""
    clause = _by_label(source, detail) or "".join(get_close_matches(detail, known, 1, 0.5))
    whole = f"{mention.reference.target}:{clause}"
    return (f"[@{whole}]" if mention.reference.text else whole) if clause else ""


def _by_label(source: Source, words: str) -> str:
    """The clause with such a name: 第四十五条, 第 45 条, or its label."""
    number = re.fullmatch("第? ?([0-9]+|[一二三四五六七八九十百千零〇]+) ?条?", words)
    wanted = (words, f"第{number[1]}条") if number else (words,)
    digits = str(value_of(number[1])) if number and not number[1].isdigit() else number[1] if number else ""
    return next((each.id for each in source.clauses if each.label in wanted or each.id == digits), "")


def _named(clause: Clause) -> str:
    """The id of a clause; if it is not a number, with what the clause is about."""
    return clause.id if clause.id.replace("-", "").isdigit() else f"{clause.id}（{clause.label}）"
