"""Calculators: one arithmetic for page, check and `kb try`; it agrees with an independent library and refuses nonsense."""

import json
import random
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import pyxirr
from calculating import Described, described
from conftest import Kb, content_day, open_page, real_base
from playwright.sync_api import Page, expect

from generator.content_types.calculator import Calculator
from generator.examining import linked
from generator.reading.library import Library
from generator.tools.calculation import Calculation, calculate, constants, defaults, description, script
from generator.tools.formulas import FUNCTIONS, FormulaFault, parse


def values(of: Described, many: Iterable[dict[str, Any]]) -> list[Any]:
    return [outcome.values.get("it") for outcome in calculate(of, many)]


MONEY, COUNT, DATE, RATE = ({"kind": kind} for kind in ("money", "count", "date", "rate"))
DEBTS = {"kind": "rows", "limit": 12, "of": [{"id": "balance", "kind": "money"}, {"id": "rate", "kind": "rate"}]}
EQUAL = described(
    {"received": MONEY, "payment": MONEY, "times": COUNT}, "monthly_irr(received, payment, times)", "rate"
)


def test_the_rate_of_equal_instalments_is_that_of_an_independent_library() -> None:
    choose = random.Random(1)
    loans = [
        (received, round(received * choose.uniform(1.0005, 3) / times + 0.01, 2), times)
        for received, times in ((choose.randint(1, 5_000_000) / 100 + 100, choose.randint(1, 120)) for _ in range(400))
    ]
    texts = [
        {"received": f"{received:.2f}", "payment": f"{payment:.2f}", "times": str(times)}
        for received, payment, times in loans
    ]
    for given, rate in zip(texts, values(EQUAL, texts), strict=True):
        received, payment, times = float(given["received"]), float(given["payment"]), int(given["times"])
        assert rate == pytest.approx(pyxirr.irr([-received, *([payment] * times)]), abs=1e-6), given


def test_the_rate_of_dated_payments_is_that_of_an_independent_library() -> None:
    of = described(
        {
            "received": MONEY,
            "on": DATE,
            "rows": {
                "kind": "rows",
                "limit": 60,
                "of": [{"id": "on", "kind": "date"}, {"id": "pay", "kind": "money"}],
            },
        },
        "xirr(received, on, rows)",
        "rate",
    )
    choose, first = random.Random(2), date(2025, 1, 31)
    texts = []
    for _ in range(200):
        days = sorted(choose.sample(range(1, 1500), choose.randint(1, 30)))
        pays = [choose.randint(1, 500_000) for _ in days]
        received = max(1, int(sum(pays) * choose.uniform(0.4, 0.999)))
        rows = [
            {"on": (first + timedelta(days=day)).isoformat(), "pay": f"{pay / 100:.2f}"}
            for day, pay in zip(days, pays, strict=True)
        ]
        texts.append({"received": f"{received / 100:.2f}", "on": first.isoformat(), "rows": rows})
    for given, rate in zip(texts, values(of, texts), strict=True):
        dates = [first, *(date.fromisoformat(row["on"]) for row in given["rows"])]
        amounts = [-float(given["received"]), *(float(row["pay"]) for row in given["rows"])]
        expected = pyxirr.xirr(dates, amounts)
        if expected is not None and expected < 1e6:
            assert rate == pytest.approx(expected, rel=1e-6, abs=1e-6), given


def test_months_and_days_are_counted_as_calendars_do() -> None:
    of = described({"on": DATE, "n": COUNT}, "months_after(on, n)", "date")
    texts = [{"on": "2024-01-31", "n": "1"}, {"on": "2023-01-31", "n": "1"}, {"on": "2024-02-29", "n": "12"}]
    assert values(of, texts) == ["2024-02-29", "2023-02-28", "2025-02-28"]
    days = described({"on": DATE, "n": COUNT}, "days_after(on, n)", "date")
    start, choose = date(2020, 2, 27), random.Random(3)
    counts = [choose.randint(0, 4000) for _ in range(50)]
    found = values(days, [{"on": start.isoformat(), "n": str(count)} for count in counts])
    assert found == [(start + timedelta(days=count)).isoformat() for count in counts]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1200", 120000),
        ("1,200.5", 120050),
        ("0.07", 7),
        ("１２００", 120000),
        ("¥35.29", 3529),
        ("4.35元", 435),
        ("90071992.53", 9007199253),
        ("1.2万", 1200000),
        ("３万元", 3000000),
        ("1200。5", 120050),
        ("\u200b1 200\n", 120000),
    ],
)
def test_money_is_read_as_whole_fen(text: str, fen: int) -> None:
    (outcome,) = calculate(described({"m": MONEY}, "m", "money"), [{"m": text}])
    assert outcome.values["it"] == fen
    assert re.fullmatch(r"-?[\d,]+(\.\d\d)? 元", outcome.shown["it"])


