"""Search as readers use it: dialog and page, keyboard and touch, without a server, when in distress."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PHONE, open_page
from playwright.sync_api import Browser, Page, Route, expect
from waiting import on, until

from generator.search.scripts import INDEX, PATH

RESULTS = "main ol#search-results > li > a"


def test_the_dialog_works_by_keyboard_alone(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="搜索")
    expect(box).to_be_focused()
    # In one piece, so that no answer to half a question redraws the list between two keys.
    page.keyboard.insert_text("分付客服催收电话是多少")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("分付")
    expect(options).to_have_count(10)
    first = str(options.first.get_attribute("href")).split("#")[0]
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(first.removeprefix("../../"))))


def test_escape_closes_the_dialog_and_gives_the_focus_back(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    opener = page.get_by_role("link", name="搜索")
    opener.click()
    page.get_by_role("combobox", name="搜索").fill("征信")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_control_k_opens_the_dialog(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()


def test_what_is_typed_at_home_is_looked_for_when_it_is_sent(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    box = page.get_by_role("searchbox")
    box.click()
    page.wait_for_timeout(200)
    expect(page.get_by_role("dialog")).to_have_count(0)
    box.fill("爆通讯录")
    box.press("Enter")
    expect(page).to_have_url(re.compile("search/index.html#q="))
    expect(page.locator(RESULTS).first).to_be_visible()


def test_back_closes_the_dialog_and_stays_on_the_page(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    open_page(page, real_site, "concepts/overdue")
    page.get_by_role("link", name="搜索").click()
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(re.compile("concepts/overdue"))
    page.get_by_role("link", name="搜索").click()
    page.get_by_role("button", name="关上").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.go_back()
    expect(page).not_to_have_url(re.compile("concepts/overdue"))


def test_back_from_a_result_returns_to_the_question(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    page.get_by_role("combobox", name="搜索").fill("律师函")
    page.get_by_role("option").first.click()
    expect(page).not_to_have_url(re.compile("concepts/overdue"))
    page.go_back()
    expect(page.get_by_role("combobox", name="搜索")).to_have_value("律师函")
    expect(page.get_by_role("option").first).to_be_visible()


def test_without_words_the_dialog_shows_the_situations(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    situation = page.get_by_role("dialog").get_by_role("link", name="刚接到自称催收的电话")
    expect(situation).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link", name="12356")).to_be_visible()
    situation.click()
    expect(page.locator("h1")).to_have_text("刚接到自称催收的电话")


def test_more_results_come_when_they_are_asked_for(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("催收")
    expect(page.locator(RESULTS)).to_have_count(10)
    more = page.get_by_role("button", name="更多结果")
    expect(more).to_have_text(re.compile(r"一共 \d+ 条"))
    more.click()
    expect(page.locator(RESULTS)).to_have_count(20)


def test_a_script_that_the_browser_cannot_read_leaves_other_ways(served: "tuple[Page, Network]") -> None:
    page, _ = served
    page.route(re.compile("/search-"), lambda route: route.fulfill(body="a ||||= 1;", content_type="text/javascript"))
    page.goto("concepts/overdue/")
    page.get_by_role("link", name="搜索").click()
    expect(page).to_have_url(re.compile("/search/"))
    expect(page.locator("#search-status")).to_contain_text("没有加载出来")
    expect(page.get_by_role("link", name="刚接到自称催收的电话")).to_be_visible()


def test_nothing_is_searched_while_a_word_is_being_composed(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    box = page.get_by_role("searchbox")
    box.fill("分付")
    expect(page.locator(RESULTS).first).to_contain_text("分付")
    titles = page.locator(f"{RESULTS} b")
    expect(titles).to_have_count(10)  # the first three are shown before the others
    before = titles.all_text_contents()
    box.evaluate(
        "box => { box.dispatchEvent(new CompositionEvent('compositionstart')); box.value = 'zhengxin';"
        " box.dispatchEvent(new InputEvent('input', {isComposing: true})); }"
    )
    page.wait_for_timeout(200)
    assert titles.all_text_contents() == before
    box.evaluate("box => { box.value = '征信'; box.dispatchEvent(new CompositionEvent('compositionend')); }")
    expect(page.locator(RESULTS).first).to_contain_text("征信")


def test_enter_during_composition_does_not_leave_the_page(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="搜索")
    box.fill("征信")
    expect(page.get_by_role("option").first).to_be_visible()
    box.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(150)
    expect(page).to_have_url(re.compile("concepts/overdue"))


def test_an_address_opens_a_search_and_back_returns_to_it(page: Page, real_site: Path) -> None:
    page.goto((real_site / "search/index.html").as_uri() + "?q=律师函")
    expect(page.get_by_role("searchbox")).to_have_value("律师函")
    page.locator(RESULTS).first.click()
    expect(page.locator("h1")).not_to_have_text("搜索")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("律师函")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_a_question_in_the_address_is_understood_like_a_typed_one(page: Page, real_site: Path) -> None:
    status = page.locator("#search-status")
    page.goto((real_site / "search/index.html").as_uri() + "?q=停息挂账")
    expect(status).to_contain_text("找到")
    asked = status.inner_text()
    open_page(page, real_site, "search")
    page.wait_for_timeout(300)  # as a reader needs to type
    page.get_by_role("searchbox").fill("停息挂账")
    expect(status).to_contain_text("找到")
    assert status.inner_text() == asked and "按“" not in asked


def test_what_is_typed_stays_behind_the_hash(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("协商")
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(page).to_have_url(re.compile("#q="))
    assert "?" not in page.url
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("协商")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_back_returns_to_a_question_that_was_left_at_once(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("律师函")
    page.locator(RESULTS).first.click()
    expect(page.locator("h1")).not_to_have_text("搜索")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("律师函")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_distress_shows_help_before_anything(page: Page, real_site: Path) -> None:
    for words in ("不想活了", "撐不下去", "buxianghuo", "欠钱太多想死"):
        page.goto((real_site / "search/index.html").as_uri() + f"?q={words}")
        card = page.locator("#search-help")
        expect(card).to_be_visible()
        expect(card.get_by_role("link", name="12356")).to_have_attribute("href", "tel:12356")
        first = page.locator(RESULTS).first
        expect(first).to_be_visible()
        assert card.bounding_box()["y"] < first.bounding_box()["y"]  # type: ignore[index]


def test_a_kind_of_page_can_be_chosen(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("征信")
    page.locator("main summary", has_text="只看一类").click()
    page.get_by_role("button", name="术语", exact=True).click()
    expect(page.locator("main summary", has_text="只看：术语")).to_be_visible()
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(page.get_by_role("button", name="术语", exact=True)).to_have_attribute("aria-pressed", "true")
    until(lambda: set(page.locator(f"{RESULTS} .kind").all_text_contents()) == {"术语"}, on(page))
    heights = page.locator(".kinds button:visible").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) > 3 and min(heights) >= 44
    page.get_by_role("searchbox").fill("qqqqzzzz")
    expect(page.locator("#search-status")).to_contain_text("“术语”里没有找到")
    page.get_by_role("searchbox").fill("征信")
    page.get_by_role("button", name="全部").click()
    expect(page.locator(f"{RESULTS} .kind", has_text="概念").first).to_be_visible()


def test_what_was_understood_is_said_and_marked(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("崔收电话")
    expect(page.locator("#search-status")).to_contain_text(re.compile("“崔收.*”按“催收.*”找"))
    expect(page.locator(f"{RESULTS} mark").first).to_be_visible()


def test_no_result_leads_to_the_situations(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("qqqqzzzz")
    expect(page.locator("#search-status")).to_contain_text("没有找到")
    page.wait_for_timeout(1000)  # what is added to results once typing pauses
    assert (
        not page.locator("#search-results > :not(li)").count() and "undefined" not in page.locator("main").inner_text()
    )
    expect(page.locator("main").get_by_role("link", name="12356")).to_be_visible()
    page.get_by_role("link", name="已经还不上了").click()
    expect(page.locator("h1")).to_have_text("已经还不上了")


def test_search_without_script_sends_nothing(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("分付")
    page.get_by_role("button", name="搜索").click()
    assert "分付" not in page.url and "%E5" not in page.url
    context.close()


def test_enter_in_distress_leads_to_the_telephone(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    page.keyboard.insert_text("不想活了")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("link", name="12356").first).to_be_focused()


class Network:
    """What a page gets of the files of search: all at once, later, or nothing."""

    def __init__(self, page: Page) -> None:
        self.pattern: re.Pattern[str] | None = None
        self.broken = False
        self.held: list[Route] = []
        page.route(re.compile("/search"), self._answer)

    def _answer(self, route: Route) -> None:
        if not self.pattern or not self.pattern.search(route.request.url):
            route.continue_()
        elif self.broken:
            route.abort()
        else:
            self.held.append(route)

    def hold(self, pattern: str, broken: bool = False) -> None:
        """Keep files back from now on, or break them off."""
        self.pattern, self.broken = re.compile(pattern), broken

    def release(self) -> None:
        """Send what has been kept back, and keep back nothing more."""
        self.pattern = None
        for route in self.held:
            route.continue_()
        self.held = []


@pytest.fixture
def served(chromium: Browser, real_site: Path, serve: Callable[[Path], str]) -> Iterator[tuple[Page, Network]]:
    """A phone's page on a site that is served, and its network."""
    context = chromium.new_context(viewport=PHONE, base_url=f"{serve(real_site)}/")  # type: ignore[arg-type]
    page = context.new_page()
    yield page, Network(page)
    context.close()


