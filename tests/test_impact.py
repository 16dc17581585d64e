"""`kb impact`, `kb stale`, `kb graph`: which entries depend on what, what is due when, and the graph of the base."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Kb

STANDARD = "content/sources/standard.yaml"
CALLS = "content/parameters/calls-per-day.yaml"


def put(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


REACHED = {
    "standard:frequency": {"concepts/fenfu", "parameters/calls-per-day"},
    "standard": {"concepts/fenfu", "parameters/calls-per-day"},
    "sources/law:10": {"concepts/fenfu"},
    "calls-per-day": {"concepts/fenfu"},
    "crisis-line": {"paths/just-got-a-call"},
    "strategies/keep-records": {"concepts/fenfu", "effects/stress", "paths/just-got-a-call"},
}


@pytest.mark.parametrize("name", REACHED)
def test_impact_lists_everything_that_rests_on_a_name(kb: Kb, small: Path, name: str) -> None:
    rows = json.loads(kb("impact", "--root", small, "--json", name).stdout)
    assert {row["key"] for row in rows} == REACHED[name]
    shown = kb("impact", "--root", small, name).stdout
    assert shown.endswith(f"{len(rows)} entries.\n")


def test_impact_goes_through_a_parameter_to_its_pages(kb: Kb, small: Path) -> None:
    kb("impact", "--root", small, "standard:frequency")  # what is kept of this must not answer for changed files
    put(small, "content/concepts/fenfu.yaml", "[@standard:frequency]", "[@law:10]")
    put(small, "content/concepts/fenfu.yaml", "  based_on: [standard]\n", "")
    rows = json.loads(kb("impact", "--root", small, "--json", "standard:frequency").stdout)
    assert [(row["key"], row["steps"], row["through"]) for row in rows] == [
        ("parameters/calls-per-day", 1, "standard:frequency"),
        ("concepts/fenfu", 2, "parameters/calls-per-day"),
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("standrad", "standard?"),
        ("standard:hours", "standard:hours"),
        ("no-such-thing-at-all", "content/sources/"),
        ("示例法", "Did you mean law?"),
    ],
)
def test_impact_of_an_unknown_name_is_told(kb: Kb, small: Path, name: str, says: str) -> None:
    refused = kb("impact", "--root", small, name)
    assert refused.returncode == 2 and says in refused.stderr and "Traceback" not in refused.stderr


def stale(kb: Kb, root: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """The day, kind and entry of what is due."""
    shown = kb("stale", "--root", root, "--json", *arguments)
    assert shown.returncode == 0, shown.stderr
    return [(row["on"], row["kind"], row["key"]) for row in json.loads(shown.stdout)]


def test_stale_looks_as_far_ahead_as_asked(kb: Kb, small: Path) -> None:
    put(small, "content/terms/overdue.yaml", "due: 2027-05-20", "due: 2026-12-10")
    day = ("--as-of", "2026-11-23")
    assert stale(kb, small, *day) == [("2026-12-10", "review", "terms/overdue")]
    assert stale(kb, small, *day, "--within", "10d") == []
    assert len(stale(kb, small, *day, "--within", "200")) == 13
    shown = kb("stale", "--root", small, "--as-of", "2027-01-01").stdout
    assert "2026-12-10  review (overdue)  content/terms/overdue.yaml  逾期" in shown
    assert "1 within 30 days, 1 overdue." in shown
    assert kb("stale", "--root", small, "--within", "soon").returncode == 2


def test_stale_knows_contacts_and_exceptions(kb: Kb, small: Path) -> None:
    put(
        small,
        "content/terms/overdue.yaml",
        "definition:",
        "allow:\n  - {code: KB405, reason: 原句就这么长, until: 2026-12-01}\ndefinition:",
    )
    put(small, "content/contacts/crisis-line.yaml", "on: 2026-11-20\n  how", "on: 2026-06-10\n  how")
    assert stale(kb, small, "--as-of", "2026-11-23") == [
        ("2026-12-01", "exception", "terms/overdue"),
        ("2026-12-07", "contact", "contacts/crisis-line"),
    ]


def test_changes_of_law_and_numbers_stand_in_the_order_of_their_days(kb: Kb, small: Path) -> None:
    put(small, CALLS, "    from: 2025-02-28\n", "    from: 2025-02-28\n    until: 2026-12-31\n")
    put(small, CALLS, "written_as:", "  - value: 2\n    from: 2027-01-01\n    source: standard:frequency\nwritten_as:")
    put(small, STANDARD, "    label: 频次\n", "    label: 频次\n    ended: 2026-12-15\n    replaced_by: law:10\n")
    put(small, "content/sources/law.yaml", "    label: 第十条\n", "    label: 第十条\n    effective: 2026-12-05\n")
    put(small, STANDARD, "effective: 2025-02-28\n", "effective: 2025-02-28\nended: 2027-03-01\n")
    due = ("--as-of", "2026-11-23", "--within", "120d")
    assert stale(kb, small, *due) == []
    assert stale(kb, small, *due, "--changes") == [
        ("2026-12-05", "begins", "sources/law"),
        ("2026-12-15", "ends", "sources/standard"),
        ("2027-01-01", "value", "parameters/calls-per-day"),
        ("2027-03-01", "ends", "sources/standard"),
    ]
    shown = kb("stale", "--root", small, *due, "--changes").stdout
    assert "2026-12-15  ends  content/sources/standard.yaml  示例催收标准  频次 → law:10\n" in shown
    assert "每天拨通次数上限  3 次 → 2 次\n            reaches: concepts/fenfu\n" in shown
    assert stale(kb, small, "--as-of", "2027-01-01", "--changes", "--within", "60") == [
        ("2027-03-01", "ends", "sources/standard"),
    ]


def test_the_site_of_a_later_day_shows_the_later_number(kb: Kb, small: Path) -> None:
    put(small, CALLS, "    from: 2025-02-28\n", "    from: 2025-02-28\n    until: 2026-12-31\n")
    put(small, CALLS, "written_as:", "  - value: 2\n    from: 2027-01-01\n    source: standard:frequency\nwritten_as:")
    for day, number in (("2026-12-31", "3"), ("2027-01-01", "2")):
        built = kb("build", "--root", small, "--as-of", day, "--out", small / number, "--quiet")
        assert built.returncode == 0, built.stderr
        assert f"不应超过 {number} 次" in (small / number / "concepts/fenfu/index.html").read_text("utf-8")


def test_graph_names_loose_ends_and_pillars(kb: Kb, small: Path) -> None:
    (small / "content/effects/shame.yaml").write_text(
        (small / "content/effects/stress.yaml")
        .read_text("utf-8")
        .replace("id: stress", "id: shame")
        .replace("relations:\n  eased_by: [keep-records]\n", ""),
        "utf-8",
    )
    shown = kb("graph", "--root", small).stdout
    assert "orphans: 1\n  effects/shame\ndead ends: 1\n  effects/shame\n" in shown
    assert "standard:frequency (2)" in shown and "strategies/keep-records (3)" in shown


def test_graph_shows_what_several_entries_say_alike_and_check_counts_it(kb: Kb, small: Path) -> None:
    said = "对方打来的时候，先请他说清楚机构的名字和自己的工号，"
    for path, end in (("concepts/fenfu.yaml", "再谈别的。"), ("strategies/keep-records.yaml", "然后再谈。")):
        entry = small / "content" / path
        entry.write_text(re.sub(r"answer: .*", f"answer: {said}{end}", entry.read_text("utf-8"), count=1), "utf-8")
    shown = kb("graph", "--root", small).stdout
    assert f"2: {said}再谈别的。 (concepts/fenfu、strategies/keep-records)" in shown
    counted = kb("check", "--root", small, "--statistics").stdout.split("\n")[0]
    assert re.search(r"\b2\b", counted) and counted in shown


def test_graph_as_data_has_every_entry_and_only_entries(kb: Kb, small: Path) -> None:
    graph = json.loads(kb("graph", "--root", small, "--format", "json").stdout)
    nodes = {node["key"] for node in graph["nodes"]}
    assert len(nodes) == 11
    assert ["concepts/fenfu", "sources/standard", "citation"] in graph["edges"]
    assert ["concepts/fenfu", "effects/stress", "leads_to"] in graph["edges"]
    assert {end for start, other, _ in graph["edges"] for end in (start, other)} <= nodes


def test_graph_for_graphviz_quotes_what_it_must(kb: Kb, small: Path) -> None:
    put(small, "content/terms/overdue.yaml", "title: 逾期", "title: '逾期\\\"'")
    shown = kb("graph", "--root", small, "--format", "dot").stdout
    assert shown.startswith("digraph kb {\n") and shown.endswith("}\n")
    assert '"concepts/fenfu" -> "effects/stress" [label="leads_to"];' in shown
    assert '"terms/overdue" [label="逾期\\\\\\""];' in shown


def test_graph_as_a_picture_is_well_formed(kb: Kb, small: Path) -> None:
    picture = ElementTree.fromstring(kb("graph", "--root", small, "--format", "svg").stdout)
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert "压力与焦虑" in "".join(picture.itertext())
