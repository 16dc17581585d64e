"""Checks and letters as readers use them: every answer walked, every letter filled in, nothing kept and nothing sent."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import DAY, PHONE, ROOT, open_page, real_base
from playwright.sync_api import Browser, Page, expect

from generator.content_types.check import Check
from generator.content_types.letter import Letter
from generator.entry import Entry
from generator.examining import examine
from generator.reading.disk import read_files
from generator.reading.files import read
from generator.reviewing.comparing import compare
from generator.tools.trees import Walk, circle, findings_of, longest, outcome_of, reached, walks

EntryT = TypeVar("EntryT", bound=Entry)


def real(kind: type[EntryT]) -> list[EntryT]:
    """The real entries of a type, without drafts."""
    folder = f"content/{kind.section}/"
    found = (read(path, data)[0] for path, data in sorted(read_files(ROOT).items()) if path.startswith(folder))
    return [each.entry for each in found if each and isinstance(each.entry, kind) and each.entry.status != "draft"]


CHECKS, LETTERS = real(Check), real(Letter)
PLACES = {id(a): place for check in CHECKS for asked in check.tree for place, a in enumerate(asked.answers)}
"""The place of each answer among those of its question."""
OPEN = "[data-question]:not([hidden]), [data-outcome]:not([hidden])"


def give(page: Page, walk: Walk) -> None:
    """Answer as a reader does."""
    for question, answer in walk:
        shown = page.locator(f'[data-question="{question}"]')
        expect(shown).to_be_visible()
        shown.locator("a[data-go]").nth(PLACES[id(answer)]).click()


WALK = """(walk) => {
  for (const [question, place] of walk) {
    const shown = document.querySelector(`[data-question="${question}"]`);
    if (!shown.checkVisibility()) return {lost: question};
    shown.querySelectorAll('a[data-go]')[place].click();
  }
  const open = [...document.querySelectorAll('[data-question], [data-outcome]')].filter((part) => !part.hidden);
  const end = open[0], text = end.querySelector('[data-text]');
  const seen = {
    open: open.map((part) => part.dataset.outcome), visible: end.checkVisibility(),
    findings: [...end.querySelectorAll('[data-finding]')].map((item) => item.dataset.finding),
    asksForFacts: Boolean(end.querySelector('[data-letter] textarea[name="facts"]')),
    letter: text ? text.textContent : '', width: document.documentElement.scrollWidth,
  };
  end.querySelector('[data-again]').click();
  return seen;
}"""
"""Answers as a reader does, tells what is shown at the end, and begins again: there are too many ways for the mouse."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_way_through_a_check_ends_at_its_outcome(page: Page, real_site: Path, check: Check) -> None:
    open_page(page, real_site, f"checks/{check.id}")
    address, ways = page.url, [*walks(check)]
    taps = [[(question, PLACES[id(answer)]) for question, answer in walk] for walk in ways]
    for walk, seen in zip(ways, page.evaluate(f"(walks) => walks.map({WALK})", taps), strict=True):
        assert seen.get("open") == [outcome_of(check, walk).id] and seen["visible"], (walk, seen)
        found = findings_of(walk)
        assert sorted(seen["findings"]) == sorted(found)
        facts = [finding.fact for finding in check.findings if finding.id in found and finding.fact]
        assert not seen["asksForFacts"] or all(fact in seen["letter"] for fact in facts)
        assert seen["width"] <= 360
    assert page.url == address and page.evaluate("history.length") == 2
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_the_longest_way_is_gone_with_the_finger(page: Page, real_site: Path, check: Check) -> None:
    open_page(page, real_site, f"checks/{check.id}")
    walk = max(walks(check), key=len)
    give(page, walk)
    expect(page.locator(OPEN)).to_have_count(1)
    outcome = page.locator(f'[data-outcome="{outcome_of(check, walk).id}"]')
    expect(outcome).to_be_visible()
    outcome.locator("[data-again]").click()
    expect(page.locator(f'[data-question="{check.start}"]')).to_be_visible()


