"""Positions in files: each character of a value is located at the line and column where an editor shows it."""

from pathlib import Path

import pytest
from conftest import DAY
from kept import kept

from generator.content_types.strategy import Strategy
from generator.examining import examine
from generator.linking.addresses import relative
from generator.reading.document import Document
from generator.reading.validation import validate
from generator.reading.yaml_nodes import parse

BODY = """id: x
title: 甲
reviewed: {{on: 2026-11-20, by: 编辑, due: 2027-05-20}}
answer: 乙
sections:
  - heading: 丙
    body: {}
"""


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("前面标记后面", 7, 13),
        ("'前''面标记后面'", 7, 16),
        ('"前\\"面标记后面"', 7, 16),
        ("|\n      第一行\n      前面标记后面", 9, 9),
        ("|\n      第一行\n\n        缩进 标记后面", 10, 12),
        (">\n      the first line\n      then 标记", 9, 12),
        ("folded over\n      two 标记", 8, 11),
        ("|-\n      emoji 🙂 标记", 8, 15),
    ],
)
def test_a_word_is_found_where_it_stands(written: str, line: int, column: int) -> None:
    source = BODY.format(written)
    parsed = parse("content/strategies/x.yaml", source.encode())
    assert parsed.root is not None
    entry, faults = validate("content/strategies/x.yaml", Strategy, parsed.root)
    assert entry is not None and not faults
    document = Document("content/strategies/x.yaml", entry, source.encode())
    text = next(text for text in document.texts if "标记" in text.value)
    start = text.value.index("标记")
    span = document.within(text, start, start + 2)
    assert (span.line, span.column, span.end_line, span.end_column) == (line, column, line, column + 2)


def test_a_broken_entry_is_told_once_not_at_everyone_who_names_it(unbuilt: Path) -> None:
    entry = unbuilt / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("answer:", "anwser:"), "utf-8")
    found = examine(kept(unbuilt), DAY).findings
    assert {finding.path for finding in found if finding.code != "KB211"} == {"content/strategies/keep-records.yaml"}


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("/concepts/a/", "/concepts/b/", "../b/"),
        ("/concepts/a/", "/terms/b/", "../../terms/b/"),
        ("/", "/terms/b/", "terms/b/"),
        ("/terms/b/", "/", "../../"),
        ("/terms/b/", "/terms/b/#c", "#c"),
        ("/terms/b/", "/terms/b/", "./"),
        ("/terms/", "/terms/b/#c", "b/#c"),
    ],
)
def test_a_link_is_the_shortest_way(start: str, target: str, link: str) -> None:
    assert relative(start, target) == link


def test_who_names_whom_is_known_by_kind(unbuilt: Path) -> None:
    links = examine(kept(unbuilt), DAY).links
    assert links.used_by == {"parameters/calls-per-day": ("concepts/fenfu",)}
    assert not {"parameters/calls-per-day", "sources/law"} & links.backlinks.keys()
