"""Screenshots of every kind of page at three widths, light and dark, and in print, on one contact sheet.

`make screenshots` builds the site and writes build/screenshots/: one PNG a picture and `index.html` to look through
them. With `--readme`, the picture of the README is made anew.
"""

import argparse
import shutil
from base64 import b64encode
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "screenshots"
PAGES = (
    "",
    "search/?q=分付客服催收电话是多少",
    "concepts/fenfu",
    "process/collection-call",
    "process/third-party-contact",
    "effects/despair",
    "strategies/complain",
    "trends/regulation-outlook",
    "myths/jail-for-overdue",
    "paths/cannot-cope",
    "terms/past-due",
    "terms",
    "strategies",
    "contacts",
    "sources/civil-code",
    "topics",
    "topics/calls",
    "process",
    "contacts/psych-hotline-12356",
    "unverified",
    "map",
    "about",
    "checks/this-call",
    "letters/complaint-lender",
    "calculators/real-apr",
    "case-log",
    "for-family",
    "privacy",
)
PRINTED = (
    "concepts/fenfu",
    "process/collection-call",
    "strategies/complain",
    "paths/cannot-cope",
    "letters/complaint-lender",
    "contacts",
    "checks/this-call",
)
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
TALLEST = 2400
"""Longer pages are cut here; what follows is more of the same."""


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readme", action="store_true", help="only make docs/images/phone.png")
    only_readme = parser.parse_args().readme
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        if only_readme:
            readme(browser)
        else:
            sheet(browser)
        browser.close()


def address(page: str) -> str:
    """The file of a page, with its query."""
    name, _, query = page.partition("?")
    return (ROOT / "site" / name / "index.html").as_uri() + (f"?{query}" if query else "")


def sheet(browser: Browser) -> None:
    """All pictures and the sheet that shows them."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    names = [picture(browser, page, width, scheme) for page, width, scheme in product(PAGES, WIDTHS, SCHEMES)]
    names += [printed(browser, page) for page in PRINTED]
    images = "".join(
        f'<figure><img src="{name}" loading="lazy"><figcaption>{name}</figcaption></figure>' for name in names
    )
    style = "body{display:flex;flex-wrap:wrap;gap:12px;font:12px sans-serif}img{width:260px;border:1px solid #999}figure{margin:0}"
    (FOLDER / "index.html").write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{images}", "utf-8")
    print(f"{len(names)} pictures: {FOLDER / 'index.html'}")


def picture(browser: Browser, page: str, width: int, scheme: str) -> str:
    """One page at one width and scheme; the name of its file."""
    name = f"{page.partition('?')[0].strip('/').replace('/', '-') or 'home'}-{width}-{scheme}.png"
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    tab.goto(address(page))
    tab.wait_for_timeout(500 if "?" in page else 50)
    height = min(TALLEST, int(tab.evaluate("document.documentElement.scrollHeight")))
    tab.screenshot(path=FOLDER / name, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    tab.close()
    return name


def printed(browser: Browser, page: str) -> str:
    """A page as it prints, at the width of a sheet of paper."""
    name = f"{page.replace('/', '-')}-print.png"
    tab = browser.new_page(viewport={"width": 794, "height": 1123})
    tab.goto(address(page))
    tab.emulate_media(media="print")
    tab.screenshot(path=FOLDER / name, full_page=True)
    tab.close()
    return name


def readme(browser: Browser) -> None:
    """Home, an article and a search side by side, as on three phones."""
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    shots = []
    for page in ("", "process/collection-call", "search/?q=崔收打我爸妈"):
        tab = browser.new_page(viewport={"width": 360, "height": 680}, device_scale_factor=1.5)
        tab.goto(address(page))
        tab.wait_for_timeout(700)
        shots.append(b64encode(tab.screenshot()).decode())
        tab.close()
    frames = "".join(
        f'<img src="data:image/png;base64,{shot}" width="360" height="680" style="border:1px solid #bbb;border-radius:14px">'
        for shot in shots
    )
    sheet = browser.new_page(viewport={"width": 1140, "height": 712}, device_scale_factor=1.5)
    sheet.set_content(f'<body style="margin:16px;display:flex;gap:12px;background:#eee">{frames}</body>')
    sheet.wait_for_timeout(300)
    sheet.screenshot(path=folder / "phone.png")
    sheet.close()


if __name__ == "__main__":
    main()
