"""Each rule on both sides of its limits: `KB*/limits.txt`, one small change of a good library in each line.

A line begins with `+` (the rule finds something) or `-` (it must not). `+ calls: due: 2027-05-20 ⇒ due: 2026-11-20` puts other
words into a file of the shared library or of the rule's good case, `⇒ … ;; … ⇒ …` makes several changes. What is no change is a text
in the body of an entry, where `\\n` is a new line. Where and what is found stands in `limits.found.json`, which
`--update-expected -n 0` writes: look at what it changes.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import AsWritten
from kept import Kept

from generator.diagnostics import Diagnostic
from generator.linking.links import link
from generator.linting.running import Context, lint
from generator.reading import library
from generator.reading.editors_words import FILES, together
from generator.rules import rule_of
from tests.rules.cases import DAY, HERE, WORDS, files, parsed, words_in

SAMPLE = "content/strategies/sample.yaml"
_ENTRY = """\
id: sample
title: 样本
topics: [calls]
reviewed: {{on: 2026-11-20, by: 编辑, due: 2027-05-20}}
answer: 样本。
do_now:
  - 样本。
sections:
  - heading: 样本
    body: |
      {body}
"""


@pytest.mark.parametrize("code", sorted(path.parent.name for path in HERE.glob("KB*/limits.txt")))
def test_a_rule_finds_what_is_behind_its_limit_and_nothing_before(code: str, as_written: AsWritten) -> None:
    cases = [line for line in (HERE / code / "limits.txt").read_text("utf-8").split("\n") if line[:2] in ("+ ", "- ")]
    told = {line: [replace(found, path=line[2:]) for found in findings(code, line[2:])] for line in cases}
    assert [line for line, found in told.items() if bool(found) != line.startswith("+")] == []
    as_written(code, (found for some in told.values() for found in some))


def findings(code: str, change: str) -> Iterator[Diagnostic]:
    """What a rule finds in the files that a line changes."""
    good, changed = good_library(code), dict(after(code, change.replace("\\n", "\n")))
    rule, base = rule_of(code), library_of({**good, **changed})
    assert rule
    found = lint(Context(base, link(base), DAY), (rule,), Kept(), within=changed.keys())
    return (finding for finding in found if finding.code == code)


@cache
def good_library(code: str) -> dict[str, bytes]:
    return {**WORDS, **files(HERE / "_base"), **files(HERE / code / "good")}


def after(code: str, change: str) -> Iterator[tuple[str, bytes]]:
    """The files that a line changes."""
    if "⇒" not in change:
        yield SAMPLE, _ENTRY.format(body=change.replace("\n", "\n      ")).encode()
        return
    name, _, edits = change.partition(": ")
    path = next(path for path in reversed(good_library(code)) if Path(path).stem == name)
    text = good_library(code)[path].decode()
    for edit in edits.split(" ;; "):
        old, _, new = edit.partition(" ⇒ ")
        assert old in text, edit
        text = text.replace(old, new, 1)
    yield path, text.encode()


def library_of(base: dict[str, bytes]) -> library.Library:
    words = together({path: words_in(path, data)[0] for path, data in base.items() if path in FILES})
    results = [parsed(path, data) for path, data in sorted(base.items()) if path not in FILES]
    assert all(document for document, _ in results), results
    return library.Library.of(tuple(document for document, _ in results if document), words=words)
