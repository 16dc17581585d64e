"""`kb serve`: a saved file shows in the browser; a fault lies over the last good page."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Route, expect


@pytest.fixture
def preview(small: Path) -> Iterator[str]:
    """The address of a preview of the small site."""
    command = [sys.executable, "-u", "-m", "generator", "serve", "--root", str(small), "--port", "0"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "KB_LANG": "en"}
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        yield found[0]
    finally:
        running.send_signal(signal.SIGINT)
        running.wait()
        if running.stdout:
            running.stdout.close()


def test_the_page_for_what_is_not_found_works_where_the_site_is_published_under_a_path(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://example.org/sub/")
    address = request.getfixturevalue("preview")
    with pytest.raises(HTTPError) as missing:
        urlopen(f"{address}nothing/here/")
    page = missing.value.read().decode("utf-8")
    scripts = re.findall(r'src="/([^"]+\.js)', page)
    assert scripts and all(urlopen(f"{address}{script}").status == 200 for script in scripts)
    assert "/sub/" not in page


def test_what_is_saved_right_after_the_start_shows(preview: str, small: Path, chromium: Browser) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个记事本", "开一个新本子"), "utf-8")
    page = chromium.new_page()
    page.goto(preview + "strategies/keep-records/")
    expect(page.locator("article")).to_contain_text("开一个新本子")
    page.close()


def test_a_draft_shows_with_what_is_wrong_in_it(preview: str, small: Path, chromium: Browser) -> None:
    published = (small / "content/strategies/keep-records.yaml").read_text("utf-8")
    draft = published.replace("id: keep-records", "id: new-one\nstatus: draft").replace("title: ", "title: 新写的")
    draft = draft.replace("answer: ", "answer: 看[[no-such-page]]。")
    (small / "content/strategies/new-one.yaml").write_text(draft, "utf-8")
    page = chromium.new_page()
    page.goto(preview)
    expect(page.locator("#kb-problems")).to_contain_text("no-such-page")
    page.goto(preview + "strategies/new-one/")
    expect(page.locator("h1")).to_contain_text("新写的")
    expect(page.locator("#kb-draft")).to_contain_text("草稿")
    page.goto(preview + "strategies/keep-records/")
    expect(page.locator("#kb-draft")).to_have_count(0)
    page.close()


def test_a_page_that_was_loading_while_a_file_was_saved_reloads(preview: str, small: Path, chromium: Browser) -> None:
    page, other = chromium.new_page(), chromium.new_page()
    waiting: list[Route] = []
    page.route("**/__kb/live.js", lambda route: waiting.append(route), times=1)
    page.goto(preview + "strategies/keep-records/", wait_until="commit")
    expect(page.locator("article")).to_contain_text("开一个记事本")
    other.goto(preview + "strategies/keep-records/")

    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("开一个记事本", "开一个新本子"), "utf-8")
    expect(other.locator("article")).to_contain_text("开一个新本子")
    waiting[0].continue_()
    expect(page.locator("article")).to_contain_text("开一个新本子")
    page.close()
    other.close()


def test_a_saved_file_reloads_and_a_fault_overlays(preview: str, small: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(preview + "strategies/keep-records/")
    expect(page.locator("article")).to_contain_text("开一个记事本")
    entry = small / "content/strategies/keep-records.yaml"
    good = entry.read_text("utf-8")

    entry.write_text(good.replace("开一个记事本", "开一个新本子"), "utf-8")
    expect(page.locator("article")).to_contain_text("开一个新本子")

    entry.write_text(good.replace("answer:", "anwser:"), "utf-8")
    overlay = page.locator("#kb-problems")
    expect(overlay).to_contain_text("content/strategies/keep-records.yaml:")
    expect(overlay).to_contain_text("answer")
    expect(page.locator("article")).to_contain_text("开一个新本子")

    entry.write_text(good, "utf-8")
    expect(overlay).to_have_count(0)
    expect(page.locator("article")).to_contain_text("开一个记事本")
    page.close()
