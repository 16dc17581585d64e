"""The base that speed is measured with: it is a valid one, and in its site an edit changes little."""

import re
import sys
from pathlib import Path

import pytest
from conftest import DAY, ROOT

from generator.base import Base
from generator.examining import examine
from generator.publishing.building import Order, build_site

sys.path.append(str(ROOT / "benchmarks"))

from corpus import EDIT, Corpus
from peers import TOOLS

LITTLE = 0.02
"""Of all bytes. In a larger base an edit changes a smaller part of them than here."""
CORPUS = Corpus(300)
NUMBER = 150
KEY = CORPUS.article(NUMBER).key
NEWER = DAY.replace(day=DAY.day - 1)
"""A day on which nothing in the base was reviewed before."""


def test_a_made_up_base_has_no_faults(tmp_path: Path) -> None:
    TOOLS[0].write(Corpus(60), tmp_path / "base")
    assert examine(Base.forgetful(tmp_path / "base"), DAY).findings == ()


def built(root: Path) -> dict[str, bytes]:
    """The files of the site after a build."""
    build_site(Base.at(root).on(2), Order(root / "site", DAY))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "site").rglob("[!.]*.*")}


def test_an_edit_changes_few_bytes_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KB_SITE_URL", "https://example.org/")
    root = tmp_path / "base"
    TOOLS[0].write(CORPUS, root)
    before = built(root)
    TOOLS[0].edit(CORPUS, root, NUMBER)
    file = root / "content" / f"{KEY}.yaml"
    reviewed = re.sub(r"(reviewed:\n +'on': )\S+", rf"\g<1>'{NEWER}'", file.read_text("utf-8"))
    assert f"'{NEWER}'" in reviewed
    file.write_text(reviewed, "utf-8")
    after = built(root)
    changed = {path: content for path, content in after.items() if before.get(path) != content}
    page = f"site/{KEY}/index.html"
    assert EDIT.encode() in changed[page]
    assert sum(map(len, changed.values())) <= LITTLE * sum(map(len, after.values()))


def test_a_day_on_which_nothing_turns_changes_no_page_of_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "base"
    TOOLS[0].write(Corpus(60), root)
    sites = []
    for day, target in ((NEWER, "one"), (DAY, "other")):
        build_site(Base.forgetful(root), Order(root / target, DAY, day))
        pages = [*(root / target).glob("*/*-*/*.*"), *(root / target).glob("api/v1/*/*-*.json")]
        sites.append({path.relative_to(root / target): path.read_bytes() for path in pages})
    assert len(sites[0]) > 100 and sites[0] == sites[1]
