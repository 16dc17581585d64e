"""A prefilter never hides a match: every text that a rule's pattern matches passes its prefilter."""

import random
import re
from collections.abc import Iterator

import pytest
from conftest import ROOT

from generator.linting import prefilter
from generator.linting.prefilter import may_match, required
from generator.reading.editors_words import read_all_words
from generator.rules import all_rules


def patterns() -> Iterator[re.Pattern[str]]:
    """Every pattern that a rule keeps, except those of bytes."""
    for rule in all_rules():
        kept = (value for value in vars(rule).values() if isinstance(value, re.Pattern))
        yield from (each for each in kept if isinstance(each.pattern, str))
    words, _ = read_all_words({"content/tone.yaml": (ROOT / "content/tone.yaml").read_bytes()})
    yield from (getattr(words.tone, name).pattern for name in type(words.tone).model_fields)


@pytest.mark.parametrize("pattern", list(patterns()), ids=lambda pattern: pattern.pattern[:30])
def test_nothing_a_rule_finds_is_passed_over(pattern: re.Pattern[str]) -> None:
    texts = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "tests/rules").rglob("*.yaml"))]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "tests/rules").glob("*/sentences.txt"))]
    found = [match[0] for text in texts for match in pattern.finditer(text)]
    assert all(may_match(pattern, match) for match in found)


def test_without_the_parser_of_this_python_every_text_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = re.compile("催收狗")
    assert not may_match(pattern, "没有这个词")
    monkeypatch.setattr(prefilter, "parser", None)
    prefilter._looks.cache_clear()
    assert may_match(pattern, "没有这个词")
    prefilter._looks.cache_clear()


def test_random_patterns_and_texts() -> None:
    chance = random.Random(7)
    pieces = [
        "a",
        "b",
        "[bc]",
        "(?:ab|c)",
        "c?",
        "(?:b|ca)+",
        "(?<!a)b",
        "a(?=b)",
        "[^a]",
        ".",
        "(a|bc)",
        "d{2}",
        "b*",
        "(?i:A)",
    ]
    for _ in range(3000):
        whole = "|".join(
            "".join(chance.choices(pieces, k=chance.randrange(1, 5))) for _ in range(chance.randrange(1, 4))
        )
        pattern = re.compile(whole)
        text = "".join(chance.choices("abcdA", k=chance.randrange(0, 9)))
        if pattern.search(text):
            assert may_match(pattern, text), (whole, text, required(pattern))


def test_what_a_pattern_cannot_do_without() -> None:
    assert required(re.compile("(?<!不)一定(?:能|可以)(?!吗)|稳过")) == {"一定能", "一定可以", "稳过"}
    assert required(re.compile(r"[0-9]{4}年[0-9]{2}")) == {"年"}
    assert required(re.compile("[xX]{2,}")) == {"xx", "xX", "Xx", "XX"}
    assert required(re.compile(r"\d+")) is None
    assert required(re.compile("todo", re.IGNORECASE)) is None


def test_a_list_without_words_asks_no_text() -> None:
    assert required(re.compile("(?:(?!))|(?P<word>一定)")) == {"一定"}
    assert not may_match(re.compile("(?:(?!))|(?P<word>(?!))"), "一定")
