"""How many taps and swipes a reader needs for an errand, and what is in hand at its end: `python benchmarks/errands.py SITE`.

From the home page, without search, at 360 × 572. Each step is a link that is tapped, or else a fold; a link in a fold costs
a tap more. The last column names what must then stand on the screen or be one swipe away: words to say or send, a form,
a number that dials. Prints a table in Markdown, and fails on an errand that cannot be completed.
"""

import shutil
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Locator, Page, sync_playwright

VIEW = {"width": 360, "height": 572}
SWIPE = 0.85 * VIEW["height"]


class Errand(NamedTuple):
    """What somebody wants, the links that are tapped for it, and what answers: its name and its selector."""

    wish: str
    taps: tuple[str, ...]
    in_hand: str
    answer: str


FORM = LETTER = "form.kb-tool input"
CHECK = "[data-question] a[data-go]"
ERRANDS = (
    Errand("他们打给我妈", ("家人朋友被骚扰", "要求停止联系家人"), "a letter", LETTER),
    Errand("律师函是真的吗", ("收到律师函或法院文书", "我是不是被起诉了"), "a check", CHECK),
    Errand("我到底付多少利息", ("利息", "真实年化"), "a calculator", FORM),
    Errand("写投诉信", ("想投诉", "写给放款机构的投诉信"), "a letter", LETTER),
    Errand("说要来村里", ("要上门", "有人上门怎么办"), "a number", "a[href='tel:110']"),
    Errand("我撑不住", (), "a number", "a[href='tel:12356']"),
    Errand("这号码是谁", ("刚接到自称催收的电话", "核实来电", "这个来电是不是骗子"), "a check", CHECK),
    Errand("还不上怎么谈", ("已经还不上了", "协商分期还款的申请"), "a letter", LETTER),
    Errand("征信多久消", ("征信", "逾期记录哪天消"), "a calculator", FORM),
    Errand("会坐牢吗", ("会坐牢吗",), "the answer", "h1:has-text('一般不会')"),
    Errand("一天几十个电话", ("这通电话",), "a check", CHECK),
    Errand("配偶的债", ("配偶的债",), "the answer", ".answer"),
    Errand("法院短信、传票", ("起诉、传票", "时效和期限"), "a calculator of days", FORM),
    Errand("法院要我答辩", ("起诉、传票", "答辩状"), "a letter", LETTER),
    Errand("记录通话", ("想投诉", "录音与资料保存", "来电和文书记录表"), "a log", "form[data-add] input"),
    Errand("收费帮停息挂账", ("想投诉", "远离“代理维权”"), "the answer", ".never"),
    Errand("免费征信报告", ("征信", "征信中心"), "the way in", "a[href^='https://']"),
    Errand("能打我单位吗", ("家人朋友被骚扰", "跟单位说明的话"), "a letter", LETTER),
    Errand("跟家里怎么说", ("家人朋友被骚扰", "发给家人的话"), "a letter", LETTER),
    Errand("要报警", ("求助",), "a number", "a[href='tel:110']"),
    Errand("投诉打哪个号", ("求助", "想投诉催收"), "a number", "a[href='tel:12378']"),
    Errand("做收支表", ("已经还不上了", "收支表"), "a calculator", FORM),
    Errand("回支付令", ("起诉、传票", "支付令异议书"), "a letter", LETTER),
    Errand("改征信里的错", ("征信", "征信异议申请"), "a letter", LETTER),
    Errand("睡不着，脑子停不下来", ("睡不着、撑不住", "担心清单"), "a list to write", FORM),
)


def main() -> None:
    """Run the errands and print what each took."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=VIEW)  # type: ignore[arg-type]
        page.set_default_timeout(120_000)
        found = [(errand, run(page, site, errand)) for errand in ERRANDS]
        browser.close()
    print("| what somebody wants | taps | swipes | in hand at the end |")
    print("| --- | ---: | ---: | --- |")
    for errand, (taps, swipes, seen) in found:
        print(f"| {errand.wish} | {taps} | {swipes} | {errand.in_hand if seen else 'NOTHING'} |")
    sys.exit(any(not seen for _, (*_, seen) in found))


def run(page: Page, site: Path, errand: Errand) -> tuple[int, int, bool]:
    """The taps and swipes of an errand, and whether its answer is seen at its end, at most one swipe away."""
    page.goto((site / "index.html").as_uri())
    taps = swipes = 0
    for words in errand.taps:
        link = page.locator("main a:not(.kb-term), .bar a", has_text=words).first
        leads = bool(link.count())
        if not leads:
            link = page.locator("summary", has_text=words).first
        if not link.count():
            return taps, swipes, False
        folds = link.locator("xpath=self::a/ancestor::details[not(@open)]")
        for fold in folds.all():
            swipes += brought(page, fold.locator("summary").first)
            fold.locator("summary").first.click()
            taps += 1
        swipes += brought(page, link)
        with page.expect_navigation() if leads else nullcontext():
            link.click()
        taps += 1
    boxes = [item.bounding_box() for item in page.locator(f"main :is({errand.answer})").all() if item.is_visible()]
    lowest = min((box["y"] + box["height"] for box in boxes if box), default=1e9)
    return taps, swipes + (lowest > VIEW["height"]), lowest <= VIEW["height"] + SWIPE


def brought(page: Page, target: Locator) -> int:
    """The swipes that bring a target onto the screen; it is there afterwards."""
    box = target.bounding_box()
    assert box, target
    swipes = max(0, -int(-(box["y"] + box["height"] - VIEW["height"]) // SWIPE))
    page.mouse.wheel(0, swipes * SWIPE)
    return swipes


if __name__ == "__main__":
    main()
