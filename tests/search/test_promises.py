"""What search promises, on pages of its own: each constant and each step is needed by a question here."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import DAY, ROOT, SITES, Kb, open_page
from playwright.sync_api import Page, expect
from py_mini_racer import MiniRacer

from generator.rendering.output import Output
from generator.search.analysis import Analyzer, Ignored, folded, is_han, shingles
from generator.search.distress import ear
from generator.search.document import AnsweringSentence, SearchDocument, TextPart
from generator.search.encoding import encode
from generator.search.engine import Ranking, SearchResults
from generator.search.index import build_index
from generator.search.joining import Joined
from generator.search.page_terms import analyse
from generator.search.scripts import PATH, engine, program, script

SAME = (("还款", "清偿"),)
"""Words of one meaning."""


def page(name: str, title: str, body: str = "", **more: object) -> SearchDocument:
    """A page with one section of running text."""
    parts = (TextPart("写了什么", body, "", "what"),)
    return SearchDocument(f"/{name}/", "concepts", "概念", title, f"{title}的说明。", parts=parts, **more)  # type: ignore[arg-type]


def ranking(*pages: SearchDocument, unknown: str = "") -> Ranking:
    """The engine over some pages, as it is in a browser."""
    analyzer, ignored = (
        Analyzer(["催收", "协商", "还款", "清偿", "律师函", "征信报告", "逾期", "罚息"]),
        Ignored(("怎么办",)),
    )
    documents = dict(enumerate(pages))
    joined = Joined.of((number, analyse(each, analyzer)) for number, each in documents.items())
    index = build_index(joined, documents, SAME, ignored, analyzer)
    pieces = {"help": "", "start": ""}
    return Ranking(
        program([*encode(index, ignored, unknown), Output(PATH, script(ear(["想不开"], (), (), ()), (), pieces))])
    )


def names(found: SearchResults) -> list[str]:
    """The names of the pages that were found, best first."""
    return [hit.address.strip("/") for hit in found.hits]


OTHERS = tuple(page(f"other-{n}", f"别的事第{n}件", "天气和饭菜。") for n in range(20))


def test_a_page_whose_title_is_the_question_comes_before_one_with_more_of_its_words() -> None:
    more = page("more", "协商还款计划", "协商还款。" * 9)
    found = ranking(more, page("exact", "协商还款"), *OTHERS).search("协商还款")
    assert names(found)[:2] == ["exact", "more"]


def test_a_page_whose_title_stands_in_the_question_comes_before_one_with_more_of_its_words() -> None:
    more = page("more", "催收人员", "律师函。催收。" * 8)
    found = ranking(more, page("within", "律师函"), *OTHERS).search("催收律师函怎么办")
    assert names(found)[:2] == ["within", "more"]


def test_pages_of_help_come_first_for_words_of_distress() -> None:
    talk = page("talk", "找人说说话", urgent=True)
    more = page("more", "别的帮助", urgent=True)
    found = ranking(page("calls", "催收", "催收。" * 9), talk, more, *OTHERS).search("被催收得想不开")
    assert names(found) == ["talk", "calls"] and found.distress, "one page of help, and then what was asked for"
    assert names(ranking(page("calls", "催收"), talk, *OTHERS).search("被催收")) == ["calls"]


def test_a_story_of_distress_has_its_matter_first_and_then_a_page_of_help() -> None:
    base = ranking(page("calls", "催收电话"), page("late", "逾期"), *OTHERS, page("talk", "找人说说话", urgent=True))
    cry = "被催收电话逼得想不开"
    assert names(base.search(cry)) == ["talk", "calls"]
    told = base.search(f"逾期以后每天都有催收电话，家里人也接到催收电话，{cry}")
    assert names(told) == ["calls", "talk", "late"] and told.distress
    # A story without any matter of this base.
    assert names(base.search("天气真冷，走在路上谁也不认识我，鞋子湿透了，红烧肉也凉了，我想不开"))[0] == "talk"


def test_another_page_of_help_stands_for_a_cry_only_if_it_is_far_likelier_than_the_gravest() -> None:
    talk = page("talk", "找人说说话", "天台。天台。", urgent=True, grave=True)
    debts = page("debts", "赌债", "天台。天台。", urgent=True)
    base = ranking(page("calls", "催收"), debts, talk, *OTHERS)
    assert names(base.search("在天台想不开"))[0] == "talk"
    assert names(base.search("赌债逼得我想不开"))[0] == "debts"


@pytest.mark.parametrize(("urgent", "first"), [(False, "talk"), (True, "debts")])
def test_in_distress_only_a_page_of_help_comes_before_another_and_no_sentence_is_shown(
    urgent: bool, first: str
) -> None:
    stay = AnsweringSentence("请人陪着。", "", "stay", ("想不开的时候怎么办",))
    talk = page("talk", "赌债找上门时的心事", "赌债。", urgent=True, grave=True, replies=(stay,))
    wait = AnsweringSentence("先别还。", "", "wait", ("赌债找上门要不要给",))
    found = ranking(page("debts", "赌债", urgent=urgent, replies=(wait,)), talk, *OTHERS).search(
        "想不开，赌债找上门要不要给"
    )
    assert (names(found)[0], found.sentence, found.passage) == (first, None, None)


KNOWN = (page("late", "逾期"), page("credit", "征信报告"), page("letter", "律师函"), page("calls", "催收"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cuishop", "催收"),  # the next key
        ("lvsihhan", "律师函"),  # two letters swapped
        ("zhengxibaogao", "征信报告"),  # a letter left out
        ("zengxinbaogaao", "征信报告"),  # a letter too many, and an h that some speakers do not say
        ("zhengxunbaogai", "征信报告"),  # two slips in a long word
        ("崔收", "催收"),
        ("律是函", "律师函"),
        ("cs", "催收"),
    ],
)
def test_what_is_mistyped_is_understood_and_said(typed: str, meant: str) -> None:
    found = ranking(*KNOWN, *OTHERS).search(typed)
    assert found.hits[0].title == meant
    assert found.corrections == ((typed, meant),)


@pytest.mark.parametrize(
    ("typed", "slip", "meant"),
    [
        ("急就电话", "急就", "急救"),  # 就 alone joins words
        ("达学生", "达学生", "大学生"),  # what is left beside the slip is a word, too
    ],
)
def test_a_slip_in_a_question_that_is_one_name_is_understood(typed: str, slip: str, meant: str) -> None:
    found = ranking(page("help", "急救"), page("young", "大学生"), *KNOWN, *OTHERS).search(typed)
    assert found.corrections == ((slip, meant),)


@pytest.mark.parametrize("typed", ["yuqk", "cuip", "cuixxop", "lvxxhiha"])
def test_too_short_or_too_far_from_any_word_is_not_guessed(typed: str) -> None:
    found = ranking(*KNOWN, *OTHERS).search(typed)
    assert found.corrections == () and found.hits == ()


def test_a_word_of_the_same_meaning_finds_the_page_and_is_said() -> None:
    found = ranking(page("pay", "还款", "还款的步骤。"), *OTHERS).search("清偿")
    assert names(found) == ["pay"]
    assert found.synonyms == (("清偿", ("还款",)),)


@pytest.fixture(scope="module")
def script_engine() -> MiniRacer:
    """The engine's functions by themselves."""
    context = MiniRacer()
    context.eval(f"const kbHelp = {{}};\n{engine()}")
    return context


