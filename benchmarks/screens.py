"""How many phone screens a page is, folded and unfolded, and what its first view weighs: `python benchmarks/screens.py SITE`.

Measured at 360 × 572, which is what WeChat leaves of a small phone. Prints a table in Markdown.
"""

import gzip
import shutil
import sys
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

VIEW = {"width": 360, "height": 572}
SECTIONS = (
    "concepts",
    "process",
    "effects",
    "strategies",
    "trends",
    "myths",
    "paths",
    "terms",
    "contacts",
    "sources",
    "checks",
    "letters",
    "calculators",
    "parameters",
    "topics",
)
LISTS = "lists"
"""The row of the pages above the sections: home, the lists, and what is written by hand."""
CARDS = SECTIONS[:7]
"""Those that begin with a card."""
CARD = (".answer", ".steps > li", ".never", ".act:not(.act--line)", ".hold")
"""What must stand on the first screen of an article without a card of help."""
_MEASURE = """(card) => {
  const high = () => document.documentElement.scrollHeight;
  const foot = document.querySelector(".foot").offsetHeight;
  const bottoms = [...document.querySelectorAll(card)].filter((e) => !e.closest(".qs, .paper-only, .side"))
    .filter((e) => e.offsetParent).map((e) => e.getBoundingClientRect().bottom);
  const folded = high() - foot;
  const title = document.querySelector("h1").getBoundingClientRect().bottom;
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  return { folded, open: high() - foot, title, card: Math.max(...bottoms), high: Boolean(document.querySelector(".pair")) };
}"""


def main() -> None:
    """Measure the pages of each kind and print medians and the worst."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=VIEW)  # type: ignore[arg-type]
        rows = {
            section: [measured(page, file, site) for file in files(site, section)] for section in (*SECTIONS, LISTS)
        }
        browser.close()
    print(
        "| kind | pages | screens, median | longest | which | all unfolded, median | card within the first screen "
        "| weight, KB gzipped, median |"
    )
    print("| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |")
    for section, found in rows.items():
        if found:
            print(row(section, found))
    over = [(found["name"], round(found["card"])) for name in CARDS for found in rows[name] if not fits(found)]
    print(f"\nCards that end below the first screen: {over or 'none'}")


def files(site: Path, section: str) -> list[Path]:
    """The pages of a section, without its index; for `LISTS` the pages above."""
    return sorted(
        [site / "index.html", *site.glob("*/index.html")] if section == LISTS else (site / section).glob("*/index.html")
    )


def measured(page: Page, file: Path, site: Path) -> dict[str, Any]:
    """The heights of a page in pixels, and its weight in bytes."""
    page.goto(file.as_uri())
    found: dict[str, Any] = page.evaluate(_MEASURE, ", ".join(CARD))
    own = (
        file,
        *(site / "assets").glob("hashed/site-*.js"),
        site / "assets/images/mark.svg",
    )
    weight = sum(len(gzip.compress(each.read_bytes(), 9)) for each in own)
    return {**found, "name": file.parent.relative_to(site).as_posix(), "weight": weight}


def fits(found: dict[str, Any]) -> bool:
    """Whether the title, and the whole card where no help stands in it, are on the first screen."""
    return float(found["title"] if found["high"] else found["card"]) <= VIEW["height"]


def row(section: str, found: list[dict[str, Any]]) -> str:
    """One line of the table."""
    folded = [each["folded"] / VIEW["height"] for each in found]
    opened = [each["open"] / VIEW["height"] for each in found]
    inside = f"{sum(map(fits, found))} of {len(found)}" if section in CARDS else "–"
    worst = max(found, key=lambda each: float(each["folded"]))["name"]
    weight = median(each["weight"] for each in found) / 1000
    return (
        f"| {section} | {len(found)} | {median(folded):.1f} | {max(folded):.1f} | {worst} | {median(opened):.1f} "
        f"| {inside} | {weight:.0f} |"
    )


if __name__ == "__main__":
    main()
