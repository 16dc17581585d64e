"""Editors' words are content: what they change there shows on the site and in the checks, without a line of Python."""

import re
from pathlib import Path

import pytest
from conftest import DAY, ROOT
from kept import kept

from generator.examining import examine
from generator.reading.editors_words import FILES, WordList
from generator.reporting import words
from generator.search.scripts import PATH
from generator.site import build

SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S+)")
TERM = "content/terms/overdue.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def found(root: Path) -> list[tuple[str, str, int]]:
    return [(finding.code, finding.path, finding.span.line) for finding in examine(kept(root), DAY).findings]


@pytest.mark.content
def test_every_schema_line_leads_to_a_schema() -> None:
    lost = [
        path
        for path in sorted((ROOT / "content").rglob("*.yaml"))
        if (line := SCHEMA.match(path.read_text("utf-8"))) and not (path.parent / line[1]).is_file()
    ]
    assert lost == []
    there = [ROOT / path for path in FILES if (ROOT / path).is_file()]
    assert there and all(SCHEMA.match(path.read_text("utf-8")) for path in there)


def test_a_topic_is_added_in_its_list(unbuilt: Path) -> None:
    entry = unbuilt / "content/strategies/keep-records.yaml"
    edit(entry, "topics: [calls]", "topics: [calls, moving]")
    assert [code for code, *_ in found(unbuilt)] == ["KB104"]
    with (unbuilt / "content/topics.yaml").open("a", encoding="utf-8") as topics:
        topics.write("  - {id: moving, name: 搬家, about: 搬家以后怎么收信}\n")
    site = build(kept(unbuilt), DAY)
    assert site.findings == ()
    page = next(page for page in site.pages if page.address == "/topics/moving/")
    assert "记录与取证" in page.html and "搬家以后怎么收信" in page.html
    assert "搬家" in next(page for page in site.pages if page.address == "/topics/").html


def test_name_claim_and_navigation_show_on_the_site(unbuilt: Path) -> None:
    edit(unbuilt / "content/site.yaml", "name: 接到催收以后", "name: 别的名字")
    edit(unbuilt / "content/site.yaml", "says: 处境", "says: 从哪开始")
    site = build(kept(unbuilt), DAY)
    edit(unbuilt / "content/site.yaml", "heading: 刚接到催收电话？", "heading: 先坐下")
    site = build(kept(unbuilt), DAY)
    assert '<h1 id="kb-title">先坐下</h1>' in next(page for page in site.pages if page.address == "/").html
    assert site.masthead.name == "别的名字"
    assert site.masthead.navigation[0] == ("/paths/", "从哪开始")


def test_a_section_that_is_none_is_found_where_it_stands(unbuilt: Path) -> None:
    edit(unbuilt / "content/site.yaml", "to: paths", "to: path")
    assert found(unbuilt) == [("KB104", "content/site.yaml", 18)]


def test_a_word_list_with_a_mistake_is_told_with_its_place(unbuilt: Path) -> None:
    (unbuilt / "content/tone.yaml").write_text("blame:\n  word: [活该]\n", "utf-8")
    assert found(unbuilt) == [("KB101", "content/tone.yaml", 2)]


def test_words_to_avoid_are_found_in_what_every_page_shows(unbuilt: Path) -> None:
    (unbuilt / "content/tone.yaml").write_text("promises:\n  words: [包过]\n  fine_with: [别信]\n", "utf-8")
    edit(unbuilt / "content/site.yaml", "claim: ", "claim: 照做就包过。别信包过。")
    assert found(unbuilt) == [("KB402", "content/site.yaml", 4)]


@pytest.mark.parametrize(
    ("word", "excepted", "codes"),
    [("包过", False, set()), ("包过", True, set()), ("别的", True, {"KB121"}), ("别的", False, set())],
)
def test_a_rule_that_is_switched_off_finds_nothing_but_what_its_exceptions_are_for(
    unbuilt: Path, word: str, excepted: bool, codes: set[str]
) -> None:
    content = unbuilt / "content"
    (content / "tone.yaml").write_text(f"promises:\n  words: [{word}]\n", "utf-8")
    (content / "rules.yaml").write_text("off:\n  - {code: KB402, reason: 样本}\n", "utf-8")
    records = content / "strategies/keep-records.yaml"
    edit(records, "answer: ", "answer: 照做就包过。")
    if excepted:
        records.write_text(
            f"{records.read_text('utf-8')}allow:\n  - {{code: KB402, reason: 样本, until: 2099-01-01}}\n"
        )
    assert {code for code, _, _ in found(unbuilt)} - {"KB120"} == codes