def test_typing_the_beginning_of_a_word_finds_it() -> None:
    assert names(ranking(*KNOWN, *OTHERS).search("律师"))[:1] == ["letter"]
    assert names(ranking(*KNOWN, *OTHERS).search("征"))[:1] == ["credit"]


def test_of_titles_that_begin_as_typed_the_one_that_is_nearly_whole_comes_first() -> None:
    long, short = page("long", "律师函要不要理会它", "律师函。" * 9), page("short", "律师函样本")
    assert names(ranking(long, short, *OTHERS).search("律师函"))[:2] == ["short", "long"]


def test_all_that_was_found_is_counted_and_the_best_are_shown() -> None:
    found = ranking(*KNOWN, *OTHERS).search("天气", limit=3)
    assert found.total == len(OTHERS) and len(found.hits) == 3
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_question_about_something_else_is_told_so() -> None:
    base = ranking(*KNOWN, *OTHERS)
    assert base.search("律师函").is_here
    other = base.search("红烧肉放多少糖，天气热要放冰箱")
    assert not other.is_here and len(other.hits) == 3


@pytest.mark.parametrize(
    ("asked", "also"),
    [
        ("95588打来", "95588"),
        ("13912345678打来", "13912345678"),
        ("20261126打来", ""),  # a date
        ("20000000打来", ""),  # a round sum
        ("9558打来", ""),  # too short
        ("955880元打来", ""),  # money
    ],
)
def test_a_number_that_nobody_has_is_searched_as_a_caller(asked: str, also: str) -> None:
    corrections = ranking(*KNOWN, *OTHERS, unknown="催收").search(asked).corrections
    assert (also, "催收") in corrections if also else not corrections