@pytest.mark.parametrize(
    "text", ["", "abc", "1e5", "12.345", "--3", "-3", "－3", "1/2", "NaN", "Infinity", "9" * 11 + "万"]
)
def test_money_that_is_none_is_refused_in_words(text: str) -> None:
    (outcome,) = calculate(described({"m": MONEY}, "m", "money"), [{"m": text}])
    assert outcome.problems["m"].zh and outcome.problems["m"].en and not outcome.values


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "26-1-1", "昨天", "0026-01-01", "20266-01-01"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    (outcome,) = calculate(described({"on": DATE}, "on", "date"), [{"on": day}])
    assert outcome.problems["on"].zh in ("请写成 2026-11-23 这样的日期。", "年份不对，看看是不是写错了。")


@pytest.mark.parametrize("day", ["2026-2-3", "2026/02/03", "2026.2.3", "2026年2月3日", "20260203", "２０２６－２－３"])
def test_a_day_is_read_however_it_is_written(day: str) -> None:
    (outcome,) = calculate(described({"on": DATE}, "on", "date"), [{"on": day}])
    assert outcome.values["it"] == "2026-02-03"


@pytest.mark.parametrize(("pay", "days"), [("1300.00", 1), ("1000.01", 1), ("6000.00", 1), ("1000.00", 30)])
def test_a_loan_of_a_day_has_its_true_rate_however_high(pay: str, days: int) -> None:
    inputs = {
        "m": MONEY,
        "on": DATE,
        "rows": {"kind": "rows", "limit": 9, "of": [{"id": "on", **DATE}, {"id": "pay", **MONEY}]},
    }
    of = described(inputs, "compounded(xirr(m, on, rows), 1 / 365)", "rate")
    back = date(2024, 2, 29) + timedelta(days=days)
    (rate,) = values(of, [{"m": "1000", "on": "2024-02-29", "rows": [{"on": back.isoformat(), "pay": pay}]}])
    assert rate == pytest.approx((float(pay) / 1000) ** (1 / days) - 1, rel=1e-6, abs=1e-9)


def test_a_fault_in_a_table_is_at_its_row_and_cell() -> None:
    rows = [{"balance": "100", "rate": "1"}, {"balance": "", "rate": ""}, {"balance": "1", "rate": "x"}]
    of = described({"debts": DEBTS, "monthly": MONEY}, 'plan_interest(debts, monthly, "rata")', "money")
    (outcome,) = calculate(of, [{"debts": rows, "monthly": "10"}])
    assert outcome.problems["debts"].zh.startswith("第 3 行的 rate：")


def test_the_last_fen_of_a_minimum_is_paid() -> None:
    inputs = {"balance": MONEY, "daily": RATE, "share": RATE, "floor": MONEY}
    of = described(inputs, "minimum_months(balance, daily, share, floor)", "count")
    (months,) = values(of, [{"balance": "50", "daily": "0", "share": "10", "floor": "0"}])
    assert 40 < months < 120


def test_nothing_owed_is_no_plan() -> None:
    of = described({"debts": DEBTS, "monthly": MONEY}, 'plan_months(debts, monthly, "rata")', "count")
    (outcome,) = calculate(of, [{"debts": [{"balance": "0", "rate": "0"}], "monthly": "10"}])
    assert "没有欠款" in outcome.impossible["it"].zh


def test_a_loan_that_pays_back_less_has_no_rate_but_a_reason() -> None:
    (outcome,) = calculate(EQUAL, [{"received": "1000", "payment": "10", "times": "12"}])
    assert "it" not in outcome.values
    assert "少" in outcome.impossible["it"].zh


def test_formulas_know_the_functions_of_the_script() -> None:
    table = script().split("const kbFunctions = {")[1].split("\n};")[0]
    assert set(re.findall(r"(?m)^  (\w+):", table)) == set(FUNCTIONS)


@pytest.mark.parametrize(
    "formula",
    [
        "m + r",
        "m * m",
        "d + 1",
        "m if m else r",
        "f(m)",
        "m +",
        "m ** 2",
        "m < d",
        "__import__('os')",
        "[m]",
        "m.x",
        "1 < m < 2",
    ],
)
def test_formulas_without_sense_are_refused(formula: str) -> None:
    with pytest.raises(FormulaFault) as fault:
        parse(formula, {"m": "money", "r": "rate", "d": "date"})
    assert 0 <= fault.value.start < fault.value.end <= len(formula) + 1


@cache
def real_library() -> Library:
    """The entries of the real content; they are read once, not for each example."""
    library, _ = linked(real_base())
    return library