def test_the_ways_use_every_answer_and_none_is_longer_than_said() -> None:
    for check in CHECKS:
        used = {(question, answer.say) for walk in walks(check) for question, answer in walk}
        assert used == {(question.id, answer.say) for question in check.tree for answer in question.answers}
        assert max(map(len, walks(check))) <= longest(check)
        assert not circle(check) and reached(check) >= {outcome.id for outcome in check.outcomes}


def test_this_call_takes_at_most_seven_taps() -> None:
    (call,) = (check for check in CHECKS if check.id == "this-call")
    assert longest(call) <= 7


def test_a_way_back_takes_the_last_answer_away(page: Page, real_site: Path) -> None:
    check = next(check for check in CHECKS if check.id == "this-call")
    walk = max(walks(check), key=len)
    open_page(page, real_site, "checks/this-call")
    give(page, walk[:2])
    page.click("[data-back]")
    expect(page.locator(f'[data-question="{walk[1][0]}"]')).to_be_visible()
    page.click("[data-back]")
    expect(page.locator(f'[data-question="{walk[0][0]}"]')).to_be_visible()
    expect(page.locator("[data-back]")).to_be_hidden()


def test_a_deadline_is_counted_from_the_day_the_reader_gives(page: Page, real_site: Path) -> None:
    check = next(check for check in CHECKS if check.id == "this-call")
    walk = next(walk for walk in walks(check) if any("payment-order" in answer.finds for _, answer in walk))
    open_page(page, real_site, "checks/this-call")
    give(page, walk)
    deadline = page.locator("[data-outcome]:not([hidden]) [data-deadline]")
    deadline.locator("input").fill("2026-11-03")
    expect(deadline.locator("output")).to_have_text("2026 年 11 月 18 日（星期三）")


def test_what_crosses_a_line_names_its_rule_first() -> None:
    crossed = [found for check in CHECKS for found in check.findings if found.kind == "crossed"]
    assert crossed and all(found.rule and "[@" in found.rule for found in crossed)


def test_a_year_that_is_none_counts_no_deadline(page: Page, real_site: Path) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    check = next(check for check in CHECKS if check.id == "this-call")
    walk = next(walk for walk in walks(check) if any("payment-order" in answer.finds for _, answer in walk))
    open_page(page, real_site, "checks/this-call")
    give(page, walk)
    deadline = page.locator("[data-outcome]:not([hidden]) [data-deadline]")
    deadline.locator("input").fill("20266-11-03")
    expect(deadline.locator("output")).to_have_text("15 天")
    assert not faults


def answered(check: Check, *numbers: int) -> Walk:
    """A way through a check by the place of each answer; the last counts for the rest."""
    asked = {question.id: question for question in check.tree}
    node, walk = check.start, []
    while node in asked:
        place = numbers[min(len(walk), len(numbers) - 1)]
        answer = asked[node].answers[min(place, len(asked[node].answers) - 1)]
        walk.append((node, answer))
        node = answer.go
    return tuple(walk)


CALLS = {
    "nothing crossed": ((0, 0, 0, 0, 0, 0, 0), "12348"),
    "not sure of anything": ((9,), "12356"),
    "my mother was asked where I am": ((1, 0, 1, 0, 0, 0, 0), "12348"),
    "my mother was told": ((1, 0, 2, 0, 0, 0, 0), "12378"),
    "a threat at night": ((3, 1, 0, 1, 0, 0, 0), "110"),
    "says to be the police": ((2, 3, 0, 0, 0, 0, 0), "96110"),
    "a payment order": ((0, 0, 0, 0, 0, 1, 0), "12368"),
    "sued, and at work": ((1, 2, 3, 0, 1, 2, 0), "12378"),
    "a lawyer's letter": ((0, 3, 0, 0, 0, 3, 0), "12378"),
    "made public, shaken": ((3, 0, 4, 0, 0, 0, 1), "12356"),
    "everything, shaken": ((2, 3, 4, 1, 2, 2, 1), "12356"),
    "everything, cannot bear it": ((2, 1, 2, 1, 2, 1, 2), "12356"),
    "nothing crossed, cannot bear it": ((0, 0, 0, 0, 0, 0, 2), "12356"),
    "a scam": ((2, 4), "96110"),
}