ANSWERS = (
    AnsweringSentence("先写下时间和号码。", "记什么", "what", ("催收电话要记什么", "催收电话里说的怎么记")),
    AnsweringSentence("可以请对方宽限几天。", "怎么开口", "how", ("请对方宽限怎么开口",)),
)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("催收电话要记什么", ANSWERS[0].sentence),
        ("催收电话里说的怎么记", ANSWERS[0].sentence),
        ("请对方宽限怎么开口", ANSWERS[1].sentence),
        ("催收电话的取证怎么做", None),  # asks for the page as a whole
        ("催收的利息", None),
    ],
)
def test_the_sentence_that_answers_is_the_one_asked_for(asked: str, answer: str | None) -> None:
    questions = ("催收电话的取证怎么做", *(way for each in ANSWERS for way in each.asks))
    records = page("records", "记录与取证", "催收电话，宽限，取证。", questions=questions, replies=ANSWERS)
    assert ranking(records, *OTHERS).search(asked).sentence == answer


def test_a_sentence_that_may_answer_is_a_passage_of_the_first_page() -> None:
    asked = "催收电话几天"
    questions = ("催收电话的取证怎么做", *(way for each in ANSWERS for way in each.asks))
    found = ranking(
        page("records", "记录与取证", "催收电话，宽限，取证。", questions=questions, replies=ANSWERS), *OTHERS
    ).search(asked)
    assert found.sentence is None and found.passage in {each.sentence for each in ANSWERS}


def test_a_site_in_traditional_characters_answers_with_the_same_sentence() -> None:
    context = MiniRacer()
    context.eval(f'const kbHelp = {{ shown: ["處罰還嗎債關係", "处罚还吗债关系"] }};{engine()}')
    replies = [["債不還沒有處罰。", "", "", ["會處罰嗎"]], ["先看日子。", "", "", ["哪天還"]]]
    pages = [{"hit": {"title": "債", "answer": "債的關係。"}, "rank": 1, "questions": ["債是什么"], "replies": replies}]
    answer = f"(answerTo({json.dumps(pages)}, '处罚') || {{}}).sentence"
    assert context.eval(answer) == "債不還沒有處罰。"


def test_a_word_in_a_way_to_ask_for_a_sentence_leads_to_its_page() -> None:
    asked = page(
        "checked", "先核对", "先核对。", replies=(AnsweringSentence("先核对。", "怎么看", "how", ("律师函是真的吗",)),)
    )
    assert "/checked/" in [hit.address for hit in ranking(asked, *OTHERS).search("律师函").hits]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＡＢＣ Café", "abc cafe"),
        ("徵信妳", "征信你"),
        ("lǜ", "lv"),
        ("20,000元", "20000元"),
        ("1,2345", "1,2345"),
        ("２０，０００", "20000"),
    ],
)
def test_ways_of_writing_are_read_as_one(written: str, read: str) -> None:
    assert folded(written) == read


