"""`kb check --fix`: what is safe is written, byte for byte nothing else, and only where it helps."""

import subprocess
from pathlib import Path

import pytest
from conftest import DAY, Kb
from kept import kept

from generator.diagnostics import Diagnostic, Span
from generator.editing.fixing import fix
from generator.examining import examine

ENTRY = "content/strategies/keep-records.yaml"


def put(root: Path, path: str, old: str, new: str) -> Path:
    """Replace words of a file that must hold them."""
    file = root / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())
    return file


def codes(root: Path) -> list[str]:
    """The codes of all findings on the fixed day."""
    return [found.code for found in examine(kept(root), DAY, drafts=True).findings]


FIXES = {
    "half-width punctuation": (ENTRY, "时间、号码和说了什么。", "时间,号码和说了什么.", "时间，号码和说了什么。"),
    "spacing": (ENTRY, "开一个记事本。", "开1个记事本。", "开 1 个记事本。"),
    "corner quotes": (ENTRY, "先弄清对方是谁。", "先弄清「对方」是谁。", "先弄清“对方”是谁。"),
    "doubled word": (ENTRY, "先弄清对方是谁。", "先弄清的的对方是谁。", "先弄清的对方是谁。"),
    "traditional character": (ENTRY, "先弄清对方是谁。", "先弄清對方是谁。", "先弄清对方是谁。"),
    "invisible character": (ENTRY, "先弄清对方是谁。", "先弄清\u200b对方是谁。", "先弄清对方是谁。"),
    "heading with a full stop": (ENTRY, "heading: 记什么？", "heading: 记什么。", "heading: 记什么"),
    "moved id": (ENTRY, "related: [fenfu]", "related: [weixin-fenfu]", "related: [fenfu]"),
    "number of a parameter": (
        "content/concepts/fenfu.yaml",
        "{{calls-per-day}} 次",
        "3 次",
        "{{calls-per-day}} 次",
    ),
    "date with slashes": (ENTRY, "on: 2026-11-20", "on: 2026/11/20", "on: 2026-11-20"),
    "date in Chinese": (ENTRY, "on: 2026-11-20", "on: 2026年11月20日", "on: 2026-11-20"),
    "date in full width": (ENTRY, "due: 2027-05-20", "due: ２０２７-０５-２０", "due: 2027-05-20"),
    "choice in capitals": (ENTRY, "topics: [calls]", "topics: [Calls]", "topics: [calls]"),
    "phone number in brackets": (
        "content/contacts/crisis-line.yaml",
        'phone: "00000"',
        "phone: （00） 0 00",
        "phone: '00-0-00'",
    ),
    "answer in quotation marks": (
        ENTRY,
        "answer: 每一次来电都记下时间、号码和说了什么。",
        "answer: “每一次来电都记下时间、号码和说了什么。”",
        "answer: 每一次来电都记下时间、号码和说了什么。",
    ),
    "full-width colon after a key": (ENTRY, "title: 记录", "title：记录", "title: 记录"),
    "full-width dashes of a list": (
        ENTRY,
        "  - 开一个记事本。\n  - 写下时间和号码。\n",
        "  － 开一个记事本。\n  － 写下时间和号码。\n",
        "  - 开一个记事本。\n  - 写下时间和号码。\n",
    ),
    "colon in a value": (ENTRY, "answer: 每一次", "answer: 记住: 每一次", "answer: 记住：每一次"),
    "colon in an item": (ENTRY, "  - 开一个记事本。", "  - 第一步: 开一个记事本。", "  - 第一步：开一个记事本。"),
    "reference at the beginning": (
        ENTRY,
        "  - 开一个记事本。",
        "  - [[fenfu]]先看。",
        "  - '[[fenfu]]先看。'",
    ),
    "byte order mark": (ENTRY, "id: keep", "\ufeffid: keep", "id: keep"),
    "list without a blank line": (
        "content/concepts/fenfu.yaml",
        "      - 先看[[fenfu-support]]。\n",
        "      两个入口：\n      - 先看[[fenfu-support]]。\n",
        "      两个入口：\n\n      - 先看[[fenfu-support]]。\n",
    ),
}


@pytest.mark.parametrize("name", FIXES)
def test_a_safe_fix_changes_its_words_and_no_other_byte(kb: Kb, small: Path, name: str) -> None:
    path, good, bad, right = FIXES[name]
    file = put(small, path, good, bad)
    file.write_bytes(file.read_bytes() + "# 末尾的注释,照旧.   \n".encode())
    expected = file.read_bytes().decode().replace(bad, right, 1)
    assert codes(small)
    shown = kb("check", "--root", small, "--as-of", DAY, "--diff").stdout
    assert shown.startswith(f"--- {path}\n+++ {path}\n")
    assert file.read_bytes().decode() != expected, "--diff writes nothing"
    fixed = kb("check", "--root", small, "--as-of", DAY, "--fix")
    assert fixed.returncode == 0, fixed.stdout
    assert file.read_bytes().decode() == expected
    assert codes(small) == []


