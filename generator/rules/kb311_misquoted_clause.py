"""引号里的法律原话和条文不一样。

## 查什么
句子只引用一个条款、那个条款存有原文时，“ ”里 8 个字以上的话要逐字出现在原文里（标点和空格不计）。
写明是谁在说话（“对方说”“自称”等）的引号不查；表格里只查和引用在同一格的引号。

## 为什么
写错一个字，读者念给催收员听，对方一查就不认了。

## 怎么改
照条文改到一字不差；想用自己的话说，就去掉引号。中间省略用“……”。

- 错：“任何组织和个人不得侵害他人隐私”
- 对：“任何组织或者个人不得以刺探、侵扰……”
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import Sentence, holds, said_by_others, sentences_worth
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{quote}”和“{clause}”的原文对不上", "“{quote}” does not stand in the text of “{clause}”")
ADVICE = Wording(
    "照来源里的 text 逐字改；用自己的话说就去掉引号。",
    "Quote the clause's `text` literally, or drop the quotation marks.",
)
_QUOTE = re.compile(r"“(?P<words>[^“”\n]{8,})”")
_SPEAKER = re.compile(
    r"(?:说|问|答|回复?|告诉|威胁|自称|声称|写着|短信|话术|叫做?|所谓|例如|比如|误以为|以为|称|要求|写上|写明)[^，。；“]{0,6}$"
)
_READ = re.compile(
    r"(?:法律?|典|条例|规定|办法|标准|指引|通知|条|款)(?:里|中)?(?:说|写着|写明|要求|称)[^，。；“]{0,6}$"
)
"""A law speaks in its own words."""
Clauses = dict[str, tuple[str, str]]
"""Label and literal text (empty, when it is not known) of each clause, by `source:clause`."""


def facts(given: Context) -> Clauses:
    """All clauses of all sources."""
    clauses = ((source, each) for source in given.library.entries(Source) for each in source.clauses)
    return {f"{source.id}:{each.id}": (each.label, each.text or "") for source, each in clauses}


@by_facts(facts)
def check(document: Document, clauses: Clauses) -> Iterator[Finding]:
    """A finding at each quotation that the cited clause does not hold."""
    for sentence in sentences_worth(document, (_QUOTE,)) if holds(document, _QUOTE) else ():
        names = clauses.keys() & sentence.cited
        label, literal = clauses[names.pop()] if len(names) == 1 else ("", "")
        if not literal or said_by_others(document, sentence.text):
            continue
        text = _bare(literal)
        for found in _QUOTE.finditer(sentence.words):
            pieces = [_bare(piece) for piece in found["words"].split("……")]
            cited = any(each.kind == "citation" and each.start == found.end() for each in sentence.references)
            quoted = cited and _READ.search(sentence.words[: found.start()])
            spoken = not quoted and (
                _SPEAKER.search(sentence.words[: found.start()]) or not _beside_citation(sentence, found)
            )
            if not spoken and not all(piece in text for piece in pieces):
                facts = {"quote": found["words"], "clause": label}
                yield Finding(sentence.span(document, *found.span("words")), facts)


def _beside_citation(sentence: Sentence, quotation: re.Match[str]) -> bool:
    """Whether citation and quotation are in the same cell of a table; always true outside tables."""
    end = sentence.words.find("|", quotation.end())
    cell = range(sentence.words.rfind("|", 0, quotation.start()) + 1, end if end >= 0 else len(sentence.words))
    return any(each.kind == "citation" and each.start in cell for each in sentence.references)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]", "", normalize("NFKC", words))
