"""引的这一条没讲这件事，同一个来源的另一条讲了。

## 查什么
引用标记前面的话，和所引的条款（`text`、`says`）几乎没有相同的字，和同一来源的另一条却有很多。条号只差一个数的，差得少一些也算。

## 为什么
条号抄错一位，还是有这一条，读者点开看到的是另一件事。

## 怎么改
打开来源的文件，看是不是该引那一条；这一条才对的，就把话写得靠近条文。

- 错：`约定的违约金过分高于损失的，可以请求减少[@civil-code:586]`
- 对：`约定的违约金过分高于损失的，可以请求减少[@civil-code:585]`
"""

from collections.abc import Iterator, Mapping

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.misattributed import CitedWords, ClauseWords, SourceClauses, cited_words
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import cited_sentences
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "{cited} 没讲这件事，{right} 讲了：“{words}”", "{cited} does not speak of this, but {right} does: “{words}”"
)
ADVICE = Wording(
    "核对条文：该引那一条，就写 [@{right}]；这一条才对，就照条文写。",
    "Look the clause up: cite [@{right}] if that one is meant, or keep to the words of this one.",
)
_AHEAD, _NEARLY = 20.0, 13.0
"""How much more the other clause must have in common with the words; less if the numbers of both differ little."""
_SHARE = 0.2
"""Minimum of the same as a share of all that the words have in common with the other clause."""
_SHOWN = 30


def facts(given: Context) -> Mapping[str, SourceClauses]:
    """The clauses of each source, by its id."""
    return {
        source.id: SourceClauses(
            f"{source.title} {source.issuer}",
            [ClauseWords(clause.id, f"{clause.text or ''} {clause.says}") for clause in source.clauses],
        )
        for source in given.library.entries(Source)
    }


@by_facts(facts)
def check(document: Document, sources: Mapping[str, SourceClauses]) -> Iterator[Finding]:
    """A finding at each citation whose words fit another clause of the source much better."""
    for sentence in cited_sentences(document) if document.entry.claims != "none" else ():
        for part in cited_words(sentence):
            name = part.citations[0].target
            right = _other(part, sources[name]) if name in sources else None
            if right:
                cited = part.citations[0]
                names = {"cited": cited.clause, "right": f"{name}:{right}", "guess": f"[@{name}:{right}]"}
                place = sentence.span(document, cited.start, cited.end)
                yield Finding(place, {**names, "words": part.words.strip("，；。| ")[-_SHOWN:]})


def _other(part: CitedWords, source: SourceClauses) -> str | None:
    """The clause of a source that words fit much better than those they cite, which are of this source alone."""
    fits = source.fits(part.words)
    cited = [each.detail or "" for each in part.citations]
    if any(each.target != part.citations[0].target for each in part.citations) or not fits.keys() >= set(cited):
        return None
    best = max(fits, key=fits.__getitem__)
    ahead = fits[best] - max(fits[each] for each in cited)
    least = _NEARLY if _alike(best, cited[0], [*fits]) else _AHEAD
    return best if ahead >= max(least, _SHARE * fits[best]) else None


def _alike(one: str, other: str, order: list[str]) -> bool:
    """Whether two numbers of clauses follow each other, differ in one digit or in the order of the digits."""
    if not (one[0].isdigit() and other[0].isdigit()):
        return False
    digits = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return digits or sorted(one) == sorted(other) or abs(order.index(one) - order.index(other)) == 1
