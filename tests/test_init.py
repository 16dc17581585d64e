"""A base on another subject, made by `kb init`: it checks, builds, previews and searches, and says nothing of ours."""

import re
from pathlib import Path

import pytest
from conftest import DAY, Kb

from generator.base import Base
from generator.preview.workspace import Workspace

OURS = re.compile(
    "催收|放款|欠款|欠债|分付|花呗|借款|还款|逾期|贷款|征信|利息|还款日|12356|12378|collection call|instalment"
)
READ = {".html", ".json", ".txt", ".xml", ".md", ".js", ".atom", ".ics"}
"""What readers and programs read."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, kb: Kb) -> Path:
    folder = tmp_path_factory.mktemp("init") / "base"
    made = kb("init", folder)
    assert made.returncode == 0, made.stderr
    return folder


def test_it_checks_builds_and_searches(base: Path, kb: Kb) -> None:
    assert "No problems found" in kb("check", "--root", base).stdout
    built = kb("build", "--root", base)
    assert built.returncode == 0, built.stderr
    assert "/strategies/water/" in kb("search", "--root", base, "叶子发软").stdout


def test_no_page_says_anything_of_our_subject(base: Path, kb: Kb) -> None:
    kb("build", "--root", base)
    read = [path for path in (base / "site").rglob("*") if path.suffix in READ]
    assert len(read) > 20
    said = {str(path): OURS.findall(path.read_text("utf-8")) for path in read}
    assert {path: words for path, words in said.items() if words} == {}
    assert not any("律师" in path.read_text("utf-8") for path in read if path.suffix == ".html"), "who has not read it"
    home = (base / "site/index.html").read_text("utf-8")
    assert "养绿萝" in home
    assert 'href="terms/"' in home and 'href="letters/"' not in home, "only what there is"
    assert "你现在的处境" not in home


def test_it_is_previewed(base: Path) -> None:
    page = Workspace(Base.forgetful(base)).look(DAY, None).site.file("strategies/water/index.html")
    assert page and "土干了再浇" in page.decode("utf-8")


def test_a_rule_is_switched_off_in_one_place_with_a_reason(base: Path, kb: Kb) -> None:
    rules = base / "content/rules.yaml"
    entry = base / "content/strategies/water.yaml"
    good = rules.read_text("utf-8"), entry.read_text("utf-8")
    entry.write_text(good[1].replace("叶子发软", "应当每 3 天看一次。叶子发软"), "utf-8")
    assert "KB301" not in kb("check", "--root", base).stdout
    rules.write_text("off: []\n", "utf-8")
    assert "KB301" in kb("check", "--root", base).stdout
    rules.write_text("off:\n  - code: KB301\n", "utf-8")
    assert "KB102" in kb("check", "--root", base).stdout, "a reason is needed"
    rules.write_text("off:\n  - code: KB504\n    reason: 不想查\n", "utf-8")
    entry.write_text(good[1].replace("叶子发软", "问 13800138000。叶子发软"), "utf-8")
    assert "KB504" in kb("check", "--root", base).stdout, "what protects readers cannot be switched off"
    rules.write_text(good[0], "utf-8")
    entry.write_text(good[1], "utf-8")


def test_a_folder_that_is_not_empty_is_left_alone(kb: Kb, small: Path) -> None:
    before = sorted(small.rglob("*"))
    assert kb("init", small).returncode == 2
    assert sorted(small.rglob("*")) == before
