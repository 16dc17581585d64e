"""`kb new`: what it asks, what it writes, and what it finds that the new entry may have to do with."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import DAY, ROOT, Kb
from kept import kept

from generator.content_types import CONTENT_TYPES
from generator.editing.submitted import mistake, submitted
from generator.examining import examine

KINDS = [kind for kind in CONTENT_TYPES if kind.section != "pages"]


def on_a_terminal(arguments: list[str], answers: list[str]) -> str:
    """What `kb` shows on a terminal where someone gives these answers."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "generator", *arguments]
    running = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env={**os.environ, "KB_LANG": "en"}
    )
    os.close(slave)
    shown, waiting = "", list(answers)
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # the terminal is closed: the command has ended
            break
        shown += data.decode("utf-8", "replace")
        if waiting and shown.endswith(": "):
            os.write(master, (waiting.pop(0) + "\n").encode())
    assert running.wait() == 0, shown
    os.close(master)
    return shown


def test_on_a_terminal_it_asks_for_what_is_not_given(small: Path) -> None:
    arguments = ["new", "--root", str(small), "--as-of", str(DAY), "strategy", "talk-to-boss"]
    shown = on_a_terminal(arguments, ["怎么跟单位说", "先记下来电，再说清事实。", "电话", "calls, 6"])
    assert "There is no topic 电话" in shown, "a wrong answer is asked for again"
    text = (small / "content/strategies/talk-to-boss.yaml").read_text("utf-8")
    assert "title: 怎么跟单位说\n" in text
    assert "answer: 先记下来电，再说清事实。\n" in text
    assert "topics: [calls, products]\n" in text


def test_answers_given_as_options_are_not_asked_for(small: Path) -> None:
    arguments = ["new", "--root", str(small), "term", "grace", "--title", "宽限期", "--topics", "cost"]
    shown = on_a_terminal(arguments, [""])
    assert "Title" not in shown and "topic" not in shown
    text = (small / "content/terms/grace.yaml").read_text("utf-8")
    assert "title: 宽限期\ntopics: [cost]\n" in re.sub("#.*\n", "", text)


def test_a_type_without_such_a_sentence_is_not_asked_for_one(small: Path) -> None:
    arguments = ["new", "--root", str(small), "source", "rule-1"]
    assert "one sentence" not in on_a_terminal(arguments, ["示例规章", ""])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_new_file_lacks_nothing_but_its_prose(kb: Kb, small: Path, kind: type) -> None:
    name = kind.__name__.lower()
    made = kb("new", "--root", small, "--as-of", DAY, name, "brand-new", "--title", "[新]的: 条目")
    assert made.returncode == 0, made.stderr
    path = f"content/{kind.section}/brand-new.yaml"  # type: ignore[attr-defined]
    text = (small / path).read_text("utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=../../docs/schemas/{name}.json\n# ")
    assert "\nid: brand-new\n" in text
    assert (ROOT / f"docs/schemas/{name}.json").is_file()
    assert all(line == line.rstrip() for line in text.split("\n"))
    found = [finding for finding in examine(kept(small), DAY, drafts=True).findings if finding.path == path]
    assert {finding.code for finding in found} <= {"KB103", "KB104"}, "only empty values are missing"
    assert all(
        text.split("\n")[finding.span.line - 1].split("#")[0].rstrip(" |").endswith((":", "-", "[]"))
        for finding in found
    )


def test_every_field_stands_at_its_place_and_can_be_uncommented(kb: Kb, small: Path) -> None:
    kb("new", "--root", small, "--as-of", DAY, "concept", "notes", "--title", "怎么记", "--answer", "来电都记下来。")
    path = small / "content/concepts/notes.yaml"
    text = path.read_text("utf-8")
    text = re.sub(r"(?m)^#(?=relations:|  \w+: \[\])", "", text)
    text = re.sub(r"(?m)^#(aliases|dont):\n#  -$", r"\1:\n  - 不删的短信", text)
    text = text.replace("heading:", "heading: 记什么？").replace("body: |", "body: 时间和号码。")
    path.write_text(text, "utf-8")
    found = [
        finding.code
        for finding in examine(kept(small), DAY, drafts=True).findings
        if finding.path.endswith("notes.yaml")
    ]
    assert found == []


