"""引的这一条没讲这件事，同一个来源的另一条讲了。

## 查什么
引用标记前面的话，和所引的条款几乎没有相同的字，和另一条却有很多。同一来源里相邻的、条号像的，差得少一些也算；别的来源的条款，要差得更多。

条款里的字，指它的 `label`、`says`、`text`，还有别处引它的句子；到处都有的字不算数。表格里看引用那一格和这一行的第一格。

## 为什么
条号抄错一位，或者从上一行抄来没有改，来源里也有这一条，别的规则看不出来；读者点开看到的是另一件事。

## 怎么改
打开来源的文件，看是不是该引那一条；两条都讲的，两条都引；这一条才对的，就把话写得靠近条文。

- 错：`约定的违约金过分高于损失的，可以请求减少[@civil-code:586]`
- 对：`约定的违约金过分高于损失的，可以请求减少[@civil-code:585]`
"""

from collections.abc import Iterator

from generator.content_types.source import Clause, Source
from generator.diagnostics import Facts, Wording
from generator.linking.links import Mention, clause_named
from generator.linting.claims import CitedSentence, gist
from generator.linting.misattributed import ClauseWords, Said, all_clauses
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, resting_on
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "引的 {cited} 说的是“{says}”，不像这里讲的事",
    "The cited {cited} says “{says}”, which hardly fits what stands here",
)
ADVICE = Wording(
    "核对条文：{right}（{label}）说的是“{other}”；两条都讲的，两条都引；引得对，就把话写得靠近条文。",
    "Look it up: {right} ({label}) says “{other}”; cite both if both say it, or keep to the words of the cited one.",
)
_SHOWN = 60
"""Maximum number of characters shown of what a clause says."""


def _rests_on(document: Document, given: Context) -> bytes:
    return _said(given).key


@resting_on(_rests_on)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation whose words fit another clause much better than the cited one."""
    for claim in given.claims(document):
        for cited in claim.citations:
            right = _said(given).better(cited, claim.words, claim.cited)
            if right:
                yield Finding(
                    _mention(document, claim, cited.clause, given).span(document), _facts(given, cited.clause, right)
                )


@once
def _said(given: Context) -> Said:
    clauses = tuple(
        ClauseWords(
            f"{source.id}:{each.id}",
            gist(f"{each.label} {each.says} {each.text or ''}"),
            " ".join((source.title, source.issuer, source.number or "", *source.aliases)),
        )
        for source in given.library.entries(Source)
        for each in source.clauses
    )
    claims = (claim for document in given.library for claim in given.claims(document))
    return Said(all_clauses(clauses), (cited for claim in claims for cited in claim.citations))


def _mention(document: Document, claim: CitedSentence, cited: str, given: Context) -> Mention:
    """The citation in the sentence."""
    return next(
        each
        for each in given.links.at(document.key, claim.location)
        if (each.reference.kind, each.reference.clause) == ("citation", cited)
        and claim.start <= each.reference.start < claim.end
    )


def _facts(given: Context, cited: str, right: str) -> Facts:
    here, there = _clause(given, cited), _clause(given, right)
    return {
        "cited": cited,
        "says": _short(here.says),
        "right": right,
        "label": there.label,
        "other": _short(there.says),
        "guess": f"[@{right}]",
    }


def _clause(given: Context, name: str) -> Clause:
    clause = clause_named(given.library, *name.split(":", 1))
    assert clause
    return clause


def _short(says: str) -> str:
    return says if len(says) <= _SHOWN else f"{says[:_SHOWN]}……"
