"""How many taps a reader needs for an errand, and whether its answer stands on the screen: `python benchmarks/errands.py SITE`.

From the home page, without search, at 360 × 572. Each step is what is tapped; the last line says what must then be
visible without scrolling further than the page itself brings it. Prints a table in Markdown, and fails on an errand
that leads nowhere.
"""

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

VIEW = {"width": 360, "height": 572}


class Errand(NamedTuple):
    """What somebody wants, the links that are tapped for it, and the selector of what answers."""

    wish: str
    taps: tuple[str, ...]
    answer: str


NOW, STEPS = ".first", ".steps li"
ERRANDS = (
    Errand("我撑不住了", (), "a[href='tel:12356']"),
    Errand("他们打给我妈", ("家人朋友被骚扰",), NOW),
    Errand("律师函是真的吗", ("收到律师函或法院文书",), NOW),
    Errand("说要上门", ("要上门",), STEPS),
    Errand("会坐牢吗", ("会坐牢吗",), "h1:has-text('一般不会')"),
    Errand("要起诉我", ("起诉、传票",), STEPS),
    Errand("征信怎么办", ("征信",), STEPS),
    Errand("利息多少", ("利息",), STEPS),
    Errand("配偶的债", ("配偶的债",), STEPS),
    Errand("刚才那通电话越界了吗", ("这通电话",), "[data-question] h2"),
    Errand("已经还不上了", ("已经还不上了",), NOW),
    Errand("想投诉", ("想投诉",), NOW),
    Errand("要报警", ("求助",), "a[href='tel:110']"),
    Errand("分不清是不是诈骗，打给谁", ("求助", "像诈骗"), "a[href='tel:96110']"),
    Errand("投诉打哪个号", ("求助", "想投诉"), "a[href='tel:12378']"),
)


def main() -> None:
    """Run the errands and print how many taps each took."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=VIEW)  # type: ignore[arg-type]
        found = [(errand, run(page, site, errand)) for errand in ERRANDS]
        browser.close()
    print("| what somebody wants | taps | screens scrolled on the way | the answer is on the screen |")
    print("| --- | ---: | ---: | --- |")
    for errand, (scrolled, seen) in found:
        print(f"| {errand.wish} | {len(errand.taps)} | {scrolled:.1f} | {'yes' if seen else 'NO'} |")
    sys.exit(any(not seen for _, (_, seen) in found))


def run(page: Page, site: Path, errand: Errand) -> tuple[float, bool]:
    """How far an errand scrolls, in screens, and whether its answer is seen at its end."""
    page.goto((site / "index.html").as_uri())
    scrolled = 0.0
    for words in errand.taps:
        link = page.locator("a", has_text=words).first
        box = link.bounding_box()
        assert box, words
        scrolled += max(box["y"] + box["height"] - VIEW["height"], 0) / VIEW["height"]
        link.click()
    page.wait_for_timeout(150)
    boxes = [item.bounding_box() for item in page.locator(f"main {errand.answer}").all()]
    return scrolled, any(box and box["y"] >= 0 and box["y"] + box["height"] <= VIEW["height"] for box in boxes)


if __name__ == "__main__":
    main()
