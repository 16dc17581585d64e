"""A content type is one file, one template and words in `content/`: added to a copy, everything knows it."""

import sys
from pathlib import Path

import pytest
import recipes
from conftest import DAY
from recipes import as_told, copied, kb

TYPE = '''"""The rumour type."""

from typing import Annotated, ClassVar

from generator.base import Base
from generator.entry import Article, EntryReference, Line, Role


class Rumour(Article):
    """传言：群里传的一件事，哪些是真的。"""

    section: ClassVar[str] = "rumours"
    label: ClassVar[str] = "传言"

    heard: Annotated[tuple[Line, ...], Role.OTHERS_WORDS] = ()
    """别人怎么说的。"""
    traced_to: EntryReference | None = None
    """从哪个条目来的。"""
'''
TEMPLATE = """{% extends "entries/_article.html.j2" %}
{% block after_card %}<ul id="heard">{% for words in e.heard %}<li>{{ words }}</li>{% endfor %}</ul>{% endblock %}
"""
ENTRY = """id: one-call
title: 听说一个电话就能停息
reviewed: {on: 2026-11-20, by: 编辑, due: 2027-05-20}
answer: 先看合同怎么写，再和放款机构谈。
do_now: [先看合同。, 记下来电。, 存好截图。]
sections:
  - heading: 这话从哪来？
    body: 看[[keep-records]]。利息按天算[@law:10]。
heard:
  - 活该的人才要还[@standard:frequency]。
traced_to: keep-records
"""
COMPLETION = """
from datetime import date
from pathlib import Path
from generator.base import Base
from generator.editing.completion import suggestions
from generator.examining import examine
day = date(2026, 11, 26)
library = examine(Base.forgetful(Path()), day).library
print("one-call" in {found.insert for found in suggestions(library, "traced_to: ", day)})
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with a small base, and with a type more."""
    root = copied(tmp_path_factory.mktemp("project"))
    run(root, "git", "init", "-q")
    run(root, "git", "add", "content", "site_templates", "mkdocs.yml")
    run(root, "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "base")
    (root / "generator/content_types/rumour.py").write_text(TYPE, "utf-8")
    (root / "site_templates/entries/rumour.html.j2").write_text(TEMPLATE, "utf-8")
    with (root / "content/site.yaml").open("a", encoding="utf-8") as words:
        words.write("  - {section: rumours, introduction: 群里传的话，一条一条说清楚。}\n")
    as_told(1, root)
    (root / "content/tone.yaml").write_text("blame: {words: [活该]}\n", "utf-8")
    (root / "content/rumours").mkdir()
    (root / "content/rumours/one-call.yaml").write_text(ENTRY, "utf-8")
    return root


def run(root: Path, *command: str) -> str:
    """What a command in the copy prints; it must succeed."""
    done = recipes.run(root, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_check_and_build_know_it(copy: Path) -> None:
    assert "0 errors" in kb(copy, "check", "--as-of", str(DAY))
    kb(copy, "build", "--as-of", str(DAY), "-q")
    page = (copy / "site/rumours/one-call/index.html").read_text("utf-8")
    # What its template shows first is cited first, though the field stands last in the type.
    assert page.index('<ul id="heard">') < page.index('href="#cite-1"') < page.index('href="#cite-2"')
    assert page.index('href="#cite-1"') < page.index("这话从哪来") < page.index('href="#cite-2"')
    assert '<meta name="description" content="先看合同怎么写，再和放款机构谈。">' in page
    assert "群里传的话，一条一条说清楚。" in (copy / "site/rumours/index.html").read_text("utf-8")
    assert ">传言</a>" in (copy / "site/index.html").read_text("utf-8")


def test_search_and_the_preview_know_it(copy: Path) -> None:
    assert "/rumours/one-call/" in kb(copy, "search", "--as-of", str(DAY), "一个电话就能停息")
    preview = (
        "from pathlib import Path; from datetime import date\n"
        "from generator.preview.workspace import Workspace\n"
        "from generator.base import Base\n"
        "site = Workspace(Base.forgetful(Path().resolve())).look(date(2026, 11, 26), None).site\n"
        "print('一个电话' in site.file('rumours/one-call/index.html').decode())"
    )
    assert run(copy, sys.executable, "-c", preview) == "True\n"


def test_completion_and_diff_know_it(copy: Path) -> None:
    assert run(copy, sys.executable, "-c", COMPLETION) == "True\n"
    assert "rumours/one-call" in kb(copy, "diff", "--format", "json")


def test_new_move_and_the_reference_know_it(copy: Path) -> None:
    assert "rumour" in kb(copy, "new", "--help")
    kb(copy, "new", "rumour", "two-calls", "--title", "听说要打两个电话", "--as-of", str(DAY))
    assert "schemas/rumour.json" in (copy / "content/rumours/two-calls.yaml").read_text("utf-8")
    (copy / "content/rumours/two-calls.yaml").unlink()
    kb(copy, "reference")
    assert "别人怎么说的。" in (copy / "docs/schemas/rumour.json").read_text("utf-8")
    assert "传言" in (copy / "docs/reference/types.md").read_text("utf-8")
    kb(copy, "move", "rumours/one-call", "rumours/a-call")
    assert "id: a-call" in (copy / "content/rumours/a-call.yaml").read_text("utf-8")