PARTS = "/assets/search/parts/"


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("search/")
    box, titles = page.get_by_role("searchbox"), page.locator(f"{RESULTS} b")
    box.fill("分付")
    expect(titles.first).to_contain_text("分付")
    expect(titles).to_have_count(10)
    network.hold(PARTS)
    box.fill("律师函")
    until(lambda: network.held, on(page))
    network.pattern = None
    box.fill("分付")  # all that it needs is here already
    expect(titles).to_have_count(10)
    before = titles.all_text_contents()
    network.release()
    page.wait_for_timeout(300)
    assert titles.all_text_contents() == before


def test_what_comes_late_for_one_question_is_not_put_into_results_of_the_next(
    served: tuple[Page, Network], real_site: Path
) -> None:
    page, network = served
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto("search/")
    forms = re.search('"forms":"(.*?)"', (real_site / INDEX).read_text("utf-8"))
    assert forms
    texts = [file.stem for file in (real_site / PARTS.strip("/")).glob("*.js") if for_excerpts(file)]
    network.hold("|".join((forms[1], *texts)))
    box, links, status = page.get_by_role("searchbox"), page.locator(RESULTS), page.locator("#search-status")
    box.fill("家人被催收骚扰了怎么办")
    until(lambda: network.held, on(page))
    expect(links).to_have_count(10)
    late = list(network.held)
    box.fill("花唄逾期會坐牢嗎")
    expect(links).to_have_count(2)
    expect(status).to_have_text("正在找……")
    first = links.first.get_attribute("href")
    for route in late:
        route.continue_()
    page.wait_for_timeout(300)
    assert (links.first.get_attribute("href"), wrong) == (first, [])


