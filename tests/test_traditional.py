"""The site in traditional characters: the same pages under `/zh-hant/`, with links, search and the editors' words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DAY, Kb
from lxml import etree
from playwright.sync_api import Browser

from generator.rendering.hyperlinks import broken, hyperlinks


def test_every_page_is_there_in_both_and_leads_on_within_its_own(
    small: Path, kb: Kb, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    words = "words:\n  - {simplified: 示例法, to: 範例之法}\n"
    (small / "content/traditional.yaml").write_text(words, "utf-8")
    built = kb("build", "--root", small, "--as-of", DAY, "--traditional")
    assert built.returncode == 0, built.stderr
    site = small / "site"
    plain = {p.relative_to(site).as_posix() for p in site.rglob("index.html") if "zh-hant" not in p.parts}
    other = {p.relative_to(site / "zh-hant").as_posix() for p in (site / "zh-hant").rglob("index.html")}
    assert plain == other and not (site / "zh-hant/api").exists()
    read = {f"zh-hant/{path}": (site / "zh-hant" / path).read_text("utf-8") for path in other}
    links = {path: (hyperlinks(path, text),) for path, text in read.items()}
    everything = [p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()]
    assert broken(links | {p: (hyperlinks(p, (site / p).read_text("utf-8")),) for p in plain}, everything) == ()
    outside = {t for (found,) in links.values() for t in found.targets if not t.startswith("zh-hant/")}
    assert {target for target in outside if target.endswith(".html")} <= plain  # the way to the other form
    fenfu = read["zh-hant/concepts/fenfu/index.html"]
    assert 'lang="zh-Hant"' in fenfu and "一天最多打幾次" in fenfu and "範例之法" in fenfu
    assert not re.search("逾期以后|说明", fenfu)
    for text in (fenfu, (site / "concepts/fenfu/index.html").read_text("utf-8")):
        assert re.findall(r'hreflang="([^"]+)" href', text)[:3] == ["zh-CN", "zh-Hant", "x-default"]
    search(serve(site), chromium)


def search(address: str, chromium: Browser) -> None:
    """Readers find pages in the characters that they read, whichever they type, and change over in the footer."""
    page = chromium.new_context().new_page()
    for question in ("記錄", "记录"):
        page.goto("about:blank")
        page.goto(f"{address}/zh-hant/search/#q={question}")
        first = page.locator("#search-results > li > a").first
        first.wait_for()
        assert "記錄與取證" in first.inner_text()
    first.click()
    page.wait_for_url("**/zh-hant/strategies/keep-records/**")
    page.get_by_role("link", name="简体").click()
    page.wait_for_url(f"{address}/strategies/keep-records/")
    page.get_by_role("link", name="繁體").click()
    page.wait_for_url(f"{address}/zh-hant/strategies/keep-records/")
    page.context.close()


def test_published_builds_have_it_and_others_do_not(small: Path, kb: Kb) -> None:
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    assert not (small / "site/zh-hant").exists()


def test_addresses_of_its_own_are_its_own(small: Path, kb: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SITE_URL", "https://kb.example/sub/")
    monkeypatch.setenv("KB_REPORT", "mailto:editors@kb.example")
    built = kb("build", "--root", small, "--as-of", DAY, "--release")
    assert built.returncode == 0, built.stderr
    text = (small / "site/zh-hant/terms/overdue/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://kb.example/sub/zh-hant/terms/overdue/">' in text
    assert 'hreflang="zh-CN" href="https://kb.example/sub/terms/overdue/"' in text
    listed = etree.parse(small / "site/sitemap.xml").getroot()
    urls = {url[0].text: [link.get("href") for link in url.iterfind("{*}link")] for url in listed}
    assert all(etree.QName(child).localname in ("loc", "lastmod", "link") for url in listed for child in url)
    forms = [f"https://kb.example/sub/{form}terms/overdue/" for form in ("", "zh-hant/")]
    assert urls[forms[0]] == urls[forms[1]] == [*forms, forms[0]]
    assert {url.removeprefix("https://kb.example/sub/zh-hant/") for url in urls if "/zh-hant/" in str(url)} == {
        url.removeprefix("https://kb.example/sub/") for url in urls if "/zh-hant/" not in str(url)
    }