def test_an_ordinary_word_among_those_to_avoid_is_told_once_where_it_is_listed(unbuilt: Path) -> None:
    (unbuilt / "content/tone.yaml").write_text("blame:\n  words: [活该, 的]\n", "utf-8")
    told = [each for each in found(unbuilt) if each[0] in ("KB103", "KB401")]
    assert told == [("KB103", "content/tone.yaml", 2)]


def test_a_word_of_a_dialect_is_not_its_own_opposite(unbuilt: Path) -> None:
    words = "[{means: 知道, says: [不晓得]}, {means: 不知道, says: [不晓得]}, {means: 什么, says: [啥]}]"
    (unbuilt / "content/search.yaml").write_text(f"dialects:\n  - place: 四川\n    words: {words}\n", "utf-8")
    assert [each for each in found(unbuilt) if each[0] == "KB112"] == [("KB112", "content/search.yaml", 3)] * 2


@pytest.mark.parametrize(
    ("instead", "advice"),
    [
        ("记录取证", ["写一个条目的标题或别名，最接近的是“记录与取证”。"]),
        ("天气预报", ["写一个条目的标题或别名。"]),
        ("记录与取证", []),
    ],
)
def test_what_is_searched_instead_of_a_number_is_the_name_of_an_entry(
    unbuilt: Path, instead: str, advice: list[str]
) -> None:
    edit(unbuilt / "content/search.yaml", "distress:", f"unknown_number: {instead}\ndistress:")
    told = [each for each in examine(kept(unbuilt), DAY).findings if each.code == "KB201"]
    assert [words(each, "zh").suggestion for each in told] == advice


def test_a_false_alarm_is_taken_off_the_list(unbuilt: Path) -> None:
    tone = unbuilt / "content/tone.yaml"
    tone.write_text("officialese:\n  words: [切实]\n", "utf-8")
    edit(unbuilt / TERM, "definition: ", "definition: 切实际地说，")
    assert [code for code, *_ in found(unbuilt)] == ["KB406"]
    tone.write_text("officialese:\n  words: [切实]\n  not_in: [切实际]\n", "utf-8")
    assert found(unbuilt) == []


def test_a_new_word_of_distress_asks_for_the_help_card_and_shows_it_in_search(unbuilt: Path) -> None:
    (unbuilt / "content/search.yaml").write_text("distress: [不想醒来]\n", "utf-8")
    edit(unbuilt / "content/strategies/keep-records.yaml", "时间、号码、对方", "有人说不想醒来。时间、号码、对方")
    assert [code for code, *_ in found(unbuilt)] == ["KB501"]
    edit(unbuilt / "content/strategies/keep-records.yaml", "sections:", "distress: some\nsections:")
    site = build(kept(unbuilt), DAY)
    assert site.findings == ()
    script = next(output.content for output in site.outputs if output.path == PATH)
    assert "不想醒来" in script.decode()


@pytest.mark.parametrize(
    ("words", "text", "matches"),
    [
        (["起到（了/）……作用"], "它起到了一些保护作用。", ["起到了一些保护作用"]),
        (["起到（了/）……作用"], "它起到作用。", ["起到作用"]),
        (["起到（了/）……作用"], "它起到。没有作用。", []),
        (["100%（成功/通过）", "（"], "100%成功，100%失败（", ["100%成功", "（"]),
        (["a.c"], "abc a.c", ["a.c"]),
    ],
)
def test_how_words_are_written(words: list[str], text: str, matches: list[str]) -> None:
    pattern = WordList(words=tuple(words)).pattern
    assert [match["word"] for match in pattern.finditer(text) if match["word"]] == matches
