"""Markdown in prose fields: what Chinese text needs and what is refused."""

import random

import pytest
from conftest import SITES, pieces

from generator.examining import read_and_lint
from generator.rendering import prose
from generator.rendering.views import SHORT, begins_long


def overdue(text: str) -> list[tuple[int, int, str]]:
    start = text.find("逾期")
    return [(start, start + 2, "<TERM>")] if start >= 0 else []


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**重点：**后续", "<p><strong>重点：</strong>后续</p>"),
        ("他说**“你好”**了", "<p>他说<strong>“你好”</strong>了</p>"),
        ("**注意（重要）**请看", "<p><strong>注意（重要）</strong>请看</p>"),
        ("第一行\n第二行", "<p>第一行第二行</p>"),
        ("见[[a|b]]和[@s:1]和{{n}}", "<p>见<REF>和<REF>和<REF></p>"),
        ("`[[a]]`", "<p><code>[[a]]</code></p>"),
        ("<b>粗</b> & 细", "<p>&lt;b&gt;粗&lt;/b&gt; &amp; 细</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("已经逾期了", "<p>已经<TERM>了</p>"),
        ("[逾期](x)", "<p>[<TERM>](x)</p>"),
        ("`逾期`", "<p><code>逾期</code></p>"),
        ("# 标题", "<p># 标题</p>"),
    ],
)
def test_block(source: str, html: str) -> None:
    assert prose.block(source, pieces(source, "<REF>"), overdue) == html


def test_a_reference_with_a_bar_stays_whole_in_a_table() -> None:
    table = "| 甲 | 乙 |\n|---|---|\n| [[a|b]] | 丙 |"
    html = prose.block(table, pieces(table, "<REF>"), overdue)
    assert '<th role="rowheader" scope="row"><REF></th>\n<td data-l="乙" role="cell">丙</td>' in html


def test_an_aligned_column_keeps_its_side_without_a_style() -> None:
    html = prose.block(
        "| 甲 | 乙 |\n|:--|--:|\n| 一 | 2 |", pieces("| 甲 | 乙 |\n|:--|--:|\n| 一 | 2 |", "<REF>"), overdue
    )
    assert '<td class="right" data-l="乙" role="cell">2</td>' in html and "style=" not in html


def test_a_quotation_keeps_its_lines_and_can_be_copied() -> None:
    html = prose.block(
        "> 一、我是**谁**。\n> 二、逾期的事。\n\n然后发出去。",
        pieces("> 一、我是**谁**。\n> 二、逾期的事。\n\n然后发出去。", "<REF>"),
        overdue,
    )
    assert "一、我是<strong>谁</strong>。<br>二、<TERM>的事。" in html
    assert html.index("</blockquote>") < html.index("<button") < html.index("然后")


def test_line_has_no_paragraph_around_it() -> None:
    assert prose.line("一行**字**", [], overdue) == "一行<strong>字</strong>"


def test_visible_words_have_no_markup() -> None:
    text = "- **甲**[@s:1]\n| 乙 | 丙 |\n|---|---|"
    assert prose.visible(text, pieces(text, "")) == "甲\n 乙 丙"


PIECES = (
    "一段话。",
    "又一段话，里面有逾期。",
    "第一行\n第二行",
    "plain words",
    "**粗**的字",
    "- 甲\n- 乙",
    "- 甲\n\n- 乙",
    "1. 甲\n2. 乙",
    "2. 丙",
    "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
    "> 引用",
    "`逾期`",
    "[甲](x)",
    "[甲][1]",
    "[1]: http://x",
    "a & b",
    "<b>",
    "尾巴  \n下一行",
    "    缩进",
    "---",
    "***",
    "# 井号",
    "1) 半",
    "- ",
    "+ 加",
    "见[[a]]。",
    "\\*",
    "_下_",
    "http://x.y",
    "～",
    "：开头",
    ": 开头",
    "a\n===",
    "\t制表",
    "\u3000全角的空格\u3000",
    "| \u3000甲\u3000 | 乙 |\n| --- | --- |\n| 丙 | \u00a0 |",
    "**逾期**：已经逾期了，“**停**”。",
    "**甲****乙**",
    "** 甲 **和***乙***和*丙*",
    "**甲",
    "- **甲**：逾期\n- 0.5%\n- 乙 ",
    "- 甲\n  乙",
    "- - 甲\n- # 乙",
    "- 1. 甲\n-  乙",
    "- 甲\n1. 乙",
    "1. 甲\n1. 逾期\n10. 丙",
    "1.  甲\n2) 乙",
    "1. | 甲 |",
    '| 甲 | 乙“丙"丁 | 戊 |\n| --- | - | ----- |\n| 逾期 | **逾期** | |\n| | 逾期 | - 己 |',
    "| 甲 | 乙 |\n| --- | --- |",
    "| 甲 | 乙 |\n| --- | --- |\n| 丙 |",
    "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 | 戊 |",
    "| 甲 |\n| --- |\n| 乙 |",
    "| 甲 | 乙 |\n| :-- | --: |\n| 丙 | 丁 |",
    "| **甲** | 乙 |\n| --- | --- |\n| 一 [[a]] | [@s:1]{{n}} |",
    "| 甲 | 乙 |\n| 丙 | 丁 |",
)


