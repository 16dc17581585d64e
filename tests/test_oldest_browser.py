"""What readers with the oldest browsers do: Chromium 83, which phones stuck on old systems have, opened from the file system.

Chromium 83 is fetched by `tests/set-up-old-browser.sh`. Where it is not there, nothing is said to have been tried.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright

OLD = ROOT / ".bench/chromium-83/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote", "--headless", "--disable-dev-shm-usage")
WECHAT = {"width": 360, "height": 572}
"""What WeChat leaves of a small phone."""


@pytest.fixture(scope="module")
def old() -> Iterator[Browser]:
    """Chromium 83."""
    if not OLD.exists():
        pytest.skip("NOT RUN IN CHROMIUM 83: it is not in .bench/; sh tests/set-up-old-browser.sh fetches it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=OLD, args=list(FLAGS))
        assert browser.version.startswith("83."), browser.version
        yield browser
        browser.close()


@pytest.fixture
def page(old: Browser) -> Iterator[Page]:
    """A phone-sized page that fails the test on any script error."""
    context = old.new_context(viewport=WECHAT)  # type: ignore[arg-type]
    context.route(re.compile("^https?://"), lambda route: route.fulfill(body="elsewhere"))
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def visit(page: Page, site: Path, address: str) -> None:
    page.goto((site / address / "index.html").as_uri())


def test_a_reader_finds_an_answer_and_its_source(page: Page, real_site: Path) -> None:
    visit(page, real_site, "")
    page.locator(".doors a", has_text="会坐牢吗").click()
    expect(page.locator("h1")).to_contain_text("坐牢")
    hold = page.locator(".hold").bounding_box()
    assert hold and hold["y"] + hold["height"] <= WECHAT["height"]
    page.locator("[data-all]").click()
    page.locator(".qs a.kb-cite").first.click()
    sheet = page.locator(".sheet")
    expect(sheet).to_contain_text("民法典")
    sheet.locator("button").click()
    expect(sheet).to_have_count(0)


def test_a_link_into_a_fold_opens_it(page: Page, real_site: Path) -> None:
    page.goto((real_site / "process/collection-call/index.html").as_uri() + "#cite-2")
    expect(page.locator("#cite-2")).to_be_visible()


def test_search_answers_in_the_dialog_and_on_its_page(page: Page, real_site: Path) -> None:
    visit(page, real_site, "concepts/overdue")
    page.locator("a[data-search-open]").click()
    box = page.locator("#kb-search-input")
    box.fill("律师函")
    expect(page.locator("#kb-search-list a").first).to_contain_text("律师函")
    page.go_back()
    expect(box).to_be_hidden()
    visit(page, real_site, "")
    page.locator("#kb-home-q").fill("催收打给我爸妈")
    page.locator("#kb-home-q").press("Enter")
    expect(page.locator("#search-results > li > a").first).to_be_visible()


def test_words_of_distress_show_whom_to_call(page: Page, real_site: Path) -> None:
    visit(page, real_site, "search")
    page.locator("#kb-q").fill("不想活了")
    expect(page.locator("#search-help a[href='tel:12356']")).to_be_visible()


@pytest.mark.parametrize("way", ["tap", "keys"])
def test_quick_exit_leaves(page: Page, real_site: Path, way: str) -> None:
    visit(page, real_site, "concepts/fenfu")
    if way == "tap":
        page.locator("[data-quick-exit]").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(re.compile("^https?://"))


def test_the_page_is_copied_and_drawn(page: Page, real_site: Path) -> None:
    visit(page, real_site, "process/collection-call")
    page.locator("[data-copy-card]").click()
    expect(page.locator("[data-copy-card]")).to_contain_text("复制")
    page.locator("[data-picture]").click()
    expect(page.locator(".sheet img")).to_be_visible()


def test_nothing_is_wider_than_the_phone_and_tables_stack(page: Page, real_site: Path) -> None:
    for address in ("", "concepts/products-compared", "contacts", "terms", "map", "search", "paths/cannot-cope"):
        visit(page, real_site, address)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= WECHAT["width"], address
    visit(page, real_site, "concepts/products-compared")
    page.locator("[data-all]").click()
    assert page.locator("table.stack td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
