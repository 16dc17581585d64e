"""What makes builds fast never changes a byte: the layout from a few placeholder pages, cached builds, files left in
place.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from conftest import DAY, ROOT, SITES, Kb, cache_of, pieces, real_base

from generator.base import Base
from generator.examining import linked
from generator.hosting.known import shell_of
from generator.hosting.shell import host_inputs
from generator.preview.workspace import Workspace
from generator.publishing.building import BuildRefused, LinksBroken, Order, build_site
from generator.publishing.shelf import shelf_of
from generator.remembering.ownership import LIST
from generator.rendering import prose
from generator.rendering.page import Masthead, RenderedPage


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def shown(folder: Path) -> dict[str, bytes]:
    """What readers can ask for: all files but the list of them."""
    return {path: content for path, content in tree(folder).items() if path != LIST}


def build(root: Path, target: Path | None = None) -> int:
    return build_site(Base.at(root).on(2), Order(target or root / "site", DAY))


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the real content as MkDocs alone builds it."""
    folder = tmp_path_factory.mktemp("mkdocs") / "site"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-q",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(folder),
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    return tree(folder)


def test_every_real_page_is_what_mkdocs_makes_of_it(real_site: Path, by_mkdocs: dict[str, bytes]) -> None:
    assert tree(real_site) == by_mkdocs


def test_a_text_of_lists_without_end_harms_no_later_text() -> None:
    def shown(text: str) -> str:
        return prose.block(text, pieces(text, "<REF>"), lambda words: [])

    before = shown("**甲**乙。")
    shown("- " * 3000 + "甲")
    assert shown("**甲**乙。") == before == "<p><strong>甲</strong>乙。</p>"


@pytest.mark.content
def test_every_real_text_is_the_same_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(text: str) -> str:
        return prose.block(text, pieces(text, "<REF>"), lambda words: [])

    library, _ = linked(real_base())
    texts = {text.value for document in library for text in document.texts if text.markup == "block"}
    short = {text: shown(text) for text in texts}
    monkeypatch.setattr(prose, "parts", lambda text: [("other", text)])
    assert texts and {text: shown(text) for text in texts} == short


def test_the_preview_shows_every_page_as_it_will_be(small: Path) -> None:
    for case in (ROOT / "tests/rules/_base/content", SITES / "every/content"):
        shutil.copytree(case, small / "content", dirs_exist_ok=True)
    (small / "content/pages/about.md").unlink()
    build(small)
    site = Workspace(Base.at(small).on(1)).look(DAY, None).site
    files = shown(small / "site")
    assert {path: site.file(path) for path in files} == files
    assert site.file("nowhere/index.html") is None