class Each:
    """Links each second word `逾期`, so that it shows in which order texts are asked about."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, text: str) -> list[tuple[int, int, str]]:
        self.asked += "逾期" in text
        return [(start, end, f"<TERM {self.asked}>") for start, end, _ in overdue(text) if self.asked % 2]


@pytest.mark.parametrize("seed", range(6))
def test_the_short_way_gives_what_markdown_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    texts = [
        chance.choice(("\n\n", "\n", "\n \n", "\n\n\n")).join(chance.choices(PIECES, k=chance.randrange(1, 6)))
        for _ in range(400)
    ]
    short = [prose.block(text, pieces(text, "<REF>"), Each()) for text in texts]
    monkeypatch.setattr(prose, "parts", lambda text: [("other", text)])
    for text, html in zip(texts, short, strict=True):
        assert prose.block(text, pieces(text, "<REF>"), Each()) == html, text


@pytest.mark.parametrize(
    "body",
    [
        "-甲",
        "*甲\n*乙",
        "+甲",
        "－ 甲",
        "＃ 甲",
        "＞ 甲",
        "＊＊甲＊＊",
        "a) 甲\nb) 乙",
        "— 甲",
        "甲\n===",
        "甲\n: 乙",
        "[TOC]",
        "!!! note",
        "*[甲]: 乙",
        "- 甲\n\n  第二段",
        "1. 甲\n\n   第二段",
        "- 甲\n\n    第二段\n- 乙",
        "==甲==",
        "甲{: .x}",
        "甲\\\n乙",
        "***甲***",
        "$$a$$",
        "- " * 200 + "甲",
        "看 `这里 再说。",
        "看 `a` 和 `b 再说。",
        "看 `这\n里` 再说。",
    ],
)
def test_markup_that_does_nothing_is_found(body: str) -> None:
    assert found_in(body) & {"KB127", "KB130"}


@pytest.mark.parametrize(
    "body",
    [
        "- 甲\n- 乙",
        "1. 甲\n2. 乙",
        "*甲*是重点。",
        "**甲**是重点。",
        "——甲这样说。",
        "甲是 3 - 1。",
        "- 甲\n    - 乙",
        "- 甲\n\n    第二段\n\n- 乙",
        "> 甲\n> 乙",
        "看 `a` 和 `b`。",
        "电话前面写 +86。",
        "- 甲（乙）",
        "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |",
        "甲=乙",
        "- [[fenfu]]：甲",
    ],
)
def test_markup_that_works_is_not(body: str) -> None:
    assert not found_in(body) & {"KB118", "KB125", "KB127", "KB130"}


def found_in(body: str) -> set[str]:
    """The codes of what rules find in the body of a section."""
    path = "content/strategies/keep-records.yaml"
    source = (SITES / "small" / path).read_text("utf-8")
    lines = "".join(f"      {line}\n" for line in body.split("\n"))
    source = source.replace("sections:\n", f"sections:\n  - heading: 还有什么？\n    body: |\n{lines}", 1)
    reading = read_and_lint((path, source.encode()))
    assert reading.entry
    return {code for code, _ in reading.findings.own}


@pytest.mark.parametrize("mark", ["- ", "1. ", "> ", "- > ", "* "])
def test_lists_in_lists_without_end_are_shown_somehow(mark: str) -> None:
    assert "甲" in prose.block(mark * 4000 + "甲", [], lambda text: [])


def test_only_a_text_that_begins_with_no_short_sentence_begins_long() -> None:
    chance, found = random.Random(6), 0
    for _ in range(500):
        letters = chance.choices("甲" * 40 + "，。！：“\n|*`[{-1. a", k=chance.randint(5, 40))
        sentence, end, _ = prose.visible("".join(letters), []).partition("。")
        is_short = end and len(sentence) < SHORT and not set(sentence) & set("！：“\n|")
        if begins_long("".join(letters)):
            assert not is_short, letters
            found += 1
    assert found > 50
