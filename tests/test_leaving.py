"""`kb export`: plain Markdown that three other generators can build, and one file to read offline."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import DAY, SITES, Kb
from kept import kept
from playwright.sync_api import Page, expect

from generator.linking.addresses import file_of
from generator.rendering.hyperlinks import Hyperlinks, hyperlinks
from generator.site import build

BASE = "https://kb.example/sub/"
BUILDERS = {
    "mkdocs": ("mkdocs", "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", "site"),
    "properdocs": ("properdocs", "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", "site"),
    "zensical": ("zensical", "build", "-f", "mkdocs.yml"),
}


@pytest.mark.parametrize("name", BUILDERS)
def test_others_build_the_same_pages_links_and_anchors(name: str, tmp_path: Path, small: Path, kb: Kb) -> None:
    exported = kb("export", tmp_path / "plain", "--root", small, "--as-of", DAY)
    assert exported.returncode == 0, exported.stderr
    settings = (tmp_path / "plain/mkdocs.yml").read_text("utf-8")
    assert "kb" not in settings.partition("plugins:")[2]
    command = BUILDERS[name]
    built = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tmp_path / "plain",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "warning" not in (built.stdout + built.stderr).lower()
    site = build(kept(SITES / "small"), DAY)
    made = {file_of(page.address): page.links for page in site.pages}
    there = {file: read(tmp_path / "plain/site", file) for file in made}
    wanted = {target for links in made.values() for target in links.targets if "#" in target}
    for file, links in made.items():
        pages = {target.partition("#")[0] for target in links.targets} & made.keys() - {file, "search/index.html"}
        assert pages <= {target.partition("#")[0] for target in there[file].targets}, file
        anchors = {target.partition("#")[2] for target in wanted if target.startswith(f"{file}#")}
        assert anchors & set(links.anchors) <= set(there[file].anchors), file


def read(site: Path, file: str) -> Hyperlinks:
    """The links and anchors of a page that was built."""
    return hyperlinks(file, (site / file).read_text("utf-8"))


def test_an_export_replaces_only_its_own(tmp_path: Path, small: Path, kb: Kb) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.md").write_text("mine", "utf-8")
    refused = kb("export", tmp_path / "mine", "--root", small)
    assert refused.returncode == 2 and "left alone" in refused.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.md"]


def test_one_file_opens_without_a_network(tmp_path: Path, small: Path, kb: Kb, page: Page) -> None:
    shutil.copytree(SITES / "every/content/calculators", small / "content/calculators")
    for name in ("kb.zip", "other/kb.zip"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        packed = kb("export", tmp_path / name, "--root", small, "--as-of", DAY)
        assert packed.returncode == 0, packed.stderr
    assert (tmp_path / "kb.zip").read_bytes() == (tmp_path / "other/kb.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "kb.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    home = tmp_path / "unpacked/kb/index.html"
    page.goto(home.as_uri())
    page.locator("main a[href*='paths/just-got-a-call']").first.click()
    page.wait_for_url("**/paths/just-got-a-call/index.html")
    page.goto((home.parent / "search/index.html").as_uri() + "#q=记录")
    page.locator("#search-results > li > a").first.wait_for()
    assert "keep-records" in (page.locator("#search-results > li > a").first.get_attribute("href") or "")
    page.goto((home.parent / "calculators/cost/index.html").as_uri())
    for name, text in (("received", "1000"), ("payment", "100"), ("times", "12")):
        page.fill(f"#in-{name}", text)
    page.click("form[data-calculator] [type=submit]")
    expect(page.locator('[data-result="cost"] output')).to_have_text("200 元")