def real() -> list[Calculator]:
    return [
        document.entry for document in real_library().section("calculators") if isinstance(document.entry, Calculator)
    ]


@pytest.mark.content
def test_kb_try_prints_what_the_page_shows(kb: Kb) -> None:
    tried = kb("try", "calculators/real-apr", "received=12000", "payment=1100", "times=12", "--format", "json")
    assert tried.returncode == 0, tried.stderr
    found = json.loads(tried.stdout)
    assert found["apr"] == pytest.approx(12 * pyxirr.irr([-12000, *[1100] * 12]), abs=1e-9)
    assert found["cost"] == 1200
    assert kb("try", "real-apr", "received=x", "payment=1", "times=1").returncode == 1
    assert kb("try", "nothing").returncode == 2
    assert kb("try", "real-apr", "recieved=1").returncode == 2


@pytest.mark.content
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("heads", ["name,balance,rate", "哪一家,还欠多少,年利率"])
def test_kb_try_reads_rows_from_a_table_of_excel(kb: Kb, tmp_path: Path, encoding: str, heads: str) -> None:
    table = tmp_path / "debts.csv"
    table.write_bytes(f'{heads}\r\n甲,"3,000",18%\r\n乙,500,0%\r\n\r\n'.encode(encoding))
    rows = json.dumps([{"name": "甲", "balance": "3000", "rate": "18"}, {"name": "乙", "balance": "500", "rate": "0"}])
    asked = ("try", "repayment-plan", "monthly=500", "--format", "json")
    by_table, by_hand = kb(*asked, f"debts=@{table}"), kb(*asked, f"debts={rows}")
    assert by_table.returncode == 0, by_table.stderr
    assert json.loads(by_table.stdout) == json.loads(by_hand.stdout)


@pytest.mark.content
@pytest.mark.parametrize(
    ("written", "said"),
    [("名字,balance\n甲,1\n", ":1: "), ("name,balance,rate\n甲,1\n", ":2: "), ("", ":1: "), (None, "debts.csv")],
)
def test_a_table_that_does_not_fit_is_told_with_its_line(
    kb: Kb, tmp_path: Path, written: str | None, said: str
) -> None:
    table = tmp_path / "debts.csv"
    if written is not None:
        table.write_text(written, "utf-8")
    tried = kb("try", "repayment-plan", "monthly=500", f"debts=@{table}")
    assert tried.returncode == 2 and said in tried.stderr and "Traceback" not in tried.stderr


@pytest.mark.content
def test_advice_of_kb_try_has_values_and_titles_in_it(kb: Kb) -> None:
    given = ("what=limitation", "from_day=2020-01-02", "last_event=2025-03-03")
    shown = kb("try", "limitation-and-deadlines", *given).stdout
    assert "已经超过 3 年" in shown and "12348 公共法律服务热线" in shown
    assert not {"{", "[", "limitation-years"} & set(re.findall(r"[{\[]|limitation-years", shown))


def outcome_of(calculator: Calculator, given: dict[str, Any]) -> Calculation:
    (outcome,) = calculate(
        description(calculator, constants(calculator, real_library(), content_day())), [defaults(calculator, given)]
    )
    return outcome


def fill(page: Page, calculator: Calculator, given: dict[str, Any]) -> None:
    kinds = {item.id: item.kind for item in calculator.inputs}
    for name, value in given.items():
        if kinds[name] == "choice":
            page.check(f'input[name="{name}"][value="{value}"]')
        elif kinds[name] == "rows":
            for index, row in enumerate(value):
                if index:
                    page.click(f'[data-rows="{name}"] [data-add-row]')
                group = page.locator(f'[data-rows="{name}"] [data-row]').nth(index)
                for cell, text in row.items():
                    group.locator(f'[name="{cell}"]').fill(text)
        else:
            page.fill(f"#in-{name}", value)


