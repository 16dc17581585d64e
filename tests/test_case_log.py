"""The log of calls and the page for a relative: what is counted, kept, handed over and wiped, and that nothing leaves."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PHONE, open_page
from playwright.sync_api import Browser, Page, expect
from waiting import on, until

from generator.tools.scripts import script_paths

CALL = "form[data-add=call]"


def add_call(
    page: Page, on: str, at: str, who: str = "某某小贷", to: str = "我", answered: str = "接通", said: str = ""
) -> None:
    page.fill(f"{CALL} [name=on]", on)
    page.fill(f"{CALL} [name=at]", at)
    page.fill(f"{CALL} [name=who]", who)
    page.fill(f"{CALL} [name=number]", "05120000000")
    page.check(f"{CALL} input[value={to}]")
    page.check(f"{CALL} input[value={answered}]")
    page.fill(f"{CALL} [name=said]", said)
    page.click(f"{CALL} [type=submit]")


def stored(page: Page) -> int:
    return int(page.evaluate("localStorage.length + sessionStorage.length"))


def test_calls_are_counted_by_day_and_caller_against_the_rules(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "case-log")
    for minute in range(3):
        add_call(page, "2026-11-03", f"10:0{minute}")
    assert "接通" not in page.inner_text("[data-counts]")
    add_call(page, "2026-11-03", "10:09")
    assert "2026-11-03 某某小贷：接通 4 次" in page.inner_text("[data-counts]")
    add_call(page, "2026-11-04", "22:40", to="家人朋友")
    counts = page.inner_text("[data-counts]")
    assert "2026-11-04 22:40：在 22:00 到次日 8:00 之间" in counts and "打给了家人朋友" in counts
    add_call(page, "2026-11-05", "22:00")
    add_call(page, "2026-11-05", "08:00")
    counts = page.inner_text("[data-counts]")
    assert "2026-11-05 22:00" in counts and "2026-11-05 08:00" not in counts
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_is_kept_unless_the_reader_wants_it_and_one_control_wipes_it(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "case-log")
    add_call(page, "2026-11-03", "10:00")
    assert stored(page) == 0
    page.reload()
    expect(page.locator("[data-rows-shown] li")).to_have_count(0)
    add_call(page, "2026-11-03", "10:00")
    page.check("[data-keep]")
    page.reload()
    expect(page.locator("[data-rows-shown] li")).to_have_count(1)
    page.click("[data-wipe]")
    expect(page.locator("[data-rows-shown] li")).to_have_count(0)
    assert stored(page) == 0


def test_leaving_quickly_wipes_what_was_kept(chromium: Browser, real_site: Path, serve: Callable[[Path], str]) -> None:
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page, address = context.new_page(), serve(real_site)
    context.route(lambda url: not url.startswith(address), lambda route: route.fulfill(body="elsewhere"))
    for start in ("/case-log/", "/about/"):
        page.goto(f"{address}/case-log/")
        add_call(page, "2026-11-03", "10:00")
        page.check("[data-keep]")
        page.goto(f"{address}{start}")
        page.click("[data-quick-exit]")
        page.wait_for_url("https://**")
        page.goto(f"{address}/case-log/")
        assert page.locator("[data-rows-shown] li").count() == 0 and stored(page) == 0
    context.close()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_is_exported_can_be_imported(page: Page, real_site: Path, tmp_path: Path, form: str) -> None:
    open_page(page, real_site, "case-log")
    add_call(page, "2026-11-03", "10:00", said='=他说"今天必须还", 否则上门')
    with page.expect_download() as download:
        page.click(f"[data-export={form}]")
    file = tmp_path / f"log.{form}"
    download.value.save_as(file)
    if form == "csv":
        assert "\"'=他说" in file.read_text("utf-8-sig"), "a spreadsheet must not run it"
    before = page.inner_text("[data-rows-shown]")
    page.click("[data-wipe]")
    page.set_input_files("[data-import]", file)
    expect(page.locator("[data-rows-shown] li")).to_have_count(1)
    assert page.inner_text("[data-rows-shown]") == before


HEADS = "种类,日期,时间,号码,自称或机构,打给谁,接没接,内容\r\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_that_a_spreadsheet_saved_again_is_read(
    page: Page, real_site: Path, tmp_path: Path, encoding: str
) -> None:
    open_page(page, real_site, "case-log")
    file = tmp_path / "log.csv"
    file.write_text(
        HEADS + '电话,2026/11/3,9:05,0512,某某小贷,我,接通,"一行\r\n又一行"\r\n,,,,,,,\r\n电话,昨天,,,,,,\r\n',
        encoding,
        newline="",
    )
    page.set_input_files("[data-import]", file)
    expect(page.locator("[data-told]")).to_contain_text("导入了 1 条。有 1 条认不出")
    shown = page.inner_text("[data-rows-shown] li")
    assert shown.startswith("2026-11-03 09:05") and "某某小贷" in shown and "又一行" in shown


@pytest.mark.parametrize("said", ["=1+1", "'=1+1", "-", "''@x", '他说"滚"', "<b>一\n二</b>", "+86 138"])
def test_any_words_survive_a_table(page: Page, real_site: Path, tmp_path: Path, said: str) -> None:
    open_page(page, real_site, "case-log")
    add_call(page, "2024-02-29", "23:59", said=said)
    with page.expect_download() as download:
        page.click("[data-export=csv]")
    download.value.save_as(tmp_path / "log.csv")
    before = page.text_content("[data-rows-shown] li")
    page.click("[data-wipe]")
    page.set_input_files("[data-import]", tmp_path / "log.csv")
    expect(page.locator("[data-rows-shown] li")).to_have_count(1)
    assert page.text_content("[data-rows-shown] li") == before


@pytest.mark.parametrize("refuses", ["getItem", "setItem"])
def test_a_browser_that_refuses_storage_is_told_of(page: Page, real_site: Path, refuses: str) -> None:
    page.add_init_script(f"Storage.prototype.{refuses} = () => {{ throw new DOMException('no', 'SecurityError'); }}")
    open_page(page, real_site, "case-log")
    add_call(page, "2026-11-03", "10:00")
    page.click("[data-keep]")
    expect(page.locator("[data-rows-shown] li")).to_have_count(1)
    if refuses == "setItem":
        assert not page.is_checked("[data-keep]")
        expect(page.locator("[data-told]")).to_contain_text("不让留")


def test_a_second_tab_neither_wipes_nor_hides_what_was_kept(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    context, address = chromium.new_context(viewport=PHONE), serve(real_site)  # type: ignore[arg-type]
    one, other = context.new_page(), context.new_page()
    for tab in (one, other):
        tab.goto(f"{address}/case-log/")
    add_call(one, "2026-11-03", "10:00")
    one.check("[data-keep]")
    add_call(other, "2026-11-04", "11:00")
    assert stored(one) == 1 and "2026-11-04" not in one.inner_text("[data-rows-shown]")
    other.reload()
    add_call(other, "2026-11-05", "12:00")
    expect(one.locator("[data-rows-shown] li")).to_have_count(2)
    other.click("[data-wipe]")
    expect(one.locator("[data-rows-shown] li")).to_have_count(0)
    assert stored(one) == 0
    context.close()


def test_a_file_of_nonsense_is_refused_in_words(page: Page, real_site: Path, tmp_path: Path) -> None:
    open_page(page, real_site, "case-log")
    for number, text in enumerate(("{", "[1, null, {}]", json.dumps([{"kind": "call", "on": "<img src=x>"}]))):
        file = tmp_path / f"{number}.json"
        file.write_text(text, "utf-8")
        page.set_input_files("[data-import]", file)
        expect(page.locator("[data-told]")).to_have_text("这个文件里没有能认出的记录。")


def test_calls_flow_into_the_letter_if_the_reader_says_so(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "case-log")
    add_call(page, "2026-11-03", "22:40", to="家人朋友", said="说出了金额")
    page.click("[data-write]")
    page.wait_for_url("**/letters/complaint-lender/**")
    expect(page.locator("[data-text]")).to_contain_text("11 月 3 日 22:40，某某小贷打给我的家人朋友，说出了金额。")
    assert stored(page) == 0, "what was handed over is gone once it is read"


def test_the_page_for_a_relative_names_no_debt_where_it_is_shared(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "for-family")
    html = (real_site / "for-family" / "index.html").read_text("utf-8")
    head = html.partition("</head>")[0]
    assert not any(word in head for word in ("催收", "欠", "债", "借", "贷", "逾期"))
    assert not any(word in page.title() for word in ("催收", "欠", "债"))
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.big li')).fontSize)") >= 20
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-copy-words]")
    until(lambda: "我没有转账" in page.evaluate("navigator.clipboard.readText()"), on(page))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture
def watched(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the addresses of everything it asks for."""
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield page, asked
    context.close()


