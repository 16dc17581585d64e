"""Whatever is written, nothing breaks: texts and files made up by hypothesis, with a fixed budget; `make fuzz` takes longer."""

import os
import re
from html.parser import HTMLParser

from conftest import DAY, SITES, pieces
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.editing.completion import name_at, suggestions
from generator.editing.fixing import rewrite
from generator.examining import examine_files, read_and_lint
from generator.reading.disk import read_files
from generator.reading.references import references
from generator.remembering.memo import PLAIN
from generator.rendering import prose
from generator.reporting import words

BUDGET = int(os.environ.get("KB_FUZZ", "60"))
"""How many examples each test tries."""
BASE = read_files(SITES / "small")
ENTRY = "content/strategies/keep-records.yaml"

fuzz = settings(
    max_examples=BUDGET,
    deadline=None,
    derandomize="KB_FUZZ" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
PIECES = st.sampled_from(
    [
        "[[",
        "]]",
        "[[fenfu]]",
        "[@",
        "[@law:10]",
        "{{",
        "}}",
        "{{calls-per-day}}",
        "|",
        "#",
        "**",
        "*",
        "_",
        "`",
        "```",
        "- ",
        "1. ",
        "> ",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "<b>",
        "&amp;",
        "&",
        "](",
        "[",
        "]",
        "(",
        ")",
        "javascript:",
        "逾期",
        "的的",
        "了",
        "。",
        "，",
        "“",
        "”",
        "：",
        ": ",
        " #",
        "'",
        '"',
        "１",
        "⼈",
        "\u200b",
        "\u2028",
        "\ue000",
        "\ue001",
        "\x02",
        "\x03",
        "\\",
        "\\x00",
        "😀",
        "𠮷",
        "\t",
        "---",
        "null",
        "~",
        "!",
        "&a",
        "*a",
        "a",
        "b-c",
        "13912345678",
        "2026-11-20",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map("".join)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attributes)}


@fuzz
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_an_entry_or_findings(data: bytes) -> None:
    for path in (ENTRY, "content/pages/about.md", "content/search.yaml", "content/x.yaml"):
        reading = read_and_lint((path, data))
        assert (reading.entry is None) == bool(reading.faults)
        assert "KB000" not in {fault.code for fault in reading.faults}
        for fault in reading.faults:
            assert words(fault, "zh").message and words(fault, "en").suggestion and fault.span.line >= 1


@fuzz
@given(TEXTS)
def test_any_text_is_rendered_without_links_of_its_own(text: str) -> None:
    html = prose.block(text, pieces(text, "REF"), lambda words: [])
    tags = _Tags()
    tags.feed(html)
    assert not {"a", "img", "script", "style", "href", "src", "onclick", "b"} & tags.seen, html
    assert html.count("REF") >= len(references(text)), "no reference is lost"
    assert not re.search("[\ue000-\uf8ff\x02\x03]", html)
    prose.visible(text, pieces(text, ""))


@fuzz
@given(TEXTS, st.sampled_from(["why: 先弄清对方是谁。", "  - 开一个记事本。", "title: "]))
def test_any_words_in_an_entry_are_judged(text: str, place: str) -> None:
    source = BASE[ENTRY].decode()
    assert place in source
    data = source.replace(place, place + text, 1).encode("utf-8", "surrogatepass")
    found = [
        finding
        for finding in examine_files({**BASE, ENTRY: data}, DAY, PLAIN, drafts=True).findings
        if finding.path == ENTRY
    ]
    lines = data.decode("utf-8", "replace").split("\n")
    assert "KB000" not in {finding.code for finding in found}
    for finding in found:
        assert 1 <= finding.span.line <= len(lines) and finding.span.column >= 1
        if finding.replacement is not None:
            rewrite(
                data.decode("utf-8", "replace").replace("\r\n", "\n"),
                [(finding.over or finding.span, finding.replacement)],
            )


@fuzz
@given(TEXTS, st.integers(0, 60))
def test_any_line_can_be_asked_about(text: str, column: int) -> None:
    library = examine_files(BASE, DAY, PLAIN, drafts=True).library
    line = text.replace("\n", " ")
    list(suggestions(library, line[:column], DAY))
    name_at(library, line, min(column, len(line)))
