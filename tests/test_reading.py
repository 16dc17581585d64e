"""What a reader does on the built site, in real Chromium, opened from the file system."""

import re
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