def test_the_preview_shows_every_file_of_a_site_with_a_retired_page(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://example.org/kb/")
    about = small / "content/pages/about.md"
    about.write_text(
        about.read_text("utf-8").replace("id: about\n", "id: about\nstatus: retired\nreplaced_by: concepts/fenfu\n"),
        "utf-8",
    )
    build(small)
    files = shown(small / "site")
    site = Workspace(Base.at(small).on(1)).look(DAY, None).site
    assert b"about/" not in files["404.html"]
    assert {path: site.file(path) for path in files} == files


def test_a_value_in_the_head_of_a_page_costs_one_line_in_the_template(small: Path) -> None:
    template = small / "site_templates/main.html"
    template.write_text(
        template.read_text("utf-8").replace("<title>", "{{ page.meta.head.card }}\n<title>", 1), "utf-8"
    )
    with_it = RenderedPage.of("/concepts/one/", "一", "一", "<p>一</p>", head={"card": "<meta name=card content=一>"})
    without = RenderedPage.of("/concepts/two/", "二", "二", "<p>二</p>")
    shell = shell_of(Base.forgetful(small), (with_it, without), Masthead("名", "话", "不是什么", (), ()))
    assert "<meta name=card content=一>\n<title>一" in shell.wrap(with_it).decode()
    assert "  \n<title>二" in shell.wrap(without).decode()


def test_an_address_of_the_site_is_in_its_pages(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://example.org/kb/")
    build(small)
    page = (small / "site/strategies/keep-records/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/kb/strategies/keep-records/">' in page
    sitemap = (small / "site/sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.org/kb/strategies/keep-records/</loc><lastmod>2026-" in sitemap
    monkeypatch.setenv("KB_SITE_URL", "https://example.org/other/")
    build(small)
    assert "example.org/other/strategies" in (small / "site/strategies/keep-records/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "theme",
    [
        "theme:\n  name: material\n  custom_dir: look\n",
        "theme: {name: material, custom_dir: look}\n",
        """theme:\n  name: material\n  "custom_dir": 'look'\n""",
        "theme:\n  name: material\n  custom_dir:\n    look\n",
    ],
    ids=["block", "flow", "quoted", "next-line"],
)
def test_the_layout_follows_its_folder_however_that_is_written(tmp_path: Path, theme: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{theme}", "utf-8")
    (tmp_path / "look").mkdir()
    page = tmp_path / "look/main.html"
    page.write_text("one", "utf-8")
    before = host_inputs(tmp_path)
    page.write_text("two", "utf-8")
    assert before and host_inputs(tmp_path) != before


def test_the_layout_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: !ENV\n  - NAME_OF_SITE\n  - x\n", "utf-8")
    before = host_inputs(tmp_path)
    monkeypatch.setenv("NAME_OF_SITE", "y")
    assert before and host_inputs(tmp_path) != before


@pytest.mark.parametrize("setting", ['"hooks": [a.py]', "INHERIT : b.yml", "theme: {custom_dir: !ENV LOOK}"])
def test_a_layout_that_may_depend_on_other_files_is_not_remembered(tmp_path: Path, setting: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{setting}\n", "utf-8")
    assert host_inputs(tmp_path) is None


def test_a_base_may_lie_in_a_folder_of_any_name(small: Path, tmp_path: Path) -> None:
    """Files of the theme are known by the theme's own folders, not by a name in their path."""
    root = tmp_path / "material"
    shutil.copytree(small, root)
    build(small, tmp_path / "one")
    build(root, tmp_path / "other")
    assert shown(tmp_path / "other") == shown(tmp_path / "one")


def test_what_is_the_same_is_left_and_what_is_not_is_written(small: Path) -> None:
    build(small)
    before = {path: path.stat().st_ino for path in (small / "site").rglob("*") if path.is_file()}
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个记事本", "开一个新本子"), "utf-8")
    build(small)
    page = small / "site/strategies/keep-records/index.html"
    assert "开一个新本子" in page.read_text("utf-8")
    assert page.stat().st_ino != before[page]
    other = small / "site/sources/law/index.html"
    assert other.stat().st_ino == before[other]
    build(small, small / "anew")
    assert tree(small / "site") == tree(small / "anew")


def test_there_and_back_again(small: Path) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    words = entry.read_text("utf-8")
    new = small / "content/terms/brand-new.yaml"
    other = (small / "content/terms/overdue.yaml").read_text("utf-8")
    for number, (text, more) in enumerate([(0, 0), (1, 0), (0, 0), (1, 1), (0, 1), (0, 0), (0, 0), (1, 1)]):
        entry.write_text(words.replace("开一个记事本", "开一个新本子") if text else words, "utf-8")
        if more:
            new.write_text(other.replace("id: overdue", "id: brand-new").replace("逾期", "新词"), "utf-8")
        else:
            new.unlink(missing_ok=True)
        build(small)
        build(small, small / f"anew-{number}")
        assert tree(small / "site") == tree(small / f"anew-{number}")


def test_a_second_build_touches_nothing_and_a_changed_entry_is_built(unbuilt: Path) -> None:
    pages = build(unbuilt)
    before = (unbuilt / "site").stat().st_ino
    assert build(unbuilt) == pages
    assert (unbuilt / "site").stat().st_ino == before
    entry = unbuilt / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个记事本", "开一个新本子"), "utf-8")
    assert build(unbuilt) == pages
    assert "开一个新本子" in (unbuilt / "site/strategies/keep-records/index.html").read_text("utf-8")


HARMS: dict[str, Callable[[Path], object]] = {
    "change": lambda site: (site / "concepts/fenfu/index.html").write_text("mine", "utf-8"),
    "same length": lambda site: (site / "index.html").write_bytes(b"x" * (site / "index.html").stat().st_size),
    "delete": lambda site: (site / "concepts/fenfu/index.html").unlink(),
    "delete all": shutil.rmtree,
}


def test_a_site_that_was_touched_is_built_again(small: Path) -> None:
    build(small)
    good = tree(small / "site")
    for name, harm in HARMS.items():
        harm(small / "site")
        build(small)
        assert tree(small / "site") == good, name


DAMAGED = (
    b"",
    b"{",
    b"[]",
    b"[1, 2]",
    b'[{"index.html": 1}, {}]',
    b'[{"index.html": ["x", 1, 2, 3]}, {}]',
    b"\xff\x00",
)


def test_damaged_notes_are_not_believed(small: Path) -> None:
    build(small)
    good = tree(small / "site")
    for damage in DAMAGED:
        (note,) = cache_of(small).glob("site-*.json")
        assert note.read_bytes() != damage
        note.write_bytes(damage)
        build(small)
        assert tree(small / "site") == good, damage


def test_foreign_notes_are_not_believed(small: Path, tmp_path: Path) -> None:
    build(small)
    shelf = shelf_of(cache_of(small), small / "site")
    notes = shelf.notes
    (file,) = cache_of(small).glob("site-*.json")
    swapped = {**notes, "concepts/fenfu/index.html": notes["sources/law/index.html"]}
    file.write_text(json.dumps([swapped, swapped]), "utf-8")
    good = tree(small / "site")
    (small / "content/strategies/keep-records.yaml").touch()
    build(small)
    assert tree(small / "site") == good


def test_where_a_file_can_have_one_name_only(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object, **how: object) -> None:
        raise OSError("no links here")

    build(small)
    good = tree(small / "site")
    monkeypatch.setattr(os, "link", refuse)
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个记事本", "开一个新本子"), "utf-8")
    build(small)
    build(small, small / "anew")
    assert tree(small / "site") == tree(small / "anew") != good


@pytest.mark.parametrize(
    ("template", "old", "new", "target"),
    [
        ("main.html", "'search/'", "'serach/'", "serach/index.html"),
        ("main.html", 'href="#main"', 'href="#mian"', "#mian"),
        ("entries/_parts.html.j2", 'href="#{{ heading.anchor }}"', 'href="#{{ heading.anchor }}x"', "x"),
        (
            "entries/_parts.html.j2",
            '"{{ item.href }}"><b>{{ item.title }}',
            '"{{ item.href }}x/"><b>{{ item.title }}',
            "x/index.html",
        ),
        ("404.html", "'paths/'", "'path/'", "path/index.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(small: Path, template: str, old: str, new: str, target: str) -> None:
    build(small)
    good = tree(small / "site")
    path = small / "site_templates" / template
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LinksBroken) as broken:
        build(small)
    assert any(target in link.target for link in broken.value.links)
    assert tree(small / "site") == good


def test_errors_in_the_content_are_told_first_where_they_keep_pages_from_being_built(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def assemble(planned: object, spool: object) -> NoReturn:
        raise KeyError("gone")

    monkeypatch.setattr("generator.publishing.building.assemble", assemble)
    path = small / "content/concepts/fenfu.yaml"
    good = path.read_text("utf-8")
    path.write_text(f"{good}\n# 改过\n", "utf-8")
    with pytest.raises(KeyError):
        build(small)
    path.write_text(good.replace("based_on: [standard]", "based_on: [gone]"), "utf-8")
    with pytest.raises(BuildRefused) as refused:
        build(small)
    assert "KB201" in {finding.code for finding in refused.value.findings}


def test_another_day_and_another_strictness_are_judged_anew(small: Path, kb: Kb) -> None:
    command = ("build", "--root", small, "--as-of", DAY)
    assert kb(*command).returncode == 0
    assert kb(*command).returncode == 0
    late = ("build", "--root", small, "--as-of", "2031-01-01")
    assert kb(*late).returncode == 0, "what is overdue is a warning while editing"
    assert kb(*late, "--release").returncode == 1, "and an error when publishing, remembered build or not"


def test_nothing_is_published_without_somebody_to_tell_of_mistakes(
    small: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("build", "--root", small, "--as-of", DAY, "--release")
    monkeypatch.setenv("KB_REPORT", "")
    refused = kb(*command)
    assert refused.returncode == 2 and "extra.report" in refused.stderr
    monkeypatch.setenv("KB_REPORT", "editor@example.org")
    assert kb(*command).returncode == 0
    page = (small / "site/strategies/keep-records/index.html").read_text("utf-8")
    assert 'href="mailto:editor@example.org?subject=' in page


def test_a_site_without_an_address_has_no_empty_list_of_pages(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "")
    build(small)
    assert not (small / "site/sitemap.xml").exists()
    assert "Sitemap:" not in (small / "site/robots.txt").read_text("utf-8")
    monkeypatch.setenv("KB_SITE_URL", "https://example.org/kb/")
    build(small)
    assert "Sitemap: https://example.org/kb/sitemap.xml" in (small / "site/robots.txt").read_text("utf-8")
    assert "/search/" not in (small / "site/sitemap.xml").read_text("utf-8")
    page = (small / "site/strategies/keep-records/index.html").read_text("utf-8")
    assert 'property="og:image" content="https://example.org/kb/assets/images/share.png"' in page


def test_a_base_that_is_not_complete_replaces_no_site(small: Path, kb: Kb) -> None:
    build(small)
    before = shown(small / "site")
    for folder in ("concepts", "effects", "paths", "contacts", "strategies", "terms", "sources", "parameters"):
        shutil.rmtree(small / "content" / folder)
    (small / "content/pages/about.md").unlink()
    refused = kb("build", "--root", small, "--as-of", DAY)
    assert refused.returncode == 2 and "--smaller" in refused.stderr
    assert shown(small / "site") == before
    assert kb("build", "--root", small, "--as-of", DAY, "--smaller").returncode == 0