def test_enter_waits_for_the_answer_to_what_is_typed(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("concepts/overdue/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    page.keyboard.insert_text("分付")
    expect(page.get_by_role("option").first).to_contain_text("分付")
    network.hold(PARTS)
    box = page.get_by_role("combobox", name="搜索")
    box.fill("律师函")
    box.press("Enter")
    expect(page.get_by_role("status")).to_have_text("正在找……")
    expect(page).to_have_url(re.compile("concepts/overdue/"))
    network.release()
    expect(page.locator("h1")).to_contain_text("律师函")


def test_a_part_that_fails_is_said_and_the_next_try_works(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("search/")
    box, status, results = page.get_by_role("searchbox"), page.locator("#search-status"), page.locator(RESULTS)
    network.hold("/assets/search/", broken=True)
    box.fill("分付")
    expect(status).to_contain_text("没有加载出来")
    network.release()
    page.get_by_role("button", name="再试一次").click()
    expect(results.first).to_contain_text("分付")
    network.hold(PARTS, broken=True)
    box.fill("律师函")
    expect(status).to_contain_text("没有加载出来")
    expect(results).to_have_count(0)
    network.release()
    box.fill("律师函怎")
    expect(results.first).to_contain_text("律师函")


def test_help_that_is_there_stays_where_search_fails(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("search/")
    network.hold(PARTS)
    page.get_by_role("searchbox").fill("不想活了")
    until(lambda: network.held, on(page))
    call = page.locator("#search-help").get_by_role("link", name="12356")
    call.focus()
    for route in network.held:
        route.abort()
    expect(page.locator("#search-status")).to_contain_text("没有加载出来")
    expect(call).to_be_focused()


def test_what_is_there_stays_until_more_has_come(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("search/")
    page.get_by_role("searchbox").fill("催收")
    results, more = page.locator(RESULTS), page.get_by_role("button", name="更多结果")
    expect(results).to_have_count(10)
    page.wait_for_load_state("networkidle")
    network.hold(PARTS)
    more.focus()
    more.press("Enter")
    until(lambda: network.held, on(page))
    expect(page.locator("#search-status")).to_have_text("正在找……")
    expect(results).to_have_count(10)
    network.release()
    expect(results).to_have_count(20)
    expect(more).to_be_focused()


def test_a_script_that_hands_nothing_over_counts_as_failed(served: tuple[Page, Network]) -> None:
    page, _ = served
    page.route(re.compile(PARTS), lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("search/")
    page.get_by_role("searchbox").fill("分付")
    expect(page.locator("#search-status")).to_contain_text("没有加载出来")


def test_the_page_of_search_asks_for_the_script_and_the_index_at_once(served: tuple[Page, Network]) -> None:
    page, network = served
    network.hold("/assets/search/search-")
    with page.expect_request(re.compile("/assets/search/index-")):
        page.goto("search/#q=分付", wait_until="commit")
    expect(page.locator("#search-status")).to_have_text("正在找……")
    network.release()
    expect(page.locator(RESULTS).first).to_contain_text("分付")


def test_the_dialog_does_not_take_the_place_of_the_page_of_search(served: tuple[Page, Network]) -> None:
    page, network = served
    network.hold("/assets/search/search-")
    page.goto("search/#q=分付", wait_until="commit")
    until(lambda: network.held, on(page))
    page.get_by_role("link", name="搜索").click()
    network.release()
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()
    expect(page.locator(RESULTS).first).to_contain_text("分付")


def test_what_a_search_needs_comes_while_the_question_is_typed_at_home(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("")
    box = page.get_by_role("searchbox")
    network.hold("/assets/search/search-")
    with page.expect_request(re.compile("/assets/search/search-")):
        box.focus()
    page.get_by_role("link", name="搜索").click()  # it is on its way
    with page.expect_request(re.compile("/assets/search/index-")):
        network.release()
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()


def test_only_what_is_in_view_shows_other_words_than_its_summary(served: tuple[Page, Network]) -> None:
    page, _ = served
    page.goto("search/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("searchbox").fill("爆通讯录")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.wait_for_load_state("networkidle")
    before = len(sent)
    page.get_by_role("button", name="更多结果").scroll_into_view_if_needed()
    until(lambda: len(sent) > before, on(page))


def test_while_it_is_unsure_the_nearest_pages_stand_there_and_it_says_so(
    served: tuple[Page, Network], real_site: Path
) -> None:
    page, network = served
    page.goto("search/")
    speech = re.search('"speech":"(.*?)"', (real_site / INDEX).read_text("utf-8"))
    assert speech
    network.hold(speech[1])
    page.get_by_role("searchbox").fill("红烧肉怎么做不腻")
    status, results = page.locator("#search-status"), page.locator(RESULTS)
    expect(status).to_have_text("还在找，先放最接近的")
    expect(results.first).to_be_visible()
    expect(page.get_by_role("link", name="刚接到自称催收的电话")).to_be_visible()
    network.release()
    expect(status).to_contain_text("没有找到")


def test_help_does_not_wait_for_results(served: tuple[Page, Network]) -> None:
    page, network = served
    page.goto("search/")
    call = page.locator("#search-help").get_by_role("link", name="12356")
    for pattern, broken in (
        ("/assets/search/index", False),
        ("/assets/search/index", True),
        (PARTS, False),
        (PARTS, True),
    ):
        network.release()
        network.hold(pattern, broken)
        page.goto("search/", wait_until="domcontentloaded")
        page.get_by_role("searchbox").fill("不想活了")
        expect(call).to_be_visible()
        if broken:
            expect(page.locator("#search-status")).to_contain_text("没有加载出来")
        expect(call).to_be_visible()
        expect(page.locator(RESULTS)).to_have_count(0)


def test_a_tap_beside_the_results_leaves_the_dialog_open(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    page.mouse.click(4, PHONE["height"] - 20)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_search_is_small_and_nothing_is_loaded_before_it(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    base = serve(real_site)
    worst, most = 0, 0
    for words in ("分付客服催收电话是多少", "催收打给我爸妈", "cuishou", "爆通讯录", "催收说他是公安局的让我配合"):
        context = chromium.new_context()
        page = context.new_page()
        sent: list[str] = []
        page.on("request", lambda request, sent=sent: sent.append(request.url))  # type: ignore[misc]
        page.goto(f"{base}/concepts/overdue/")
        assert not [url for url in sent if "search" in url]
        page.keyboard.press("/")
        box = page.get_by_role("combobox", name="搜索")
        box.fill(words)
        expect(page.get_by_role("option").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        files = {url.removeprefix(f"{base}/") for url in sent if "search" in url}
        needed = [file for file in files if not for_excerpts(real_site / file)]
        worst, most = max(worst, sum(zipped(real_site / file) for file in needed)), max(most, len(needed))
        context.close()
    assert worst <= 115_000
    assert most <= 35
    # Engine and interface; the first line holds words and the help card, which grow with the content.
    code = (real_site / PATH).read_bytes().split(b"\n", 1)[1]
    assert len(gzip.compress(code, 9)) <= 14_000


def test_a_pasted_letter_does_not_load_the_whole_index(served: tuple[Page, Network], real_site: Path) -> None:
    page, _ = served
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("search/")
    letter = "".join(page.request.get("concepts/overdue/").text().split())
    words = "".join(re.findall("[\u4e00-\u9fff]", letter))[:2000]
    page.get_by_role("searchbox").fill(words)
    expect(page.locator(RESULTS).first).to_be_visible()
    assert len([url for url in sent if re.search(PARTS, url)]) <= 70


def zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def for_excerpts(path: Path) -> bool:
    """Whether a file holds the texts of pages, which come after the first result."""
    return bool(re.search(rb",\[(?:0,|\[\],)*\[\[", path.read_bytes()[:60]))
