"""`kb diff`: what a change means for readers, how grave it is, and what it reaches."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Kb

FENFU = "content/concepts/fenfu.yaml"
RECORDS = "content/strategies/keep-records.yaml"


NOTHING: dict[str, list[str]] = {
    "changes": [],
    "new_hosts": [],
    "unread": [],
    "drafts": [],
    "program": [],
    "unsaid": [],
}


def git(root: Path, *arguments: str) -> None:
    name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def committed(small: Path) -> Path:
    """The small site in a git checkout of its own."""
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-qm", "x")
    return small


def put(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def diff(kb: Kb, root: Path) -> dict[str, Any]:
    """The comparison as data."""
    shown = kb("diff", "--root", root, "--format", "json")
    assert shown.returncode == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def only(kb: Kb, root: Path) -> dict[str, Any]:
    """The one change there is."""
    (change,) = diff(kb, root)["changes"]
    return dict(change)


def test_nothing_changed(kb: Kb, committed: Path) -> None:
    (committed / RECORDS).write_text("# 注释\n" + (committed / RECORDS).read_text("utf-8"), "utf-8")
    assert diff(kb, committed) == {**NOTHING}
    assert "Nothing" in kb("diff", "--root", committed).stdout
    assert "Nothing" in kb("diff", "--root", committed, "--format", "markdown").stdout


def test_a_new_entry(kb: Kb, committed: Path) -> None:
    text = (committed / "content/effects/stress.yaml").read_text("utf-8").replace("id: stress", "id: shame")
    (committed / "content/effects/shame.yaml").write_text(text, "utf-8")
    change = only(kb, committed)
    assert (change["kind"], change["key"], change["risk"]) == ("added", "effects/shame", "safety")
    (committed / "content/effects/shame.yaml").write_text(text + "status: draft\n", "utf-8")
    found = diff(kb, committed)
    assert (found["changes"], found["drafts"]) == ([], ["effects/shame"]), "readers do not see a draft"


def test_an_entry_that_is_gone_tells_who_named_it(kb: Kb, committed: Path) -> None:
    (committed / RECORDS).unlink()
    change = only(kb, committed)
    assert (change["kind"], change["key"]) == ("removed", "strategies/keep-records")
    assert change["reaches"] == ["concepts/fenfu", "effects/stress", "paths/just-got-a-call"]


def test_a_moved_entry_is_one_change_and_its_words_are_compared(kb: Kb, committed: Path) -> None:
    assert kb("rename", "--root", committed, "strategies/keep-records", "notes").returncode == 0
    change = only(kb, committed)
    assert (change["kind"], change["before"], change["after"]) == (
        "moved",
        "strategies/keep-records",
        "strategies/notes",
    )
    put(committed, "content/strategies/notes.yaml", "写下时间和号码。", "记下号码。")
    kinds = {change["kind"]: change for change in diff(kb, committed)["changes"]}
    assert set(kinds) == {"moved", "changed"}
    assert kinds["changed"]["before"] == "写下时间和号码。"


CHANGES = {
    "typo": (RECORDS, "先弄清对方是谁", "先弄请对方是谁", "typo"),
    "comma": (RECORDS, "时间、号码和说了什么", "时间，号码和说了什么", "typo"),
    "wording": (RECORDS, "先弄清对方是谁", "知道来电的是谁，再往下说", "wording"),
    "a number": (FENFU, "用一笔就是借一笔", "用 2 笔就是借一笔", "fact"),
    "not": (FENFU, "逾期不是犯罪", "逾期是犯罪", "fact"),
    "may": (FENFU, "{{calls-per-day}} 次[", "{{calls-per-day}} 次，但可以更多[", "fact"),
    "a step more": (RECORDS, "  - 写下时间和号码。\n", "  - 写下时间和号码。\n  - 抄一份。\n", "fact"),
    "a step less": (RECORDS, "  - 写下时间和号码。\n", "", "fact"),
    "a citation": (FENFU, "[@standard:frequency]", "[@law:10]", "law"),
    "no citation": (FENFU, "[@standard:frequency]", "", "law"),
    "a parameter": (FENFU, "{{calls-per-day}}", "4", "law"),
    "a clause": ("content/sources/standard.yaml", "不应超过三次", "不应超过五次", "law"),
    "the value of a parameter": ("content/parameters/calls-per-day.yaml", "value: 3", "value: 4", "law"),
    "a phone number": ("content/contacts/crisis-line.yaml", "00000", "00001", "safety"),
    "when to seek help": ("content/effects/stress.yaml", "如果连续两周", "如果连续四周", "safety"),
    "whom to turn to": (FENFU, "turn_to: [fenfu-support]", "turn_to: [crisis-line]", "safety"),
    "a link less": (FENFU, "  next: [keep-records]\n", "", "wording"),
    "what it rests on": (FENFU, "based_on: [standard]", "based_on: [standard, law]", "law"),
    "how readers ask": (
        RECORDS,
        "id: keep-records\n",
        "id: keep-records\nquestions: [电话里说了什么怎么记]\n",
        "wording",
    ),
    "a review": (RECORDS, "on: 2026-11-20", "on: 2026-11-22", "wording"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_how_grave_a_change_is(kb: Kb, committed: Path, name: str) -> None:
    path, old, new, risk = CHANGES[name]
    put(committed, path, old, new)
    change = only(kb, committed)
    assert (change["kind"], change["risk"], f"content/{change['key']}.yaml") == ("changed", risk, path)
    assert change["before"] != change["after"]


def test_the_gravest_comes_first_with_the_pages_it_reaches(kb: Kb, committed: Path) -> None:
    for name in ("typo", "a clause", "a phone number", "a number"):
        put(committed, *CHANGES[name][:3])
    changes = diff(kb, committed)["changes"]
    assert [change["risk"] for change in changes] == ["safety", "law", "fact", "typo"]
    assert changes[0]["reaches"] == ["paths/just-got-a-call"]
    assert changes[1]["reaches"] == ["concepts/fenfu", "parameters/calls-per-day"]
    text = kb("diff", "--root", committed).stdout
    assert "[safety] changed contacts/crisis-line 示例心理热线 phone\n  - 00000\n  + 00001\n" in text
    assert "  reaches: concepts/fenfu, parameters/calls-per-day\n" in text


def test_a_place_in_the_text_is_its_heading(kb: Kb, committed: Path) -> None:
    put(committed, FENFU, "逾期不是犯罪", "逾期是犯罪")
    assert only(kb, committed)["place"] == "“一天最多打几次？”"


def test_a_table_for_a_comment_cannot_be_broken_by_what_it_quotes(kb: Kb, committed: Path) -> None:
    put(committed, FENFU, "| 条目 | [[effects/stress|压力]] |", "| 条目 | `压力` |")
    put(committed, FENFU, "[@standard:frequency]", "[@law:10]")
    table = kb("diff", "--root", committed, "--format", "markdown").stdout
    assert table.startswith("<!-- kb diff -->\n### What changes for readers\n")
    rows = [line for line in table.split("\n") if line.startswith("| 分付")]
    assert len(rows) == 2
    cells = [row.replace("\\|", "").count("|") for row in rows]
    assert cells == [6, 6]
    assert "`…{{calls-per-day}} 次` **`[@law:10]`** `。`<br>`law:10` `利息按日计算。`" in table, (
        "a person is not called for"
    )


def test_what_changed_in_a_long_sentence_is_marked(kb: Kb, committed: Path) -> None:
    put(committed, FENFU, "[@standard:frequency]", "[@law:10]")
    shown = kb("diff", "--root", committed).stdout
    assert "  - …{{calls-per-day}} 次[-[@standard:frequency]-]。\n" in shown
    assert "  + …{{calls-per-day}} 次{+[@law:10]+}。\n  clause law:10: 利息按日计算。\n" in shown
    assert "  at content/concepts/fenfu.yaml:16\n" in shown


def test_links_lead_to_the_page_and_to_the_line(kb: Kb, committed: Path) -> None:
    put(committed, FENFU, "逾期不是犯罪", "逾期是犯罪")
    addresses = ("--files", "https://example.org/blob/abc/", "--pages", "https://example.org/preview/1")
    table = kb("diff", "--root", committed, "--format", "markdown", *addresses).stdout
    page = "[分付是什么](https://example.org/preview/1/concepts/fenfu/)"
    assert f"Look at these pages first: {page}\n" in table
    assert (
        f"| {page} `concepts/fenfu` | [“一天最多打几次？”](https://example.org/blob/abc/content/concepts/fenfu.yaml#L17) |"
        in table
    )
    assert kb("diff", "--root", committed, "--format", "classes").stdout == "fact\n"


def test_a_template_that_drops_the_number_to_call_is_as_grave_as_the_number(kb: Kb, committed: Path) -> None:
    put(committed, "site_templates/assets/stylesheets/site.css", "{", " {")
    change = only(kb, committed)
    assert (change["risk"], change["reaches"], change["path"]) == (
        "wording",
        [],
        "site_templates/assets/stylesheets/site.css",
    )
    for name, reached in (("contact", {"contacts/crisis-line/"}), ("_parts", {"concepts/fenfu/", "effects/stress/"})):
        template = committed / f"site_templates/entries/{name}.html.j2"
        words = template.read_text("utf-8")
        assert "tel:" in words
        template.write_text(words.replace("tel:", "#"), "utf-8")
        change = only(kb, committed)
        assert change["risk"] == "safety" and reached <= {*change["reaches"]}, name
        template.write_text(words, "utf-8")


def test_a_long_report_stays_short_enough_for_a_comment(kb: Kb, committed: Path) -> None:
    steps = "".join(f"  - 第 {number} 件：{'写' * 200}。\n" for number in range(400))
    put(committed, RECORDS, "  - 写下时间和号码。\n", steps)
    table = kb("diff", "--root", committed, "--format", "markdown").stdout
    assert len(table) < 65_536
    assert "more; run kb diff" in table


def test_new_outside_hosts_are_told(kb: Kb, committed: Path) -> None:
    put(
        committed,
        "content/sources/standard.yaml",
        "tier: reported",
        "tier: reported\naddress: https://new.example.org/a",
    )
    assert diff(kb, committed)["new_hosts"] == ["new.example.org"]
    assert "new outside host: new.example.org" in kb("diff", "--root", committed).stdout
    assert "new.example.org" in kb("diff", "--root", committed, "--format", "markdown").stdout


def test_a_review_anew_should_say_what_changed(kb: Kb, committed: Path) -> None:
    path = "content/strategies/keep-records.yaml"
    put(committed, path, "on: 2026-11-20", "on: 2026-11-22")
    assert diff(kb, committed)["unsaid"] == ["strategies/keep-records"]
    assert "reviewed anew" in kb("diff", "--root", committed).stdout
    put(committed, path, "due: 2027-05-20}", "due: 2027-05-20, changed: 加了一步。}")
    assert diff(kb, committed)["unsaid"] == []


def test_a_file_that_cannot_be_read_is_not_taken_for_removed(kb: Kb, committed: Path) -> None:
    put(committed, RECORDS, "title: ", "title：")
    assert diff(kb, committed) == {**NOTHING, "unread": [RECORDS]}
    assert RECORDS in kb("diff", "--root", committed).stdout


def test_another_revision(kb: Kb, committed: Path) -> None:
    put(committed, *CHANGES["a number"][:3])
    git(committed, "commit", "-qam", "y")
    assert diff(kb, committed)["changes"] == []
    shown = json.loads(kb("diff", "--root", committed, "HEAD~1", "--format", "json").stdout)
    assert [change["risk"] for change in shown["changes"]] == ["fact"]


def test_no_history_is_a_set_up_fault(kb: Kb, small: Path, committed: Path) -> None:
    refused = kb("diff", "--root", committed, "no-such-revision")
    assert refused.returncode == 2 and "no-such-revision" in refused.stderr and "Traceback" not in refused.stderr


def reminded(kb: Kb, root: Path, *arguments: str) -> str:
    """What `kb check` says besides findings."""
    checked = kb("check", "--root", root, *arguments)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return checked.stdout.partition("Of what ")[2]


def test_a_check_shows_grave_changes_that_are_not_committed(kb: Kb, committed: Path) -> None:
    put(committed, RECORDS, "每一次来电都记下", "来电不必都记下")
    said = reminded(kb, committed)
    assert "不必" in said and f"at {RECORDS}:" in said
    assert said.startswith("is not committed yet,") and "Once committed" in said
    assert reminded(kb, committed) == said  # from the cache
    git(committed, "commit", "-qam", "y")
    assert not reminded(kb, committed)
    since = reminded(kb, committed, "--changed", "HEAD~")
    assert "不必" in since and since.startswith("changed since HEAD~,") and "committed" not in since


def test_a_lost_word_of_distress_is_shown_first(kb: Kb, committed: Path) -> None:
    put(committed, RECORDS, "每一次来电都记下", "来电不必都记下")
    put(committed, "content/search.yaml", "想死, ", "")
    said = reminded(kb, committed, "-j", "1")
    assert said.index("想死") < said.index("不必")


def test_a_check_is_silent_about_slight_changes_and_elsewhere(kb: Kb, committed: Path) -> None:
    put(committed, RECORDS, "每一次来电都记下", "来电不必都记下")
    assert not reminded(kb, committed, "-q")
    assert not reminded(kb, committed, committed / FENFU)
    assert json.loads(kb("check", "--root", committed, "--format", "json").stdout) == []
    put(committed, RECORDS, "来电不必都记下", "每一次来电都记下")
    put(committed, RECORDS, "开一个记事本", "打开一个记事本")
    assert not reminded(kb, committed)
