"""What editors do every day keeps the whole base whole: an article, a new name, one more situation, time that passes.

Each is done to a copy of the real content as the README says, and judged as CI judges it.
"""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, Kb, cache_of, content_day

from generator.base import Base
from generator.examining import examine
from generator.rendering.inputs import Inputs
from generator.reporting import severity_of
from generator.site import Plan, plan

pytestmark = pytest.mark.content

ARTICLE = """\
answer: 先想好要不要说，再挑一个人说。
topics: [third-parties]
do_now:
  - 想好要说的三句话。
  - 挑一个信得过的人。
  - 约一个安静的时间。
sections:
  - heading: 要说多少？
    body: 说清现在的情况和打算就够了，不用说细节。
relations:
  related: [{strategies[0]}]
"""
SITUATION = """\
id: told-at-work
title: 单位已经知道了
topics: [third-parties]
reviewed: {{on: {day}, by: 编辑, due: {due}}}
answer: 先歇一歇，再挑一个人说清楚。
first_step: 对自己说一句“今天不用把每件事都做完”。
steps:
  - entry: {strategies[0]}
    why: 先做这一步。
  - entry: {strategies[1]}
    why: 再做这一步。
  - entry: {strategies[2]}
    why: 最后做这一步。
turn_to: [{contact}]
"""


@pytest.fixture
def base(tmp_path: Path, real_site: Path) -> Path:
    """A copy of the real base that a test may change, with what is known of it since its site was built."""
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(cache_of(ROOT), cache_of(tmp_path), dirs_exist_ok=True)
    return tmp_path


def filled(text: str, root: Path, day: date) -> str:
    """A made-up entry that refers to what the base has."""
    strategies = sorted(path.stem for path in (root / "content/strategies").glob("*.yaml"))
    contact = min(path.stem for path in (root / "content/contacts").glob("*.yaml"))
    return text.format(strategies=strategies, contact=contact, day=day, due=day + timedelta(days=90))


def errors(root: Path, day: date) -> list[str]:
    """What keeps a base from being built."""
    found = (finding for finding in examine(Base.at(root).on(1), day).findings if severity_of(finding) == "error")
    return [f"{finding.path}:{finding.span.line} {finding.code}" for finding in found]


def planned(root: Path, day: date) -> Plan:
    """The site of a base: which pages it has, each made when it is asked for."""
    base = Base.at(root).on(1)
    found = examine(base, day)
    return plan(Inputs.of(base, found.library, found.links, None))


def addresses(root: Path, day: date) -> set[str]:
    """The addresses of its pages."""
    return {page.address for page in planned(root, day).pages}


def shown(root: Path, day: date, address: str) -> str:
    """One of its pages."""
    site = planned(root, day)
    return next(site.page(page).html for page in site.pages if page.address == address)


def test_an_article_as_the_readme_says(kb: Kb, base: Path) -> None:
    day = content_day() + timedelta(days=3)
    made = kb("new", "--root", base, "--as-of", day, "strategy", "talk-to-boss", "--title", "怎么跟单位说")
    assert made.returncode == 0, made.stderr
    path = base / "content/strategies/talk-to-boss.yaml"
    head = path.read_text("utf-8").partition("# 【必填】一句话答案")[0].replace("status: draft", "# ", 1)
    path.write_text(head + filled(ARTICLE, base, day), "utf-8")
    assert errors(base, day) == []
    assert "先想好要不要说" in shown(base, day, "/strategies/talk-to-boss/")


def test_a_term_with_another_name(kb: Kb, base: Path) -> None:
    renamed = kb("rename", "--root", base, "terms/past-due", "past-due-term")
    assert renamed.returncode == 0, renamed.stderr
    assert errors(base, content_day()) == []
    assert {"/terms/past-due-term/", "/terms/past-due/"} - addresses(base, content_day()) <= {"/terms/past-due/"}


def test_one_more_situation(base: Path) -> None:
    day = content_day()
    situation = filled(SITUATION, base, day)
    (base / "content/paths/told-at-work.yaml").write_text(situation, "utf-8")
    assert errors(base, day) == []
    assert "单位已经知道了" in shown(base, day, "/")


def test_two_years_without_an_edit(base: Path) -> None:
    """What has become old is said as a warning; a law that has changed since is the only thing that may stop a build."""
    later = content_day() + timedelta(days=730)
    of_law = {"KB305", "KB306", "KB310"}
    assert [fault for fault in errors(base, later) if fault.split()[-1] not in of_law] == []
