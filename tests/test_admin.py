"""The editing page for the browser: its forms hold every field, and what it writes passes the check."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, SITES, Kb
from playwright.sync_api import Browser, Page
from waiting import on, until

from generator.content_types import CONTENT_TYPES
from generator.editing.admin import PAGE, settings
from generator.reading.disk import read_files
from generator.reading.editors_words import read_all_words

SMALL = SITES / "small"
SEED = """async (files) => {
  const root = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true});
    const file = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
READ = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  const parts = path.split('/');
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
}"""
GRANTED = """window.showDirectoryPicker = () => navigator.storage.getDirectory();
FileSystemHandle.prototype.requestPermission = async () => 'granted';
FileSystemHandle.prototype.queryPermission = async () => 'granted';"""
"""A folder that the page may read and write, without a dialog."""


def config() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(settings("o/r", "main", read_all_words(read_files(SMALL))[0].topics))
    return found


def test_every_type_has_a_form_with_every_field_that_it_needs() -> None:
    collections = {collection["folder"]: collection for collection in config()["collections"]}
    for kind in CONTENT_TYPES:
        fields = {field["name"]: field for field in collections[f"content/{kind.section}"]["fields"]}
        needed = {name for name, field in kind.model_fields.items() if field.is_required()}
        elsewhere = {"sections"} if kind.by_hand else {"examples"}
        assert needed - elsewhere <= {name for name, field in fields.items() if field["required"]}
        assert {"label": "电话与短信", "value": "calls"} in fields["topics"]["options"]
        if "turn_to" in fields:
            assert fields["turn_to"]["collection"] == "contacts" and fields["turn_to"]["multiple"]


def test_the_page_loads_nothing_from_elsewhere() -> None:
    assert "//" not in PAGE and "noindex" in PAGE


def saved(page: Page, path: str, words: str) -> str:
    """The text of a file once it holds some words; while it is being written, it cannot be read."""

    def read() -> str:
        return str(
            page.evaluate(f"async () => {{ try {{ return await ({READ})('{path}'); }} catch {{ return ''; }} }}")
        )

    until(lambda: words in read(), on(page))
    return read()


EDITED = {
    "strategies/keep-records.yaml": "每一次来电都记下时间,号码和说了什么。",
    "checks/legal.yaml": "一问就知道,不用等。",
    "letters/note.yaml": "写给机构,留下记录。",
    "calculators/cost.yaml": "填两个数,就知道多付多少。",
    "pages/about.md": "一个示例,给测试用。",
}
"""What is typed as the answer of an entry of each kind, with a half-width comma for the check to put right."""


def test_what_it_writes_passes_the_check(
    kb: Kb, small: Path, chromium: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    for name in ("checks/legal.yaml", "letters/note.yaml", "calculators/cost.yaml"):
        text = (SITES / "every/content" / name).read_text("utf-8").replace("[police]", "[crisis-line]")
        (small / "content" / name).parent.mkdir()
        (small / "content" / name).write_text(text, "utf-8")
    assert kb("check", "--root", small, "--as-of", DAY, "-q").returncode == 0
    made = kb("admin", "--root", small, "--out", tmp_path / "admin", "--repository", "o/r")
    if made.returncode == 2 and "npm" in made.stderr.lower():
        pytest.skip("the page's program cannot be fetched here: npm or the network is missing")
    assert made.returncode == 0, made.stderr
    texts = {name: data.decode() for name, data in read_files(small).items()} | {".git/HEAD": "ref: refs/heads/main\n"}
    context = chromium.new_context(locale="en-US")
    context.add_init_script(GRANTED)
    page = context.new_page()
    page.goto(f"{serve(tmp_path)}/admin/index.html")
    page.evaluate(SEED, texts)
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_text("应对策略").first.wait_for()
    for name, answer in EDITED.items():
        section, _, file = name.partition("/")
        page.goto(f"{page.url.split('#')[0]}#/collections/{section}/entries/{file.partition('.')[0]}")
        page.locator('section[data-key-path="answer"] input').fill(answer)
        page.get_by_role("button", name="Save").first.click()
        (small / "content" / name).write_text(saved(page, f"content/{name}", answer.split(",")[0] + ","), "utf-8")
        page.wait_for_url(f"**#/collections/{section}")  # it closes by itself, whatever is open by then
    context.close()
    fixed = kb("check", "--root", small, "--as-of", DAY, "--fix")
    assert fixed.returncode == 0, fixed.stdout
    for name, answer in EDITED.items():
        assert f"answer: {answer.replace(',', '，')}" in (small / "content" / name).read_text("utf-8")
