"""How well numbers, people's data and claims without a source are told apart, over lines that a person has labelled."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from conftest import AsWritten
from listed import listed

from generator.diagnostics import Diagnostic, Span
from generator.linking.links import link
from generator.linting import numbers
from generator.linting.running import Context, lint
from generator.reading.files import read
from generator.reading.library import Library
from generator.remembering.memo import PLAIN
from generator.rules import rule_of
from tests.rules.alternatives import parts
from tests.rules.cases import DAY

LINES: dict[str, list[str]] = listed(Path(__file__).parent / "labelled_lines.yaml")
CODES = {"service": "KB503", "person": "KB504", "claim": "KB301"}
ENTRY = """\
id: labelled
title: 来电
topics: [calls]
reviewed: {{on: 2026-11-20, by: 编辑, due: 2027-05-20}}
answer: 先听清楚。
sections:
  - heading: 写了什么？
    body: |
      {line}
"""


@cache
def codes(line: str) -> frozenset[str]:
    """The codes of what is found in a line that stands in an article."""
    document, faults = read("content/concepts/labelled.yaml", ENTRY.format(line=line).encode())
    assert document, faults
    library = Library.of((document,))
    rules = [rule_of(code) for code in CODES.values()]
    return frozenset(finding.code for finding in lint(Context(library, link(library), DAY), rules, PLAIN))


def figures(label: str) -> tuple[float, float, list[str]]:
    """Precision, recall, and the lines that are judged wrongly."""
    code, outcome, wrong = CODES[label], Counter[str](), []
    for truth, lines in LINES.items():
        # A number that could be called may be a claim, too; nobody has labelled that.
        for line in lines if label != "claim" or truth in ("claim", "none") else ():
            kind = (
                ("hit" if code in codes(line) else "miss")
                if truth == label
                else ("alarm" if code in codes(line) else "")
            )
            outcome[kind] += 1
            wrong += [f"{kind}: {line}"] if kind in ("miss", "alarm") else []
    hits = outcome["hit"]
    return hits / (hits + outcome["alarm"]), hits / (hits + outcome["miss"]), wrong


@pytest.mark.parametrize("label", CODES)
def test_precision_and_recall(label: str) -> None:
    precision, recall, wrong = figures(label)
    print(f"{label}: precision {precision:.3f}, recall {recall:.3f}", *wrong, sep="\n")
    assert precision >= 0.97 and recall >= 0.97, wrong


def test_there_are_enough_lines_and_none_twice() -> None:
    lines = [line for lines in LINES.values() for line in lines]
    assert len(lines) >= 300 and len(lines) == len(set(lines))


def test_what_is_taken_for_a_number_and_where(as_written: AsWritten) -> None:
    lines = [line for each in LINES.values() for line in each]
    found = [(line, each) for line in lines for each in numbers.numbers(line)]
    spans = [Span(1, each.start + 1, 1, each.end + 1) for _, each in found]
    told = zip(found, spans, strict=True)
    as_written("all", [Diagnostic(line, span, each.kind, (("digits", each.digits),)) for (line, each), span in told])


def kinds() -> list[frozenset[str]]:
    """What is found in each line: a line that can be called, or data of a person."""
    numbers.numbers.cache_clear()
    found = (numbers.numbers(line) for lines in LINES.values() for line in lines)
    return [frozenset("service" if each.kind == "service" else "person" for each in line) for line in found]


FOR_SPEED = {"(?<![\\w.+-])"}
"""What changes no answer: a long run of letters is looked at once."""
SIGNS = {"OF_DIGITS", "_OF_SIGNS", "_AT", "_NUMBER_OF_FLAT", "_MAIL_SIGN", "_NAME_OF_MESSENGER"}
"""What only lets lines by: all that is found tests it."""


def test_every_part_of_the_patterns_of_numbers_is_needed_by_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "WORTH", (re.compile(""),))
    before, free = kinds(), set()
    patterns = {name: value for name, value in vars(numbers).items() if name not in SIGNS}
    for name, pattern in patterns.items():
        for part in parts(pattern.pattern) if isinstance(pattern, re.Pattern) else ():
            with monkeypatch.context() as patch:
                patch.setattr(numbers, name, re.compile(part.rest, pattern.flags))
                if kinds() == before:
                    free.add(part.words)
    numbers.numbers.cache_clear()
    assert free == FOR_SPEED
