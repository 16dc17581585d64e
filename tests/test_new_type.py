"""A content type is one file, one template and words in `content/`: added to a copy, everything knows it."""

import shutil
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
ODD = '''"""The case study type."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from generator.entry import ContactReference, Entry, Line, Names, OnwardKind, Plain, Prose, Record, Role, Section, Summary


class Witness(Record):
    """一个说话的人。"""

    id: Annotated[str, Field(pattern="^[a-z]+$")]
    """名字。"""
    name: Plain
    """怎么称呼。"""
    since: Annotated[date, Field(alias="from")]
    """从哪天起。"""
    said: Line
    """说了什么。"""
    call: ContactReference | None = None
    """打给谁。"""
    notes: tuple[Prose, ...] = ()
    """笔记。"""


class CaseStudy(Entry):
    """案例：一件真事。"""

    section: ClassVar[str] = "cases"
    label: ClassVar[str] = "案例"
    summary: ClassVar[tuple[str, ...]] = ("gist",)
    onward: ClassVar[OnwardKind | None] = "understand"

    gist: Summary
    """一句话。"""
    witnesses: Annotated[tuple[Witness, ...], Field(min_length=1), Names("witnesses"), Role.ANCHORED]
    """谁说的。"""
    chapters: tuple[Section, ...] = ()
    """各章。"""
'''
ODD_TEMPLATE = """{% import "entries/_parts.html.j2" as parts %}
<h1>{{ e.title }}</h1>{{ e.gist }}
<section id="witnesses">{% for w in e.witnesses %}
{{ w.name }} {{ w.since }} {{ w.said }} <a href="{{ w.call.href }}">{{ w.call.title }}</a> {{ w.notes | join }}
{% endfor %}</section>
{% for chapter in e.chapters %}<h2 id="{{ chapter.anchor }}">{{ chapter.heading }}</h2>{{ chapter.body }}{% endfor %}
{{ parts.onward(view.onward) }}
"""
ODD_ENTRY = """id: first-day
title: 第一次接到电话的那天
reviewed: {on: 2026-11-20, by: 编辑, due: 2027-05-20}
gist: 先看合同怎么写，再和放款机构谈。
witnesses:
  - id: anna
    name: 小安
    from: 2026-10-02
    said: 先存好了证据。
    call: crisis-line
    notes:
      - |
        看[[keep-records]]：

        - 号码
chapters:
  - heading: 后来怎么样？
    body: 后来存好了证据，见[[first-day#witnesses]]。
"""
ODD_FAULTS = ODD_ENTRY.replace("first-day", "second-day").replace("id: anna", "id: Anna!")
ODD_TWICE = ODD_ENTRY.replace("first-day", "second-day").replace(
    "chapters:", "  - {id: anna, name: 小宁, from: 2026-10-03, said: 也存好了。}\nchapters:"
)
HEADINGS = """
from datetime import date
from pathlib import Path
from generator.base import Base
from generator.examining import linked
from generator.outputs.search import search_document
from generator.rendering.edition import Edition
library, links = linked(Base.forgetful(Path()))
found = search_document(library["cases/first-day"], Edition.of(library, links, date(2026, 11, 26)))
print([part.heading for part in found.parts])
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


def test_new_move_and_the_reference_know_it(copy: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(copy, tmp_path / "moved", symlinks=True)  # the other tests look for what is moved here
    assert "rumour" in kb(copy, "new", "--help")
    kb(copy, "new", "rumour", "two-calls", "--title", "听说要打两个电话", "--as-of", str(DAY))
    assert "schemas/rumour.json" in (copy / "content/rumours/two-calls.yaml").read_text("utf-8")
    (copy / "content/rumours/two-calls.yaml").unlink()
    kb(copy, "reference")
    assert "别人怎么说的。" in (copy / "docs/schemas/rumour.json").read_text("utf-8")
    assert "传言" in (copy / "docs/reference/types.md").read_text("utf-8")
    kb(copy, "move", "rumours/one-call", "rumours/a-call")
    assert "id: a-call" in (copy / "content/rumours/a-call.yaml").read_text("utf-8")


def test_odd_fields_are_known(copy: Path) -> None:
    """A list of groups with a date, a reference and Markdown in it, sections under another name, names of its own."""
    (copy / "generator/content_types/case_study.py").write_text(ODD, "utf-8")
    (copy / "site_templates/entries/case_study.html.j2").write_text(ODD_TEMPLATE, "utf-8")
    (copy / "content/cases").mkdir()
    written = copy / "content/cases/first-day.yaml"
    written.write_text(ODD_ENTRY, "utf-8")
    second = copy / "content/cases/second-day.yaml"
    for text, says in ((ODD_FAULTS, "text of the form ^[a-z]+$"), (ODD_TWICE, "“anna” is taken already")):
        second.write_text(text, "utf-8")
        assert says in kb(copy, "check", "--as-of", str(DAY))
    second.unlink()
    assert "0 errors" in kb(copy, "check", "--as-of", str(DAY))
    kb(copy, "build", "--as-of", str(DAY), "-q")
    page = (copy / "site/cases/first-day/index.html").read_text("utf-8")
    assert "2026-10-02" in page and '<a href="../../contacts/crisis-line/">' in page and "<li>号码</li>" in page
    assert '<h2 id="后来怎么样">' in page and 'href="#witnesses"' in page
    told_of = (copy / "site/strategies/keep-records/index.html").read_text("utf-8")
    assert "cases/first-day" in told_of, "what it names leads on to it"
    assert "后来怎么样？" in run(copy, sys.executable, "-c", HEADINGS)
    kb(copy, "new", "case_study", "third-day", "--title", "第三天", "--as-of", str(DAY))
    assert "witnesses:\n  - id:" in (copy / "content/cases/third-day.yaml").read_text("utf-8")