def test_no_request_leaves_while_tools_are_used(
    watched: tuple[Page, list[str]], real_site: Path, serve: Callable[[Path], str]
) -> None:
    page, asked = watched
    address = serve(real_site)

    def used(path: str, use: Callable[[], None]) -> None:
        page.goto(f"{address}/{path}/", wait_until="networkidle")
        assert all(url.startswith(address) for url in asked)
        before, at = len(asked), page.url
        use()
        page.wait_for_timeout(200)
        assert asked[before:] == [] and page.url == at and page.evaluate("document.cookie") == "", path

    def calculate() -> None:
        page.fill("#in-received", "12000")
        page.fill("#in-payment", "1100")
        page.fill("#in-times", "12")
        page.click("form [type=submit]")

    def check() -> None:
        while page.locator("[data-question]:not([hidden])").count():
            page.locator("[data-question]:not([hidden]) a[data-go]").last.click()
        page.click("[data-outcome]:not([hidden]) [data-copy]")

    def write() -> None:
        page.fill("#in-name", "张三")
        page.click("[data-copy-letter]")

    used("calculators/real-apr", calculate)
    used("checks/this-call", check)
    used("letters/complaint-lender", write)
    used("case-log", lambda: add_call(page, "2026-11-03", "10:00"))
    assert stored(page) == 0


def test_pages_without_a_tool_load_nothing_of_tools(
    watched: tuple[Page, list[str]], real_site: Path, serve: Callable[[Path], str]
) -> None:
    page, asked = watched
    page.goto(f"{serve(real_site)}/concepts/interest-and-apr/", wait_until="networkidle")
    assert not any(name in url for url in asked for name in ("/tools-", "/calculator-", "/letter-", "/check-", "/log-"))


def test_scripts_of_tools_are_small(real_site: Path) -> None:
    for name in ("calculator", "letter", "check", "log", "relative"):
        assert len(gzip.compress((real_site / script_paths()[f"{name}.js"]).read_bytes())) <= 25_000
