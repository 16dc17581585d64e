"""Time grows at most linearly with input: each kind of input is made 8 times as long, in check, preview and
language server.
"""

import json
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from conftest import DAY, ROOT, SITES, pieces
from kept import Kept, kept

from generator.base import Base
from generator.editing.completion import name_at, suggestions
from generator.examining import Examination, examine_files, linked
from generator.preview.workspace import Workspace
from generator.reading import library as libraries
from generator.reading.disk import read_files
from generator.remembering.memo import digest
from generator.rendering import prose
from generator.reporting import report

LONGEST = 100_000
"""Characters of the largest text of each shape."""
SECTION = 9_900
"""No single text may be longer: see KB019."""
USUAL = 0.12
"""Seconds that a usual processor takes for the work by which a slower one is known."""


def slowness() -> float:
    """How many times as long as a usual one this processor takes now, at least once as long."""

    def work(_: bytes) -> object:
        return {str(number): (number, [number]) for number in range(200_000)}

    return max(1.0, seconds(work, b"") / USUAL)


SECONDS = 1.0
"""Of a usual processor, for one file of that size."""
FAST = 0.25
"""What takes less is not worth a comparison."""
ENTRY = "content/concepts/fenfu.yaml"
PAGE = "content/pages/about.md"

UNITS = (
    "{{",
    "{{ a ",
    "{{ a }}",
    "[",
    "[[",
    "]",
    "[a](",
    "[@",
    "[@a:b",
    "[[a#b",
    "[[a|b",
    "[[fenfu]]",
    "![",
    "![a](",
    "](",
    "[x]: y\n",
    "[^1]",
    "\\",
    "`",
    "`a ",
    "``a`",
    "```\n",
    "*",
    "*a ",
    "**a",
    "***a ",
    "_a ",
    "__a",
    "*a_b**c__d",
    "~~a",
    "<",
    "<a ",
    "<!-- ",
    "&a",
    "&#1",
    "$",
    "+",
    "# a\n",
    "- a\n",
    "1. a\n",
    "\n-",
    "a\n-\n",
    "a\n=\n",
    ">",
    "> ",
    "|",
    "|a",
    "|a\n",
    "|c|d|\n",
    "    - a\n",
    "\n ",
    " \n",
    "\n",
    " ",
    "a  \n",
    "13912345678 ",
    "110101199003077758 ",
    "a@b.cn ",
    "a.",
    "a-",
    "2026-01-01 ",
    "1",
    "1,",
    "1.",
    "1%",
    "1:",
    "400-",
    "95188 ",
    "打",
    "电话：“1",
    "第",
    "第 1 条",
    "第１条",
    "“",
    "“甲乙丙丁戊己庚辛",
    "”",
    "(甲",
    '"甲',
    "《",
    "。",
    "，",
    "甲,",
    "甲",
    "逾期利息",
    "的的",
    "了了",
    "徵信",
    "甲\u200b",
    "⼈",
    "https://a",
    "www.",
    "//a.b",
    "a",
    "a甲",
    "😀",
    "？",
    "可以向",
    "构成",
    "伪造",
    "自杀",
    "比如，\n\n",
    "x",
    ":",
    "-",
    "=",
    "~",
    ":::",
    "１",
    "法律规定应当三年。",
    "应当[@law:10]。",
    "|应当三年[@law:10]",
    "他说，",
    "一天三次，",
    "[[a](b{{c`*_",
    "\t",
    "a\t",
    "，的的，了了。。",
)
ONCE: dict[str, Callable[[int], str]] = {
    "{{ and spaces": lambda n: "{{" + " " * n,
    "spaces between letters": lambda n: "a" + " " * n + "b",
    "an indented line": lambda n: "a\n" + " " * n + "b",
    "empty lines": lambda n: "a" + "\n" * n + "b",
    "an open link": lambda n: "[" + "a" * n,
    "an open reference": lambda n: "[[" + "a" * n,
    "an open label": lambda n: "[[a|" + "b" * n,
    "an open citation": lambda n: "[@" + "a:" * (n // 2),
    "open code": lambda n: "`" + "a" * n,
    "a wide table": lambda n: "|a" * (n // 4) + "|\n" + "|-" * (n // 4) + "|\n",
    "a wide table of numbers": lambda n: (
        "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + ("|".join(map(str, range(1, 300))) + "|\n|") * (n // 1000 + 4)
    ),
    "an example of many amounts": lambda n: (
        "上面的例子，" + "".join(f"借 9{i} 元，还剩 {i + 7} 元，" for i in range(n // 18))
    ),
    "a deep list": lambda n: "".join(" " * (4 * i) + "- a\n" for i in range(int((n / 2) ** 0.5))),
    "well-set lines and one that is not": lambda n: "甲。\n" * (n // 3) + "a",
    "a long table": lambda n: "|a|b|\n|---|---|\n" + "|c|d|\n" * (n // 6),
}
SHAPES = {repr(unit): (lambda n, unit=unit: unit * (n // len(unit))) for unit in UNITS} | ONCE


@cache
def base() -> dict[str, bytes]:
    return read_files(SITES / "small")


@cache
def as_they_are() -> frozenset[bytes]:
    """The hashes of the files of the base."""
    return frozenset(digest(*file) for file in base().items())


class KeptAsTheyAre(Kept):
    """Keeps what the files of the base say as they are; works out what a changed one says whenever it is asked."""

    known: ClassVar[dict[tuple[str, bytes], Any]] = {}

    def is_kept(self, key: bytes) -> bool:
        return key[: len(digest())] in as_they_are()


def sections(shape: Callable[[int], str], size: int) -> bytes:
    """An entry that holds so much of a shape, in as many sections as that takes."""
    text = base()[ENTRY].decode()
    lengths = [SECTION] * (size // SECTION) or [size]
    bodies = "".join(
        f"  - heading: 第{'甲乙丙丁戊己庚辛壬癸子丑'[i]}个问题？\n    body: {json.dumps(shape(n)[:n] or '甲')}\n"
        for i, n in enumerate(lengths)
    )
    return text.replace("sections:\n", f"sections:\n{bodies}", 1).encode()


def raw(shape: Callable[[int], str], size: int) -> bytes:
    """The same in place of the whole file."""
    return b"id: fenfu\ntitle: " + shape(size).encode()


def seconds(work: Callable[[bytes], object], data: bytes, limit: float = float("inf")) -> float:
    """The processor time of some work; the least of four tries, as long as it is over a limit.

    On a busy machine processor time is longer, too: other processes empty the caches.
    """
    least = float("inf")
    for _ in range(4):
        start = time.process_time()
        work(data)
        least = min(least, time.process_time() - start)
        if least <= limit:
            break
    return least


def checked(path: str, data: bytes) -> Examination:
    examination = examine_files({**base(), path: data}, DAY, KeptAsTheyAre(), drafts=True)
    report(examination.findings, SITES / "small", "text", "zh")
    return examination


@cache
def library() -> libraries.Library:
    """What the base says as it is."""
    return linked(kept(SITES / "small"))[0]


def grows(work: Callable[[bytes], object], make: Callable[[int], bytes]) -> None:
    """Fails when the largest text takes more than a second, or more than a linear share of what smaller ones take."""
    largest = seconds(work, make(LONGEST), SECONDS)
    assert largest <= SECONDS or largest <= SECONDS * slowness(), largest
    if largest > FAST:
        eighth = seconds(work, make(LONGEST // 8))
        most = 2.5 * 8 * eighth
        largest = largest if largest <= most else seconds(work, make(LONGEST), most)
        assert largest <= most, (eighth, *(seconds(work, make(LONGEST // by)) for by in (4, 2)), largest)


@pytest.mark.parametrize("name", SHAPES)
def test_check(name: str) -> None:
    shape = SHAPES[name]
    for make in (sections, raw):
        grows(lambda data: checked(ENTRY, data), lambda size, make=make: make(shape, size))
    page = base()[PAGE].decode()
    grows(
        lambda data: checked(PAGE, data), lambda size: (page + "\n## 还有什么？\n\n" + shape(size)[:SECTION]).encode()
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root for previews; only one entry in it changes."""
    root = tmp_path_factory.mktemp("growth")
    shutil.copytree(SITES / "small/content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.mark.parametrize("name", SHAPES)
def test_rendering(name: str) -> None:
    def shown(data: bytes) -> None:
        for start in range(0, len(data), SECTION):
            text = data[start : start + SECTION].decode("utf-8", "ignore")
            prose.block(text, pieces(text, ""), lambda words: [])
            prose.visible(text, pieces(text, ""))

    grows(shown, lambda size: SHAPES[name](size)[:size].encode())


@pytest.mark.parametrize("name", ["'{{'", "'**a'", "'|c|d|\\n'", "'`a '", "'[[fenfu]]'", "'应当[@law:10]。'"])
def test_preview(root: Path, name: str) -> None:
    (root / ENTRY).write_bytes(base()[ENTRY])
    workspace = Workspace(Base.forgetful(root))
    workspace.look(DAY, None).site.file("index.html")

    def look(data: bytes) -> None:
        (root / ENTRY).write_bytes(data)
        shown = workspace.look(DAY, None).site
        shown.file("concepts/fenfu/index.html")

    grows(look, lambda size: sections(SHAPES[name], size))


@pytest.mark.parametrize("name", SHAPES)
def test_language_server(name: str) -> None:
    known = library()

    def ask(data: bytes) -> None:
        line = data.decode().replace("\n", " ")
        for before in (line, f"next: {line}", f"  - next: [{line}", f"{line}!"):
            list(suggestions(known, before, DAY))
            name_at(known, before, len(before) - 1)

    grows(ask, lambda size: SHAPES[name](size).encode())


@pytest.mark.parametrize(
    "unit",
    [
        "k{0}: 1\n",
        "id: a\n",
        "a: |\n",
        "- {0}\n",
        "a：b\n",
        "－a\n",
        "&a{0} ",
        "? ",
        "{{",
        "'",
        '"',
        "#\n",
        "---\n",
        "x{0}, ",
        "\x01",
    ],
)
def test_files_that_are_no_entry(unit: str) -> None:
    for head in ("", "id: fenfu\ntopics: [", "id: fenfu\nsections:\n", "reviewed: {on: "):
        grows(
            lambda data: checked(ENTRY, data),
            lambda size, head=head: (
                head + "".join(unit.replace("{0}", str(i)) for i in range(size // len(unit)))
            ).encode(),
        )


def test_names_that_nobody_has(root: Path) -> None:
    for unit in ("[[nope-{}]]", "[@nope-{}:1]", "{{{{nope-{}}}}}", "[@law:x{}]", "[[fenfu#x{}]]", "[[x{}/y]]"):
        grows(
            lambda data: checked(ENTRY, data),
            lambda size, unit=unit: sections(lambda n: "".join(unit.format(i) for i in range(n // len(unit))), size),
        )
