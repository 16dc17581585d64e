"""Each word of the rules about claims and wording, against labelled sentences: `KB*/sentences.txt`.

A line begins with `+` (the rule finds something in it) or `-` (a near miss, in which it must not). `+do` and `-do` put
the sentence among the steps of `do_now` instead of the body. Each word of `content/tone.yaml`, each alternative of a
rule's own patterns and each condition on what stands around it is left out in turn: then a sentence must be judged
wrongly. And each has a near miss: a sentence that holds half of it or more, and is judged the other way. Who adds a word
adds both.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from conftest import AsWritten

from generator.diagnostics import Diagnostic
from generator.linting import sentences
from generator.linting.running import FactCheck, OwnCheck
from generator.reading.document import Document
from generator.reading.editors_words import WordList, read_all_words
from generator.reading.files import read
from generator.rules import kb501_distress_words_without_card as distress_rule
from generator.rules import rule_of
from generator.search.distress import _all_forms as all_forms
from tests.rules.alternatives import comes_near, nearly_matches, parts
from tests.rules.cases import WORDS

HERE = Path(__file__).parent
LISTED = read_all_words(WORDS)[0]
TONE = {
    "KB401": "blame",
    "KB402": "promises",
    "KB406": "officialese",
    "KB411": "vague",
    "KB412": "threats",
    "KB413": "filler",
    "KB417": "comfort",
    "KB505": "unsafe",
    "KB506": "harmful",
}
"""The rules that go by a list of editors' words."""
PATTERNS = ("KB301", "KB404", "KB414", "KB415")
"""The rules whose patterns alone decide; what KB408 finds, the words of a sentence decide too."""
JUDGED = ("KB408",)
"""The rules whose sentences are judged, but whose patterns are not taken apart."""
_ENTRY = """\
id: sample
title: 样本
topics: [calls]
reviewed: {{on: 2026-11-20, by: 编辑, due: 2027-05-20}}
answer: 样本。
do_now:
  - {do}
  - 样本。
sections:
  - heading: 样本
    body: |
      {body}
"""

Judge = Callable[[Document], bool]
"""Whether a rule finds anything in an entry."""


class Without(NamedTuple):
    """A rule that lacks one word, and which."""

    word: str
    judge: Judge


@cache
def labelled(code: str) -> tuple[tuple[str, bool, Document], ...]:
    """The sentences of a rule, whether it must find something in them, and an entry that holds each."""
    lines = (HERE / code / "sentences.txt").read_text("utf-8").split("\n")
    return tuple(_labelled(line) for line in lines if line[:1] in ("+", "-"))


def _labelled(line: str) -> tuple[str, bool, Document]:
    label, _, sentence = line.partition(" ")
    do, body = (f"'{sentence}'", "样本。") if label.endswith("do") else ("样本。", sentence.replace("\\n", "\n      "))
    document, faults = read("content/strategies/sample.yaml", _ENTRY.format(do=do, body=body).encode())
    assert document and not faults, (line, faults)
    return sentence, label.startswith("+"), document


def misjudged(code: str, judge: Judge) -> Iterator[str]:
    """The sentences of a rule that are not judged as they are labelled."""
    return (sentence for sentence, found, document in labelled(code) if judge(document) != found)


def words_of(code: str) -> WordList:
    """The editors' words that a rule goes by."""
    words: WordList = getattr(LISTED.tone, TONE[code])
    return words


def by_words(code: str, words: WordList) -> Judge:
    check = rule_of(code).check  # type: ignore[attr-defined]
    assert isinstance(check, FactCheck)
    return lambda document: any(check.run(document, words))


def by_patterns(code: str) -> Judge:
    check = rule_of(code).check  # type: ignore[attr-defined]
    assert isinstance(check, OwnCheck)
    return lambda document: any(check.run(document))


@pytest.mark.parametrize("code", (*TONE, *PATTERNS, *JUDGED))
def test_sentences_are_judged_as_labelled(code: str, as_written: AsWritten) -> None:
    assert list(misjudged(code, by_words(code, words_of(code)) if code in TONE else by_patterns(code))) == []
    assert {found for _, found, _ in labelled(code)} == {True, False}
    as_written(code, (each for sentence, _, document in labelled(code) for each in told(code, sentence, document)))


def told(code: str, sentence: str, document: Document) -> Iterator[Diagnostic]:
    """What a rule finds in a sentence, with the sentence in place of a path."""
    check = rule_of(code).check  # type: ignore[attr-defined]
    found = check.run(document, words_of(code)) if code in TONE else check.run(document)
    for each in found:
        yield Diagnostic(sentence, each.span, code, tuple(each.facts.items()), each.replacement, each.over)


@pytest.mark.content
@pytest.mark.parametrize("code", TONE)
def test_every_word_of_the_editors_is_needed_by_a_sentence(code: str) -> None:
    free = [without.word for without in lists_without(code) if not any(misjudged(code, without.judge))]
    assert free == [], f"tests/rules/{code}/sentences.txt 里没有用到这些词的句子，请各加一句：{'、'.join(free)}"


def lists_without(code: str) -> Iterator[Without]:
    """A rule's words without each of them, and without each of the choices in them."""
    words = words_of(code)
    for field in WordList.model_fields:
        items: tuple[str, ...] = getattr(words, field)
        for index, item in enumerate(items):
            for word, rest in shorter(item):
                others = (*items[:index], *rest, *items[index + 1 :])
                yield Without(f"{field}: {word}", by_words(code, WordList(**{**words.model_dump(), field: others})))


