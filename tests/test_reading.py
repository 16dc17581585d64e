"""What a reader does on the built site, in real Chromium, opened from the file system."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from conftest import PHONE, open_page
from playwright.sync_api import Browser, Page, expect


def test_home_shows_help_search_and_situations_at_once(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "")
    crisis = page.locator(".kb-crisis a").first
    expect(crisis).to_have_attribute("href", "tel:12356")
    for part in (crisis, page.get_by_role("searchbox")):
        box = part.bounding_box()
        assert box and box["y"] + box["height"] < PHONE["height"], "visible without scrolling"
    expect(page.locator(".kb-cards").first.locator("li")).to_have_count(7)


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
    expect(page.locator(".kb-answer").first).not_to_be_empty()


def test_a_citation_opens_in_place_and_closes_by_keyboard(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "process/contact-hours-frequency")
    citation = page.locator("a.kb-cite").first
    citation.focus()
    page.keyboard.press("Enter")
    note = page.locator(".kb-note")
    expect(note).to_be_visible()
    expect(note).to_contain_text("GB/T 45251")
    expect(citation).to_have_attribute("aria-expanded", "true")
    box = note.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(citation).to_be_focused()


def test_a_term_shows_its_definition(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    term = page.locator("a.kb-term").first
    tip = term.get_attribute("data-tip")
    term.click()
    assert tip
    expect(page.locator(".kb-note")).to_contain_text(tip)


def test_help_stands_before_everything_on_a_distress_page(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "effects/despair")
    first = page.locator("article > *").first
    expect(first).to_have_class(re.compile("kb-help"))
    expect(first.locator("a").first).to_have_attribute("href", "tel:12356")
    assert page.locator(".kb-help").bounding_box()["y"] < page.locator("h1").bounding_box()["y"]  # type: ignore[index]


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


def test_reading_needs_no_script(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((real_site / "concepts/fenfu/index.html").as_uri())
    expect(page.locator("h1")).to_contain_text("分付")
    citation = page.locator("a.kb-cite").first.get_attribute("href")
    assert citation and page.locator(f'[id="{citation[1:]}"]').is_visible()
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
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 50_000, address


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


def test_a_page_prints_as_a_hand_out(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "process/payment-order")
    page.emulate_media(media="print")
    for chrome in (".kb-header", ".kb-tabs", ".kb-toc"):
        expect(page.locator(chrome).first).to_be_hidden()
    sources = page.locator(".kb-sources")
    expect(sources).to_be_visible()
    written = sources.locator("a[href^=http]").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert "http" in written, "addresses are written out on paper"
    expect(page.locator(".kb-do")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_the_keyboard_reaches_everything_in_order(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "concepts/overdue")
    page.keyboard.press("Tab")
    skip = page.locator(".kb-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#kb-main")).to_be_focused()
    open_page(page, real_site, "concepts/overdue")
    names = []
    for _ in range(10):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        names.append(focused.inner_text())
        outline = focused.evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline != "none", names[-1]
    assert names[1:10] == ["接到催收以后", "搜索", "快速离开", "处境", "概念", "流程", "心理", "应对", "求助"]


def test_boxes_keep_their_borders_in_forced_colours(chromium: Browser, real_site: Path) -> None:
    context = chromium.new_context(viewport=PHONE, forced_colors="active")  # type: ignore[arg-type]
    page = context.new_page()
    open_page(page, real_site, "effects/despair")
    for box in (".kb-help", ".kb-do"):
        assert page.locator(box).first.evaluate("box => getComputedStyle(box).borderTopStyle") == "solid"
    context.close()


def test_pictures_say_in_words_what_they_show(page: Page, real_site: Path) -> None:
    for address, words in (
        ("process/overdue-timeline", "还款日"),
        ("process/third-party-contact", "本人"),
        ("map", ""),
    ):
        open_page(page, real_site, address)
        picture = page.locator("article svg[role=img]").first
        expect(picture).to_be_visible()
        assert picture.get_attribute("aria-label") or picture.locator("title").count()
        box = picture.bounding_box()
        assert box and box["width"] <= PHONE["width"]
        assert words in page.locator("article").inner_text()


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