def test_fields_are_put_in_order_with_their_comments(kb: Kb, small: Path) -> None:
    file = small / ENTRY
    good = "# yaml-language-server: $schema=x\n" + file.read_text("utf-8")
    title = "# 标题的注释\ntitle: 记录与取证   # 行尾\n"
    good = good.replace("title: 记录与取证\n", title)
    file.write_text(good.replace(title, "") + title, "utf-8")
    assert codes(small) == ["KB120"]
    assert kb("check", "--root", small, "--as-of", DAY, "--fix").returncode == 0
    assert file.read_text("utf-8") == good


def test_line_ends_of_another_system_stay(kb: Kb, small: Path) -> None:
    file = small / ENTRY
    good = file.read_text("utf-8").replace("\n", "\r\n")
    file.write_bytes(good.replace("谁。", "谁.").encode())
    assert kb("check", "--root", small, "--as-of", DAY, "--fix").returncode == 0
    assert file.read_bytes().decode() == good


def test_a_file_with_many_faults_is_fixed_as_far_as_is_safe(kb: Kb, small: Path) -> None:
    put(small, ENTRY, "title: 记录", "title：记录")
    put(small, ENTRY, "topics: [calls]", "topics：[calls]")
    put(small, ENTRY, "answer: 每一次来", "answer：每1个来")
    file = put(small, ENTRY, "  - 开一个记事本。", "  - 活该,开一个记事本。")
    fixed = kb("check", "--root", small, "--as-of", DAY, "--fix")
    text = file.read_text("utf-8")
    assert "title: 记录" in text and "topics: [calls]" in text and "answer: 每 1 个" in text
    assert "活该，开一个记事本" in text, "the blame stays for the editor to reword"
    assert "KB401" in fixed.stdout and codes(small) == ["KB401"]


def test_a_wrong_date_above_does_not_keep_a_file_from_being_read(kb: Kb, small: Path) -> None:
    put(small, ENTRY, "on: 2026-11-20", "on: 2026-11-31")
    file = put(small, ENTRY, "answer: 每一次", "answer：每一次")
    fixed = kb("check", "--root", small, "--as-of", DAY, "--fix")
    assert "answer: 每一次" in file.read_text("utf-8")
    assert codes(small) == ["KB103"] and "KB103" in fixed.stdout


def test_only_the_files_asked_for_are_written(kb: Kb, small: Path) -> None:
    mine = put(small, ENTRY, "谁。", "谁.")
    other = put(small, "content/effects/stress.yaml", "谈谈。", "谈谈.")
    assert kb("check", "--root", small, "--as-of", DAY, "--fix", mine).returncode == 0
    assert "谁。" in mine.read_text("utf-8") and "谈谈." in other.read_text("utf-8")


def test_a_diff_can_be_applied_and_is_what_a_fix_writes(kb: Kb, small: Path) -> None:
    file = put(small, ENTRY, "谁。", "谁.")
    shown = kb("check", "--root", small, "--as-of", DAY, "--diff").stdout
    subprocess.run(["git", "apply", "-p0", "-"], input=shown, text=True, cwd=small, check=True)
    assert "谁。" in file.read_text("utf-8") and codes(small) == []


def finding(line: int, words: str, path: str = "a", code: str = "KB403") -> Diagnostic:
    return Diagnostic(path, Span(line, 1, line, 2), code, (), words)


def judged(text: str) -> list[Diagnostic]:
    """A made-up rule: each x is to become the letter after it; a z is a finding of another kind."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("x"):
            found.append(finding(number, line[1]))
        if line.startswith("z"):
            found.append(Diagnostic("a", Span(number, 1, number, 2), "KB404"))
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("xa\nxb", "aa\nbb"),
        ("xa\nxx", "aa\nxx"),  # the second finding would not go away
        ("xa\nxz", "aa\nxz"),  # the second fix would make a new finding
        ("xz\nxa\nxz", "xz\naa\nxz"),
        ("xz", "xz"),
    ],
)
def test_a_fix_that_does_not_help_is_not_written(before: str, after: str) -> None:
    changed = fix({"a": before.encode()}, lambda instead: judged(instead.get("a", before.encode()).decode()))
    assert changed.get("a", before.encode()).decode() == after


def test_a_fix_that_harms_another_file_is_not_written() -> None:
    def found(instead: object) -> list[Diagnostic]:
        return [Diagnostic("b", Span(), "KB201")] if instead else [finding(1, "y")]

    assert fix({"a": b"x"}, found) == {}