@pytest.mark.content
@pytest.mark.parametrize("code", TONE)
def test_every_word_of_the_editors_has_a_near_miss(code: str) -> None:
    words, bare = words_of(code), []
    for field in WordList.model_fields:
        # What excuses a word has its near miss in a sentence that is found although half of the excuse stands there.
        others = [sentence for sentence, found, _ in labelled(code) if found == (field != "words")]
        pieces = {piece for item in getattr(words, field) for piece in re.split("[（）/]|……", item) if piece}
        bare += [piece for piece in sorted(pieces) if not any(comes_near(piece, each) for each in others)]
    assert bare == [], f"tests/rules/{code}/sentences.txt 里没有这些词的“只差一点”的句子，请各加一句：{'、'.join(bare)}"


@pytest.mark.content
def test_every_word_of_distress_is_needed_and_found_only_whole() -> None:
    """KB501 goes by a list of words: each is a sentence of its own, and its near misses are what is left of it."""
    listed = LISTED.search.distress
    heard = set(all_forms(listed))
    forms = {word: set(all_forms([word])) for word in listed}
    spare = [word for word in listed if not heard & forms[word]]
    assert listed and spare == [], (
        f"content/search.yaml 的 distress 里，这些词有更短的词就够了，可以删掉：{'、'.join(spare)}"
    )
    whole = distress_rule.Distress(listed)
    assert [word for word in listed if not list(whole.found.find_matches_as_indexes(f"有人{word}。"))] == []
    # A word that holds another one is listed for its letters alone: 救我 is too short to be heard as jiuwo.
    alone = [word for word in listed if not any(other in word for other in listed if other != word)]
    left = {word: [word[:at] + word[at + 1 :] for at in range(len(word))] for word in alone}
    loud = [word for word in alone if all(whole.found.find_matches_as_indexes(f"、{each}、") for each in left[word])]
    assert loud == [], f"这些词去掉哪个字都还会提醒：{'、'.join(loud)}"


def shorter(item: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What can be left out of an item of a list, and what is then left of it."""
    yield item, ()
    for group in re.finditer("（([^（）]*)）", item):
        choices = group[1].split("/")
        for index, choice in enumerate(choices):
            left = "/".join([*choices[:index], *choices[index + 1 :]])
            yield f"{item} {choice or '（什么都没有）'}", (f"{item[: group.start()]}（{left}）{item[group.end() :]}",)


@pytest.mark.parametrize("code", PATTERNS)
def test_every_part_of_a_pattern_is_needed_by_a_sentence(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule: ModuleType = rule_of(code)  # type: ignore[assignment]
    names = [name for name, value in vars(rule).items() if isinstance(value, re.Pattern)]
    assert unneeded(code, rule, names, monkeypatch) == []


def test_every_word_that_begins_or_goes_on_with_an_example_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unneeded("KB301", sentences, ("EXAMPLE", "_GOES_ON"), monkeypatch) == []
    sentences.examples.cache_clear()


def unneeded(code: str, module: ModuleType, names: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts of a module's patterns without which a rule judges all its sentences as before."""
    free = []
    for name in names:
        pattern: re.Pattern[str] = getattr(module, name)
        for part in parts(pattern.pattern):
            with monkeypatch.context() as patch:
                patch.setattr(module, name, re.compile(part.rest, pattern.flags))
                sentences.examples.cache_clear()
                if not any(misjudged(code, by_patterns(code))):
                    free.append(f"{name}: {part.words}")
    return free


@pytest.mark.parametrize(
    "each",
    [
        "\u00a0",
        "\u00ad",
        "\u115f",
        "\u180e",
        "\u2000",
        "\u200f",
        "\u202a",
        "\u202f",
        "\u205f",
        "\u206f",
        "\u3000",
        "\u3164",
        "\ufe0f",
    ],
)
def test_invisible_characters_are_found(each: str) -> None:
    assert finds_in_title("KB410", each)


@pytest.mark.parametrize("each", ["\u00a1", "\u2010", "\u2027", "\u2030", "\u205e", "\u2070", "\u3001"])
def test_their_visible_neighbours_are_not(each: str) -> None:
    assert not finds_in_title("KB410", each)


def finds_in_title(code: str, character: str) -> bool:
    """Whether a rule finds anything in a title that holds a character."""
    text = _ENTRY.format(do="样本。", body="样本。").replace("title: 样本", f'title: "样\\u{ord(character):04x}本"')
    document, faults = read("content/strategies/sample.yaml", text.encode())
    assert document and not faults
    return by_patterns(code)(document)


NO_NEAR_MISS = {"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]"}
"""One character of a kind: there is nothing that nearly is one."""


@pytest.mark.parametrize("code", (*PATTERNS, *JUDGED))
def test_every_part_of_a_pattern_has_a_near_miss(code: str) -> None:
    patterns = [value.pattern for value in vars(rule_of(code)).values() if isinstance(value, re.Pattern)]
    words = {part.words for pattern in patterns for part in parts(pattern) if not part.words.startswith("(?")}
    misses = [sentence for sentence, found, _ in labelled(code) if not found]
    assert {each for each in words if not any(nearly_matches(each, miss) for miss in misses)} <= NO_NEAR_MISS


def test_no_sentences_are_left_of_a_rule_that_is_gone() -> None:
    assert {path.parent.name for path in HERE.glob("KB*/sentences.txt")} == {*TONE, *PATTERNS, *JUDGED}