@pytest.mark.parametrize(("numbers", "dialled"), CALLS.values(), ids=CALLS)
def test_the_result_of_a_call_is_one_screen_with_one_number(
    page: Page, real_site: Path, numbers: tuple[int, ...], dialled: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 572})
    check = next(check for check in CHECKS if check.id == "this-call")
    open_page(page, real_site, "checks/this-call")
    give(page, answered(check, *numbers))
    outcome = page.locator("[data-outcome]:not([hidden])")
    calls = [call for call in outcome.locator("a.act[href^='tel:']").all() if call.is_visible()]
    assert [call.get_attribute("href") for call in calls] == [f"tel:{dialled}"]
    assert outcome.locator("[data-deadline]").count() <= 1
    for shown in (outcome.locator("h2"), outcome.locator(".kb-say"), *calls, outcome.locator("[data-copy-written]")):
        box = shown.bounding_box() if shown.is_visible() else None
        assert box is None or (box["y"] >= 0 and box["y"] + box["height"] <= 572)
    over = outcome.locator('[data-list="crossed"] > li').all()
    assert all(item.locator("small").inner_text().strip() and item.bounding_box() for item in over)


def test_one_tap_copies_the_letter_that_the_answers_wrote(page: Page, real_site: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    check = next(check for check in CHECKS if check.id == "this-call")
    open_page(page, real_site, "checks/this-call")
    give(page, answered(check, *CALLS["a threat at night"][0]))
    page.click("[data-copy-written]:visible")
    page.wait_for_selector("text=复制好了")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "1. 来电的人没有说明自己是谁" in copied and "对方在通话中威胁要伤人。" in copied


def test_a_paper_with_a_deadline_brings_its_own_letter(page: Page, real_site: Path) -> None:
    check = next(check for check in CHECKS if check.id == "this-call")
    open_page(page, real_site, "checks/this-call")
    for wanted, name in (("payment-order", "支付令异议书"), ("complaint-served", "答辩状")):
        give(page, next(walk for walk in walks(check) if wanted in findings_of(walk)))
        assert page.locator("[data-copy-written]:visible [data-letter-name]").inner_text() == name
        page.click("[data-again]:visible")


@pytest.mark.parametrize("situation", sorted(path.stem for path in (ROOT / "content/paths").glob("*.yaml")))
def test_a_situation_prints_on_one_sheet(page: Page, real_site: Path, situation: str) -> None:
    open_page(page, real_site, f"paths/{situation}")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_help_on_paper_shows_its_numbers(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "contacts")
    page.emulate_media(media="print")
    expect(page.get_by_text("拨 12356 心理援助热线")).to_be_visible()
    expect(page.locator(".act").first).to_have_css("color", "rgb(0, 0, 0)")


def test_a_check_that_is_not_answered_prints_its_question_with_the_answers(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "checks/this-call")
    page.emulate_media(media="print")
    expect(page.locator(".kb-opts:visible a").first).to_be_visible()


def test_the_result_of_a_call_prints_its_number(page: Page, real_site: Path) -> None:
    check = next(check for check in CHECKS if check.id == "this-call")
    open_page(page, real_site, "checks/this-call")
    give(page, answered(check, *CALLS["a threat at night"][0]))
    page.emulate_media(media="print")
    outcome = page.locator("[data-outcome]:not([hidden])")
    assert outcome.locator("a.act[href='tel:110']").is_visible() and outcome.locator("h2").is_visible()
    assert not [button for button in outcome.locator("button").all() if button.is_visible()]


def test_the_other_numbers_are_one_tap_away(page: Page, real_site: Path) -> None:
    check = next(check for check in CHECKS if check.id == "this-call")
    open_page(page, real_site, "checks/this-call")
    give(page, answered(check, *CALLS["a threat at night"][0]))
    others = page.locator("[data-outcome]:not([hidden]) [data-others]")
    others.locator("summary").click()
    assert [call.get_attribute("href") for call in others.locator("a.act:visible").all()] == ["tel:12378", "tel:12345"]


def test_distress_puts_help_first(page: Page, real_site: Path) -> None:
    check = next(check for check in CHECKS if check.id == "this-call")
    walk = next(walk for walk in walks(check) if walk[-1][1].go == "hard")
    open_page(page, real_site, "checks/this-call")
    give(page, walk)
    first = page.locator('[data-outcome="hard"] a').first
    assert first.get_attribute("href") == "tel:12356"
    top = page.locator('[data-outcome="hard"] a[href="tel:12356"]').bounding_box()
    over = page.locator('[data-outcome="hard"] .kb-say').bounding_box()
    assert top and over and top["y"] < over["y"]


@pytest.fixture
def without_script(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_a_check_without_script_is_questions_with_links(without_script: Page, real_site: Path) -> None:
    for check in CHECKS:
        open_page(without_script, real_site, f"checks/{check.id}")
        for question in check.tree:
            shown = without_script.locator(f'[data-question="{question.id}"]')
            assert shown.is_visible()
            targets = [link.get_attribute("href") or "" for link in shown.locator("a[data-go]").all()]
            assert all(without_script.locator(target).count() == 1 for target in targets)
        for outcome in check.outcomes:
            assert without_script.locator(f"#r-{outcome.id}").is_visible()


def texts_for(letter: Letter) -> dict[str, str]:
    samples = {"date": "2026-11-03", "money": "1200", "count": "12", "rate": "18", "number": "3", "time": "22:40"}
    plain = [field for field in letter.fields if field.kind not in ("choice", "rows")]
    return {field.id: samples.get(field.kind, f"内容{field.id}") for field in plain}


def open_letter(page: Page, site: Path, name: str) -> None:
    """The page of a letter with all steps of its form open."""
    open_page(page, site, f"letters/{name}")
    page.evaluate("document.querySelectorAll('.kb-step').forEach((step) => (step.open = true))")


def test_a_long_form_asks_for_a_few_things_at_a_time(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "letters/defence-statement")
    steps, seen = page.locator(".kb-step"), 0
    for number in range(steps.count()):
        expect(page.locator(".kb-step[open]")).to_have_count(1)
        step = steps.nth(number)
        expect(step).to_have_attribute("open", "")
        assert (step.bounding_box() or {"height": 9999})["height"] <= 2 * 572
        seen += step.locator("legend, label[for]").count()
        if number + 1 < steps.count():
            step.locator("[data-next-step]").click()
    assert seen >= len(next(letter for letter in LETTERS if letter.id == "defence-statement").fields)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.id)
def test_a_letter_holds_what_is_filled_in(page: Page, real_site: Path, letter: Letter) -> None:
    open_letter(page, real_site, letter.id)
    assert "____" in page.locator("[data-text]").inner_text()
    for name, text in texts_for(letter).items():
        page.fill(f"#in-{name}", text)
    for field in letter.fields:
        for cell in field.of:
            page.fill(f'[data-rows="{field.id}"] [name="{cell.id}"]', f"内容{cell.id}")
    seen = ""
    for number in range(max(len(field.choices) for field in letter.fields) or 1):
        for field in letter.fields:
            if number < len(field.choices):
                page.check(f'input[name="{field.id}"][value="{field.choices[number].id}"]')
        shown = page.locator("[data-text]").inner_text()
        assert "____" not in shown and "{" not in shown
        seen += shown
    for field in letter.fields:
        if field.kind in ("text", "lines"):
            assert f"内容{field.id}" in seen
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_left_empty_is_a_blank_that_says_what_it_is_for(page: Page, real_site: Path) -> None:
    open_letter(page, real_site, "hardship-plan-request")
    letter = next(letter for letter in LETTERS if letter.id == "hardship-plan-request")
    blank = page.get_by_role("img", name=f"空白：{next(field.ask for field in letter.fields if field.id == 'owed')}")
    expect(blank).to_have_text("____")
    page.fill("#in-owed", "5000")
    expect(blank).to_have_count(0)
    expect(page.locator("[data-text]")).to_contain_text("5000 元")
    page.fill("#in-owed", "")
    expect(blank).to_have_text("____")
    assert page.evaluate("document.querySelector('[data-text]').innerText.includes(' 元')") is False


def test_a_letter_is_copied_without_the_marks_of_its_sources(page: Page, real_site: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_letter(page, real_site, "payment-order-objection")
    page.fill("#in-name", "张三")
    page.check('input[value="limitation"]')
    page.click("[data-copy-letter]")
    page.wait_for_selector("text=复制好了")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "异议人（被申请人）：张三" in copied and "已过诉讼时效" in copied
    assert "[" not in copied and "待核对" not in copied
    assert "\n" in copied


def test_a_defence_that_pleads_limitation_admits_nothing(page: Page, real_site: Path) -> None:
    open_letter(page, real_site, "defence-statement")
    page.fill("#in-principal", "5000")
    page.fill("#in-plan", "每月还 500")
    page.check('input[value="not-over"]')
    assert "认可" in page.locator("[data-text]").inner_text()
    page.check('input[value="maybe-over"]')
    shown = page.locator("[data-text]").inner_text()
    assert "时效抗辩" in shown
    assert "认可" not in shown and "5000" not in shown and "500" not in shown


def test_rows_of_a_letter_are_numbered_in_its_text(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "letters/worry-list")
    cells = page.locator("[data-row] input")
    cells.nth(0).fill("下周那一期还不上")
    cells.nth(1).fill("上午找官方客服")
    text = page.locator("[data-text]")
    assert "下周那一期还不上，上午找官方客服" in text.inner_text() and "1." not in text.inner_text()
    page.click("[data-add-row]")
    cells.nth(2).fill("对方说要打给我妈")
    assert "1. 下周那一期还不上，上午找官方客服\n2. 对方说要打给我妈" in text.inner_text()
    page.click("[data-remove-row] >> nth=0")
    assert "下周" not in text.inner_text() and "对方说要打给我妈" in text.inner_text()


@pytest.mark.content
def test_changes_are_told_in_the_words_of_the_page() -> None:
    check, letter = "content/checks/this-call.yaml", "content/letters/complaint-lender.yaml"
    changed = {
        check: (ROOT / check).read_text("utf-8").replace("go: likely-scam", "go: whom", 1).encode(),
        letter: (ROOT / letter).read_text("utf-8").replace("请把这次投诉的受理编号告诉我", "请告诉我受理编号").encode(),
    }
    found = compare(examine(real_base(), DAY), examine(real_base(), DAY, instead=changed))
    told = {(change.place, change.before, change.after) for change in found}
    assert any(
        place.startswith("问“说了什么？”答“要我转到")
        and before.startswith("接着：很像诈骗")
        and after == "接着：打给了谁？"
        for place, before, after in told
    )
    assert any(place.startswith("信的第") and "请告诉我受理编号" in after for place, _, after in told)


def test_a_letter_is_saved_for_word(page: Page, real_site: Path, tmp_path: Path) -> None:
    open_page(page, real_site, "letters/request-statement")
    page.fill("#in-name", "李四{〇}𠮷")
    with page.expect_download() as download:
        page.click("[data-save-word]")
    download.value.save_as(tmp_path / "letter.rtf")
    written = (tmp_path / "letter.rtf").read_text("ascii")
    assert written.startswith("{\\rtf1") and written.count("\\par\n") > 5
    shown = re.sub(r"\\u(-?\d+)\?", lambda mark: chr(int(mark[1]) % 65536), written)
    assert "我是李四\\{〇\\}" in shown and shown.encode("utf-16", "surrogatepass").decode("utf-16").count("𠮷") == 2


def test_a_letter_is_saved_as_text(page: Page, real_site: Path, tmp_path: Path) -> None:
    open_page(page, real_site, "letters/request-statement")
    page.fill("#in-name", "李四")
    with page.expect_download() as download:
        page.click("[data-save-letter]")
    download.value.save_as(tmp_path / "letter.txt")
    assert download.value.suggested_filename == "request-statement.txt"
    assert "我是李四" in (tmp_path / "letter.txt").read_text("utf-8")
