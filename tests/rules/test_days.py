"""What holds from a day on, or until one, is judged right on the day before, the day itself and the day after."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from kept import Kept

from generator.base import Base
from generator.examining import examine_files
from generator.site import build
from tests.rules.cases import HERE, files

DAY = date(2026, 12, 10)
CALLS = "content/process/calls.yaml"
STANDARD = "content/sources/standard.yaml"
PARAMETER = "content/parameters/calls-per-day.yaml"
HOTLINE = "content/contacts/psych-hotline.yaml"
FREQUENCY = "    says: 每日合计不应超过三次。\n"


def codes(path: str, old: str, new: str, day: date, seen_in: str = CALLS) -> list[str]:
    """The codes of what is found in a file on a day, when one thing in the shared library is another."""
    base = files(HERE / "_base")
    text = base[path].decode()
    assert old in text
    found = examine_files({**base, path: text.replace(old, new, 1).encode()}, day, Kept()).findings
    return [finding.code for finding in found if finding.path == seen_in]


def around(code: str, path: str, old: str, new: str, days: tuple[int, ...], seen_in: str = CALLS) -> list[bool]:
    """Whether a rule finds something so many days after the day that the change names."""
    return [code in codes(path, old, new, DAY + timedelta(days=each), seen_in) for each in days]


def test_a_clause_that_ends_is_cited_wrongly_from_that_day_on() -> None:
    ended = f"{FREQUENCY}    ended: {DAY}\n"
    assert around("KB305", STANDARD, FREQUENCY, ended, (-1, 0, 1)) == [False, True, True]
    whole = f"effective: 2025-02-28\nended: {DAY}\n"
    assert around("KB305", STANDARD, "effective: 2025-02-28\n", whole, (-1, 0, 1)) == [False, True, True]


def test_the_advice_names_what_replaces_a_clause() -> None:
    base = files(HERE / "_base")
    ended = f"{FREQUENCY}    ended: {DAY}\n    replaced_by: standard:hours\n"
    changed = base[STANDARD].decode().replace(FREQUENCY, ended, 1).encode()
    found = examine_files({**base, STANDARD: changed}, DAY, Kept()).findings
    advice = {str(dict(finding.facts)["instead"]) for finding in found if finding.code == "KB305"}
    assert len(advice) == 1 and "standard:hours" in advice.pop()


def test_a_retired_source_is_cited_wrongly_on_any_day() -> None:
    retired = "published: 2025-02\nstatus: retired\n"
    assert around("KB305", STANDARD, "published: 2025-02\n", retired, (-99, 0)) == [True, True]


def test_a_clause_is_cited_too_early_until_the_day_before_it_holds() -> None:
    coming = f"{FREQUENCY}    effective: {DAY}\n"
    assert around("KB306", STANDARD, FREQUENCY, coming, (-1, 0, 1)) == [True, False, False]


def test_a_parameter_lacks_a_value_before_its_first_day_and_after_its_last() -> None:
    since, until = f"from: {DAY}", f"from: 2025-02-28\n    until: {DAY}"
    assert around("KB310", PARAMETER, "from: 2025-02-28", since, (-1, 0, 1), PARAMETER) == [True, False, False]
    assert around("KB310", PARAMETER, "from: 2025-02-28", until, (-1, 0, 1), PARAMETER) == [False, False, True]


def test_a_review_is_overdue_from_the_day_after_it_was_due() -> None:
    due = f"due: {DAY}"
    assert around("KB901", CALLS, "due: 2027-05-20", due, (-1, 0, 1)) == [False, False, True]
    assert around("KB902", CALLS, "due: 2027-05-20", due, (0, 1)) == [True, False], "due soon, then overdue"


@pytest.mark.parametrize("code", ["KB901", "KB902"])
def test_what_is_no_longer_published_does_not_ask_for_a_review(code: str) -> None:
    retired = f"due: {DAY}}}\nstatus: retired\nreplaced_by: concepts/fenfu"
    assert around(code, CALLS, "due: 2027-05-20}", retired, (-1, 0, 1)) == [False] * 3


def test_the_end_of_a_clause_is_announced_sixty_days_before() -> None:
    ended = f"{FREQUENCY}    ended: {DAY}\n"
    assert around("KB904", STANDARD, FREQUENCY, ended, (-61, -60, -1, 0)) == [False, True, True, False]


def test_the_end_of_a_value_is_announced_sixty_days_before() -> None:
    until = f"from: 2025-02-28\n    until: {DAY}"
    assert around("KB904", PARAMETER, "from: 2025-02-28", until, (-61, -60, -1)) == [False, True, True]


def test_a_contact_is_verified_for_a_hundred_and_eighty_days() -> None:
    verified = f"verified:\n  on: {DAY}"
    found = around("KB502", HOTLINE, "verified:\n  on: 2026-11-20", verified, (180, 181), HOTLINE)
    assert found == [False, True]


def test_an_exception_holds_through_its_last_day() -> None:
    long = "首先" + "要记下时间和号码" * 9
    allow = f"allow: [{{code: KB405, reason: 原句, until: {DAY}}}]\nanswer: {long}。"
    found = [
        codes(CALLS, "answer: 催收员要先说自己是谁，再说欠款的事。", allow, DAY + timedelta(days=n)) for n in (0, 1)
    ]
    assert ["KB405" in each for each in found] == [False, True]
    assert ["KB903" in each for each in found] == [False, True]


@pytest.mark.parametrize(
    ("change", "days", "shown"),
    [
        (f"{FREQUENCY}    ended: {DAY}\n", 0, f"已于 {DAY} 失效"),
        (f"{FREQUENCY}    ended: {DAY}\n", -1, ""),
        (f"{FREQUENCY}    effective: {DAY}\n", -1, "现在还没有生效"),
        (f"{FREQUENCY}    effective: {DAY}\n", 0, ""),
    ],
)
def test_readers_see_whether_a_rule_is_in_force(tmp_path: Path, change: str, days: int, shown: str) -> None:
    for path, data in files(HERE / "_base").items():
        text = data.decode().replace(FREQUENCY, change) if path == STANDARD else data.decode()
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    day = DAY + timedelta(days=days)
    pages = {page.address: page.html for page in build(Base.forgetful(tmp_path), day, day).pages}
    notes = pages["/process/calls/"].partition('id="sources"')[2]
    assert notes
    if shown:
        assert shown in notes
    else:
        assert "失效" not in notes and "还没有生效" not in notes