def test_every_page_shows_its_examples_as_the_check_works_them_out(page: Page, real_site: Path) -> None:
    for calculator in real():
        for example in calculator.examples:
            open_page(page, real_site, f"calculators/{calculator.id}")
            fill(page, calculator, example.given)
            page.click("form[data-calculator] [type=submit]")
            for name, shown in outcome_of(calculator, example.given).shown.items():
                assert page.locator(f'[data-result="{name}"] output').inner_text() == shown, (calculator.id, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert page.url.endswith("index.html") and page.evaluate("history.length") <= 60
            assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def planned(order: str) -> Described:
    inputs = {"debts": DEBTS, "monthly": MONEY}
    return described(inputs, f'plan_interest(debts, monthly, "{order}")', "money")


def test_a_plan_pays_every_debt_and_the_dearest_first_costs_least() -> None:
    choose = random.Random(4)
    texts = []
    for _ in range(40):
        rows = [
            {"balance": str(choose.randint(200, 20_000)), "rate": str(choose.randint(0, 36))}
            for _ in range(choose.randint(1, 12))
        ]
        texts.append({"debts": rows, "monthly": str(sum(int(row["balance"]) for row in rows) // 8)})
    interest = {order: values(planned(order), texts) for order in ("avalanche", "snowball", "rata")}
    table = values(described({"debts": DEBTS, "monthly": MONEY}, 'plan(debts, monthly, "avalanche")', "table"), texts)
    for index, given in enumerate(texts):
        owed = sum(100 * int(row["balance"]) for row in given["debts"])
        rows = table[index]["rows"]
        assert sum(sum(row[1:-2]) for row in rows) == owed + interest["avalanche"][index], "to the fen"
        assert rows[-1][-1] == 0 and all(sum(row[1:-2]) <= 100 * int(given["monthly"]) for row in rows)
        rounding = 12 * len(rows)
        assert interest["avalanche"][index] <= min(interest["snowball"][index], interest["rata"][index]) + rounding


def test_a_debt_that_is_never_paid_says_so() -> None:
    (outcome,) = calculate(planned("snowball"), [{"debts": [{"balance": "10000", "rate": "24"}], "monthly": "199"}])
    assert "先去谈" in outcome.impossible["it"].zh


def test_paying_the_minimum_is_as_the_article_says() -> None:
    inputs = {"balance": MONEY, "daily": RATE, "share": RATE, "floor": MONEY}
    of = described(inputs, "minimum_months(balance, daily * 30, share, floor)", "count")
    texts = [{"balance": "5000", "daily": "0.04%", "share": "10%", "floor": "100"}]
    assert values(of, texts) == [39]


def test_a_deadline_goes_into_the_calendar(page: Page, real_site: Path, tmp_path: Path) -> None:
    open_page(page, real_site, "calculators/limitation-and-deadlines")
    page.check('input[value="payment-order"]')
    page.fill("#in-from_day", "2026-11-03")
    page.click("form[data-calculator] [type=submit]")
    with page.expect_download() as download:
        page.click("[data-calendar]")
    download.value.save_as(tmp_path / "day.ics")
    lines = (tmp_path / "day.ics").read_bytes().decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261118" in lines and "DTEND;VALUE=DATE:20261119" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_a_calculator_can_be_used_by_keyboard_alone_and_is_printed_with_what_was_filled_in(
    page: Page, real_site: Path
) -> None:
    open_page(page, real_site, "calculators/real-apr")
    page.focus("#in-received")
    for text in ("12000", "1100", "12"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results]")).to_contain_text("17.97%")
    expect(page.locator("#result")).to_be_focused()
    page.emulate_media(media="print")
    assert page.locator("#in-received").is_visible() and page.locator("[data-results]").is_visible()
    assert not page.locator("main button:visible, #examples:visible").count()


def test_results_never_outlive_what_they_were_worked_out_from(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "calculators/real-apr")
    for name, text in (("received", "１．２万"), ("payment", "1,100元"), ("times", "12期")):
        page.fill(f"#in-{name}", text)
    page.click("form[data-calculator] [type=submit]")
    expect(page.locator("[data-results]")).to_contain_text("17.97%")
    page.fill("#in-payment", "一千")
    expect(page.locator("[data-results]")).to_be_hidden()
    expect(page.locator("#in-payment-fault")).to_be_visible()
    page.fill("#in-payment", "1000")
    expect(page.locator("[data-results]")).to_contain_text("0.00%")
    expect(page.locator("#in-payment-fault")).to_be_hidden()


def test_a_fault_in_a_row_is_said_with_its_place(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "calculators/repayment-plan")
    fill(page, next(each for each in real() if each.id == "repayment-plan"), {"monthly": "900", "debts": [
        {"balance": "500", "rate": "18"}, {"balance": "500", "rate": "很高"},
    ]})  # fmt: skip
    page.click("form[data-calculator] [type=submit]")
    expect(page.locator("#in-debts-fault")).to_have_text(re.compile("^第 2 行“年利率”："))
    expect(page.locator(":focus")).to_have_value("很高")


def test_impossible_input_says_what_is_wrong_at_its_box(page: Page, real_site: Path) -> None:
    open_page(page, real_site, "calculators/real-apr")
    page.fill("#in-received", "一万")
    page.click("form[data-calculator] [type=submit]")
    expect(page.locator("#in-received-fault")).to_contain_text("只写数字")
    expect(page.locator("#in-received")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#in-received")).to_be_focused()
    expect(page.locator("[data-results]")).to_be_hidden()
