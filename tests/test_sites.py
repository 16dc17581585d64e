"""Golden sites: what `site.build` makes of a small content folder, compared file by file.

`small` is the base that most tests change. `every` has each content type and state: the library that the rules are
tested with, and what `tests/sites/every/content` adds to it. After an intended change, `pytest tests/test_sites.py
--update-expected` writes what is built and shows which pages differ; `git diff tests/sites` is what readers will see.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DAY, ROOT, SITES
from kept import kept

from generator.base import Base
from generator.content_types import CONTENT_TYPES
from generator.entry import Entry, Role, fields, has_role
from generator.examining import examine
from generator.site import Site, build

_HASH = re.compile(r"(?<=assets/hashed/)(?P<name>\w+)-[0-9a-f]{10}\.")
CASES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())


def files(site: Site) -> dict[str, str]:
    """The site's pages and other text files, without the host's shell, other people's licences and the API, which has
    tests of its own."""
    pages = {f"{page.address.strip('/') or 'home'}.html": page.html for page in site.pages}
    others = {
        output.path: output.content.decode("utf-8", "replace")
        for output in site.outputs
        if not output.path.startswith(("assets/", "api/", "licenses.txt", "sbom.cdx.json"))
    }
    return {path: _HASH.sub(r"\g<name>-HASH.", text) for path, text in (pages | others).items()}


@pytest.fixture
def root(case: str, tmp_path: Path) -> Path:
    """The base of a case."""
    if case == "every":
        shutil.copytree(ROOT / "tests/rules/_base/content", tmp_path / "content")
    shutil.copytree(SITES / case / "content", tmp_path / "content", dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("case", CASES)
def test_site_is_as_expected(case: str, root: Path, request: pytest.FixtureRequest) -> None:
    site = build(Base.forgetful(root), DAY)
    assert site.findings == ()
    built, folder = files(site), SITES / case / "expected"
    if request.config.getoption("--update-expected"):
        update(folder, built)
    expected = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert built.keys() == expected.keys()
    for name, text in built.items():
        assert text == expected[name], name


@pytest.mark.parametrize("case", ["every"])
def test_every_type_and_state_is_among_them(root: Path) -> None:
    library = examine(Base.forgetful(root), DAY, drafts=True).library
    assert {type(document.entry) for document in library} == set(CONTENT_TYPES)
    assert {document.entry.status for document in library} == {"draft", "published", "retired"}
    pages = "".join(page.html for page in build(kept(root), DAY).pages)
    for state in ("已于 2025-12-31 失效", "现在还没有生效", "待核对官方原文"):
        assert state in pages, state


@pytest.mark.parametrize("case", ["every"])
def test_each_part_that_can_be_linked_has_its_anchor(root: Path) -> None:
    library = examine(Base.forgetful(root), DAY).library
    pages = {page.source: page.html for page in build(kept(root), DAY).pages}
    parts = [(document.path, key) for document in library for key in anchored(document.entry)]
    assert {key for _, key in parts} >= {"milestones", "steps", "timeline"}
    assert [(path, key) for path, key in parts if f'id="{key}"' not in pages[path]] == []


def anchored(entry: Entry) -> Iterator[str]:
    """The fields of an entry that have an anchor of their own on its page."""
    for name, key, _ in fields(type(entry)):
        if getattr(entry, name) and has_role(type(entry), (key,), Role.ANCHORED):
            yield key


def update(folder: Path, built: dict[str, str]) -> None:
    """Write what was built; the difference is for the reviewer."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        path.unlink()
    for name, text in built.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