def test_a_text_is_cut_into_characters_pairs_and_words_of_letters() -> None:
    assert shingles("逾期了 abc 12.5，〇年") == ["逾", "期", "了", "逾期", "期了", "abc", "12.5", "〇", "年", "〇年"]
    assert [is_han(text) for text in ("〇", "一", "\u3400", "\u9fff", "a", "1", "，", "")] == [True] * 4 + [False] * 4


def test_words_that_say_nothing_are_left_out_the_longest_first() -> None:
    ignored = Ignored(("怎么", "怎么办", "请问"))
    assert ignored.words[0] == "怎么办"
    assert ignored.strip("请问逾期怎么办") == "逾期"
    assert ignored.strip("请问怎么办") == "请问怎么办", "a question of nothing else is kept"


TEXTS = [["一", "先写别的。"], ["二", f"{'很' * 30}长，律师函和催收都写在这里。{'后' * 80}"], ["三", "只有律师函。"]]


def excerpt(context: MiniRacer, *words: str, length: int = 20) -> dict[str, str] | None:
    """The stretch of the texts that is shown for some words, with its heading."""
    call = f"JSON.stringify(excerptOf({json.dumps(TEXTS)}, {json.dumps(words)}, {length}))"
    return json.loads(str(context.eval(call)))  # type: ignore[no-any-return]


def test_an_excerpt_is_the_place_with_most_of_the_words_and_shows_them(script_engine: MiniRacer) -> None:
    shown = excerpt(script_engine, "律师函", "催收")
    assert shown == {"heading": "二", "text": f"…{'很' * 10}长，律师函和催收都写…"}


def test_an_excerpt_at_a_beginning_and_an_end_has_no_dots_there(script_engine: MiniRacer) -> None:
    assert excerpt(script_engine, "只有") == {"heading": "三", "text": "只有律师函。"}
    assert excerpt(script_engine, "没有的") is None


