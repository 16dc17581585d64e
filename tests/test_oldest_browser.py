"""What readers with the oldest browsers do: Chromium 83, which phones stuck on old systems have, opened from the file system.

Chromium 83 is fetched by `tests/set-up-old-browser.sh`. Where it is not there, nothing is said to have been tried.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import waiting
from conftest import ROOT
from playwright.sync_api import Error, Page, Playwright

OLD = ROOT / ".bench/chromium-83/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote", "--headless", "--disable-dev-shm-usage")
WECHAT = {"width": 360, "height": 572}
"""What WeChat leaves of a small phone."""


@pytest.fixture
def page(driver: Playwright) -> Iterator[Page]:
    """A phone-sized page in Chromium 83 that fails the test on any script error."""
    if not OLD.exists():
        pytest.skip("NOT RUN IN CHROMIUM 83: it is not in .bench/; sh tests/set-up-old-browser.sh fetches it")
    browser = driver.chromium.launch(executable_path=OLD, args=list(FLAGS), timeout=waiting.PATIENCE * 1000)
    assert browser.version.startswith("83."), browser.version
    page, faults = browser.new_page(viewport=WECHAT), list[str]()  # type: ignore[arg-type]
    page.set_default_timeout(waiting.PATIENCE * 1000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    browser.close()
    assert not faults


def visit(page: Page, site: Path, address: str, hash: str = "") -> None:
    page.goto((site / address / "index.html").as_uri() + hash)


# The driver's own ways to find and touch need newer browsers: here the page is asked, and tapped where a thing stands.


def until(page: Page, condition: str) -> None:
    """Wait until an expression is true, also on the page after this one: a page that leaves while asked says nothing."""

    def is_so() -> bool:
        try:
            return bool(page.evaluate(f"Boolean({condition})"))
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
            return False

    waiting.until(is_so, waiting.on(page))


def tap(page: Page, selector: str) -> None:
    """Tap the first element of a selector where it stands on the screen."""
    page.evaluate(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
    box = page.evaluate(
        f"(() => {{ const b = document.querySelector({selector!r}).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
    )
    page.mouse.click(*box)


def write(page: Page, selector: str, words: str) -> None:
    """Put words into a box, as an input method does."""
    tap(page, selector)
    page.keyboard.insert_text(words)


def test_a_reader_finds_an_answer_and_its_source(page: Page, real_site: Path) -> None:
    visit(page, real_site, "")
    tap(page, ".doors a[href*='myths/']")
    until(page, "/坐牢/.test(document.querySelector('h1').textContent) && /myths/.test(location.href)")
    assert page.evaluate("document.querySelector('.hold').getBoundingClientRect().bottom") <= WECHAT["height"]
    tap(page, "[data-all]")
    tap(page, ".qs a.kb-cite")
    until(page, "/民法典/.test(document.querySelector('.sheet').textContent)")
    tap(page, ".sheet button")
    until(page, "!document.querySelector('.sheet')")


def test_a_link_into_a_fold_opens_it(page: Page, real_site: Path) -> None:
    visit(page, real_site, "process/collection-call", "#cite-2")
    until(page, "document.getElementById('cite-2').getBoundingClientRect().height > 0")


def test_search_answers_in_the_dialog_and_on_its_page(page: Page, real_site: Path) -> None:
    visit(page, real_site, "concepts/overdue")
    tap(page, "a[data-search-open]")
    until(page, "document.activeElement.id === 'kb-search-input'")
    page.keyboard.insert_text("律师函")
    until(page, "/律师函/.test((document.querySelector('#kb-search-list a') || {}).textContent)")
    page.evaluate("history.back()")
    until(page, "document.querySelector('.finder').hidden")
    visit(page, real_site, "")
    write(page, "#kb-home-q", "催收打给我爸妈")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#search-results > li > a')")


def test_words_of_distress_show_whom_to_call(page: Page, real_site: Path) -> None:
    visit(page, real_site, "search")
    write(page, "#kb-q", "不想活了")
    until(page, "document.querySelector('#search-help a[href=\"tel:12356\"]')")


@pytest.mark.parametrize("way", ["tap", "keys"])
def test_quick_exit_leaves(page: Page, real_site: Path, way: str) -> None:
    left = list[str]()
    page.on("request", lambda request: left.append(request.url))
    visit(page, real_site, "concepts/fenfu")
    if way == "tap":
        tap(page, "[data-quick-exit]")
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    waiting.until(lambda: "https://www.baidu.com/" in left, waiting.on(page))


def test_the_page_is_copied_and_drawn(page: Page, real_site: Path) -> None:
    visit(page, real_site, "process/collection-call")
    tap(page, "[data-copy-card]")
    until(page, "document.querySelector('[data-copy-card]').textContent !== '复制要点'")
    tap(page, "[data-picture]")
    until(page, "(document.querySelector('.sheet img') || {}).naturalWidth === 720")


def test_nothing_is_wider_than_the_phone_and_tables_stack(page: Page, real_site: Path) -> None:
    for address in ("", "concepts/products-compared", "contacts", "terms", "map", "search", "paths/cannot-cope"):
        visit(page, real_site, address)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= WECHAT["width"], address
    visit(page, real_site, "concepts/products-compared")
    tap(page, "[data-all]")
    assert page.evaluate("getComputedStyle(document.querySelector('table.stack td')).display") == "block"


def test_a_calculator_works_out_its_result(page: Page, real_site: Path) -> None:
    visit(page, real_site, "calculators/real-apr")
    for box, text in (("received", "12000"), ("payment", "1100"), ("times", "12")):
        write(page, f"#in-{box}", text)
    tap(page, "form[data-calculator] [type=submit]")
    until(page, "document.querySelector('[data-results]').innerText.includes('17.97%')")


def answer_this_call(page: Page, real_site: Path, answers: Sequence[int]) -> None:
    """Tap one answer after the other, each by its place."""
    visit(page, real_site, "checks/this-call")
    for answer in answers:
        tap(page, f"[data-question]:not([hidden]) li:nth-child({answer}) a[data-go]")


def test_a_check_is_answered_and_its_letter_written(page: Page, real_site: Path) -> None:
    answer_this_call(page, real_site, (4, 1, 1, 1, 1, 1, 1))
    until(page, "document.querySelector('[data-outcome]:not([hidden]) [data-letter] [data-text]')")
    text = page.evaluate("document.querySelector('[data-outcome]:not([hidden]) [data-text]').textContent")
    assert "没有说明自己是谁" in text
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_log_takes_a_call(page: Page, real_site: Path) -> None:
    visit(page, real_site, "case-log")
    for box, value in (("on", "2026-11-03"), ("at", "23:10")):  # a picker, which the driver cannot work here
        page.evaluate(f"document.querySelector('form[data-add=call] [name={box}]').value = '{value}'")
    tap(page, "form[data-add=call] [type=submit]")
    until(page, "document.querySelector('[data-counts]').innerText.includes('23:10')")


def test_the_result_of_a_call_is_one_screen_with_its_deadline(page: Page, real_site: Path) -> None:
    answer_this_call(page, real_site, (2, 1, 2, 1, 1, 2, 1))
    until(page, "document.querySelector('[data-outcome]:not([hidden]) [data-copy-written]')")
    lowest = "document.querySelector('[data-outcome]:not([hidden]) [data-copy-written]').getBoundingClientRect().bottom"
    assert page.evaluate(lowest) <= WECHAT["height"]
    page.evaluate(
        "(() => { const day = document.querySelector('[data-outcome]:not([hidden]) [data-deadline] input');"
        " day.value = '2026-11-03'; day.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    until(page, "/11 月 18 日/.test(document.querySelector('[data-outcome]:not([hidden]) output').textContent)")
    tap(page, "[data-outcome]:not([hidden]) [data-copy-written]")
    until(
        page,
        "/复制好了|长按/.test(document.querySelector('[data-outcome]:not([hidden]) [data-copy-written]').textContent)",
    )


def test_a_letter_is_filled_in_and_copied(page: Page, real_site: Path) -> None:
    visit(page, real_site, "letters/complaint-lender")
    write(page, "#in-name", "张三")
    page.evaluate("document.querySelector('#in-facts').closest('details').querySelector('summary').click()")
    write(page, "#in-facts", "夜里打来")
    until(page, "/我叫张三/.test(document.querySelector('[data-text]').textContent)")
    assert "夜里打来" in page.evaluate("document.querySelector('[data-text]').textContent")
    tap(page, "[data-copy-letter]")
    until(page, "/复制好了|长按/.test(document.querySelector('[data-copy-letter]').textContent)")
    assert page.evaluate("document.documentElement.scrollWidth") <= WECHAT["width"]


def test_rows_of_a_letter_are_added(page: Page, real_site: Path) -> None:
    visit(page, real_site, "letters/worry-list")
    write(page, "[data-row] input", "还不上")
    tap(page, "[data-add-row]")
    write(page, "[data-row]:nth-of-type(2) input", "上门")
    until(page, "/1\\. 还不上\\n2\\. 上门/.test(document.querySelector('[data-text]').textContent)")


def test_the_page_for_a_relative_reads_and_copies(page: Page, real_site: Path) -> None:
    visit(page, real_site, "for-family")
    assert page.evaluate("document.documentElement.scrollWidth") <= WECHAT["width"]
    assert not page.evaluate("/欠款|逾期|催收|贷/.test(document.title)")
    tap(page, "[data-copy-words]")
    until(page, "/复制好了|长按/.test(document.querySelector('main').textContent)")
