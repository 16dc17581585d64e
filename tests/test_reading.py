"""What a reader does on the built site, in real Chromium, opened from the file system."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from conftest import PHONE, open_page
from playwright.sync_api import Browser, Page, Route, expect
from waiting import on, until

WECHAT = {"width": 360, "height": 572}
"""What WeChat leaves of a small phone."""


def on_first_screen(page: Page, *selectors: str) -> None:
    """Every one of these is there, and whole, before anybody scrolls."""
    page.set_viewport_size(WECHAT)  # type: ignore[arg-type]
    for selector in selectors:
        box = page.locator(selector).first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= WECHAT["height"], selector


def test_home_shows_the_one_thing_help_search_and_doors_at_once(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    expect(page.locator(".hold")).to_have_attribute("href", "tel:12356")
    on_first_screen(page, "h1", ".act", ".hold", ".find input", ".doors li:last-child")
    expect(page.locator("main .act")).to_have_count(1)
    assert page.locator(".doors a").all_inner_texts() == [
        "要上门",
        "起诉、传票",
        "会坐牢吗",
        "征信",
        "利息",
        "配偶的债",
    ]
    expect(page.locator(".rows").first.locator("li")).to_have_count(7)


def test_an_article_opens_with_answer_steps_and_one_call(page: Page, real_site: Path) -> None:
    for address in ("process/collection-call", "concepts/overdue", "strategies/complain", "myths/jail-for-overdue"):
        open_page(page, real_site, address)
        on_first_screen(page, "h1", ".answer", ".steps > li:last-child", ".never", ".act", ".hold")
        folds = page.locator(".qs details")
        assert page.locator(".qs details[open]").count() == 0
        assert "来源" in folds.last.inner_text(), "sources are last"
        assert page.locator(".rel dt").count() <= 3 and page.locator(".rel a").count() <= 9


def test_where_help_stands_first_the_title_is_still_on_the_screen(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "effects/despair")
    on_first_screen(page, "h1", ".answer", "a[href='tel:12356']", "a[href='tel:110']", "a[href='tel:120']")


def test_a_link_into_a_fold_opens_it(page: Page, real_site: Path) -> None:
    for anchor in ("turn-to", "sources", "cite-3"):
        page.goto((real_site / "process/collection-call/index.html").as_uri() + f"#{anchor}")
        target = page.locator(f"#{anchor}")
        expect(target).to_be_visible()
        box = target.bounding_box()
        assert box and 48 <= box["y"] < PHONE["height"], anchor


def test_a_law_of_many_clauses_is_folded_and_a_link_opens_its_clause(page: Page, real_site: Path) -> None:
    page.set_viewport_size(WECHAT)  # type: ignore[arg-type]
    open_page(page, real_site, "sources/civil-procedure-law")
    assert page.evaluate("document.documentElement.scrollHeight") <= 12.5 * WECHAT["height"]
    page.goto((real_site / "sources/civil-procedure-law/index.html").as_uri() + "#c-85")
    page.reload()
    expect(page.locator("#c-85 blockquote")).to_be_visible()
    expect(page.locator("#c-128 blockquote")).to_be_hidden()


def test_wide_screens_have_the_numbers_beside_short_pages(page: Page, real_site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for address in ("terms/past-due", "sources/civil-code", "strategies", "topics/court", "checks/this-call", ""):
        open_page(page, real_site, address)
        beside, main = (page.locator(place).bounding_box() for place in (".side", ".col"))
        assert beside and main and beside["x"] >= main["x"] + 600 and beside["y"] < 200
        expect(page.locator(".side a[href='tel:12356']")).to_be_visible()
    open_page(page, real_site, "for-family")
    expect(page.locator(".side")).to_have_count(0)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    open_page(page, real_site, "terms/past-due")
    expect(page.locator(".side")).to_be_hidden()


def test_every_page_of_the_base_says_what_changed_last(page: Page, real_site: Path) -> None:
    for address in ("concepts/fenfu", "letters/worry-list", "sources/civil-code", "terms/past-due"):
        open_page(page, real_site, address)
        assert "上次改动：" in page.locator(".meta").first.inner_text()


def test_the_help_page_calls_whoever_is_needed(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "contacts")
    on_first_screen(page, "a[href='tel:12356']", "a[href='tel:110']", "a[href='tel:120']")
    for call in page.locator("main a[href^='tel:']").all():
        assert re.search(r"拨打 .*\D", call.get_attribute("aria-label") or ""), "words for a screen reader"
    assert page.locator(".qs h2").first.inner_text().startswith("想找人说话")
    page.get_by_role("heading", name="分不清是不是诈骗").click()
    expect(page.locator("a.no[href='tel:96110']")).to_be_in_viewport()
    page.get_by_role("link", name="换一个").click()
    expect(page.locator("#talk a.no[href='tel:400-161-9995']")).to_be_in_viewport()


def test_every_number_that_calls_says_in_words_whom(real_site: Path) -> None:
    for path in sorted(real_site.rglob("index.html")):
        for link in re.findall(r"<a\b[^>]*href=\"tel:[^>]*>", path.read_text("utf-8")):
            assert re.search(r'aria-label="[^"]*[\u4e00-\u9fff]{2}', link), (path, link)


def test_order_is_the_readers(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "process")
    titles = page.locator(".rows b").all_inner_texts()
    assert titles.index("催收前的准备") < titles.index("一通催收电话的流程") < titles.index("催收后的跟进")
    open_page(page, real_site, "terms")
    letters = page.locator("main h2").all_inner_texts()
    assert letters == sorted(letters) and {"Z", "C"} <= set(letters)


def test_no_two_pages_share_a_title(real_site: Path) -> None:
    titles: dict[str, Path] = {}
    for path in sorted(real_site.rglob("index.html")):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in text:
            title = text.partition("<title>")[2].partition("</title>")[0]
            assert title not in titles, (path, titles[title])
            titles[title] = path


def test_nothing_is_wider_than_a_phone(page: Page, real_site: Path) -> None:
    for address in (
        "",
        "concepts/fenfu",
        "process/legal-basis",
        "sources/civil-code",
        "contacts",
        "unverified",
        "search",
    ):
        open_page(page, real_site, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_a_reader_searches_a_word_and_reads_the_article(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("分付")
    first = page.locator("main ol#search-results > li > a").first
    expect(first).to_contain_text("分付")
    first.click()
    expect(page.locator("h1")).to_contain_text("分付")
    expect(page.locator(".answer").first).not_to_be_empty()


def test_a_citation_opens_at_the_foot_of_the_screen_and_closes(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "process/contact-hours-frequency")
    page.locator("[data-all]").click()
    citation = page.locator(".qs a.kb-cite").first
    citation.focus()
    page.keyboard.press("Enter")
    note = page.locator(".sheet")
    expect(note).to_be_focused()
    expect(note).to_contain_text("GB/T 45251")
    expect(citation).to_have_attribute("aria-expanded", "true")
    page.set_viewport_size({"width": 700, "height": 360})
    for part in (note, note.get_by_role("button", name="关上")):
        box = part.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 700 and box["y"] + box["height"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    page.emulate_media(media="print")
    expect(note).to_be_hidden()
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(citation).to_be_focused()
    citation.click()
    page.locator("h1").click()
    expect(note).to_have_count(0)


def test_the_number_of_a_source_is_large_enough_for_a_finger(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "process/contact-hours-frequency")
    page.locator("[data-all]").click()
    for citation in page.locator(".qs a.kb-cite").all()[:10]:
        size = citation.evaluate(
            "a => { const s = getComputedStyle(a, '::after'); return [s.width, s.height].map(parseFloat) }"
        )
        assert min(size) >= 24, size
    said = page.locator(".qs").inner_text()
    assert "[1" not in said and said.count("待核对官方原文") <= page.locator(".notes > li").count()


def test_a_term_shows_its_definition(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.locator("[data-all]").click()
    term = page.locator("a.kb-term").first
    tip = term.get_attribute("data-tip")
    term.click()
    assert tip
    expect(page.locator(".sheet")).to_contain_text(tip)


def test_quick_exit_leaves_and_back_does_not_return(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.route(re.compile("^https?://"), lambda route: route.fulfill(body="elsewhere"))
    for leave in ("click", "keys"):
        page = context.new_page()
        page.goto((real_site / "concepts/fenfu/index.html").as_uri())
        if leave == "click":
            page.locator("[data-quick-exit]").click()
        else:
            for _ in range(3):
                page.keyboard.press("Escape")
        page.wait_for_url(re.compile("^https?://"))
        assert page.evaluate("history.length") <= 2
        page.close()
    context.close()


def test_an_escape_that_is_meant_for_something_else_does_not_leave(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    for extra in ("isComposing: true, keyCode: 229", "repeat: true"):
        for _ in range(4):
            page.evaluate(f"dispatchEvent(new KeyboardEvent('keydown', {{key: 'Escape', {extra}}}))")
    page.wait_for_timeout(200)
    expect(page).to_have_url(re.compile("concepts/overdue"))


def test_the_page_is_copied_as_text_and_saved_as_a_picture(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, permissions=["clipboard-read"])  # type: ignore[arg-type]
    page = context.new_page()
    open_page(page, real_site, "process/collection-call")
    page.get_by_role("button", name="复制要点").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("一通催收电话的流程\n") and "1. 拿笔" in text and "5. " in text and "· 不转账" in text
    assert "12356" in text and "核对" in text
    page.get_by_role("button", name="存成图片").click()
    picture = page.locator(".sheet img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 720
    assert picture.get_attribute("alt").startswith("一通催收电话的流程")  # type: ignore[union-attr]
    context.close()


def test_a_letter_is_copied_line_by_line(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, permissions=["clipboard-read"])  # type: ignore[arg-type]
    page = context.new_page()
    open_page(page, real_site, "strategies/complain")
    page.locator("[data-all]").click()
    page.get_by_role("button", name="复制", exact=True).first.click()
    until(lambda: len(page.evaluate("navigator.clipboard.readText()").strip().split("\n")) >= 4, on(page))
    context.close()


def test_reading_needs_no_script(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((real_site / "concepts/fenfu/index.html").as_uri())
    expect(page.locator("h1")).to_contain_text("分付")
    page.locator("summary").nth(1).click()
    citation = page.locator(".qs a.kb-cite").first.get_attribute("href")
    assert citation and page.locator(f'[id="{citation[1:]}"]').is_visible()
    for button in page.locator("main button").all():
        expect(button).to_be_hidden()
    context.close()


ARTICLES = ("concepts/overdue", "process/what-is-illegal", "effects/despair", "strategies/call-script")


def test_an_article_costs_little_and_asks_nobody_else(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    base = serve(real_site)
    for address in ARTICLES:
        context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))  # type: ignore[misc]
        page.goto(f"{base}/{address}/", wait_until="networkidle")
        context.close()
        assert all(url.startswith(base) for url in asked)
        assert not [url for url in asked if url.endswith((".woff", ".woff2", ".ttf"))]
        files = [real_site / (url.removeprefix(base).strip("/") or "index.html") for url in asked]
        files = [file / "index.html" if file.is_dir() else file for file in files]
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 35_000, address


STYLED = (
    "getComputedStyle(document.body).marginTop === '0px' && getComputedStyle(document.querySelector('.bar')).position"
)


def test_the_style_comes_with_the_page_and_no_other_is_let_in(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(serve(real_site) + "/concepts/overdue/", wait_until="load")
    assert page.evaluate(STYLED) == "sticky"
    assert not [url for url in asked if url.endswith(".css")]
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'body { margin: 9px }'}))"
    )
    assert page.evaluate(STYLED) == "sticky"
    page.close()


def test_where_a_server_refuses_the_style_in_the_page_it_comes_as_a_file(
    chromium: Browser, real_site: Path, serve: Callable[[Path], str]
) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": "style-src 'self'"})

    page.route("**/concepts/overdue/", strict)
    page.goto(serve(real_site) + "/concepts/overdue/", wait_until="load")
    expect(page.locator(".bar")).to_have_css("position", "sticky")
    page.close()


def test_nothing_moves_while_a_page_loads(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("", *ARTICLES):
        open_page(page, real_site, address)
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") < 0.01, address
    context.close()


def test_text_of_double_size_fits_the_phone(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for address in ("", "search", "contacts", *ARTICLES):
        open_page(page, real_site, address)
        page.add_style_tag(content="html { font-size: 250% }")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        expect(page.locator("[data-quick-exit]")).to_be_in_viewport()
    context.close()


def test_a_page_prints_as_one_card(page: Page, real_site: Path) -> None:
    for address in ("process/collection-call", "strategies/complain", "effects/despair", "paths/just-got-a-call"):
        open_page(page, real_site, address)
        pdf = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, address
    open_page(page, real_site, "process/collection-call")
    page.emulate_media(media="print")
    for chrome in (".bar nav", ".foot", ".side", ".rel", ".qs"):
        expect(page.locator(chrome).first).to_be_hidden()
    for part in (".brand", "h1", ".steps", ".never", ".p-list", ".p-small", ".meta"):
        expect(page.locator(part).first).to_be_visible()


def test_the_keyboard_reaches_everything_in_order(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    open_page(page, real_site, "concepts/overdue")
    names = []
    for _ in range(10):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        names.append(focused.inner_text())
        outline = focused.evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline != "none", names[-1]
    assert names[1:5] == ["接到催收以后", "搜索", "求助", "离开"]


def test_boxes_keep_their_borders_in_forced_colours(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, forced_colors="active")  # type: ignore[arg-type]
    page = context.new_page()
    open_page(page, real_site, "effects/despair")
    for box in (".act", ".act--red", ".say, .chip, .copy, details"):
        assert page.locator(box).first.evaluate("box => getComputedStyle(box).borderTopStyle") == "solid"
    context.close()


def test_the_map_is_a_table_of_links_that_stacks_on_a_phone(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "map")
    row = page.locator("table tbody tr").first
    assert row.locator("a").count() >= 3
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    cells = row.locator("td")
    assert cells.nth(0).bounding_box()["y"] < cells.nth(1).bounding_box()["y"]  # type: ignore[index]


def test_a_table_says_on_a_phone_which_column_a_cell_is_of(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/products-compared")
    page.locator("[data-all]").click()
    cell = page.locator("table.stack:not(.stack--two) td").first
    said = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert str(cell.get_attribute("data-l")) in said
    expect(page.get_by_role("rowheader").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_every_page_is_three_clicks_from_home(real_site: Path) -> None:
    link = re.compile(r'<a\b[^>]*?href="([^"#?]*)')
    steps = {(real_site / "index.html").resolve(): 0}
    waiting = list(steps)
    while waiting:
        here = waiting.pop(0)
        for href in link.findall(here.read_text("utf-8")):
            there = (here.parent / href).resolve()
            there = there / "index.html" if there.is_dir() else there
            if there.suffix == ".html" and there.exists() and there not in steps:
                steps[there] = steps[here] + 1
                waiting.append(there)
    pages = {path.resolve() for path in real_site.rglob("index.html")}
    assert pages <= steps.keys()
    assert max(steps[path] for path in pages) <= 3
