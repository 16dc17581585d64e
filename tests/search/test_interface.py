"""Search as readers use it: dialog and page, keyboard and touch, without a server, when in distress."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from conftest import open_page
from playwright.sync_api import Browser, Page, expect

RESULTS = "main ol#search-results > li > a"


def test_the_dialog_works_by_keyboard_alone(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="搜索")
    expect(box).to_be_focused()
    # In one piece, so that no answer to half a question redraws the list between two keys.
    page.keyboard.insert_text("分付客服催收电话是多少")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("核实来电")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("strategies/verify-caller"))


def test_escape_closes_the_dialog_and_gives_the_focus_back(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    opener = page.get_by_role("link", name="搜索")
    opener.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_control_k_opens_the_dialog(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="搜索")).to_be_focused()


def test_what_is_typed_at_home_is_kept_when_the_dialog_opens(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    page.get_by_role("searchbox").click()
    box = page.get_by_role("combobox", name="搜索")
    expect(box).to_be_focused()
    box.fill("爆通讯录")
    expect(page.get_by_role("option").first).to_be_visible()


def test_nothing_is_searched_while_a_word_is_being_composed(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    box = page.get_by_role("searchbox")
    box.fill("分付")
    expect(page.locator(RESULTS).first).to_contain_text("分付")
    before = page.locator(RESULTS).all_text_contents()
    box.evaluate(
        "box => { box.dispatchEvent(new CompositionEvent('compositionstart')); box.value = 'zhengxin';"
        " box.dispatchEvent(new InputEvent('input', {isComposing: true})); }"
    )
    page.wait_for_timeout(200)
    assert page.locator(RESULTS).all_text_contents() == before
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


def test_what_is_typed_stays_behind_the_hash(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("协商")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert "?" not in page.url and "#q=" in page.url
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("协商")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_distress_shows_help_before_anything(page: Page, real_site: Path) -> None:
    for words in ("不想活了", "撐不下去", "buxianghuo", "欠钱太多想死"):
        page.goto((real_site / "search/index.html").as_uri() + f"?q={words}")
        card = page.locator("#search-help .kb-help")
        expect(card).to_be_visible()
        expect(card.get_by_role("link", name="12356")).to_have_attribute("href", "tel:12356")
        first = page.locator(RESULTS).first
        expect(first).to_be_visible()
        assert card.bounding_box()["y"] < first.bounding_box()["y"]  # type: ignore[index]


def test_a_kind_of_page_can_be_chosen(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("征信")
    page.get_by_role("button", name="术语", exact=True).click()
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(page.get_by_role("button", name="术语", exact=True)).to_have_attribute("aria-pressed", "true")
    assert set(page.locator(f"{RESULTS} small").all_text_contents()) == {"术语"}


def test_what_was_understood_is_said_and_marked(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("崔收电话")
    expect(page.locator("#search-status")).to_contain_text("“崔收”按“催收”找")
    expect(page.locator(f"{RESULTS} mark").first).to_be_visible()


def test_no_result_leads_to_the_situations(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("qqqqzzzz")
    expect(page.locator("#search-status")).to_contain_text("没有找到")
    expect(page.locator("#search-help").get_by_role("link", name="12356")).to_be_visible()
    page.locator("#search-status").get_by_role("link", name="按处境找").click()
    expect(page.locator("h1")).to_have_text("情境路线")


def test_search_without_script_sends_nothing(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("分付")
    page.get_by_role("button", name="搜索").click()
    assert "分付" not in page.url and "%E5" not in page.url
    context.close()


def test_a_search_is_small_and_nothing_is_loaded_before_it(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    base = serve(real_site)
    worst = 0
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
        worst = max(worst, sum(zipped(real_site / file) for file in files if not for_excerpts(file)))
        context.close()
    assert worst <= 70_000


def zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def for_excerpts(path: str) -> bool:
    """Whether a file holds the texts of pages, which come after the first result."""
    return path.rsplit("/", 1)[1].startswith("t")