FIRST_WORDS = "可以这样问：“能宽限几天吗？我想先还一部分。”"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, kb: Kb) -> Path:
    """The small site with words of one meaning, an article with one of them and an article with both."""
    root = tmp_path_factory.mktemp("asked")
    shutil.copytree(SITES / "small/content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    records = (root / "content/strategies/keep-records.yaml").read_text("utf-8")
    text = records.replace("id: keep-records", "id: ask-for-time").replace("记录与取证", "请对方宽限")
    text = text.replace("body: 时间、号码、对方自报的机构、说了什么。", f"body: 先说每月能拿出多少。{FIRST_WORDS}")
    text = text.replace("topics:", "faq:\n  - says: 能宽限几天吗\n    asks: [请对方宽限怎么开口]\ntopics:", 1)
    (root / "content/strategies/ask-for-time.yaml").write_text(text, "utf-8")
    both = records.replace("id: keep-records", "id: both").replace("记录与取证", "缓一缓就是宽限")
    (root / "content/strategies/both.yaml").write_text(both, "utf-8")
    with (root / "content/search.yaml").open("a", encoding="utf-8") as words:
        words.write("synonyms:\n  - words: [宽限, 缓一缓]\n")
    line = (root / "content/contacts/crisis-line.yaml").read_text("utf-8")
    line = line.replace("crisis-line", "danger-line").replace("示例心理热线", "示例报警").replace("00000", "00110")
    (root / "content/contacts/danger-line.yaml").write_text(line.replace("purpose: talk", "purpose: danger"), "utf-8")
    heard = "heard: [不想活, 他拿着刀]\nnot_heard: [刀具分期]\nordinary: [怎么还款]\ndanger: [（拿着/举着/提着/架着/拿/带着）（刀/菜刀/砍刀/棍子）, 打我]\n"
    heard += "not_danger: [打我电话]\n"
    (root / "content/distress.yaml").write_text(heard, "utf-8")
    built = kb("build", "--root", root, "--as-of", DAY)
    assert built.returncode == 0, built.stderr
    return root / "site"


def test_readers_are_told_what_else_was_searched(page: Page, asked: Path) -> None:
    open_page(page, asked, "search")
    page.get_by_role("searchbox").fill("缓一缓")
    expect(page.locator("#search-status")).to_contain_text("条；“缓一缓”也按“宽限”找。")
    expect(page.locator("main ol#search-results > li b", has_text="请对方宽限")).to_be_visible()
    # A page that shows both words needs no explanation.
    page.get_by_role("searchbox").fill("宽限")
    expect(page.locator("#search-status")).to_have_text(re.compile(r"找到 \d+ 条。"))


def test_the_help_card_begins_with_the_numbers_for_what_happens_right_now(page: Page, asked: Path) -> None:
    open_page(page, asked, "search")
    first = page.locator("#search-help a").first
    for words, number in (
        ("不想活", "00000"),
        ("不想活，他举着刀", "00110"),
        *((f"不想活，他{held}{what}", "00110") for held in ("拿", "拿着", "提着") for what in ("砍刀", "棍子")),
        ("不想活", "00000"),
        ("不想活，他打我", "00110"),
        ("不想活，天天打我电话", "00000"),
        ("打我电话又打我，不想活", "00110"),
        ("不想活，他有刀", "00000"),
    ):
        page.get_by_role("searchbox").fill(words)
        expect(first).to_have_attribute("href", f"tel:{number}")


def test_what_to_say_is_not_cut_at_its_first_sentence(page: Page, asked: Path) -> None:
    open_page(page, asked, "search")
    page.get_by_role("searchbox").fill("请对方宽限怎么开口")
    expect(page.locator("#search-results")).to_contain_text(FIRST_WORDS)


def test_a_sentence_that_may_answer_is_shown_as_what_the_page_says_too(page: Page, asked: Path, kb: Kb) -> None:
    open_page(page, asked, "search")
    page.get_by_role("searchbox").fill("对方电话号码几天")
    first = page.locator("#search-results > li").first
    expect(first).to_contain_text("这页还写到")
    expect(first).to_contain_text(FIRST_WORDS)
    found = kb("search", "--root", asked.parent, "--as-of", DAY, "对方电话号码几天").stdout
    assert f"    It also says: {FIRST_WORDS}" in found.splitlines()


def test_the_kinds_to_choose_from_are_those_of_the_pages(page: Page, asked: Path) -> None:
    open_page(page, asked, "search")
    page.get_by_role("searchbox").fill("电话")
    expect(page.locator("#search-results > li").first).to_be_visible()
    kinds = page.locator(".kinds button").all_text_contents()
    assert kinds[0] == "全部" and len(kinds) == len(set(kinds))
    page.get_by_role("searchbox").fill("宽限")
    expect(page.locator("#search-results .kind").first).to_have_text("应对策略")


def test_kb_search_says_why(asked: Path, kb: Kb) -> None:
    found = kb("search", "--root", asked.parent, "--as-of", DAY, "--explain", "缓一缓")
    assert found.returncode == 0
    lines = found.stdout.splitlines()
    place, reason = lines[:2]
    assert re.fullmatch(r" 1\. 缓一缓就是宽限  /strategies/both/  \d+\.\d\d", place)
    assert re.fullmatch(r"      缓一缓 → 缓一缓  \d+\.\d\d", reason)
    plain = kb("search", "--root", asked.parent, "--as-of", DAY, "缓一缓").stdout.splitlines()
    assert plain == [line for line in lines if not line.startswith("     ")]


def test_kb_search_says_corrections_kinds_and_that_nothing_was_found(asked: Path, kb: Kb) -> None:
    def said(*words: str) -> tuple[int, str]:
        found = kb("search", "--root", asked.parent, "--as-of", DAY, *words)
        return found.returncode, found.stdout

    code, text = said("yuqi")
    assert code == 0 and text.startswith("“yuqi” read as “逾期”\n")
    code, text = said("--section", "术语", "逾期")
    assert code == 0 and {line.split("  ")[1].split("/")[1] for line in text.splitlines()} == {"terms"}
    assert said("qqqqzzzz") == (1, "Nothing found.\n")