def test_it_names_entries_like_it_and_the_clauses_they_cite(kb: Kb, small: Path) -> None:
    made = kb("new", "--root", small, "--as-of", DAY, "strategy", "after", "--title", "接到催收电话怎么记录")
    text = (small / "content/strategies/after.yaml").read_text("utf-8")
    assert "related: keep-records  记录与取证" in made.stdout
    assert "#   keep-records  记录与取证\n" in text
    named = re.findall(r"(?m)^#   ([a-z/-]+)  ", text)
    assert 2 <= len(named) <= 5
    made = kb("new", "--root", small, "--as-of", DAY, "concept", "rate", "--title", "分付利息")
    assert "#   law:10  示例法 第十条\n" in (small / "content/concepts/rate.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("strategy", "x"), "--title"),
        (("strategy", "x", "--title", "y", "--topics", "call"), "calls"),
        (("strategy", "-x", "--title", "y"), "No such option"),
        (("strategy", "a--b", "--title", "y"), "lower-case"),
        (("strategy", "keep-records", "--title", "y"), "exists already"),
    ],
)
def test_wrong_use_writes_nothing(kb: Kb, small: Path, arguments: tuple[str, ...], says: str) -> None:
    before = sorted(small.rglob("*.yaml"))
    refused = kb("new", "--root", small, *arguments)
    assert refused.returncode == 2 and says in refused.stderr and "Traceback" not in refused.stderr
    assert sorted(small.rglob("*.yaml")) == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_any_field_can_be_uncommented_by_taking_the_marks_away(kb: Kb, small: Path, kind: type) -> None:
    kb("new", "--root", small, "--as-of", DAY, kind.__name__.lower(), "brand-new", "--title", "新的")
    path = small / f"content/{kind.section}/brand-new.yaml"  # type: ignore[attr-defined]
    path.write_text(
        re.sub(r"(?m)^( *)#(?=[\w ] *)(?! )", r"\1", re.sub(r"(?m)^#(?=  )", "", path.read_text("utf-8"))), "utf-8"
    )
    found = examine(kept(small), DAY, drafts=True).findings
    assert not [finding for finding in found if finding.code.startswith("KB0")], "it can be read"


FORM = """### 类型

strategy

### 网址里的名字

say-it-at-work

### 标题

怎么跟单位说

### 一句话答案

先说清事实。

### 现在就做的几步

- 列出来电。
2. 想好三句话。
# 找一个人。

### 正文

## 先说什么？

[[keep-records]] 里有清单。
status: published

## 不说什么？

不说数字。

### 别的

_No response_
"""


def test_what_was_filled_in_on_the_web_becomes_a_draft(kb: Kb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(FORM.replace("\n", "\r\n"), "utf-8")
    made = kb("new", "--root", small, "--as-of", DAY, "--from", tmp_path / "issue.md")
    assert made.returncode == 0, made.stderr
    base = examine(kept(small), DAY, drafts=True)
    assert [finding.code for finding in base.findings if finding.path.endswith("say-it-at-work.yaml")] == []
    entry = base.library["strategies/say-it-at-work"].article
    assert entry and (entry.title, entry.status, entry.answer) == ("怎么跟单位说", "draft", "先说清事实。")
    assert entry.do_now == ("列出来电。", "想好三句话。", "# 找一个人。")
    assert [section.heading for section in entry.sections] == ["先说什么？", "不说什么？"]
    assert "status: published" in entry.sections[0].body, "words of a stranger stay words"


def test_a_form_cannot_choose_where_it_is_written(kb: Kb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(FORM.replace("say-it-at-work", "../../evil"), "utf-8")
    assert kb("new", "--root", small, "--from", tmp_path / "issue.md").returncode == 2
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/kb/strategies/keep-records/#x",
        "/strategies/keep-records/",
        "记录与取证",
        "keep-records",
        "content/strategies/keep-records.yaml",
    ],
)
def test_a_mistake_that_was_reported_on_the_web_is_put_at_its_line(
    kb: Kb, small: Path, tmp_path: Path, page: str
) -> None:
    report = (
        f"### 哪一页\n\n{page}\n\n### 哪句话不对，应该是什么\n\n“写下时间和号码”不够，还要写下\x1b[31m对方说了什么\n"
    )
    (tmp_path / "issue.md").write_text(report + "\n### 依据\n\n_No response_\n", "utf-8")
    told = kb("new", "--root", small, "--from", tmp_path / "issue.md")
    lines = (small / "content/strategies/keep-records.yaml").read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "写下时间和号码" in text)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"content/strategies/keep-records.yaml:{line}:5: reported as wrong\n")
    assert "source: none given" in told.stdout and "\x1b" not in told.stdout


