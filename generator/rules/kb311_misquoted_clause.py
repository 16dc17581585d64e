"""引号里的法律原话和条文不一样。

## 查什么
句子只引用一个条款、那个条款存有原文时，“ ”里 8 个字以上的话要逐字出现在原文里（标点和空格不计）。
引用了几个条款的，和其中一条的原文只差几个字才算。
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
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

from generator.content_types.source import Source
from generator.diagnostics import Facts, Wording
from generator.linting.likeness import pairs_of_characters
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import Sentence, said_by_others, sentences_worth
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{quote}”和“{clause}”的原文对不上", "“{quote}” does not stand in the text of “{clause}”")
ADVICE = Wording(
    "照来源里的 text 逐字改{where}；用自己的话说就去掉引号。",
    "Quote the clause's `text` literally{where}, or drop the quotation marks.",
)
_QUOTE = re.compile(r"“(?P<words>[^“”\n]{8,})”")
_SPEAKER = re.compile(
    r"(?:说|问|答|回复?|告诉|威胁|自称|声称|写着|短信|话术|叫做?|所谓|例如|比如|误以为|以为|称|要求|写上|写明)[^，。；“]{0,6}$"
)
_READ = re.compile(
    r"(?:法律?|典|条例|规定|办法|标准|指引|通知|条|款)(?:里|中)?(?:说|写着|写明|要求|称)[^，。；“]{0,6}$"
)
"""A law speaks in its own words."""
_NEARLY, _LONG = 0.6, 200
"""Minimum likeness of a quotation and the words that were meant, and its maximum length for the comparison."""
Clauses = dict[str, tuple[str, str]]
"""Label and literal text (empty, when it is not known) of each clause, by `source:clause`."""


def facts(given: Context) -> Clauses:
    """All clauses of all sources."""
    clauses = ((source, each) for source in given.library.entries(Source) for each in source.clauses)
    return {f"{source.id}:{each.id}": (each.label, each.text or "") for source, each in clauses}


@by_facts(facts, lambda _: (_QUOTE,))
def check(document: Document, clauses: Clauses) -> Iterator[Finding]:
    """A finding at each quotation that the cited clause does not hold."""
    for sentence in sentences_worth(document, (), "“"):
        names = sorted(clauses.keys() & sentence.cited)
        texts = [clauses[name] for name in names if clauses[name][1]]
        if not texts or said_by_others(document, sentence.text):
            continue
        for found in _QUOTE.finditer(sentence.words):
            if not _spoken(sentence, found) and not any(_holds(text, found["words"]) for _, text in texts):
                nearest, label = max((_nearest(text, found["words"]), label) for label, text in texts)
                if nearest or len(names) == 1:
                    where = _where(names[0], found["words"], clauses)
                    facts: Facts = {"quote": found["words"], "clause": label, "guess": nearest, "where": where}
                    yield Finding(sentence.span(document, *found.span("words")), facts)


def _spoken(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether a quotation is somebody's words and not those of what is cited."""
    before = sentence.words[: found.start()]
    cited = any(each.kind == "citation" and each.start == found.end() for each in sentence.references)
    if cited and _READ.search(before):
        return False
    return bool(_SPEAKER.search(before)) or not _beside_citation(sentence, found)


def _holds(text: str, quote: str) -> bool:
    """Whether all pieces of a quotation stand in a text."""
    return all(_bare(piece) in _bare(text) for piece in quote.split("……"))


def _nearest(text: str, quote: str) -> str:
    """The words of a text that differ little from a quotation; empty if there are none."""
    pairs = pairs_of_characters(quote)
    if len(quote) > _LONG or len(pairs & pairs_of_characters(text)) < _NEARLY * len(pairs):
        return ""
    blocks = SequenceMatcher(None, text, quote, autojunk=False).get_matching_blocks()[:-1]
    start, end = max(0, blocks[0].a - blocks[0].b), blocks[-1].a + len(quote) - blocks[-1].b
    words = text[start:end].strip("，。；：、")
    return words if SequenceMatcher(None, words, quote, autojunk=False).ratio() >= _NEARLY else ""


def _where(cited: str, quote: str, clauses: Clauses) -> Wording:
    """The clause of the same source in which a quotation stands, for the advice."""
    source = cited.partition(":")[0] + ":"
    others = (name for name, (_, text) in clauses.items() if name.startswith(source) and text and _holds(text, quote))
    name = next(others, "")
    return Wording(f"，或者改引 {name}，那里有这句话", f", or cite {name}, which has it") if name else Wording("", "")


def _beside_citation(sentence: Sentence, quotation: re.Match[str]) -> bool:
    """Whether citation and quotation are in the same cell of a table; always true outside tables."""
    end = sentence.words.find("|", quotation.end())
    cell = range(sentence.words.rfind("|", 0, quotation.start()) + 1, end if end >= 0 else len(sentence.words))
    return any(each.kind == "citation" and each.start in cell for each in sentence.references)


@lru_cache(1 << 12)
def _bare(words: str) -> str:
    return re.sub(r"[\W_]", "", normalize("NFKC", words))
