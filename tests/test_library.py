"""Positions in files: each character of a value is located at the line and column where an editor shows it."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conftest import DAY, SITES
from kept import kept

from generator.content_types.parameter import Parameter
from generator.content_types.strategy import Strategy
from generator.entry import Location, Section
from generator.examining import Examination, examine, examine_files
from generator.linking.addresses import address, as_ascii, file_of, relative, section_anchor
from generator.linking.links import Linked, clause_named, clause_of, link, value_on
from generator.reading.disk import read_files
from generator.reading.document import Document
from generator.reading.files import read
from generator.reading.library import Library
from generator.reading.numerals import numerals, value_of
from generator.reading.validation import validate
from generator.reading.yaml_nodes import parse
from generator.remembering.memo import PLAIN, Memo
from generator.remembering.store import FILE, Store
from generator.rendering.edition import Edition
from generator.rendering.shown import Showing

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
        ("/terms/b/", "/terms/", "../"),
        ("/terms/b/", "#c", "#c"),
    ],
)
def test_a_link_is_the_shortest_way(start: str, target: str, link: str) -> None:
    assert relative(start, target) == link


@pytest.mark.parametrize(
    ("key", "leads_to"), [("concepts/fenfu", "/concepts/fenfu/"), ("pages/about", "/about/"), ("pages/a/b", "/a/b/")]
)
def test_the_address_of_an_entry(key: str, leads_to: str) -> None:
    assert address(key) == leads_to


@pytest.mark.parametrize(
    ("leads_to", "file"), [("/", "index.html"), ("/map/", "map/index.html"), ("/a/b/", "a/b/index.html")]
)
def test_the_file_of_a_page(leads_to: str, file: str) -> None:
    assert file_of(leads_to) == file


@pytest.mark.parametrize(
    ("heading", "own", "anchor"),
    [("一天最多打几次？", None, "一天最多打几次"), ("《合同》 A-b？", None, "合同-a-b"), ("找谁？", "who", "who")],
)
def test_the_anchor_of_a_section(heading: str, own: str | None, anchor: str) -> None:
    assert section_anchor(Section(id=own, heading=heading, body="甲。")) == anchor


@pytest.mark.parametrize(
    ("url", "ascii_"),
    [
        (
            "https://例子.测试:8080/知识 库/?a=1#b",
            "https://xn--fsqu00a.xn--0zwm56d:8080/%E7%9F%A5%E8%AF%86%20%E5%BA%93/?a=1#b",
        ),
        ("https://example.org/a%20b/", "https://example.org/a%20b/"),
        ("/kb/", "/kb/"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_the_url_of_a_site_in_ascii(url: str, ascii_: str) -> None:
    assert as_ascii(url) == ascii_


@cache
def library() -> Library:
    """The entries of the small site."""
    return examine(kept(SITES / "small"), DAY).library


@cache
def linked(**changed: str) -> Linked:
    """The small site and its links after one change: `old` becomes `new` in an entry."""
    entries = [
        edited(document, **changed) if document.key == changed.get("key") else document for document in library()
    ]
    found = Library.of(tuple(entries), words=library().words)
    return Linked(found, link(found))


def edited(document: Document, key: str, old: str, new: str) -> Document:
    text = (SITES / "small" / document.path).read_text("utf-8")
    assert old in text
    found, faults = read(document.path, text.replace(old, new, 1).encode())
    assert found and not faults
    return found


FENFU, STRESS, RECORDS, CALLED = "concepts/fenfu", "effects/stress", "strategies/keep-records", "paths/just-got-a-call"
CRISIS, SUPPORT, LIMIT = "contacts/crisis-line", "contacts/fenfu-support", "parameters/calls-per-day"


def test_who_names_whom_is_known_by_kind() -> None:
    links = linked().links
    assert links.backlinks == {
        FENFU: ("pages/about", CALLED, RECORDS, "terms/overdue"),
        CRISIS: (CALLED,),
        SUPPORT: (FENFU,),
        STRESS: (FENFU, CALLED),
        "sources/standard": (FENFU,),
        RECORDS: (FENFU, STRESS, CALLED),
    }
    assert links.cited_by == {"law:10": (FENFU,), "standard:frequency": (FENFU, LIMIT)}
    assert links.used_by == {LIMIT: (FENFU,)}
    assert links.reverse == {
        FENFU: {"related": (RECORDS,)},
        STRESS: {"leads_to": (FENFU,)},
        "sources/standard": {"based_on": (FENFU,)},
        RECORDS: {"eased_by": (STRESS,), "next": (FENFU,)},
    }
    assert links.forward[FENFU] == {"based_on": ["sources/standard"], "leads_to": [STRESS], "next": [RECORDS]}
    assert links.called_first == {CRISIS: (CALLED,), SUPPORT: (FENFU,)}


def test_who_names_itself_or_nobody_is_not_counted() -> None:
    for new in ("[[fenfu]]", "[[no-such-entry]]"):
        assert (
            linked(key=FENFU, old="[[effects/stress|压力]]", new=new).links.backlinks[FENFU]
            == linked().links.backlinks[FENFU]
        )


def test_only_the_first_to_call_is_called_first() -> None:
    links = linked(key=FENFU, old="turn_to: [fenfu-support]", new="turn_to: [crisis-line, fenfu-support]").links
    assert links.called_first == {CRISIS: (FENFU, CALLED)} and SUPPORT in links.backlinks


CHANGES = {
    "words before a reference": (FENFU, "      - 先看", "      - 先去看看"),
    "a reference less": (FENFU, "先看[[fenfu-support]]", "先看官方客服"),
    "another title": (FENFU, "title: 分付是什么", "title: 什么是分付"),
    "another entry": (FENFU, "[[effects/stress|压力]]", "[[about|压力]]"),
    "another clause": (FENFU, "[@standard:frequency]", "[@standard:hours]"),
    "another relation": (FENFU, "  next: [keep-records]", "  related: [keep-records]"),
    "another to call first": (FENFU, "turn_to: [fenfu-support]", "turn_to: [crisis-line, fenfu-support]"),
    "another former address": (FENFU, "concepts/weixin-fenfu", "concepts/weixin"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_links_after_a_change_are_those_of_a_new_start(name: str) -> None:
    key, old, new = CHANGES[name]
    changed = linked(key=key, old=old, new=new)
    assert link(changed.library, linked()) == changed.links
    assert link(linked().library, changed) == linked().links


@pytest.mark.parametrize("name", CHANGES)
def test_links_from_the_cache_are_those_of_a_new_start(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo, files = Memo(store=Store(tmp_path / FILE)), read_files(SITES / "small")
    key, old, new = CHANGES[name]
    path = f"content/{key}.yaml"
    changed = files | {path: files[path].replace(old.encode(), new.encode(), 1)}
    without = {other: data for other, data in files.items() if other != path}
    for some in (files, changed, without, changed):
        found, anew = examine_files(some, DAY, memo), examine_files(some, DAY, PLAIN)
        assert found.links == anew.links and keys(found, memo) == keys(anew, PLAIN)
    monkeypatch.setattr("generator.linking.links._derived", None)  # nothing is derived anew after other words
    more = changed | {path: changed[path] + "# 改过\n".encode()}
    found, before = examine_files(more, DAY, memo), examine_files(changed, DAY, memo)
    assert found.links.backlinks == before.links.backlinks
    assert [one != other for one, other in zip(keys(found, memo), keys(before, memo), strict=True)].count(True) == 1


def keys(found: Examination, memo: Memo) -> list[bytes]:
    """The cache keys of all pages, which are kept for the next run."""
    showing = Showing(Edition.of(found.library, found.links, DAY), b"", memo)
    showing.keep()
    return [showing.key(document) for document in found.library]


@pytest.mark.parametrize("field", ["by_id", "moved", "unreadable"])
def test_what_a_name_leads_to_may_change_without_any_entry(field: str) -> None:
    other = {"by_id": {}, "moved": {}, "unreadable": frozenset({"terms/lost"})}[field]
    assert library().names_the_same_as(replace(library()))
    assert not library().names_the_same_as(replace(library(), **{field: other}))


@pytest.mark.parametrize(
    ("location", "kind", "place"),
    [
        (("relations", "next", 0), "entry", (28, 10)),
        (("sections", 1, "body"), "entry", (24, 11)),
        (("sections", 0, "body"), "citation", (16, 42)),
        (("facts", 0, "value"), "citation", (32, 16)),
    ],
)
def test_a_reference_stands_in_its_field_at_its_place(location: Location, kind: str, place: tuple[int, int]) -> None:
    entries, links = linked()
    mention = next(each for each in links.at(FENFU, location) if each.reference.kind == kind)
    span = mention.span(entries[FENFU])
    assert (span.line, span.column) == place


def test_the_clause_of_a_citation() -> None:
    entries, links = linked()
    found = {
        each.reference.kind: (clause and (clause[0].id, clause[1] and clause[1].id))
        for each in links.at(FENFU, ("sections", 0, "body"))
        for clause in [clause_of(entries, each)]
    }
    assert found == {"citation": ("standard", "frequency"), "parameter": None, "entry": None}
    none = linked(key=FENFU, old="[@law:10]", new="[@lost:10]")
    assert [clause_of(none.library, each) for each in none.links.at(FENFU, ("facts", 0, "value"))] == [None]
    assert clause_named(entries, "law", "10") and not clause_named(entries, "law", "11")
    assert clause_named(entries, "lost", "10") is None


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2025-02-27", None),
        ("2025-02-28", "3"),
        ("2026-01-31", "3"),
        ("2026-02-01", None),
        ("2026-03-01", "2"),
        ("2030-01-01", "2"),
    ],
)
def test_a_value_holds_from_its_first_day_to_its_last(day: str, value: str | None) -> None:
    second = "until: 2026-01-31\n    source: standard:frequency\n  - value: 2\n    from: 2026-03-01\n    source"
    (parameter,) = linked(key=LIMIT, old="source", new=second).library.entries(Parameter)
    found = value_on(parameter, date.fromisoformat(day))
    assert (found and found.value) == value


def test_numerals_below_a_hundred_are_written_as_they_are_read() -> None:
    assert [numerals(each) for each in (2, 10, 15, 20, 99)] == [
        ("二", "两"),
        ("十",),
        ("十五",),
        ("二十",),
        ("九十九",),
    ]
    assert all(value_of(each) == number for number in range(1, 100) for each in numerals(number))