def test_a_report_whose_words_are_not_in_the_file_points_at_no_words(kb: Kb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(
        "### 哪一页\n\nkeep-records\n\n### 哪句话不对，应该是什么\n\n甲乙丙丁戊己\n", "utf-8"
    )
    told = kb("new", "--root", small, "--from", tmp_path / "issue.md")
    assert told.stdout.startswith("content/strategies/keep-records.yaml:1:1: reported as wrong\n")
    assert "None of the report's words are in the file" in told.stdout and "  1 | " not in told.stdout


def test_a_report_points_at_the_words_that_readers_see(kb: Kb, small: Path, tmp_path: Path) -> None:
    file = small / "content/strategies/keep-records.yaml"
    entry = file.read_text("utf-8").replace(
        "topics: [calls]", "faq:\n  - says: 写下时间和号码\n    asks: [怎么记]\ntopics: [calls]"
    )
    file.write_text(entry, "utf-8")
    report = "### 哪一页\n\nkeep-records\n\n### 哪句话不对，应该是什么\n\n“写下时间和号码”不够\n"
    (tmp_path / "issue.md").write_text(report, "utf-8")
    told = kb("new", "--root", small, "--from", tmp_path / "issue.md")
    assert "| " + "  - 写下时间和号码。\n" in told.stdout


def test_a_text_that_is_no_form_is_told(kb: Kb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text("标题\n怎么跟单位说\n", "utf-8")
    told = kb("new", "--root", small, "strategy", "at-work", "--from", tmp_path / "issue.md")
    assert told.returncode == 2 and "No form" in told.stderr
    assert not (small / "content/strategies/at-work.yaml").exists()


def test_a_report_on_no_page_is_told_which_may_be_meant(kb: Kb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text("### 哪一页\n\n记录取证\n\n### 哪句话不对，应该是什么\n\n不对\n", "utf-8")
    told = kb("new", "--root", small, "--from", tmp_path / "issue.md")
    assert told.returncode == 2 and "keep-records" in told.stderr


def test_a_question_that_was_asked_on_the_web_becomes_a_draft(kb: Kb, small: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text("### 你的问题，用自己的话写\n\n单位知道了怎么办\n", "utf-8")
    made = kb("new", "--root", small, "--as-of", DAY, "strategy", "at-work", "--from", tmp_path / "issue.md")
    assert made.returncode == 0, made.stderr
    assert "title: 单位知道了怎么办\n" in (small / "content/strategies/at-work.yaml").read_text("utf-8")


def test_each_answer_of_each_form_is_read() -> None:
    asked = {
        field["attributes"]["label"]
        for form in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
        for field in yaml.safe_load(form.read_text("utf-8"))["body"]
        if field["type"] != "markdown"
    }
    text = "".join(f"### {label}\n\nanswer-{number}\n\n" for number, label in enumerate(sorted(asked)))
    read = f"{submitted(text)} {mistake(text)}"
    unread = {label for number, label in enumerate(sorted(asked)) if f"answer-{number}" not in read}
    assert len(unread) == 1 and unread < {"标题", "你的问题，用自己的话写"}, "title and question are one field"


@pytest.mark.parametrize("data", [b"\xff\xfe#\x00", None])
def test_a_form_that_cannot_be_read_is_told_in_words(kb: Kb, small: Path, tmp_path: Path, data: bytes | None) -> None:
    if data:
        (tmp_path / "issue.md").write_bytes(data)
    told = kb("new", "--root", small, "--from", tmp_path / "issue.md")
    assert told.returncode == 2 and "issue.md" in told.stderr and "The tool itself" not in told.stderr
