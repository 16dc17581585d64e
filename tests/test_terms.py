"""Term links in Chinese: longest match, exceptions, Latin words whole."""

from pathlib import Path

import pytest
from conftest import DAY
from kept import kept

from generator.examining import examine, linked
from generator.linking.segmenting import begins_a_word, boundaries
from generator.linking.terms import TermIndex

INDEX = TermIndex(
    tuple(
        sorted(
            {
                "逾期": "terms/overdue",
                "逾期罚息": "terms/penalty",
                "北大": "terms/pku",
                "向北大概": None,
                "LPR": "terms/lpr",
                "征信": "terms/credit-record",
                "复利": "terms/compound-interest",
                "限制消费": "terms/restricted",
                "保证人": "terms/guarantor",
                "时效": "terms/limitation",
                "白条": "terms/baitiao",
                "A股": "terms/shares",
                "附件B": "terms/annex",
            }.items()
        )
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我已逾期三个月", ["terms/overdue"]),
        ("逾期罚息怎么算", ["terms/penalty"]),
        ("向北大概走了", []),
        ("去北大看看", ["terms/pku"]),
        ("一年期LPR的", ["terms/lpr"]),
        ("XLPRS", []),
        ("XLPR", []),
        ("LPRX", []),
        ("LPR", ["terms/lpr"]),
        ("LPR利率", ["terms/lpr"]),
        ("逾期App里看", ["terms/overdue"]),
        ("打开App逾期了", ["terms/overdue"]),
        ("人脸特征信息", []),
        ("反复利用同一个号码", []),
        ("重复利用", []),
        ("限制消费者的权利", []),
        ("被保证人", []),
        ("追诉时效", []),
        ("穿白条纹衣服", []),
        ("查个人征信的", ["terms/credit-record"]),
        ("征信报告", ["terms/credit-record"]),
        ("复利怎么算", ["terms/compound-interest"]),
        ("被限制消费以后", ["terms/restricted"]),
        ("保证人替你还", ["terms/guarantor"]),
        ("过了时效的债", ["terms/limitation"]),
        ("时效性", ["terms/limitation"]),
        ("讲时效性", ["terms/limitation"]),
        ("征信", ["terms/credit-record"]),
        ("看LPR是多少，再看APR", ["terms/lpr"]),
        ("用X LPR", ["terms/lpr"]),
        ("LPR X", ["terms/lpr"]),
        ("A股ETF", ["terms/shares"]),
        ("ETA股", []),
        ("附件B里", ["terms/annex"]),
        ("附件Bis", []),
        ("9LPR", []),
        ("éLPR", ["terms/lpr"]),
        ("LPR-1", ["terms/lpr"]),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [key for _, _, key in INDEX.find(text)] == found


def test_each_is_found_where_it_stands() -> None:
    assert list(INDEX.find("逾期以后，逾期罚息和LPR。")) == [
        (0, 2, "terms/overdue"),
        (5, 9, "terms/penalty"),
        (10, 13, "terms/lpr"),
    ]


def index_of(small: Path, *edits: tuple[str, str, str]) -> dict[str, str | None]:
    """The words that are linked in the small base after edits of its files."""
    for path, old, new in edits:
        text = (small / path).read_text("utf-8")
        assert old in text
        (small / path).write_text(text.replace(old, new, 1), "utf-8")
    return dict(TermIndex.of(linked(kept(small))[0]).words)


OVERDUE, FENFU = "content/terms/overdue.yaml", "content/concepts/fenfu.yaml"


def test_terms_and_short_titles_are_linked(unbuilt: Path) -> None:
    assert index_of(unbuilt) | {"逾期": "terms/overdue", "分付是什么": "concepts/fenfu"} == index_of(unbuilt)
    assert "记录与取证" not in index_of(unbuilt), "a strategy is no term"


@pytest.mark.parametrize(
    "line", ["status: draft\n", "status: retired\nreplaced_by: concepts/fenfu\n", "auto_link: false\n"]
)
def test_what_is_not_published_or_not_to_be_linked_is_not(unbuilt: Path, line: str) -> None:
    assert "逾期" not in index_of(unbuilt, (OVERDUE, "definition:", f"{line}definition:"))


def test_a_preview_of_drafts_links_no_draft(unbuilt: Path) -> None:
    text = (unbuilt / OVERDUE).read_text("utf-8").replace("definition:", "status: draft\ndefinition:")
    (unbuilt / OVERDUE).write_text(text, "utf-8")
    library = examine(kept(unbuilt), DAY, drafts=True).library
    assert "terms/overdue" in library and "逾期" not in dict(TermIndex.of(library).words)


def test_a_single_character_is_no_word_to_link(unbuilt: Path) -> None:
    words = index_of(unbuilt, (OVERDUE, "aliases: [", "aliases: [欠, 欠着, "))
    assert "欠" not in words and words["欠着"] == "terms/overdue"


@pytest.mark.parametrize("before", ["", "前面还有很长的一段话，说的是别的事。" * 3])
def test_where_words_begin_is_told_by_what_is_near(before: str) -> None:
    text = f"{before}人脸特征信息"
    begins = [place - len(before) for place in range(len(before), len(text)) if begins_a_word(text, place)]
    assert begins == [0, 2, 4]


def test_what_words_are_near_a_place_does_not_depend_on_what_is_far() -> None:
    near = "人脸特征信息"
    for before, after in (("", "，" * 40), ("，" * 40, ""), ("长" * 41, "短" * 41)):
        text = f"{before}，{near}，{after}"
        place = len(before) + 1
        assert {at - place for at in boundaries(text, place + 3, place + 5) if 0 <= at - place <= 6} == {0, 2, 4, 6}


def test_a_name_of_two_terms_leads_to_the_first_and_a_term_comes_before_a_title(unbuilt: Path) -> None:
    arrears = (
        (unbuilt / OVERDUE).read_text("utf-8").replace("id: overdue", "id: zz").replace("title: 逾期", "title: 拖欠")
    )
    (unbuilt / "content/terms/zz.yaml").write_text(arrears.replace("aliases: [", "aliases: [逾期, 分付, "), "utf-8")
    words = index_of(unbuilt, (FENFU, "title: 分付是什么", "title: 分付"))
    assert (words["逾期"], words["拖欠"], words["分付"]) == ("terms/overdue", "terms/zz", "terms/zz")


def test_a_longer_word_that_only_holds_a_term_stays_without_a_link(unbuilt: Path) -> None:
    assert index_of(unbuilt, (OVERDUE, "definition:", "not_in: [逾期货]\ndefinition:"))["逾期货"] is None


@pytest.mark.parametrize(("title", "linked"), [("八个字的概念标题", True), ("九个字的概念的标题", False)])
def test_a_title_is_linked_up_to_eight_characters(unbuilt: Path, title: str, linked: bool) -> None:
    assert (title in index_of(unbuilt, (FENFU, "title: 分付是什么", f"title: {title}"))) == linked
